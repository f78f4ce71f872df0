/** What the cloud keeps for orders and what becomes of it, on a real database. */
import t from 'tap';
import { openCoupons } from '../../../../src/cloud/coupons/open-coupons.ts';
import { freeOverdue, settleCoupons } from '../../../../src/cloud/database/coupon-rows.ts';
import {
  enterPoints,
  holdPoints,
  readBalance,
  settlePoints,
} from '../../../../src/cloud/database/points-rows.ts';
import type { PricedLine } from '../../../../src/domain/basket.ts';
import { evolveOrder, type Order } from '../../../../src/domain/order.ts';
import { defaultPointsPolicy } from '../../../../src/domain/points.ts';
import type { OrderRecord } from '../../../../src/domain/record.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import { machineAt } from '../../../support/cloud-broker.ts';
import { HandClock } from '../../../support/cloud-clock.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const one = machineAt('shop', 'k1');
const two = machineAt('shop', 'k2');
const clock = new HandClock();
const database = await openMemoryDatabase();
const { db } = database;
t.teardown(() => database.close());
await addMachineRow(db, 'shop', 'k1');
await addMachineRow(db, 'shop', 'k2');
await addMachineRow(db, 'other', 'k3');
const { register } = openCoupons({ clock, random: systemRandom }, new Uint8Array(32));
const expiresAtMs = clock.now() + 86_400_000;

async function issue(signed: boolean, count = 1): Promise<string[]> {
  const order = { seriesId: 'welcome', name: { zh: '减', en: 'Off' }, count, signed, expiresAtMs };
  return db.transaction().execute((tx) => register.issue(tx, 'shop', order));
}

const line = (deliverable: boolean, changes: Partial<PricedLine> = {}): PricedLine => ({
  ...{ lineId: 'lin_1', productId: 'cola', name: { zh: '可乐', en: 'Cola' }, category: 'drinks' },
  ...{ quantity: 1, unitPriceMinor: 3000, regularMinor: 3000, discountMinor: 1000, dueMinor: 2000 },
  delivery: deliverable ? { how: 'slot', slot: 'A1' } : { how: 'none' },
  discounts: [{ promotionId: 'p', name: { zh: '减', en: 'Off' }, amountMinor: 1000, coupon: 'welcome' }],
  ...changes,
});

type Unnamed<B> = B extends OrderRecord ? Omit<B, 'orderId'> : never;

function order(orderId: string, ...bodies: Unnamed<OrderRecord>[]): Order {
  let folded: Order | undefined;
  for (const body of bodies) folded = evolveOrder(folded, { ...body, orderId } as OrderRecord, clock.now());
  if (!folded) throw new Error('an order has records');
  return folded;
}

const submitted = (lines: PricedLine[], more: object = {}): Unnamed<OrderRecord> => ({
  ...{ kind: 'orderSubmitted', currency: 'CNY', lines, bundleVersion: 1, language: 'zh' },
  totals: {
    pieces: 1,
    regularMinor: 3000,
    discountMinor: lines.reduce((sum, { discountMinor }) => sum + discountMinor, 0),
    dueMinor: lines.reduce((sum, { dueMinor }) => sum + dueMinor, 0),
  },
  ...more,
});
const paid: Unnamed<OrderRecord> = { kind: 'orderPaid', payments: [], changeMinor: 0 };
const closed = (state: Order['state']): Unnamed<OrderRecord> => ({ kind: 'orderClosed', state });
const accepted = (coupon: { couponId: string; codeMasked: string }, by: 'cloud' | 'signature') =>
  ({
    ...{ kind: 'couponAccepted' as const, couponId: coupon.couponId, seriesId: 'welcome' },
    ...{ codeMasked: coupon.codeMasked, by, expiresAtMs },
  }) as const;

const settle = (machine: typeof one, ...orders: Order[]) =>
  db.transaction().execute(async (tx) => {
    await settleCoupons(tx, machine, orders, clock.now());
    await settlePoints(tx, machine, orders, clock.now());
  });
const redemptions = () => db.selectFrom('coupon_redemptions').selectAll().orderBy('order_id').execute();

async function keep(machine: typeof one, orderId: string, code: string) {
  const kept = await register.keep(db, machine, orderId, code);
  if ('refused' in kept) throw new Error(kept.refused);
  return kept;
}

