/** The next step of an order: whatever the world answers, every order comes to an end that adds up. */
import fc from 'fast-check';
import t from 'tap';
import type { PricedLine } from '../../../../src/domain/basket.ts';
import { evolveOrder, isClosed, type Order } from '../../../../src/domain/order.ts';
import { remainingMinor } from '../../../../src/domain/order-money.ts';
import type { OrderRecord, RecordOf } from '../../../../src/domain/record.ts';
import { nextStep, type OrderStep, piecesOf } from '../../../../src/kiosk/sale/order-steps.ts';

const orderId = 'ord_1';

function line(lineId: string, quantity: number, dueMinor: number, how: 'none' | 'slot'): PricedLine {
  return {
    lineId,
    productId: lineId,
    name: { zh: '商品', en: 'Goods' },
    category: 'any',
    quantity,
    unitPriceMinor: dueMinor,
    regularMinor: dueMinor,
    discountMinor: 0,
    dueMinor,
    discounts: [],
    delivery: how === 'none' ? { how } : { how, slot: 'A1' },
  };
}

function fold(records: readonly OrderRecord[]): Order {
  let order: Order | undefined;
  for (const [index, record] of records.entries()) order = evolveOrder(order, record, index + 1);
  if (!order) throw new Error('no records');
  return order;
}

function submitted(lines: PricedLine[]): OrderRecord {
  const dueMinor = lines.reduce((sum, l) => sum + l.dueMinor, 0);
  const totals = { pieces: lines.length, regularMinor: dueMinor, discountMinor: 0, dueMinor };
  return {
    kind: 'orderSubmitted',
    orderId,
    currency: 'CNY',
    lines,
    totals,
    bundleVersion: 1,
    language: 'zh',
  };
}

const charged = (chargeId: string, amountMinor: number): OrderRecord => ({
  kind: 'chargeIntended',
  orderId,
  chargeId,
  platform: 'alipay',
  codeMasked: '28…3456',
  amountMinor,
  currency: 'CNY',
  expiresAtMs: 45_000,
});
const settled = (chargeId: string, outcome: 'paid' | 'failed' | 'reversed'): OrderRecord => ({
  kind: 'chargeSettled',
  orderId,
  chargeId,
  outcome,
});

t.test('goods from the counter: paid, receipt, closed', (t) => {
  const records: OrderRecord[] = [submitted([line('a', 1, 500, 'none')])];
  t.match(nextStep(fold(records)), { step: 'awaitShopper' });
  records.push(charged('c1', 500));
  t.match(nextStep(fold(records)), { step: 'awaitCharge', chargeId: 'c1' });
  records.push(settled('c1', 'paid'));
  t.match(nextStep(fold(records)), { step: 'markPaid', changeMinor: 0 });
  records.push({ kind: 'orderPaid', orderId, payments: [], changeMinor: 0 });
  t.match(nextStep(fold(records)), { step: 'issueReceipt' });
  records.push({ kind: 'receiptIssued', orderId, receiptId: 'r', language: 'zh', receiptLine: 'x' });
  t.match(nextStep(fold(records)), { step: 'close', state: 'deliveryAndPaymentSuccess' });
  t.end();
});

t.test('free goods need no payment', (t) => {
  t.match(nextStep(fold([submitted([line('a', 1, 0, 'none')])])), { step: 'markPaid', payments: [] });
  t.end();
});

t.test('a jam refunds what did not come out, and no more', (t) => {
  const order = fold([
    submitted([line('a', 2, 901, 'slot')]),
    charged('c1', 901),
    settled('c1', 'paid'),
    { kind: 'orderPaid', orderId, payments: [], changeMinor: 0 },
    {
      kind: 'deliveryStarted',
      orderId,
      deliveryId: 'd0',
      lineId: 'a',
      piece: 0,
      target: { how: 'slot', slot: 'A1' },
      dispenserId: 'shelf',
      mark: {},
    },
    { kind: 'deliveryEnded', orderId, deliveryId: 'd0', outcome: 'delivered' },
    {
      kind: 'deliveryStarted',
      orderId,
      deliveryId: 'd1',
      lineId: 'a',
      piece: 1,
      target: { how: 'slot', slot: 'A1' },
      dispenserId: 'shelf',
      mark: {},
    },
    { kind: 'deliveryEnded', orderId, deliveryId: 'd1', outcome: 'notDelivered', reason: 'DISPENSER_JAM' },
  ]);
  t.match(nextStep(order), { step: 'refund', chargeId: 'c1', amountMinor: 450, reason: 'DISPENSER_JAM' });
  t.end();
});

