import fc from 'fast-check';
import t from 'tap';
import { readDigitalLink } from '../../../src/domain/digital-link.ts';
import { Fault } from '../../../src/domain/fault.ts';
import type { GoodsContext } from '../../../src/domain/goods-reading.ts';
import { type Gs1Element, readElements } from '../../../src/domain/gs1.ts';
import { goodsOf } from '../../../src/domain/gs1-goods.ts';

const gs = '\u001d';
const context: GoodsContext = { currency: 'CNY', todayIso: '2026-11-22' };

function pairs(elements: readonly Gs1Element[] | undefined): string[] | undefined {
  return elements?.map(({ identifier, value }) => `${identifier}=${value}`);
}

function goods(text: string, changes: Partial<GoodsContext> = {}): ReturnType<typeof goodsOf> {
  return goodsOf(readElements(text), { ...context, ...changes });
}

t.test('an element string is read with and without the FNC1 that it needs', (t) => {
  t.same(pairs(readElements(`010950600013435217261231${'10'}ABC123${gs}21SN-7`)), [
    '01=09506000134352',
    '17=261231',
    '10=ABC123',
    '21=SN-7',
  ]);
  t.same(pairs(readElements(`0195012345678903${'3103'}000195`)), ['01=95012345678903', '3103=000195']);
  t.same(pairs(readElements(`0195012345678903${gs}3103000195${gs}`)), ['01=95012345678903', '3103=000195']);
  t.end();
});

t.test('what scanners do to a string does no harm', (t) => {
  const plain = `0109506000134352${'10'}A1${gs}21X`;
  const expected = ['01=09506000134352', '10=A1', '21=X'];
  for (const text of [
    gs + plain,
    gs + gs + plain,
    plain.replace(gs, gs + gs),
    `${plain}${gs}`,
    `\uFEFF${plain}\r\n`,
    plain.replace(gs, '^]'),
  ]) {
    t.same(pairs(readElements(text)), expected, JSON.stringify(text));
  }
  t.end();
});

t.test('the form for people is read too', (t) => {
  t.same(pairs(readElements('(01)09506000134352(17)261200(10)A-1/2(21)X')), [
    '01=09506000134352',
    '17=261200',
    '10=A-1/2',
    '21=X',
  ]);
  t.same(pairs(readElements('(01)09506000134352(10)A(b)')), ['01=09506000134352', '10=A(b)']);
  t.throws(() => readElements('(06)09506000134352'), { code: 'CODE_MALFORMED' });
  t.end();
});

t.test('a string that breaks the rules is refused whole', (t) => {
  const malformed = [
    '',
    gs,
    '0',
    '010950600013435', // torn off
    '0109506000134352171X1231',
    '010950600013435217261301', // month 13
    '010950600013435217260431', // 31 April
    `010950600013435210${'A'.repeat(21)}`,
    '010950600013435210A?é',
    '010950600013435214261231', // no such identifier
    `0109506000134352${'10'}A${gs}10B`, // two lots
    '(01)09506000134352(10)',
    'x'.repeat(2000),
  ];
  for (const text of malformed) t.throws(() => readElements(text), { code: 'CODE_MALFORMED' }, text);
  t.throws(() => readElements('0109506000134353'), { code: 'CODE_CHECK_DIGIT' });
  t.same(pairs(readElements(`0109506000134352${'10'}A${gs}10A`)), ['01=09506000134352', '10=A']);
  t.end();
});

t.test('a code says lot, serial number, dates and pieces of its goods', (t) => {
  t.same(goods(`01069012345678921126110115261215${'17'}261231${'10'}L7${gs}21S9${gs}30${'12'}`), {
    gtin14: '06901234567892',
    lot: 'L7',
    serial: 'S9',
    quantity: 12,
    producedOn: '2026-11-01',
    bestBefore: '2026-12-15',
    expiresOn: '2026-12-31',
  });
  t.equal(goods('010690123456789217270200').expiresOn, '2027-02-28');
  t.end();
});

t.test('the earliest of expiry, sell-by and expiry with an hour ends the sale', (t) => {
  t.equal(goods('01069012345678921626113017261231').expiresOn, '2026-11-30');
  t.equal(goods('010690123456789270032611301200').expiresOn, '2026-11-29', 'expires within the day');
  t.equal(goods('010690123456789270032611302359').expiresOn, '2026-11-30', 'expires as the day ends');
  t.end();
});

