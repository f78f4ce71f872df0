import fc from 'fast-check';
import t from 'tap';
import type { CodePattern } from '../../../src/domain/code-pattern.ts';
import { expressionProblem, ruleTextMax } from '../../../src/domain/expression-cost.ts';
import { Fault } from '../../../src/domain/fault.ts';
import type { GoodsReading } from '../../../src/domain/goods-reading.ts';
import { checkDigitOf } from '../../../src/domain/gtin.ts';
import { readGoodsCode } from '../../../src/domain/read-code.ts';
import { validatePatterns } from '../../../src/domain/validate-patterns.ts';

const gs = '\u001d';
type Value = 'price' | 'weight' | 'quantity' | 'none';

function nomenclature(patternId: string, pattern: string, value: Value): CodePattern {
  return { patternId, description: '', form: { form: 'nomenclature', pattern, value } };
}

function expression(patternId: string, source: string): CodePattern {
  return { patternId, description: '', form: { form: 'expression', expression: source } };
}

const patterns: readonly CodePattern[] = [
  nomenclature('scale price', '21.....{NNNDD}.', 'price'),
  nomenclature('scale weight', '22.....{NNDDD}.', 'weight'),
  nomenclature('german price', '23....c{NNNDD}.', 'price'),
  nomenclature('count', '25{NNNNN}......', 'quantity'),
  nomenclature('in-store', '28..........', 'none'),
  nomenclature('18-digit scale', '291.....{NNDDD}.....', 'weight'),
  expression(
    'name price days',
    '(?<name>[^,]{1,60}),(?<price>\\d{1,6}(?:\\.\\d{1,2})?),(?<shelfLifeDays>\\d{1,4})天?',
  ),
  expression(
    'article dates',
    'A(?<article>\\d{4})/(?<producedOn>[\\d-]{6,10})/(?<expiresOn>[\\d-]{6,10})?/(?<lot>\\w{0,24})',
  ),
  expression('web', 'https://shop\\.example/p\\?gtin=(?<gtin>\\d{8,14})(?:&g=(?<weightGrams>\\d{1,9}))?'),
];

function read(text: string, symbology?: string): GoodsReading {
  return readGoodsCode(
    { text, ...(symbology === undefined ? {} : { symbology }) },
    { patterns, currency: 'CNY', todayIso: '2026-11-22' },
  );
}

function closed(body: string): string {
  return body + checkDigitOf(body);
}

t.test('a bare GTIN is read in every form', (t) => {
  t.same(read('6901234567892'), { gtin14: '06901234567892', by: 'gtin' });
  t.same(read('6901234567892\r\n', ']E0'), { gtin14: '06901234567892', by: 'gtin' });
  t.same(read('036000291452', ']E0'), { gtin14: '00036000291452', by: 'gtin' }, 'UPC-A');
  t.same(read('01234565', ']E0'), { gtin14: '00012345000065', by: 'gtin' }, 'UPC-E, for EAN-8 is ]E4');
  t.same(read('73513537', ']E4'), { gtin14: '00000073513537', by: 'gtin' });
  t.same(read('977147396801212', ']E3').gtin14, '09771473968012', 'a magazine with its issue');
  t.same(read('15400141288763', ']I1'), { gtin14: '15400141288763', by: 'gtin' });
  t.same(read(']E06901234567892'), { gtin14: '06901234567892', by: 'gtin' }, 'the prefix left in the text');
  t.throws(() => read('6901234567890'), { code: 'CODE_CHECK_DIGIT' });
  t.throws(() => read('12', ']E1'), { code: 'CODE_MALFORMED' });
  t.throws(() => read('69O1234567892', ']E0'), { code: 'CODE_MALFORMED' });
  t.end();
});

t.test('a GS1 symbology is an element string whatever its digits look like', (t) => {
  t.same(read(`0106901234567892${'10'}A1`, ']C1'), { gtin14: '06901234567892', lot: 'A1', by: 'gs1' });
  t.throws(() => read('6901234567892', ']C1'), { code: 'CODE_MALFORMED' });
  t.throws(() => read(closed('210601304008'), ']d2'), { code: 'CODE_MALFORMED' }, 'the rules are not asked');
  t.throws(() => read('00106141412345678908', ']C1'), { code: 'CODE_UNKNOWN' }, 'a pallet');
  t.end();
});

t.test('an element string without its symbology shows itself', (t) => {
  const expected = { gtin14: '06901234567892', lot: 'A1', expiresOn: '2026-12-31', by: 'gs1' };
  t.same(read(`${gs}010690123456789217261231${'10'}A1`), expected);
  t.same(read('(01)06901234567892(17)261231(10)A1'), expected);
  t.same(read(`0106901234567892${'10'}A1${gs}17261231`), expected);
  t.same(read(`010690123456789217261231${'10'}A1`), expected, 'by (01) and its check digit');
  t.throws(() => read('0106901234567893'), { code: 'CODE_UNKNOWN' });
  t.end();
});

