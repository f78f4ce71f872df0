/** Whatever is sold, all forms of a period come to the same, and the sums are those of their takings. */
import fc from 'fast-check';
import { sql } from 'kysely';
import t from 'tap';
import type { CloudDatabase } from '../../../../../src/cloud/database/schema.ts';
import type { FormQuestion } from '../../../../../src/cloud/finance/forms/form-source.ts';
import { formTickets } from '../../../../../src/cloud/finance/forms/form-tickets.ts';
import { FormsDesk } from '../../../../../src/cloud/finance/forms/forms-desk.ts';
import { orderTakings } from '../../../../../src/cloud/finance/forms/order-takings.ts';
import { foldPlaceDays } from '../../../../../src/cloud/finance/forms/place-days.ts';
import { type Form, readForm } from '../../../../../src/cloud/finance/forms/read-form.ts';
import { sumGoodsOfOneDay } from '../../../../../src/cloud/finance/forms/sum-goods.ts';
import { bookMarked } from '../../../../../src/cloud/finance/forms/takings-follower.ts';
import { receivedMinor } from '../../../../../src/domain/order-money.ts';
import { silentLog } from '../../../../../src/platform/log.ts';
import { type FormGroup, formGroups } from '../../../../../src/wire/rest-forms.ts';
import { HandClock } from '../../../../support/cloud-clock.ts';
import { addMachineRow } from '../../../../support/cloud-database.ts';
import { keepOrder, keepRefund, madeOrders, orderOf } from '../../../../support/made-orders.ts';
import { openMemoryDatabase } from '../../../../support/memory-database.ts';

const period = { merchantId: 'shop', currency: 'CNY', from: '2026-11-01', to: '2026-12-31' };

t.test('a split order counts whole and each of its payments by its own channel', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await addMachineRow(db, 'shop', 'k1');
  const line = { product: 1, quantity: 1, unitMinor: 10_000, promotion: 0, coupon: 0, points: 0 };
  const facts = { minutes: 0, isPaid: true, isClosed: true, backTenths: 0 };
  await keepOrder(db, 'k1', orderOf('ord_1', { ...facts, lines: [line], weights: [0, 1, 1, 0] }));
  while ((await bookMarked(db, silentLog)) > 0);
  const site = await readForm(db, { ...period, by: ['site'] });
  t.match(site.rows, [{ keys: ['machine:k1'], orders: 1, payments: 2, actualMinor: 10_000 }]);
  const channel = await readForm(db, { ...period, by: ['channel'] });
  t.match(channel.rows, [
    { keys: ['alipay'], orders: 1, payments: 1, actualMinor: 5000 },
    { keys: ['wechat'], orders: 0, payments: 1, actualMinor: 5000 },
  ]);
  t.same(channel.total, site.total);
});

t.test('coupons and points correct the regular amount to the actual one', async (t) => {
  const line = (productId: string, discount: object, offMinor: number) => ({
    ...{ lineId: productId, productId, name: { zh: '停', en: 'P' }, category: '', quantity: 1 },
    ...{ unitPriceMinor: 3000, delivery: { how: 'none' as const } },
    ...{ regularMinor: 3000, discountMinor: offMinor, dueMinor: 3000 - offMinor },
    discounts: [{ promotionId: 'p', name: { zh: '减', en: 'Off' }, amountMinor: offMinor, ...discount }],
  });
  const made = {
    lines: [],
    weights: [1],
    minutes: 0,
    isPaid: true,
    isClosed: true,
    backTenths: 0,
  };
  const order = {
    ...orderOf('ord_1', made),
    lines: [line('a', { coupon: 'ten' }, 1000), line('b', { points: true }, 1000)],
    totals: { pieces: 2, regularMinor: 6000, discountMinor: 2000, dueMinor: 4000 },
    cashMinor: 4000,
  };
  const [taking] = orderTakings(order, []);
  t.match(taking?.amounts, {
    ...{ regular_minor: 6000, promotion_minor: 0, coupon_minor: 1000, points_minor: 1000 },
    ...{ actual_minor: 4000, orders: 1, payments: 1 },
  });
});