t.test('a label of goods by weight gives grams and the price in minor units', (t) => {
  const label = '0195012345678903';
  t.equal(goods(`${label}3103000195`).weightGrams, 195);
  t.equal(goods(`${label}3102000195`).weightGrams, 1950);
  t.equal(goods(`${label}3105000195`).weightGrams, 2, 'half a gram is rounded up');
  t.equal(goods(`${label}3202000100`).weightGrams, 454, 'a pound');
  t.equal(goods(`${label}31030001953922${'1234'}`).priceMinor, 1234);
  t.equal(goods(`${label}31030001953921${'1234'}`).priceMinor, 12_340);
  t.equal(goods(`${label}31030001953923${'12340'}`).priceMinor, 1234);
  t.equal(goods(`${label}31030001953932${'1561234'}`).priceMinor, 1234, 'in CNY by number');
  t.equal(goods(`${label}31030001953932${'9781234'}`).priceMinor, undefined, 'another currency is left out');
  t.equal(goods(`${label}31030001953920${'1234'}`, { currency: 'JPY' }).priceMinor, 1234);
  for (const bad of ['3103000000', '3103000195392312345', '310300019539220', '3100999999']) {
    t.throws(() => goods(label + bad), { code: 'CODE_MALFORMED' }, bad);
  }
  t.end();
});

t.test('identifiers that lack or contradict one another are refused', (t) => {
  const label = '0195012345678903';
  t.throws(() => goods(`${label}3922${'1234'}`), { code: 'CODE_MALFORMED' }, 'a price without its measure');
  t.throws(() => goods(`${label}0295012345678903${'37'}5`), { code: 'CODE_MALFORMED' }, 'item and content');
  t.throws(() => goods('0295012345678903'), { code: 'CODE_MALFORMED' }, 'content without count');
  t.throws(() => goods(`${label}${'37'}5`), { code: 'CODE_MALFORMED' }, 'count without a pallet');
  t.throws(() => goods(`${label}31030001953102000020`), { code: 'CODE_MALFORMED' }, 'two net weights');
  t.throws(() => goods('10LOT'), { code: 'CODE_MALFORMED' }, 'a lot of nothing');
  t.end();
});

t.test('a code of no trade item is unknown goods', (t) => {
  t.throws(() => goods('00106141412345678908'), { code: 'CODE_UNKNOWN' }, 'a pallet');
  t.throws(() => goods('4149506000134352'), { code: 'CODE_UNKNOWN' }, 'a place');
  t.end();
});

t.test('a Digital Link carries the same elements', (t) => {
  t.same(
    pairs(readDigitalLink('https://id.gs1.org/01/09506000134352/10/ABC%2F1/21/7?17=261231&3103=000195')),
    ['01=09506000134352', '10=ABC/1', '21=7', '17=261231', '3103=000195'],
  );
  t.same(pairs(readDigitalLink('HTTP://shop.example/some/way/01/6901234567892/?linkType=pip&s=1#top')), [
    '01=06901234567892',
  ]);
  t.same(pairs(readDigitalLink('https://a/01/06901234567892;not')), undefined, 'no value of a key');
  t.same(pairs(readDigitalLink('https://a/414/9506000134352/254/7')), ['414=9506000134352', '254=7']);
  t.end();
});

t.test('other web addresses are no Digital Links', (t) => {
  for (const text of [
    'https://example.com/',
    'https://example.com',
    'https://example.com/01/news',
    'https://id.gs1.org/ARHKVAdpQg', // compressed
    'ftp://id.gs1.org/01/06901234567892',
    '6901234567892',
    `https://a/01/06901234567892?x=${'1'.repeat(1100)}`,
  ]) {
    t.equal(readDigitalLink(text), undefined, text.slice(0, 60));
  }
  t.end();
});

t.test('a Digital Link that breaks the rules is refused', (t) => {
  const link = 'https://id.gs1.org/01/06901234567892';
  t.throws(() => readDigitalLink('https://id.gs1.org/01/06901234567893'), { code: 'CODE_CHECK_DIGIT' });
  for (const rest of [
    '/21/1/10/A',
    '/10/A/235/B',
    '/10/A/10/B',
    '?21=5',
    '?1234=5',
    '?17=261331',
    '/10/%zz',
  ]) {
    t.throws(() => readDigitalLink(link + rest), { code: 'CODE_MALFORMED' }, rest);
  }
  t.throws(() => readDigitalLink(`${link}/10/A?10=B`), { code: 'CODE_MALFORMED' }, 'two lots');
  t.end();
});

t.test('no text makes the readers throw anything but a Fault', (t) => {
  const piece = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom(
      gs,
      '01',
      '(01)',
      '06901234567892',
      '10',
      '3103',
      '7003',
      '%',
      '/',
      '?',
      'https://a/01/',
      '\uFEFF',
    ),
    fc.stringMatching(/^\d{1,18}$/),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      for (const read of [() => goods(text), () => readDigitalLink(text)]) {
        try {
          read();
        } catch (error) {
          if (!(error instanceof Fault)) return false;
        }
      }
      return true;
    }),
    { numRuns: 500 },
  );
  t.end();
});