t.test('a charge that succeeds after the shopper left is refunded whole, nothing is delivered', (t) => {
  const order = fold([
    submitted([line('a', 1, 700, 'slot')]),
    charged('c1', 700),
    { kind: 'orderAbandoned', orderId, reason: 'paymentUnknown' },
    settled('c1', 'paid'),
  ]);
  t.match(nextStep(order), { step: 'refund', chargeId: 'c1', amountMinor: 700, reason: 'PAY_UNKNOWN' });
  t.end();
});

t.test('while a charge is unknown nothing else happens to the order', (t) => {
  const order = fold([
    submitted([line('a', 1, 700, 'slot')]),
    charged('c1', 700),
    { kind: 'orderAbandoned', orderId, reason: 'shopperCancelled' },
  ]);
  t.match(nextStep(order), { step: 'awaitCharge', chargeId: 'c1' });
  t.end();
});

t.test('too much cash comes back as change before the goods', (t) => {
  const order = fold([
    submitted([line('a', 1, 450, 'slot')]),
    { kind: 'cashInserted', orderId, amountMinor: 500, mark: {} },
    { kind: 'orderPaid', orderId, payments: [], changeMinor: 50 },
  ]);
  t.match(nextStep(order), { step: 'payOut', purpose: 'change', amountMinor: 50 });
  t.end();
});

t.test('a delivery begun before a crash is asked about, never begun again', (t) => {
  const order = fold([
    submitted([line('a', 1, 450, 'slot')]),
    { kind: 'cashInserted', orderId, amountMinor: 450, mark: {} },
    { kind: 'orderPaid', orderId, payments: [], changeMinor: 0 },
    {
      kind: 'deliveryStarted',
      orderId,
      deliveryId: 'd',
      lineId: 'a',
      piece: 0,
      target: { how: 'slot', slot: 'A1' },
      dispenserId: 's',
      mark: { count: 3 },
    },
  ]);
  t.match(nextStep(order), { step: 'verifyDelivery', delivery: { deliveryId: 'd', mark: { count: 3 } } });
  t.end();
});