t.test('all forms agree to the minor unit, and with the payments themselves', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await addMachineRow(db, 'shop', 'k1');
  await addMachineRow(db, 'shop', 'k2');
  await fc.assert(
    fc.asyncProperty(madeOrders, madeOrders, async (first, second) => {
      for (const table of tables) {
        await sql`delete from ${sql.table(table)}`.execute(db);
      }
      // The second round closes orders that the first one may have booked, with other facts.
      const closed = second.map((made) => ({ ...made, isClosed: true }));
      for (const round of [first, closed]) {
        for (const [n, made] of round.entries()) {
          const order = orderOf(`ord_${n}`, made);
          await keepOrder(db, `k${n % 2 ? 1 : 2}`, order);
          await keepRefund(db, order, made);
        }
        while ((await bookMarked(db, silentLog)) > 0);
        // What is over by then is folded, also where the second round changes it; the rest is not.
        await foldPlaceDays(db, { beforeDay: '2026-11-23', placeDaysMax: 100 });
      }
      const whole = await readForm(db, { ...period, by: ['day'], fromRows: true });
      for (const narrowed of ofMachine) await agreesWithRows(db, narrowed);
      for (const by of groupings) {
        const form = await agreesWithRows(db, { by });
        const { actualMinor, refundedMinor, regularMinor, netMinor, couponMinor, pointsMinor } = form.total;
        if (regularMinor !== whole.total.regularMinor || netMinor !== whole.total.netMinor)
          throw new Error(`${by}: ${netMinor} is not ${whole.total.netMinor}`);
        if (regularMinor !== actualMinor + form.total.promotionMinor + couponMinor + pointsMinor)
          throw new Error(`${by}: the regular amount is not corrected to the actual one`);
        const sum = form.rows.reduce((all, row) => all + row.netMinor, 0);
        if (sum !== netMinor || netMinor !== actualMinor - refundedMinor) throw new Error(`${by}: total`);
      }
      const orders = await db.selectFrom('orders').select('body').execute();
      const ended = orders.filter(({ body }) => body.paidAtMs !== undefined || body.closedAtMs !== undefined);
      const received = ended.reduce((sum, { body }) => sum + receivedMinor(body), 0);
      if (whole.total.actualMinor !== received) throw new Error('not what came in');
    }),
    { numRuns: 25, seed: 20261122 },
  );
});

const tables = [
  ...(['takings', 'taking_sums', 'taking_marks', 'orders', 'refunds'] as const),
  ...(['place_days', 'place_days_to_fold'] as const),
];

type Asked = Pick<FormQuestion, 'by' | 'machine' | 'channel' | 'hour'>;

const ofMachine: Asked[] = [
  { by: ['product', 'channel'], machine: 'k1' },
  { by: ['product', 'hour'], machine: 'k2' },
  { by: ['product', 'day'], machine: 'k1', channel: 'alipay' },
  { by: ['product', 'machine'], hour: 10 },
  { by: ['product', 'hour'], machine: 'k1', channel: 'alipay' },
];

async function agreesWithRows(db: CloudDatabase, asked: Asked): Promise<Form> {
  const form = await readForm(db, { ...period, ...asked });
  const rows = await readForm(db, { ...period, ...asked, fromRows: true });
  if (JSON.stringify(form) !== JSON.stringify(rows))
    throw new Error(`${JSON.stringify(asked)}: is not the form of the rows`);
  return form;
}

const groupings: FormGroup[][] = [
  ...formGroups.map((group) => [group]),
  ['channel', 'day'],
  ['site', 'channel'],
  ['product', 'channel'],
  ['hour', 'channel'],
  ['product', 'hour'],
  ['product', 'day'],
  ['product', 'machine'],
];

t.test(
  'sums of days from before they were kept are made a day at a time, and asked for only then',
  async (t) => {
    const { db, close } = await openMemoryDatabase();
    t.teardown(close);
    await addMachineRow(db, 'shop', 'k1');
    const line = { product: 1, quantity: 1, unitMinor: 700, promotion: 0, coupon: 0, points: 0 };
    const made = { lines: [line], weights: [1, 1, 1], isPaid: true, isClosed: true, backTenths: 5 };
    const keep = async (n: number) => {
      const order = orderOf(`ord_${n}`, { ...made, minutes: n * 1440 });
      await keepOrder(db, 'k1', order);
      await keepRefund(db, order, { ...made, minutes: 0 });
      await bookMarked(db, silentLog);
    };
    for (const n of [0, 1, 2]) await keep(n);
    await sql`delete from taking_sums where grain = 'goods'`.execute(db);
    await sql`
    insert into taking_days_to_sum (merchant_id, day) select distinct merchant_id, day from takings`.execute(
      db,
    );
    // Booked on a day whose sums are not there: they move, and are not whole.
    await keep(1.25);
    const asked = { ...period, by: ['product', 'channel'] as const };
    const rows = await readForm(db, { ...asked, fromRows: true });
    let days = 0;
    do {
      t.same(await readForm(db, asked), rows, `after ${days} days`);
      days += 1;
    } while (await sumGoodsOfOneDay(db));
    t.equal(days, 5, 'the days of payments and the one of the last refund');
    const left = await sql`select from taking_sums where grain = 'goods'`.execute(db);
    t.ok(left.rows.length > 0);
    await keep(3);
    t.same(await readForm(db, asked), await readForm(db, { ...asked, fromRows: true }));
  },
);

