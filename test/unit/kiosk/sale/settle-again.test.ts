/** Settling again: what the button does, and what becomes of the first charge in each case. */
import fc from 'fast-check';
import t from 'tap';
import { isPaid } from '../../../../src/domain/order.ts';
import { receivedMinor } from '../../../../src/domain/order-money.ts';
import { settleAgainAfterMs } from '../../../../src/domain/settle-again.ts';
import { nextStep } from '../../../../src/kiosk/sale/order-steps.ts';
import { planResume } from '../../../../src/kiosk/sale/resume-plan.ts';
import { resumeSale } from '../../../../src/kiosk/sale/resume-sale.ts';
import { initialSale, type SaleInput } from '../../../../src/kiosk/sale/sale-state.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes } from '../../../support/sample-shop.ts';

function charging(world: Parameters<typeof saleAt>[0] = {}) {
  const sale = saleAt(world);
  sale.give(scan(codes.cola));
  sale.give(scan(codes.water));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  sale.give(scan(codes.alipay));
  const orderId = sale.state().orderId ?? '';
  const chargeId = sale.order()?.charges[0]?.chargeId ?? '';
  const ends = (outcome: 'paid' | 'failed' | 'reversed') => {
    sale.record({ kind: 'chargeSettled', orderId, chargeId, outcome });
    return sale.give({ type: 'orderChanged' });
  };
  return { sale, orderId, chargeId, ends };
}

function overdue() {
  const at = charging();
  at.sale.timeOut();
  return at;
}

t.test('when the result cannot be had, the list is shown as it was and the order stays open', async (t) => {
  const { sale } = overdue();
  t.match(sale.state(), { phase: 'paymentUnknown', settlingAgain: false, basket: { totals: { pieces: 2 } } });
  t.equal(sale.order()?.abandoned, undefined);
  t.equal(sale.order()?.charges[0]?.overdue, true);
  t.equal(nextStep(sale.order() as never).step, 'awaitCharge', 'the machine goes on asking');
});

t.test('the button is on record before the gateway is asked to close the charge', async (t) => {
  const { sale, orderId, chargeId } = overdue();
  sale.effects.length = 0;
  t.match(sale.give({ type: 'settleAgain' }), { phase: 'paymentUnknown', settlingAgain: true });
  t.match(sale.effects, [
    { effect: 'append', bodies: [{ kind: 'settleAgainAsked', orderId, chargeId }] },
    { effect: 'closeCharge', chargeId },
  ]);
  sale.effects.length = 0;
  sale.give({ type: 'settleAgain' });
  t.same(sale.effects, [], 'once is enough');
});

t.test('found paid after the button, the charge pays this order and nothing else is asked for', async (t) => {
  const { sale, ends } = overdue();
  sale.give({ type: 'settleAgain' });
  const { orderId } = sale.state();
  ends('paid');
  const step = nextStep(sale.order() as never);
  t.equal(step.step, 'markPaid');
  sale.record({ kind: 'orderPaid', orderId: orderId as string, payments: [], changeMinor: 0 });
  t.match(sale.give({ type: 'orderChanged' }), { phase: 'completing' });
  t.equal(sale.order()?.charges.length, 1);
});

t.test('closed without money, the same list is submitted anew under a new charge', async (t) => {
  for (const outcome of ['failed', 'reversed'] as const) {
    const { sale, ends, chargeId, orderId } = overdue();
    sale.give({ type: 'settleAgain' });
    sale.effects.length = 0;
    t.match(ends(outcome), { phase: 'choosingTender', notice: { code: 'PAY_TIMED_OUT' } });
    t.match(sale.effects[0], { bodies: [{ kind: 'orderSubmitted', orderId }] });
    sale.give({ type: 'chooseTender', tender: 'code' });
    t.equal(sale.give(scan(codes.alipay)).phase, 'charging');
    const [first, second] = sale.order()?.charges ?? [];
    t.match(first, { chargeId, state: outcome });
    t.not(second?.chargeId, chargeId);
    t.equal(second?.amountMinor, sale.order()?.totals.dueMinor);
  }
});

t.test('without the button, a charge that ends without money leads to another try as ever', async (t) => {
  const { ends } = overdue();
  t.match(ends('reversed'), { phase: 'paymentFailed', failedReason: 'PAY_TIMED_OUT' });
});