t.test('a coupon is kept for one order, however often it asks, and redeemed once', async (t) => {
  const [code = ''] = await issue(false);
  const kept = await keep(one, 'ord_a1', code);
  t.same(await keep(one, 'ord_a1', code.toLowerCase()), kept);
  t.same(await register.keep(db, two, 'ord_a2', code), { refused: 'COUPON_IN_USE' });
  t.same(await register.keep(db, machineAt('other', 'k3'), 'ord_a3', code), { refused: 'COUPON_UNKNOWN' });
  const done = order('ord_a1', accepted(kept, 'cloud'), submitted([line(false)]), paid);
  await settle(one, done);
  await settle(one, done);
  t.match(
    (await redemptions()).filter((row) => row.order_id === 'ord_a1'),
    [{ coupon_id: kept.couponId, off_minor: 1000, difference: null }],
  );
  t.same(await register.keep(db, two, 'ord_a2', code), { refused: 'COUPON_USED' });
  const rows = JSON.stringify(await db.selectFrom('coupons').selectAll().execute());
  t.notOk(rows.includes(code.replaceAll('-', '')), 'no row holds the code');
});

t.test('what an order did not use is free when it ends, and another order may have it', async (t) => {
  const [code = ''] = await issue(false);
  const kept = await keep(one, 'ord_b1', code);
  await settle(one, order('ord_b1', { kind: 'couponAsked', codeMasked: kept.codeMasked }));
  t.same(await register.keep(db, two, 'ord_b2', code), { refused: 'COUPON_IN_USE' }, 'it is still open');
  const given = order(
    'ord_b1',
    { kind: 'couponAsked', codeMasked: kept.codeMasked },
    { kind: 'orderAbandoned', reason: 'timedOut' },
    closed('paymentCancelledByUser'),
  );
  await settle(one, given);
  await keep(two, 'ord_b2', code);
  await settle(one, given);
  t.same(await register.keep(db, one, 'ord_b3', code), { refused: 'COUPON_IN_USE' }, 'only its own is freed');
});

t.test('an order that is paid without the coupon it asked for does not use it up', async (t) => {
  const [code = ''] = await issue(false);
  const kept = await keep(one, 'ord_c1', code);
  const asked = { kind: 'couponAsked', codeMasked: kept.codeMasked } as const;
  await settle(one, order('ord_c1', asked, submitted([line(false, { discounts: [] })]), paid));
  t.match(await register.keep(db, two, 'ord_c2', code), { couponId: kept.couponId });
});

t.test('the second of two offline redemptions stays as a difference and raises an alarm', async (t) => {
  const [code = ''] = await issue(true);
  const couponId = code.split('.')[2] ?? '';
  const coupon = { couponId, codeMasked: 'KS…test' };
  const of = (orderId: string) =>
    order(orderId, accepted(coupon, 'signature'), submitted([line(false)]), paid);
  await settle(one, of('ord_d1'));
  await settle(two, of('ord_d2'));
  await settle(two, of('ord_d2'));
  const rows = (await redemptions()).filter((row) => row.coupon_id === couponId);
  t.same(
    rows.map(({ order_id, difference }) => [order_id, difference]),
    [
      ['ord_d1', null],
      ['ord_d2', 'twice'],
    ],
  );
  const alarms = await db.selectFrom('alarms').selectAll().where('kind', '=', 'coupon').execute();
  t.match(alarms, [{ machine_id: 'k2', fault: 'COUPON_REDEEMED_TWICE', count: 1 }]);
  await settle(
    one,
    order(
      'ord_d3',
      accepted({ couponId: 'cpn_nobody', codeMasked: 'KS…' }, 'signature'),
      submitted([line(false)]),
      paid,
    ),
  );
  t.match(
    (await redemptions()).find((row) => row.order_id === 'ord_d3'),
    { difference: 'unknown' },
    'one that nobody issued is not lost either',
  );
});

t.test('a forged, an expired and an unknown coupon are refused', async (t) => {
  const [code = ''] = await issue(true);
  t.same(await register.keep(db, one, 'ord_e1', code.replace('welcome', 'dearer')), {
    refused: 'COUPON_UNKNOWN',
  });
  t.same(await register.keep(db, one, 'ord_e1', 'KC-0000-0000-0000'), { refused: 'COUPON_UNKNOWN' });
  clock.advance(2 * 86_400_000);
  t.same(await register.keep(db, one, 'ord_e1', code), { refused: 'COUPON_EXPIRED' });
});

