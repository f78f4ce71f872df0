/** A sale that a vending controller asked for: its own price, its denial, its withdrawal at every step. */
import t from 'tap';
import type { SaleInput } from '../../../../src/kiosk/sale/sale-state.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes } from '../../../support/sample-shop.ts';

const vend = { controller: 'vending', vendId: 'vnd_1', item: '12', amountMinor: 350 };
const asked: SaleInput = { type: 'vendRequested', vend };
const withdrawn: SaleInput = { type: 'vendWithdrawn', vendId: vend.vendId };
const denial = { effect: 'denyVend', vendId: vend.vendId };

type Sale = ReturnType<typeof saleAt>;

function kinds(sale: Sale): string[] {
  return sale.effects.flatMap((one) => (one.effect === 'append' ? one.bodies.map(({ kind }) => kind) : []));
}

function isDenied(sale: Sale): boolean {
  return sale.effects.some((one) => one.effect === 'denyVend' && one.vendId === vend.vendId);
}

/** The sale up to a charge on its way. */
function charged(): Sale {
  const sale = saleAt();
  sale.give(asked);
  sale.give({ type: 'chooseTender', tender: 'code' });
  sale.give(scan(codes.alipay));
  return sale;
}

function settle(sale: Sale, outcome: 'paid' | 'failed'): void {
  const orderId = sale.state().orderId ?? '';
  const chargeId = sale.order()?.charges[0]?.chargeId ?? '';
  sale.record({ kind: 'chargeSettled', orderId, chargeId, outcome });
}

t.test('opens an order at the price that the controller asks, and asks how to pay', (t) => {
  const sale = saleAt();
  t.match(sale.give(asked), { phase: 'choosingTender', basket: { totals: { pieces: 1, dueMinor: 350 } } });
  t.match(sale.order(), {
    submitted: true,
    lines: [{ productId: 'selection-12', name: { zh: '12 号货道', en: 'Selection 12' }, dueMinor: 350 }],
  });
  t.same(sale.order()?.lines[0]?.delivery, { how: 'vend', ...vend });
  t.notOk(isDenied(sale));
  t.end();
});

t.test('names the product that the planogram has in a slot of that number', (t) => {
  const sale = saleAt();
  sale.give({ type: 'vendRequested', vend: { ...vend, item: 'A1' } });
  t.match(sale.order()?.lines, [{ productId: 'cola', name: { en: 'Cola' }, unitPriceMinor: 350 }]);
  t.end();
});

t.test('denies a request while another sale is under way, and leaves that sale alone', (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola));
  const before = sale.order();
  t.match(sale.give(asked), { phase: 'listing', notice: { code: 'SALE_BUSY' } });
  t.match(sale.effects.at(-2), denial);
  t.equal(sale.order(), before);
  t.end();
});

t.test('denies a request that nobody could pay', (t) => {
  const sale = saleAt({ online: false, cashReady: false });
  t.match(sale.give(asked), { phase: 'welcome', notice: { code: 'PAY_OFFLINE' } });
  t.match(sale.effects[0], denial);
  t.same(kinds(sale), []);
  t.end();
});

t.test('gives away what the controller asks nothing for', (t) => {
  const sale = saleAt({ online: false, cashReady: false });
  t.match(sale.give({ type: 'vendRequested', vend: { ...vend, amountMinor: 0 } }), { phase: 'completing' });
  t.end();
});

for (const leave of ['back', 'cancel', 'timedOut'] as const) {
  t.test(`denies the request when the shopper leaves by ${leave}`, (t) => {
    const sale = saleAt();
    sale.give(asked);
    if (leave === 'timedOut') sale.timeOut();
    else sale.give({ type: leave });
    t.equal(sale.state().phase, 'welcome', 'there is no list to go back to');
    t.same(kinds(sale), ['orderSubmitted', 'orderAbandoned']);
    t.match(sale.effects.at(-1), denial);
    t.end();
  });
}

t.test('a controller that does not wait any more ends a sale nothing was paid for', (t) => {
  for (const more of [[], [{ type: 'chooseTender', tender: 'code' }]] as SaleInput[][]) {
    const sale = saleAt();
    sale.give(asked);
    for (const input of more) sale.give(input);
    t.match(sale.give(withdrawn), { phase: 'welcome', notice: { code: 'VEND_WITHDRAWN' } });
    const last = sale.effects.at(-1);
    t.match(last, { effect: 'append', bodies: [{ kind: 'orderAbandoned', reason: 'vendWithdrawn' }] });
    t.notOk(isDenied(sale), 'there is nobody to deny');
  }
  t.end();
});

t.test('the withdrawal of another request means nothing', (t) => {
  const sale = saleAt();
  const before = sale.give(asked);
  t.equal(sale.give({ type: 'vendWithdrawn', vendId: 'vnd_0' }), before);
  t.end();
});

t.test('coins that are in when the controller withdraws are paid back', (t) => {
  const sale = saleAt();
  sale.give(asked);
  sale.give({ type: 'chooseTender', tender: 'cash' });
  sale.record({ kind: 'cashInserted', orderId: sale.state().orderId ?? '', amountMinor: 200, mark: {} });
  sale.give({ type: 'orderChanged' });
  t.match(sale.give(withdrawn), { phase: 'completing' });
  t.match(sale.effects.slice(-2), [{ effect: 'cashSlot', open: false }, { effect: 'append' }]);
  t.match(sale.order(), { abandoned: 'vendWithdrawn', cashMinor: 200 });
  t.end();
});

t.test('a charge on its way decides what becomes of a sale whose request is gone', (t) => {
  const declined = charged();
  t.match(declined.give(withdrawn), { phase: 'charging' }, 'money is on its way');
  settle(declined, 'failed');
  t.match(declined.give({ type: 'orderChanged' }), { phase: 'welcome', notice: { code: 'VEND_WITHDRAWN' } });

  const paid = charged();
  paid.give(withdrawn);
  settle(paid, 'paid');
  const orderId = paid.state().orderId ?? '';
  paid.record({ kind: 'orderPaid', orderId, payments: [], changeMinor: 0 });
  t.match(paid.give({ type: 'orderChanged' }), { phase: 'completing' }, 'the delivery will refund it');
  t.end();
});

t.test('a declined charge lets the shopper try again while the controller waits', (t) => {
  const sale = charged();
  settle(sale, 'failed');
  t.match(sale.give({ type: 'orderChanged' }), { phase: 'paymentFailed' });
  t.match(sale.give({ type: 'retry' }), { phase: 'choosingTender', vend: { withdrawn: false } });
  t.notOk(isDenied(sale));
  t.end();
});

t.test('a payment that stays unknown denies the request', (t) => {
  const sale = charged();
  t.match(sale.timeOut(), { phase: 'paymentUnknown' });
  t.match(sale.effects.at(-1), denial);
  t.end();
});