t.test('a Digital Link goes before the rules, another web address does not', (t) => {
  t.same(read('https://id.gs1.org/01/06901234567892/10/A1?17=261231', ']Q1'), {
    gtin14: '06901234567892',
    lot: 'A1',
    expiresOn: '2026-12-31',
    by: 'digitalLink',
  });
  t.same(read('https://shop.example/p?gtin=6901234567892&g=250'), {
    gtin14: '06901234567892',
    weightGrams: 250,
    by: 'web',
  });
  t.throws(() => read('https://shop.example/p?gtin=6901234567890'), { code: 'CODE_CHECK_DIGIT' });
  t.throws(() => read('https://elsewhere.example/'), { code: 'CODE_UNKNOWN' });
  t.end();
});

t.test('in-store codes give article and price, weight or count', (t) => {
  t.same(read(closed('210601304008'), ']E0'), { articleNo: '06013', priceMinor: 4008, by: 'scale price' });
  t.same(read(closed('220601300250')), { articleNo: '06013', weightGrams: 250, by: 'scale weight' });
  t.same(read(closed('231234614685')), { articleNo: '1234', priceMinor: 14_685, by: 'german price' });
  t.same(read(closed('250001276543')), { articleNo: '76543', quantity: 12, by: 'count' });
  t.same(read(closed('28123456789')), { articleNo: '123456789', by: 'in-store' });
  t.same(read('291060130125009995').weightGrams, 1250, 'the amount behind the weight is not used');
  t.end();
});

t.test('an in-store UPC-A is read by the rule for its EAN-13, however long the scanner sends it', (t) => {
  const upc = [nomenclature('upc', '02.....{NNNDD}.', 'price')];
  const context = { patterns: upc, currency: 'CNY', todayIso: '2026-11-22' } as const;
  const long = closed('021234500399');
  const expected = { articleNo: '12345', priceMinor: 399, by: 'upc' };
  t.same(readGoodsCode({ text: long, symbology: ']E0' }, context), expected);
  t.same(readGoodsCode({ text: long.slice(1), symbology: ']E0' }, context), expected);
  t.end();
});

t.test('a rule that fits decides, also where the label is bad', (t) => {
  t.throws(() => read('2106013040080'), { code: 'CODE_CHECK_DIGIT' }, 'the check digit of the code');
  t.throws(() => read(closed('231234514685')), { code: 'CODE_CHECK_DIGIT' }, 'the check digit of the price');
  t.throws(() => read(closed('210601300000')), { code: 'CODE_MALFORMED' }, 'a price of nothing');
  t.throws(() => read(closed('220601300000')), { code: 'CODE_MALFORMED' }, 'a weight of nothing');
  t.throws(() => read('A1234/20261332//'), { code: 'CODE_MALFORMED' }, 'no such day');
  t.throws(() => read(`A1234/20261101//${'L'.repeat(22)}`), { code: 'CODE_MALFORMED' }, 'too long a lot');
  t.end();
});

t.test('vendor strings give what their groups say', (t) => {
  t.same(read('酸奶 200g,6.5,21'), {
    name: '酸奶 200g',
    priceMinor: 650,
    shelfLifeDays: 21,
    by: 'name price days',
  });
  t.same(read('Milk,12.80,7天').priceMinor, 1280);
  t.same(read('A1234/261101/2026-12-01/L7'), {
    articleNo: '1234',
    producedOn: '2026-11-01',
    expiresOn: '2026-12-01',
    lot: 'L7',
    by: 'article dates',
  });
  t.same(read('A1234/20261101//'), { articleNo: '1234', producedOn: '2026-11-01', by: 'article dates' });
  t.throws(() => read('Milk,12.805,7'), { code: 'CODE_UNKNOWN' }, 'an expression covers the whole code');
  t.throws(() => read('Milk,0.00,7'), { code: 'CODE_MALFORMED' });
  t.throws(() => read('Milk,1.00,9999'), { code: 'CODE_MALFORMED' });
  t.end();
});

t.test('the order of the rules decides between two that fit', (t) => {
  const both = [expression('first', '(?<article>\\d{5})'), expression('second', '(?<article>\\d{1,9})')];
  const context = { currency: 'CNY', todayIso: '2026-11-22' } as const;
  t.equal(readGoodsCode({ text: '12345' }, { ...context, patterns: both }).by, 'first');
  t.equal(readGoodsCode({ text: '12345' }, { ...context, patterns: both.toReversed() }).by, 'second');
  t.equal(readGoodsCode({ text: '123456' }, { ...context, patterns: both }).by, 'second');
  t.end();
});