t.test("an order that cannot be counted is set aside, and no merchant counts another's", async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await addMachineRow(db, 'shop', 'k1');
  await addMachineRow(db, 'other', 'k9');
  const line = { product: 1, quantity: 1, unitMinor: 700, promotion: 0, coupon: 0, points: 0 };
  const made = { lines: [line], weights: [1], minutes: 0, isPaid: true, isClosed: true, backTenths: 0 };
  const order = orderOf('ord_1', made);
  await keepOrder(db, 'k1', { ...order, lines: null as never });
  await keepOrder(db, 'k1', { ...order, orderId: 'ord_2' });
  await bookMarked(db, silentLog);
  const desk = new FormsDesk({ db, clock: new HandClock(), tickets: formTickets(new Uint8Array(32)) });
  const days = { from: period.from, to: period.to };
  t.match(await desk.readForm('shop', { ...days, by: ['channel'] }), {
    ...{ total: { orders: 1, actualMinor: 700 }, waiting: 0, uncounted: 1 },
  });
  await keepOrder(db, 'k1', order);
  await bookMarked(db, silentLog);
  t.match(await desk.readForm('shop', { ...days, by: ['channel'] }), {
    ...{ total: { orders: 2, actualMinor: 1400 }, waiting: 0, uncounted: 0 },
  });
  t.match(await desk.readForm('other', { ...days, by: ['channel'] }), { rows: [], total: { orders: 0 } });
  t.same((await desk.listPayments('other', { ...days, machine: 'k1', limit: 10 })).items, []);
  await t.rejects(desk.readForm('nobody', { ...days, by: ['day'] }), { code: 'NOT_FOUND' });
  await t.rejects(desk.readForm('shop', { from: '2026-11-02', to: '2026-11-01', by: ['day'] }), {
    code: 'INPUT_MALFORMED',
  });
  await t.rejects(desk.changeMachineSite('other', 'k1', null), { code: 'NOT_FOUND' });
});

t.test('a machine that belongs to a site counts there, also what it took before', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await addMachineRow(db, 'shop', 'k1');
  const line = { product: 1, quantity: 1, unitMinor: 700, promotion: 0, coupon: 0, points: 0 };
  const made = { lines: [line], weights: [1], minutes: 0, isPaid: true, isClosed: true, backTenths: 0 };
  await keepOrder(db, 'k1', orderOf('ord_1', made));
  await bookMarked(db, silentLog);
  await db
    .insertInto('parking_sites')
    .values({
      ...{ merchant_id: 'shop', site_id: 'mall', name: JSON.stringify({ zh: '广场', en: 'Mall' }) },
      ...{ time_zone: 'Asia/Shanghai', created_at_ms: 1 },
    })
    .execute();
  const desk = new FormsDesk({ db, clock: new HandClock(), tickets: formTickets(new Uint8Array(32)) });
  const asked = { from: period.from, to: period.to, by: ['site' as const] };
  t.match((await desk.readForm('shop', asked)).rows, [{ keys: ['machine:k1'] }]);
  await desk.changeMachineSite('shop', 'k1', 'mall');
  t.match((await desk.readForm('shop', asked)).rows, [
    { keys: ['site:mall'], names: [{ en: 'Mall' }], netMinor: 700 },
  ]);
  t.match((await desk.readForm('shop', { ...asked, sites: 'mall' })).total, { netMinor: 700 });
  t.match((await desk.readForm('shop', { ...asked, sites: 'elsewhere' })).total, { netMinor: 0 });
  t.match((await desk.listPayments('shop', { ...asked, sites: 'mall', limit: 5 })).items, [
    { orderId: 'ord_1', place: { name: { en: 'k1' } } },
  ]);
  await t.rejects(desk.changeMachineSite('shop', 'k1', 'elsewhere'), { code: 'NOT_FOUND' });
});
