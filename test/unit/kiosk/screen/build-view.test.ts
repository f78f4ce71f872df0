/** State to view: each phase shows its page, and the money's truth comes from the order's facts. */
import t from 'tap';
import type { PricedLine } from '../../../../src/domain/basket.ts';
import { evolveOrder, type Order } from '../../../../src/domain/order.ts';
import type { OrderRecord } from '../../../../src/domain/record.ts';
import { initialSale, type PhaseName } from '../../../../src/kiosk/sale/sale-state.ts';
import { buildView } from '../../../../src/kiosk/screen/build-view.ts';
import { siteView } from '../../../../src/kiosk/screen/site-view.ts';
import type { ViewSource } from '../../../../src/kiosk/screen/view-source.ts';
import { sampleShop } from '../../../support/sample-shop.ts';

const orderId = 'ord_1';
const shop = sampleShop();
const nowMs = Date.UTC(2026, 10, 21, 4);

const site = siteView(shop, nowMs, {
  online: true,
  cashReady: false,
  hasCash: true,
  canScan: true,
  soldOut: (id) => id === 's3',
  onKeypad: () => false,
  receiptLink: (id) => `http://127.0.0.1/r/${id}`,
});

const slotLine: PricedLine = {
  lineId: 'l1',
  productId: 'cola',
  name: { zh: '可乐', en: 'Cola' },
  category: 'drinks',
  quantity: 2,
  unitPriceMinor: 450,
  regularMinor: 900,
  discountMinor: 0,
  dueMinor: 900,
  discounts: [],
  delivery: { how: 'slot', slot: 'A1' },
};

function orderOf(more: OrderRecord[] = []): Order {
  const totals = { pieces: 2, regularMinor: 900, discountMinor: 0, dueMinor: 900 };
  const all: OrderRecord[] = [
    {
      kind: 'orderSubmitted',
      orderId,
      currency: 'CNY',
      lines: [slotLine],
      totals,
      bundleVersion: 1,
      language: 'zh',
    },
    ...more,
  ];
  return all.reduce<Order | undefined>(
    (order, record) => evolveOrder(order, record, nowMs),
    undefined,
  ) as Order;
}

function source(phase: PhaseName, change: Partial<ViewSource> = {}): ViewSource {
  return {
    sale: { ...initialSale('zh'), phase, orderId },
    order: orderOf(),
    nowMs,
    revision: 1,
    kioskId: 'kiosk-1',
    site,
    online: true,
    outOfService: undefined,
    limits: [],
    running: undefined,
    hasPrinter: true,
    printerReady: true,
    ...change,
  };
}

const started = (piece: number): OrderRecord => ({
  kind: 'deliveryStarted',
  orderId,
  deliveryId: `d${piece}`,
  lineId: 'l1',
  piece,
  target: { how: 'slot', slot: 'A1' },
  dispenserId: 's',
  mark: {},
});
const ended = (piece: number, outcome: 'delivered' | 'notDelivered'): OrderRecord => ({
  kind: 'deliveryEnded',
  orderId,
  deliveryId: `d${piece}`,
  outcome,
  ...(outcome === 'notDelivered' ? { reason: 'DISPENSER_JAM' as const } : {}),
});
const paid: OrderRecord = { kind: 'orderPaid', orderId, payments: [], changeMinor: 0 };

t.test('each phase shows its page', (t) => {
  const pages: Partial<Record<PhaseName, string>> = {
    welcome: 'welcome',
    listing: 'list',
    choosingTender: 'tenderChoice',
    presentingCode: 'presentCode',
    charging: 'waitingForPayment',
    insertingCash: 'insertCash',
    paymentFailed: 'paymentFailed',
    paymentUnknown: 'paymentUnknown',
  };
  for (const [phase, page] of Object.entries(pages)) {
    t.equal(buildView(source(phase as PhaseName)).page.page, page, phase);
  }
  t.end();
});

t.test('the list is shown by the rules of the site, and a member is greeted by a masked name', (t) => {
  const rules = { order: 'priceDescending', dearOverMinor: 100, manyOver: 1 } as const;
  const policy = { scene: 'own', rules, memberMay: { order: true, dear: true, many: true } } as const;
  const withRules = source('choosingTender');
  const site = { ...withRules.site, display: policy, members: { phone: true } };
  const shown = buildView({ ...withRules, site } as ViewSource);
  t.equal(shown.list?.lines.length, shown.lines.length);
  t.match(shown.list, { order: 'priceDescending', dear: { overMinor: 100 }, many: { over: 1 } });
  t.match(shown.memberWays, { phone: true, asking: false });
  const member = {
    memberId: 'm',
    nameMasked: '王*',
    memberPrice: true,
    by: 'phone',
    pointsBalance: 9,
  } as const;
  const greeted = buildView({ ...withRules, site, sale: { ...withRules.sale, member } } as ViewSource);
  t.same(greeted.member, { nameMasked: '王*', by: 'phone', memberPrice: true }, 'points only by the code');
  t.equal(buildView(source('choosingTender')).list, undefined, 'without rules as ever');
  t.end();
});