t.test('what nothing reads is unknown, and what is too long or empty is malformed', (t) => {
  for (const text of ['hello', '123', '28763213123456789012', 'mailto:a@b']) {
    t.throws(() => read(text), { code: 'CODE_UNKNOWN' }, text);
  }
  for (const text of ['', '\r\n', 'x'.repeat(1025)]) t.throws(() => read(text), { code: 'CODE_MALFORMED' });
  t.throws(
    () => read(`${'x'.repeat(ruleTextMax)},1.00,7`),
    { code: 'CODE_UNKNOWN' },
    'rules read short texts',
  );
  t.end();
});

t.test('problems of published rules are all named', (t) => {
  t.same(validatePatterns(patterns), []);
  const problems = validatePatterns([
    nomenclature('gtin', '21.....{NNNDD}.', 'price'),
    nomenclature('a', '21.....{NNNDD}.', 'none'),
    nomenclature('a', '21.....', 'price'),
    nomenclature('b', '21A....{NN}', 'price'),
    nomenclature('c', '21{NNNDD}', 'price'),
    nomenclature('d', '21..c{NNN}.', 'price'),
    nomenclature('e', '21..{NNND}.', 'quantity'),
    nomenclature('f', '042', 'none'),
    nomenclature('g', '2..{NNNNNNNNNN}', 'price'),
    expression('h', '(?<article>\\d+'),
    expression('i', '(?<price>\\d{1,4})'),
    expression('j', '(?<article>\\d{4})(?<colour>\\w)'),
    expression('k', '(?<article>(?:\\d+)+)'),
  ]);
  t.equal(problems.length, 14, 'one of them has two');
  t.match(problems[0], /^gtin: The id is taken/);
  for (const problem of problems) t.match(problem, /^\w+: .+\.$/);
  t.throws(
    () =>
      readGoodsCode(
        { text: '21' },
        { patterns: [nomenclature('f', '042', 'none')], currency: 'CNY', todayIso: '2026-11-22' },
      ),
    { code: 'BUNDLE_INVALID' },
  );
  t.end();
});

t.test('expressions that could stall a machine are refused', (t) => {
  for (const source of [
    '(a+)+',
    '(a*)*b',
    '(?:a|a)*',
    '(?:a|ab)+c',
    '(\\d+,?){1,20}',
    '([^,]*,)*x',
    '(?:(?:a?){20}){20}',
    '.*.*.*x',
    '[^,]+,[^,]+,[^,]+,[^,]+',
    'a?'.repeat(30),
    '(?:a|b)'.repeat(30),
    '(?=a+)a',
    '(?!a)b',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(?<x>a)\\k<x>',
    '(?i:a)',
    '[',
    'a{2,1}',
  ]) {
    t.type(expressionProblem(source), 'string', source);
  }
  for (const source of [
    '\\d{13}',
    '(?:ab){3}',
    '(?:\\d\\d)*',
    '[^,\\]]{1,80},\\p{L}{1,80},[\\d.]{1,8}',
    '(?:v1|v2)?\\u{1F600}{2,5}\\x41+',
    '.*,.*',
    '(?<a>[(*+]{1,4})\\(\\)',
  ]) {
    t.equal(expressionProblem(source), undefined, source);
  }
  t.end();
});

t.test('an expression that passes has no more ways than it was allowed', (t) => {
  const dearest = '.{1,60}.{1,60}.{1,60}!';
  t.equal(expressionProblem(dearest), undefined);
  t.throws(
    () =>
      readGoodsCode(
        { text: 'a'.repeat(ruleTextMax) },
        { patterns: [expression('x', `(?<name>${dearest})`)], currency: 'CNY', todayIso: '2026-11-22' },
      ),
    { code: 'CODE_UNKNOWN' },
  );
  t.end();
});

t.test('no text makes the reader throw anything but a Fault, with any symbology', (t) => {
  const text = fc.oneof(
    fc.string({ maxLength: 60, unit: 'binary' }),
    fc.stringMatching(/^2[1-9]\d{10,17}$/),
    fc.stringMatching(/^[a-z]{1,5},\d{1,8}\.?\d{0,3},\d{1,5}$/),
    fc.stringMatching(/^A\d{4}\/[\d-]{6,10}\/[\d-]{0,10}\/\w{0,24}$/),
    fc.stringMatching(/^https:\/\/a\/(01|00|414)\/\d{8,18}(\/10\/.{0,5})?(\?17=\d{6})?$/),
  );
  const symbology = fc.constantFrom(undefined, ']E0', ']E3', ']E4', ']I1', ']C1', ']C0', ']Q1', ']Q3', ']x9');
  fc.assert(
    fc.property(text, symbology, (scanned, id) => {
      try {
        const reading = read(scanned, id);
        const { priceMinor = 1, weightGrams = 1, quantity = 1, gtin14 = '0'.repeat(14) } = reading;
        return priceMinor > 0 && weightGrams > 0 && quantity > 0 && /^\d{14}$/.test(gtin14);
      } catch (error) {
        return error instanceof Fault && error.code.startsWith('CODE_');
      }
    }),
    { numRuns: 1000 },
  );
  t.end();
});