t.test("when nothing was delivered the coupon and the points are the shopper's again", async (t) => {
  const order2 = { seriesId: 'welcome', name: { zh: '减', en: 'Off' }, count: 1, signed: false };
  const [code = ''] = await db
    .transaction()
    .execute((tx) => register.issue(tx, 'shop', { ...order2, expiresAtMs: clock.now() + 1000_000 }));
  const kept = await keep(one, 'ord_f1', code);
  const bodies = [accepted(kept, 'cloud'), submitted([line(true)]), paid] as const;
  await settle(one, order('ord_f1', ...bodies));
  t.same(await register.keep(db, two, 'ord_f2', code), { refused: 'COUPON_USED' });
  await settle(one, order('ord_f1', ...bodies, closed('deliveryFailRefundSuccess')));
  await keep(two, 'ord_f2', code);
  t.ok((await redemptions()).find((row) => row.order_id === 'ord_f1')?.returned_at_ms);
});

t.test('what is kept for an order that is over is freed by the sweep', async (t) => {
  const order2 = { seriesId: 'welcome', name: { zh: '减', en: 'Off' }, count: 1, signed: false };
  const [code = ''] = await db
    .transaction()
    .execute((tx) => register.issue(tx, 'shop', { ...order2, expiresAtMs: clock.now() + 1000_000 }));
  await keep(one, 'ord_g1', code);
  t.equal(await freeOverdue(db, clock.now()), 0);
  const over = order('ord_g1', { kind: 'couponAsked', codeMasked: '' }, closed('paymentCancelledByUser'));
  await db
    .insertInto('orders')
    .values({
      ...{ order_id: 'ord_g1', merchant_id: 'shop', machine_id: 'k1', state: over.state, currency: 'CNY' },
      ...{ due_minor: 0, opened_at_ms: 1, updated_at_ms: 1, submitted_at_ms: null, paid_at_ms: null },
      ...{ closed_at_ms: 1, search: '', body: JSON.stringify(over) },
    })
    .execute();
  t.equal(await freeOverdue(db, clock.now()), 1);
  t.same(await register.keep(db, one, 'ord_g1', code), { refused: 'COUPON_UNKNOWN' }, 'it came too late');
});

t.test('points are held, spent, earned and given back once', async (t) => {
  const grant = { memberId: 'mbr_1', orderId: 'gift', kind: 'granted', points: 500 } as const;
  const inOne = <T>(work: Parameters<ReturnType<typeof db.transaction>['execute']>[0]) =>
    db.transaction().execute(work) as Promise<T>;
  await inOne((tx) => enterPoints(tx, 'shop', grant, 1));
  await inOne((tx) => enterPoints(tx, 'shop', grant, 1));
  const hold = (orderId: string, wanted: number) =>
    inOne<number>((tx) => holdPoints(tx, one, { orderId, memberId: 'mbr_1', wanted }, 1));
  t.equal(await hold('ord_p1', 100), 100);
  t.equal(await hold('ord_p1', 100), 100, 'the same ones');
  t.equal(await hold('ord_p2', 900), 400, 'what is left');
  t.equal(await readBalance(db, 'shop', 'mbr_1'), 0);
  const { spend: rate, earn } = defaultPointsPolicy;
  const reserved = (points: number) => ({ kind: 'pointsReserved', memberId: 'mbr_1', points, rate }) as const;
  const named = { kind: 'memberNamed', memberId: 'mbr_1', by: 'code', memberPrice: false } as const;
  const discount = { promotionId: 'points', name: { zh: '积分', en: 'Points' }, points: true } as const;
  const halves = [
    line(true, { discounts: [{ ...discount, amountMinor: 500 }], discountMinor: 500, dueMinor: 1000 }),
    line(false, {
      ...{ lineId: 'lin_2', discounts: [{ ...discount, amountMinor: 500 }] },
      ...{ discountMinor: 500, dueMinor: 1000 },
    }),
  ];
  const bodies = [named, reserved(100), submitted(halves, { pointsSpent: 100, earn }), paid] as const;
  await settle(one, order('ord_p1', ...bodies));
  const over = order('ord_p1', ...bodies, closed('deliveryFailRefundSuccess'));
  await settle(one, over);
  await settle(one, over);
  t.equal(
    await readBalance(db, 'shop', 'mbr_1'),
    50 + 10,
    'half of the goods give half back, ten paid earn ten',
  );
  await settle(
    one,
    order(
      'ord_p2',
      named,
      reserved(400),
      { kind: 'orderAbandoned', reason: 'timedOut' },
      closed('paymentCancelledByUser'),
    ),
  );
  t.equal(await readBalance(db, 'shop', 'mbr_1'), 460);
});
