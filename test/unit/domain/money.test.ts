import fc from 'fast-check';
import t from 'tap';
import {
  allocate,
  amountMinorMax,
  checkMinor,
  decimalOf,
  formatMoney,
  parseDecimal,
  proportion,
} from '../../../src/domain/money.ts';

t.test('a proportion is rounded half away from zero', (t) => {
  t.equal(proportion(1290, 250, 1000), 323, '322.5');
  t.equal(proportion(-1290, 250, 1000), -323);
  t.equal(proportion(333, 1, 3), 111);
  t.equal(proportion(1, 1, 3), 0);
  t.throws(() => proportion(amountMinorMax, 2, 1), { code: 'MONEY_OUT_OF_RANGE' });
  t.end();
});

t.test('parts of an amount sum to it exactly and are never more than a minor unit off', (t) => {
  t.same(allocate(100, [1, 1, 1]), [34, 33, 33]);
  t.same(allocate(-100, [1, 1, 1]), [-34, -33, -33]);
  t.same(allocate(5, [0, 0]), [5, 0]);
  t.same(allocate(0, []), []);
  t.throws(() => allocate(1, []), { code: 'INTERNAL_DEFECT' });
  fc.assert(
    fc.property(
      fc.integer({ min: -amountMinorMax, max: amountMinorMax }),
      fc.array(fc.nat(amountMinorMax), { minLength: 1, maxLength: 40 }),
      (totalMinor, weights) => {
        const parts = allocate(totalMinor, weights);
        const sum = weights.reduce((a, b) => a + b, 0);
        return (
          parts.reduce((a, b) => a + b, 0) === totalMinor &&
          (sum === 0 ||
            parts.every((part, i) => Math.abs(part - (totalMinor * (weights[i] ?? 0)) / sum) < 1.001))
        );
      },
    ),
  );
  t.end();
});

t.test('decimal texts and minor units are the same amount', (t) => {
  t.equal(decimalOf(5, 'CNY'), '0.05');
  t.equal(decimalOf(-1234, 'EUR'), '-12.34');
  t.equal(decimalOf(1234, 'JPY'), '1234');
  t.equal(formatMoney(-1234, 'CNY'), '-￥12.34');
  t.equal(parseDecimal('12.3', 'CNY'), 1230);
  for (const text of ['', '1.234', '1,5', '.5', '1.', 'NaN', '1e3', ' 1', '12345678901']) {
    t.throws(() => parseDecimal(text, 'CNY'), { code: 'MONEY_MALFORMED' }, text);
  }
  t.throws(() => parseDecimal('1.5', 'JPY'), { code: 'MONEY_MALFORMED' });
  fc.assert(
    fc.property(
      fc.integer({ min: -99_999_999, max: 99_999_999 }),
      fc.constantFrom('CNY' as const, 'JPY' as const),
      (minor, currency) => parseDecimal(decimalOf(minor, currency), currency) === minor,
    ),
  );
  t.end();
});

t.test('an amount is a whole number within the limit', (t) => {
  t.equal(checkMinor(-5, 'it'), -5);
  for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, amountMinorMax + 1]) {
    t.throws(() => checkMinor(bad, 'it'), { code: 'MONEY_OUT_OF_RANGE' });
  }
  t.end();
});