/** A world that answers each step at random; returns the records that answer leads to. */
function answer(step: OrderStep, order: Order, choose: () => number, id: () => string): OrderRecord[] {
  const lucky = choose() % 3 !== 0;
  switch (step.step) {
    case 'nothing':
      return [];
    case 'awaitShopper':
      if (choose() % 4 === 0) return [{ kind: 'orderAbandoned', orderId, reason: 'shopperCancelled' }];
      if (choose() % 2 === 0)
        return [{ kind: 'cashInserted', orderId, amountMinor: 50 + (choose() % 500), mark: {} }];
      // All that remains, or a part of it.
      return [charged(id(), lucky ? remainingMinor(order) : 1 + (choose() % remainingMinor(order)))];
    case 'awaitCharge': {
      const end = settled(step.chargeId, (['paid', 'failed', 'reversed'] as const)[choose() % 3] ?? 'paid');
      // A coin may still fall while the charge is under way.
      if (choose() % 5 === 0) return [{ kind: 'cashInserted', orderId, amountMinor: 50, mark: {} }, end];
      const leaves = choose() % 4 === 0 && !order.abandoned;
      return leaves ? [{ kind: 'orderAbandoned', orderId, reason: 'paymentUnknown' }, end] : [end];
    }
    case 'intendParking':
      return [{ kind: 'parkingIntended', orderId, lotId: step.lotId, validMinutes: step.validMinutes }];
    case 'awaitParking':
      if (choose() % 3 === 0) return [{ kind: 'parkingPending', orderId }];
      return [
        lucky
          ? { kind: 'parkingGranted', orderId, stay: { enteredAtMs: 1, parkedS: 60, feeMinor: 500 } }
          : { kind: 'parkingRefused', orderId, reason: 'PARKING_CAR_LEFT' },
      ];
    case 'awaitRefund':
      return [
        { kind: 'refundSettled', orderId, refundId: step.refundId, outcome: lucky ? 'refunded' : 'failed' },
      ];
    case 'markPaid':
      return [{ kind: 'orderPaid', orderId, payments: step.payments, changeMinor: step.changeMinor }];
    case 'deliver': {
      const deliveryId = id();
      const { target, piece } = step;
      const started: OrderRecord = {
        kind: 'deliveryStarted',
        orderId,
        deliveryId,
        lineId: step.line.lineId,
        piece,
        target,
        dispenserId: 's',
        mark: {},
      };
      if (choose() % 5 === 0) return [started, { kind: 'orderAbandoned', orderId, reason: 'powerCut' }];
      return [
        started,
        { kind: 'deliveryEnded', orderId, deliveryId, outcome: lucky ? 'delivered' : 'notDelivered' },
      ];
    }
    case 'verifyDelivery':
      return [
        {
          kind: 'deliveryEnded',
          orderId,
          deliveryId: step.delivery.deliveryId,
          outcome: lucky ? 'delivered' : 'notDelivered',
        },
      ];
    case 'refund':
      return [
        {
          kind: 'refundIntended',
          orderId,
          refundId: id(),
          chargeId: step.chargeId,
          amountMinor: step.amountMinor,
          currency: 'CNY',
          reason: step.reason,
        },
      ];
    case 'payOut':
      return [
        {
          kind: 'payoutIntended',
          orderId,
          payoutId: id(),
          purpose: step.purpose,
          amountMinor: step.amountMinor,
          mark: {},
        },
      ];
    case 'verifyPayout': {
      const { payoutId, amountMinor } = step.payout;
      const paidMinor = lucky ? amountMinor : Math.floor(amountMinor / 2);
      return [{ kind: 'payoutSettled', orderId, payoutId, paidMinor, owedMinor: amountMinor - paidMinor }];
    }
    case 'issueReceipt':
      return [{ kind: 'receiptIssued', orderId, receiptId: id(), language: 'zh', receiptLine: 'x' }];
    case 'close':
      return [{ kind: 'orderClosed', orderId, state: step.state }];
  }
}

/** What covers the order is its due to the minor unit, and no tender gives back more than came by it. */
function holdToItsTenders(order: Order, payments: RecordOf<'orderPaid'>['payments'] | undefined): void {
  const sum = (list: readonly { readonly amountMinor: number }[]) =>
    list.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (payments && sum(payments) !== order.totals.dueMinor)
    throw new Error('the tenders do not cover the due');
  for (const { chargeId, amountMinor, state } of order.charges) {
    const back = sum(order.refunds.filter((refund) => refund.chargeId === chargeId));
    if (back > (state === 'paid' ? amountMinor : 0)) throw new Error(`too much back by ${chargeId}`);
  }
  if (sum(order.payouts) > order.cashMinor) throw new Error('more coins back than came in');
}

