import fc from 'fast-check';
import t from 'tap';
import {
  checkDigitOf,
  expandUpcE,
  hasRightCheckDigit,
  looksLikeGtin,
  normaliseGtin,
  priceCheckDigitOf,
} from '../../../src/domain/gtin.ts';
import { symbologyOf } from '../../../src/domain/symbology.ts';

t.test('check digits of codes from the shelf are right', (t) => {
  for (const code of [
    '6901234567892', // a Chinese EAN-13
    '9501101531000', // from the GS1 specifications
    '5901234123457',
    '4006381333931', // a pen
    '73513537', // EAN-8
    '96385074',
    '036000291452', // UPC-A
    '15400141288763', // ITF-14 of a case
    '106141412345678908', // SSCC of a pallet
  ]) {
    t.ok(hasRightCheckDigit(code), code);
  }
  t.equal(checkDigitOf('690123456789'), 2);
  t.equal(hasRightCheckDigit('6901234567893'), false);
  t.equal(hasRightCheckDigit(''), false);
  t.end();
});

t.test('a GTIN of any length becomes fourteen digits', (t) => {
  t.equal(normaliseGtin('73513537'), '00000073513537');
  t.equal(normaliseGtin('036000291452'), '00036000291452');
  t.equal(normaliseGtin('6901234567892'), '06901234567892');
  t.equal(normaliseGtin('15400141288763'), '15400141288763');
  t.equal(normaliseGtin('0036000291452'), '00036000291452', 'the same as its UPC-A');
  t.end();
});

t.test('UPC-E is the UPC-A it was made from', (t) => {
  t.equal(expandUpcE('04252614'), '042100005264');
  t.equal(expandUpcE('01234565'), '012345000065');
  t.equal(expandUpcE('01234531'), '012300000451', 'six digits that end in 3');
  t.equal(expandUpcE('01234543'), '012340000053', 'six digits that end in 4');
  t.equal(expandUpcE('0123456'), '012345000065', 'without its check digit');
  t.equal(expandUpcE('123456'), '012345000065', 'the six digits alone');
  t.throws(() => expandUpcE('04252615'), { code: 'CODE_CHECK_DIGIT' });
  t.throws(() => expandUpcE('24252614'), { code: 'CODE_MALFORMED' });
  t.equal(normaliseGtin('01234565', 'upcE'), '00012345000065');
  t.equal(normaliseGtin('04252614'), '00042100005264', 'where its kind is not known, by its check digit');
  t.equal(normaliseGtin('01234565'), '00000001234565', 'an EAN-8 where it could be both');
  t.equal(normaliseGtin('012345000065', 'upcE'), '00012345000065', 'a scanner may have expanded it');
  t.end();
});

t.test('a misread digit and a wrong length are told apart', (t) => {
  t.throws(() => normaliseGtin('6901234567890'), { code: 'CODE_CHECK_DIGIT' });
  t.throws(() => normaliseGtin('73513537', 'ean13'), { code: 'CODE_MALFORMED' });
  t.throws(() => normaliseGtin('690123456789', 'ean8'), { code: 'CODE_MALFORMED' });
  for (const text of ['', '690123456', '69012345678921', '690123456789A', '0000000000000', ' 73513537']) {
    t.throws(() => normaliseGtin(text), { name: 'Fault' }, JSON.stringify(text));
  }
  t.equal(looksLikeGtin('690123456'), false);
  t.end();
});

t.test('every misread of one digit is noticed', (t) => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^\d{12}$/),
      fc.nat(12),
      fc.integer({ min: 1, max: 9 }),
      (body, place, change) => {
        const code = `${body}${checkDigitOf(body)}`;
        const wrong = (Number(code[place]) + change) % 10;
        return (
          hasRightCheckDigit(code) &&
          !hasRightCheckDigit(code.slice(0, place) + wrong + code.slice(place + 1))
        );
      },
    ),
  );
  t.end();
});

t.test('price check digits are those of the standard', (t) => {
  t.equal(priceCheckDigitOf('2875'), 9);
  t.equal(priceCheckDigitOf('14685'), 6);
  t.equal(priceCheckDigitOf('123'), undefined);
  t.equal(priceCheckDigitOf('12a4'), undefined);
  t.end();
});

t.test('the symbology says what a text holds', (t) => {
  for (const id of [']C1', ']d2', ']Q3', ']e0', ']J1']) t.equal(symbologyOf(id)?.content, 'gs1', id);
  for (const id of [']E0', ']E4', ']I1']) t.equal(symbologyOf(id)?.content, 'gtin', id);
  for (const id of [']C0', ']Q1', ']d1', ']A0']) t.equal(symbologyOf(id)?.content, 'text', id);
  t.equal(symbologyOf(']E4')?.gtinForm, 'ean8');
  t.equal(symbologyOf(']?9'), undefined);
  t.equal(symbologyOf(undefined), undefined);
  t.end();
});
