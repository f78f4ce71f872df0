/** Number plates by the rules of GA 36: what is one, what can follow, and how it is masked. */
import fc from 'fast-check';
import t from 'tap';
import {
  maskPlate,
  nextPlateChars,
  plateDigits,
  plateLetters,
  plateProvinces,
  plateSuffixes,
  readPlate,
} from '../../../src/domain/plate.ts';

t.test('ordinary, special and green plates are read, however they are written', (t) => {
  const plates = {
    粤B12345: 'ordinary',
    粤b·660pp: 'ordinary',
    '京 A-8A4A2': 'ordinary',
    沪A1234学: 'ordinary',
    粤Z1234港: 'ordinary',
    粤BD12345: 'newEnergy',
    京AF0236K: undefined,
    苏EFA1234: 'newEnergy',
    浙A12345D: 'newEnergy',
    川AK88888: 'newEnergy',
  } as const;
  for (const [text, kind] of Object.entries(plates)) t.equal(readPlate(text)?.kind, kind, text);
  t.equal(readPlate('粤b·660pp')?.text, '粤B660PP');
  t.end();
});

t.test('what no rule allows is no plate', (t) => {
  for (const text of [
    '',
    '粤',
    '粤B1234',
    '粤BI2345',
    '粤B1234O',
    '粤I12345',
    'B123456',
    '港B12345',
    '粤BABC12',
    '粤B123456',
    '粤BL12345',
    '粤BD1234A',
    '粤B12345L',
    '粤B学1234',
    '粤BD123456',
    '粤B1234学1',
  ]) {
    t.equal(readPlate(text), undefined, text);
  }
  t.end();
});

t.test('whoever types only what can follow ends at a plate, and can type every plate', (t) => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(10_000)), (stream) => {
      const choices = stream[Symbol.iterator]();
      let typed = '';
      while (readPlate(typed) === undefined) {
        const possible = [...nextPlateChars(typed)];
        if (possible.length === 0) return false;
        typed += possible[(choices.next().value as number) % possible.length];
      }
      return [...typed].every((char, at) => nextPlateChars([...typed].slice(0, at).join('')).has(char));
    }),
    { numRuns: 500 },
  );
  t.equal(nextPlateChars('').size, 31);
  t.same([...nextPlateChars('粤')].sort(), [...plateLetters].sort());
  t.notOk(nextPlateChars('粤B').has('I'));
  t.same([...nextPlateChars('粤B12345')].sort(), [...'DABCEFGHJK'].sort(), 'an eighth makes it green');
  t.equal(nextPlateChars('粤BD12345').size, 0);
  t.end();
});

t.test('a masked plate keeps province, letter and the last three', (t) => {
  t.equal(maskPlate('粤B12345'), '粤B·**345');
  t.equal(maskPlate('粤BD12345'), '粤B·***345');
  const plate = fc
    .tuple(
      fc.constantFrom(...plateProvinces),
      fc.constantFrom(...plateLetters),
      fc.array(fc.constantFrom(...plateDigits), { minLength: 4, maxLength: 4 }),
      fc.constantFrom(...plateDigits, ...plateSuffixes),
    )
    .map(([province, letter, digits, last]) => `${province}${letter}${digits.join('')}${last}`);
  fc.assert(
    fc.property(plate, (text) => {
      const stars = '*'.repeat(text.length - 5);
      return maskPlate(text) === `${text.slice(0, 2)}·${stars}${text.slice(-3)}`;
    }),
  );
  t.end();
});