t.test('settling again is offered while a charge is open, from when on is said', (t) => {
  const intended: OrderRecord = {
    ...{ kind: 'chargeIntended', orderId, chargeId: 'c1', platform: 'alipay', codeMasked: '28…' },
    ...{ amountMinor: 450, currency: 'CNY', expiresAtMs: nowMs + 45_000 },
  };
  const order = orderOf([intended]);
  const at = order.charges[0]?.intendedAtMs ?? 0;
  t.match(buildView(source('charging', { order })).page, { settleAgainFromMs: at + 20_000 });
  t.match(buildView(source('charging', { order, online: false })).page, { settleAgainFromMs: at });
  t.match(buildView(source('paymentUnknown', { order })).page, { again: 'offered' });
  const asked = { ...source('paymentUnknown').sale, settlingAgain: true };
  t.match(buildView(source('paymentUnknown', { order, sale: asked })).page, { again: 'asked' });
  const left = orderOf([intended, { kind: 'orderAbandoned', orderId, reason: 'paymentUnknown' }]);
  t.match(buildView(source('paymentUnknown', { order: left })).page, { again: 'never' });
  t.end();
});

t.test('nothing is shown as sellable when nothing can be recorded or no bundle is there', (t) => {
  t.match(buildView(source('listing', { outOfService: 'JOURNAL_DISK_FULL' })).page, {
    page: 'outOfService',
    reason: 'JOURNAL_DISK_FULL',
  });
  t.match(buildView(source('welcome', { site: undefined })).page, {
    page: 'outOfService',
    reason: 'BUNDLE_MISSING',
  });
  t.end();
});

t.test('selections carry their price, what is off for one piece, and whether they can be had', (t) => {
  const view = buildView(source('welcome'));
  t.match(view.selections, [
    { selectionId: 's1', priceMinor: 450, how: 'slot', slot: 'A1', soldOut: false },
    { selectionId: 's2', priceMinor: 1500, how: 'recipe' },
    { selectionId: 's3', how: 'door', soldOut: true },
  ]);
  t.match(buildView(source('choosingTender')).page, {
    tenders: [{ tender: 'code' }, { tender: 'cash', unavailable: 'CASH_OFFLINE' }],
  });
  t.end();
});

t.test('each piece shows where it is on its way', (t) => {
  const order = orderOf([paid, started(0), ended(0, 'delivered'), started(1)]);
  const view = buildView(source('completing', { order, running: { deliveryId: 'd1', percent: 40 } }));
  t.match(view.page, {
    page: 'delivering',
    deliveries: [
      { piece: 0, state: 'delivered', where: 'A1' },
      { piece: 1, state: 'running', percent: 40 },
    ],
  });
  t.end();
});

t.test('a refund is shown as on its way until it is there, with the reason', (t) => {
  const refund: OrderRecord = {
    kind: 'refundIntended',
    orderId,
    refundId: 'r',
    chargeId: 'c',
    amountMinor: 450,
    currency: 'CNY',
    reason: 'DISPENSER_JAM',
  };
  const facts = [paid, started(0), ended(0, 'delivered'), started(1), ended(1, 'notDelivered'), refund];
  t.match(buildView(source('resting', { order: orderOf(facts) })).page, {
    page: 'refunded',
    refundMinor: 450,
    refund: 'inExecution',
    by: 'code',
    reason: 'DISPENSER_JAM',
  });
  const there = [...facts, { kind: 'refundSettled', orderId, refundId: 'r', outcome: 'refunded' } as const];
  t.match(buildView(source('resting', { order: orderOf(there) })).page, { refund: 'refunded' });
  t.end();
});

t.test('the receipt is printing, waits for the printer, or is on the screen only', (t) => {
  const order = orderOf([paid, started(0), ended(0, 'delivered'), started(1), ended(1, 'delivered')]);
  const receipt = (change: Partial<ViewSource>) => {
    const { page } = buildView(source('resting', { order, ...change }));
    return page.page === 'done' ? page.receipt : undefined;
  };
  t.match(receipt({}), { state: 'printing', link: 'http://127.0.0.1/r/ord_1' });
  t.match(receipt({ printerReady: false }), { state: 'waiting' });
  t.match(receipt({ hasPrinter: false }), { state: 'screenOnly' });
  t.end();
});
