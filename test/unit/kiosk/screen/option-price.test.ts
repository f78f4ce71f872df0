import t from 'tap';
import type { ViewSelection } from '../../../../src/kiosk/screen/view.ts';
import { defaultOptions, priceAt, valuesOf } from '../../../../src/kiosk/screen/web/goods/option-price.ts';
import { latteOptions, selections } from '../../../support/screen-goods.ts';

const latte = selections.find((selection) => selection.productId === 'latte') as ViewSelection;

t.test('at the defaults the price is the one the machine sent', async (t) => {
  t.equal(priceAt(latte, defaultOptions(latte.options)), latte.priceMinor);
});

t.test('every option adds or takes what it differs from its default', async (t) => {
  const values = defaultOptions(latte.options);
  t.equal(priceAt(latte, { ...values, size: 2 }), latte.priceMinor + 600);
  t.equal(priceAt(latte, { ...values, milk: 0 }), latte.priceMinor - 100);
});

t.test('an option takes the values of its range in its steps', async (t) => {
  const [size] = latteOptions;
  t.strictSame(size && valuesOf(size), [0, 1, 2]);
  t.strictSame(size && valuesOf({ ...size, min: 10, max: 25, step: 5 }), [10, 15, 20, 25]);
});