t.test('while the first charge is unknown nothing can be paid, whatever is touched or scanned', async () => {
  const touches: readonly SaleInput[] = [
    { type: 'pay' },
    { type: 'retry' },
    { type: 'back' },
    { type: 'chooseTender', tender: 'code' },
    { type: 'chooseTender', tender: 'cash' },
    { type: 'settleAgain' },
    { type: 'moreTime' },
    { type: 'orderChanged' },
    { type: 'shopChanged' },
    scan(codes.alipay),
    scan(codes.cola),
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...touches), { maxLength: 12 }), (inputs) => {
      const { sale, orderId } = overdue();
      for (const input of inputs) sale.give(input);
      return (
        sale.state().phase === 'paymentUnknown' &&
        sale.state().orderId === orderId &&
        sale.order()?.charges.length === 1 &&
        !sale.effects.some(({ effect }) => effect === 'cashSlot')
      );
    }),
    { numRuns: 200 },
  );
});

t.test('whoever leaves gives the order up, and what turns out paid goes back', async (t) => {
  for (const leaves of ['finish', 'cancel', 'timedOut'] as const) {
    const { sale, orderId, chargeId } = overdue();
    if (leaves === 'timedOut') sale.timeOut();
    else sale.give({ type: leaves });
    t.equal(sale.state().phase, 'welcome');
    t.match(sale.effects.at(-1), { bodies: [{ kind: 'orderAbandoned', orderId, reason: 'paymentUnknown' }] });
    t.ok(chargeId);
  }
});

t.test(
  'while a charge is on its way the button waits, and needs no wait where nobody can answer',
  async (t) => {
    const online = charging();
    t.equal(online.sale.give({ type: 'settleAgain' }).phase, 'charging', 'too early');
    online.sale.wait(settleAgainAfterMs);
    t.equal(online.sale.give({ type: 'settleAgain' }).phase, 'paymentUnknown');
    const world = { online: true };
    const cut = charging(world);
    world.online = false;
    t.match(cut.sale.give({ type: 'settleAgain' }), { phase: 'paymentUnknown', settlingAgain: true });
  },
);

t.test('after a power cut the list comes back as it was, with the button as it was', async (t) => {
  for (const asked of [false, true]) {
    const { sale } = overdue();
    if (asked) sale.give({ type: 'settleAgain' });
    const order = sale.order() as NonNullable<ReturnType<typeof sale.order>>;
    const nowMs = order.updatedAtMs + 100_000;
    const { onScreen } = planResume([order], nowMs, true);
    t.equal(onScreen, order, 'the shopper can still be there');
    t.match(resumeSale(initialSale('zh'), order, nowMs), {
      phase: 'paymentUnknown',
      settlingAgain: asked,
      basket: { lines: order.lines, totals: order.totals },
    });
    t.match(
      planResume([order], order.updatedAtMs + 121_000, true).giveUp,
      [order],
      'two minutes later nobody is',
    );
  }
});

t.test(
  'at most one charge of an order is ever unknown or paid, however its ends and touches come',
  async () => {
    const event = fc.constantFrom(
      'settleAgain',
      'timeOut',
      'scanCode',
      'tender',
      'retry',
      'pay',
      'fails',
      'paid',
      'wait',
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { sale, orderId } = charging();
        for (const what of events) {
          if (sale.state().orderId !== orderId) break;
          const open = sale.order()?.charges.find(({ state }) => state === 'intended');
          if (what === 'wait') sale.wait(25_000);
          else if (what === 'timeOut') sale.timeOut();
          else if (what === 'scanCode') sale.give(scan(codes.alipay));
          else if (what === 'tender') sale.give({ type: 'chooseTender', tender: 'code' });
          else if (what === 'fails' || what === 'paid') {
            if (!open) continue;
            const outcome = what === 'paid' ? 'paid' : 'reversed';
            sale.record({ kind: 'chargeSettled', orderId, chargeId: open.chargeId, outcome });
            const order = sale.order();
            const step = order && nextStep(order);
            if (step?.step === 'markPaid') {
              sale.record({ kind: 'orderPaid', orderId, payments: [...step.payments], changeMinor: 0 });
            }
            sale.give({ type: 'orderChanged' });
          } else sale.give({ type: what });
          const order = sale.order();
          const taking = order?.charges.filter(({ state }) => state === 'intended' || state === 'paid') ?? [];
          if (taking.length > 1) return false;
          if (order && isPaid(order) && receivedMinor(order) !== order.totals.dueMinor) return false;
        }
        return true;
      }),
      { numRuns: 300 },
    );
  },
);
