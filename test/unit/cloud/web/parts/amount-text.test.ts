import t from 'tap';
import { amountText } from '../../../../../src/cloud/web/parts/amount-text.ts';
import { typedMinor } from '../../../../../src/cloud/web/parts/money-text.ts';

t.test('amounts are grouped and carry their sign', async (t) => {
  t.equal(amountText(147_070, 'CNY'), '¥1,470.70');
  t.equal(amountText(99_999, 'CNY'), '¥999.99');
  t.equal(amountText(123_456_789, 'USD'), '$1,234,567.89');
  t.equal(amountText(1_234_567, 'JPY'), '¥1,234,567');
  t.equal(amountText(123_456, 'HKD'), 'HK$1,234.56');
  t.equal(amountText(-550, 'CNY'), '−¥5.50');
  t.equal(amountText(0, 'EUR'), '€0.00');
});

t.test('what people type as an amount is read exactly or not at all', async (t) => {
  t.equal(typedMinor('12.5', 'CNY'), 1250);
  t.equal(typedMinor(' ¥3.50 ', 'CNY'), 350);
  t.equal(typedMinor('0.29', 'CNY'), 29);
  for (const text of ['', '3,50', '1.234', '-1', '3.5.0', 'abc', '1e3', '12.5元']) {
    t.equal(typedMinor(text, 'CNY'), undefined, text);
  }
  t.equal(typedMinor('12.5', 'JPY'), undefined, 'no fractions where there are none');
});