t.test('parts go back by the way they came: coins first, then the latest charge', (t) => {
  const missing = (deliveryId: string, lineId: string): OrderRecord[] => [
    {
      ...{ kind: 'deliveryStarted', orderId, deliveryId, lineId, piece: 0 },
      ...{ target: { how: 'slot', slot: 'A1' }, dispenserId: 's', mark: {} },
    },
    { kind: 'deliveryEnded', orderId, deliveryId, outcome: 'notDelivered', reason: 'DISPENSER_JAM' },
  ];
  const records: OrderRecord[] = [
    submitted([line('a', 1, 1000, 'slot')]),
    charged('card', 399),
    settled('card', 'paid'),
    { kind: 'cashInserted', orderId, amountMinor: 150, mark: {} },
    charged('phone', 451),
    settled('phone', 'paid'),
  ];
  t.match(nextStep(fold(records)), {
    step: 'markPaid',
    changeMinor: 0,
    payments: [
      { tender: 'cash', amountMinor: 150 },
      { tender: 'code', amountMinor: 399, chargeId: 'card' },
      { tender: 'code', amountMinor: 451, chargeId: 'phone' },
    ],
  });
  records.push({ kind: 'orderPaid', orderId, payments: [], changeMinor: 0 }, ...missing('d', 'a'));
  t.match(nextStep(fold(records)), { step: 'payOut', purpose: 'refund', amountMinor: 150 });
  records.push(
    { kind: 'payoutIntended', orderId, payoutId: 'p', purpose: 'refund', amountMinor: 150, mark: {} },
    { kind: 'payoutSettled', orderId, payoutId: 'p', paidMinor: 150, owedMinor: 0 },
  );
  const refund = (refundId: string, chargeId: string, amountMinor: number): OrderRecord => ({
    ...{ kind: 'refundIntended', orderId, refundId, chargeId, amountMinor },
    ...{ currency: 'CNY', reason: 'DISPENSER_JAM' },
  });
  t.match(nextStep(fold(records)), { step: 'refund', chargeId: 'phone', amountMinor: 451 });
  records.push(refund('r1', 'phone', 451));
  t.match(nextStep(fold(records)), { step: 'refund', chargeId: 'card', amountMinor: 399 });
  records.push(refund('r2', 'card', 399));
  t.match(nextStep(fold(records)), { step: 'issueReceipt' });
  t.end();
});

t.test('whoever gives up after a part gets that part back', (t) => {
  const order = fold([
    submitted([line('a', 1, 1000, 'slot')]),
    charged('card', 400),
    settled('card', 'paid'),
    { kind: 'orderAbandoned', orderId, reason: 'shopperCancelled' },
  ]);
  t.match(nextStep(order), { step: 'refund', chargeId: 'card', amountMinor: 400 });
  t.end();
});

t.test('every order closes, and money in equals goods out plus money back', (t) => {
  const lineOf = fc.record({
    quantity: fc.integer({ min: 1, max: 3 }),
    due: fc.integer({ min: 0, max: 999 }),
    how: fc.constantFrom('none' as const, 'slot' as const),
  });
  t.doesNotThrow(
    () =>
      fc.assert(
        fc.property(
          fc.array(lineOf, { minLength: 1, maxLength: 4 }),
          fc.infiniteStream(fc.nat(1000)),
          (specs, stream) => {
            const choices = stream[Symbol.iterator]();
            const choose = () => choices.next().value as number;
            let lastId = 0;
            const id = () => `id_${++lastId}`;
            let order = fold([submitted(specs.map((s, i) => line(`l${i}`, s.quantity, s.due, s.how)))]);
            let payments: RecordOf<'orderPaid'>['payments'] | undefined;
            for (let turn = 0; !isClosed(order); turn += 1) {
              if (turn > 300) throw new Error(`does not close: ${JSON.stringify(nextStep(order))}`);
              for (const record of answer(nextStep(order), order, choose, id)) {
                if (record.kind === 'orderPaid') payments = record.payments;
                order = evolveOrder(order, record, turn);
              }
            }
            const paid = order.charges
              .filter((c) => c.state === 'paid')
              .reduce((sum, c) => sum + c.amountMinor, 0);
            const back = [...order.refunds, ...order.payouts].reduce((sum, r) => sum + r.amountMinor, 0);
            const missing = piecesOf(order)
              .filter((p) => p.delivery?.state !== 'delivered')
              .reduce((sum, p) => sum + p.dueMinor, 0);
            const kept = order.paidAtMs === undefined ? 0 : order.totals.dueMinor - missing;
            holdToItsTenders(order, payments);
            return (
              paid + order.cashMinor - back === kept && order.refunds.every((r) => r.state !== 'intended')
            );
          },
        ),
        { numRuns: 3000 },
      ),
    '3000 orders closed and added up',
  );
  t.end();
});
