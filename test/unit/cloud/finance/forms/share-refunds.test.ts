/** Money that went back shows with what it had been paid for, exact to the minor unit. */
import fc from 'fast-check';
import t from 'tap';
import { orderTakings } from '../../../../../src/cloud/finance/forms/order-takings.ts';
import { shareRefunds } from '../../../../../src/cloud/finance/forms/share-refunds.ts';
import { goodsOf, type TakingGoods } from '../../../../../src/cloud/finance/forms/taking.ts';
import type { Order } from '../../../../../src/domain/order.ts';
import { orderOf } from '../../../../support/made-orders.ts';

const paid = (productId: string, minor: number) => goodsOf(productId, { actual_minor: minor });
const told = (goods: readonly TakingGoods[][]) =>
  goods.map((one) => Object.fromEntries(one.map((each) => [each.product_id, each.refunded_minor])));

t.test(
  'a line that was not handed over is given back by its product, however often it is paid out',
  async (t) => {
    const goods = [paid('cola', 300), paid('tea', 500)];
    t.same(told(shareRefunds(goods, [{ productId: 'tea', dueMinor: 500 }], [200, 300])), [
      { tea: 200 },
      { tea: 300 },
    ]);
  },
);

t.test(
  'money for no goods goes back as such, and more than was missing in proportion to what is kept',
  async (t) => {
    t.same(told(shareRefunds([paid('cola', 300), paid('', 50)], [], [50])), [{ '': 50 }]);
    const goods = [paid('cola', 100), paid('tea', 300), paid('', 10)];
    t.same(told(shareRefunds(goods, [{ productId: 'tea', dueMinor: 100 }], [110, 101])), [
      { tea: 100, '': 10 },
      { cola: 34, tea: 67 },
    ]);
    t.same(told(shareRefunds([paid('cola', 100)], [], [70, 70])), [{ cola: 70 }, { cola: 30, '': 40 }]);
  },
);

t.test('whatever goes back is shared whole, and of no product more than came in', async () => {
  const products = ['', 'a', 'b', 'c'];
  const amounts = fc.array(fc.record({ productId: fc.constantFrom(...products), dueMinor: fc.nat(999) }));
  fc.assert(
    fc.property(amounts, amounts, fc.array(fc.nat(1500)), (came, missing, backs) => {
      const goods = came.map(({ productId, dueMinor }) => paid(productId, dueMinor));
      const shared = shareRefunds(goods, missing, backs);
      const sum = (of: readonly TakingGoods[], name: 'actual_minor' | 'refunded_minor') =>
        of.reduce((all, one) => all + one[name], 0);
      shared.forEach((one, n) => {
        if (sum(one, 'refunded_minor') !== backs[n]) throw new Error('not what went back');
      });
      for (const product of products.filter((one) => one !== '')) {
        const mine = (all: readonly TakingGoods[]) => all.filter((one) => one.product_id === product);
        if (sum(mine(shared.flat()), 'refunded_minor') > sum(mine(goods), 'actual_minor'))
          throw new Error(`more than came in for ${product}`);
      }
    }),
    { seed: 20261122 },
  );
});

t.test('an order whose second product did not fall gives that one back', async (t) => {
  const line = { quantity: 1, unitMinor: 700, promotion: 0, coupon: 0, points: 0 };
  const lines = [
    { ...line, product: 1 },
    { ...line, product: 2, quantity: 2, unitMinor: 250 },
  ];
  const made = { lines, weights: [0, 1], minutes: 0, isPaid: true, isClosed: true, backTenths: 0 };
  const order = orderOf('ord_1', made);
  const vended: Order = {
    ...order,
    lines: order.lines.map((one, n) => ({
      ...one,
      delivery: { how: 'vend', controller: 'vmc', slot: `${n}`, column: n } as never,
    })),
    deliveries: [
      { lineId: 'lin_0', piece: 0, state: 'delivered' },
      { lineId: 'lin_1', piece: 0, state: 'delivered' },
      { lineId: 'lin_1', piece: 1, state: 'notDelivered' },
    ] as never,
  };
  const chargeId = order.charges[0]?.chargeId ?? '';
  const back = orderTakings(vended, [{ refundId: 'rfd_1', chargeId, amountMinor: 250, atMs: 1 }]).at(-1);
  t.match(back, {
    amounts: { refunds: 1, refunded_minor: 250, payments: 0 },
    goods: [{ product_id: 'product-2', refunded_minor: 250 }],
  });
  t.equal(back?.goods.length, 1);
});
