/** A stay that was paid beyond what it cost is on finance's worklist, once, until somebody closes it. */
import t, { type Test } from 'tap';
import { accountBalance } from '../../../../src/cloud/database/posting-rows.ts';
import { settleFound } from '../../../../src/cloud/finance/difference-rows.ts';
import { readForm } from '../../../../src/cloud/finance/forms/read-form.ts';
import { chinaDay } from '../../../../src/domain/statement-cells.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import { merchantId } from '../../../support/client-world.ts';
import { openPostgresForTest, postgresSkipReason, postgresUrl } from '../../../support/cloud-database.ts';
import { ago, type DriverWorld, lotId, openDriverWorld } from '../../../support/driver-world.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';
import { until } from '../../../support/product-until.ts';

interface Stay {
  readonly staySerial: string;
  readonly car: { readonly plate: string };
}

const mine = `merchant=${merchantId}`;
let serial = 0;

/** A car that came so many minutes ago. */
async function parked(world: DriverWorld, minutes: number): Promise<Stay> {
  serial += 1;
  const [staySerial, car] = [`S-${serial}`, { plate: `粤B${50_000 + serial}` }];
  await world.lot.send('stay.enter', { parking_serial: staySerial, enter_time: ago(minutes), ...car });
  return { staySerial, car };
}

async function paysByPhone(world: DriverWorld, { car }: Stay, dueMinor: number): Promise<void> {
  const { body: bill } = await world.phone('/bills', { car, dueMinor });
  await world.pay(bill);
  await until('the bill is paid', async () => {
    const { body } = await world.phone(`/bills/${bill.billId}`);
    return body.state === 'paid';
  });
}

/** What the lot's pay machine tells, the same however often it is asked for. */
function told({ staySerial }: Stay, paySerial: string, valueMinor: number, payTime = ago(0)) {
  return {
    ...{ pay_serial: paySerial, parking_order: `${staySerial}-L`, parking_serial: staySerial },
    ...{ value: valueMinor, pay_value: valueMinor, free_value: 0, reduce_value: 0, reduce_points: 0 },
    ...{ pay_origin: 'cash', pay_time: payTime, currency: 'CNY', car_type: 'car' },
  };
}

async function differences(world: DriverWorld, { staySerial }: Stay) {
  const { body } = await world.admin('GET', `/api/books/differences?${mine}&category=paidTwice`);
  return body.items.filter(({ stay }: { stay: string }) => stay === staySerial);
}

const balance = ({ database: { db } }: DriverWorld, account: string, channel?: string) =>
  accountBalance(db, merchantId, account as 'orders', channel);

const period = () => ({
  ...{ merchantId, currency: 'CNY', by: ['channel'] as const },
  ...{ from: chinaDay(Date.now() - 86_400_000), to: chinaDay(Date.now() + 86_400_000) },
});

const formOf = ({ database: { db } }: DriverWorld) => readForm(db, period());

async function act(world: DriverWorld, id: string, action: string) {
  return world.admin('POST', `/api/books/differences/${id}/actions?${mine}`, {
    action,
    note: 'checked with the lot',
  });
}

async function cashAfterPhone(t: Test, world: DriverWorld): Promise<void> {
  const stay = await parked(world, 100);
  await paysByPhone(world, stay, 2000);
  const cash = told(stay, 'CASH-1', 2000);
  for (let n = 0; n < 3; n += 1) {
    t.match((await world.lot.send('payment.result', cash)).fields, { result_code: '1001' });
  }
  const found = await differences(world, stay);
  t.match(found, [
    {
      ...{ category: 'paidTwice', channel: 'cash', lot: lotId, stay: stay.staySerial, state: 'open' },
      ...{ deltaMinor: 2000, orderNo: /^chg_/, tradeNo: 'CASH-1' },
      ...{ ours: { amountMinor: 2000, state: 'stored-value' } },
      channelSide: { amountMinor: 2000, state: 'cash' },
    },
  ]);
  const { body: detail } = await world.admin('GET', `/api/books/differences/${found[0].id}?${mine}`);
  t.same(detail.fits, ['refund', 'handBack', 'writeOff', 'wait']);
  t.match(detail.history, [{ action: 'found', amountMinor: 2000 }]);
  await t.rejects(act(world, found[0].id, 'book'), /DIFFERENCE_ACTION_UNFIT/);
  const held = await balance(world, 'storedValueHeld');
  t.match(await act(world, found[0].id, 'refund'), {
    status: 200,
    body: { state: 'closed', closing: 'refund' },
  });
  await t.rejects(act(world, found[0].id, 'handBack'), /DIFFERENCE_CLOSED/);
  await until('the card has it back', async () => (await balance(world, 'storedValueHeld')) === held - 2000);
  t.equal(await balance(world, 'orders'), 0);
  t.equal(await balance(world, 'refunds'), 2000);
  t.equal(await balance(world, 'counter', 'cash'), 2000);
  const form = await until('the forms count it', async () => {
    const form = await formOf(world);
    return form.total.refundedMinor === 2000 ? form : undefined;
  });
  t.match(form.rows, [
    { keys: ['cash'], netMinor: 2000 },
    { keys: ['stored-value'], netMinor: 0, refundedMinor: 2000 },
  ]);
  const { fields } = await world.lot.send('payment.billing', { parking_serial: stay.staySerial });
  t.match(fields, { paid_value: 2000, pay_value: 0 }, 'the stay is still paid, once');
  await markBothWays(world, stay);
  t.same(await formOf(world), form, "marked as the driver's and as the lot's it counts once");
}

/** In one batch, as where a refund ends while its decision is still to be booked. */
async function markBothWays({ database: { db } }: DriverWorld, { staySerial }: Stay): Promise<void> {
  const { order_id } = await db
    .selectFrom('parking_payments')
    .select('order_id')
    .where('stay_serial', '=', staySerial)
    .where('source', '=', 'phone')
    .executeTakeFirstOrThrow();
  const mark = { merchant_id: merchantId, order_id };
  await db
    .insertInto('taking_marks')
    .values([
      { ...mark, lot_id: null },
      { ...mark, lot_id: lotId },
    ])
    .execute();
  await until('both are booked', async () => {
    const left = await db.selectFrom('taking_marks').select('mark_id').execute();
    return left.length === 0;
  });
}

/** A day of the payment's own channel is compared, and finds nothing. */
async function compareDays({ database: { db } }: DriverWorld): Promise<void> {
  const { from: fromDay, to: toDay } = period();
  const scope = { merchantId, channel: 'cash', currency: 'CNY', fromDay, toDay };
  const run = { actor: 'test', atMs: Date.now(), random: systemRandom };
  await db.transaction().execute((tx) => settleFound(tx, scope, [], run));
}

async function cashTwice(t: Test, world: DriverWorld): Promise<void> {
  const before = (await formOf(world)).total;
  const stay = await parked(world, 100);
  await world.lot.send('payment.result', told(stay, 'CASH-2', 2000));
  t.same(await differences(world, stay), [], 'paid once');
  await world.lot.send('payment.result', told(stay, 'CASH-3', 1500));
  const [found] = await differences(world, stay);
  t.match(found, { deltaMinor: 1500, orderNo: null, tradeNo: 'CASH-3' });
  await t.rejects(act(world, found.id, 'refund'), /DIFFERENCE_ACTION_UNFIT/, 'no platform took it');
  t.equal((await act(world, found.id, 'handBack')).status, 200);
  t.equal(await balance(world, 'counter', 'cash'), 4000);
  t.equal(await balance(world, 'refunds'), 3500);
  await until('the forms count it', async () => {
    const { total } = await formOf(world);
    return total.netMinor === before.netMinor + 2000 && total.refundedMinor === before.refundedMinor + 1500;
  });
}

async function keptIsNoFee(t: Test, world: DriverWorld): Promise<void> {
  const stay = await parked(world, 40);
  const parking = await balance(world, 'parking');
  await world.lot.send('payment.result', told(stay, 'CASH-4', 1000));
  await world.lot.send('payment.result', told(stay, 'CASH-5', 1000));
  const [found] = await differences(world, stay);
  t.equal((await act(world, found.id, 'writeOff')).status, 200);
  t.equal(await balance(world, 'parking'), parking - 1000);
  t.equal(await balance(world, 'writeOffs'), -1000);
}

async function usedUp(t: Test, world: DriverWorld): Promise<void> {
  const stay = await parked(world, 170);
  // Two hours ago the first hour was running.
  await world.lot.send('payment.result', told(stay, 'CASH-6', 1000, ago(120)));
  await world.lot.send('payment.result', told(stay, 'CASH-7', 1000, ago(119)));
  await world.lot.send('payment.result', told(stay, 'CASH-8', 2000, ago(118)));
  const found = await differences(world, stay);
  t.same(
    found.map((one: { deltaMinor: number }) => one.deltaMinor),
    [1000, 2000],
  );
  await compareDays(world);
  t.match(await differences(world, stay), [{ state: 'open' }, { state: 'open' }], 'no statement tells of it');
  await world.lot.send('stay.leave', { parking_serial: stay.staySerial, leave_time: ago(0) });
  t.match(await differences(world, stay), [
    { state: 'open', deltaMinor: 1000 },
    { state: 'withdrawn', closing: 'usedUp' },
  ]);
}

async function atOnce(t: Test, world: DriverWorld): Promise<void> {
  const ends: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    const stay = await parked(world, 40);
    const { body: bill } = await world.phone('/bills', { car: stay.car, dueMinor: 1000 });
    const byPhone = world.pay(bill);
    // A phone's payment takes longer than the lot's message.
    if (n % 2 === 1) await byPhone;
    await Promise.all([byPhone, world.lot.send('payment.result', told(stay, `RACE-${n}`, 1000))]);
    const end = await until('the bill has ended', async () => {
      const { body } = await world.phone(`/bills/${bill.billId}`);
      return ['paid', 'givenBack'].includes(body.state) ? body.state : undefined;
    });
    const found = await differences(world, stay);
    t.equal(found.length, end === 'paid' ? 1 : 0, `the phone is ${end}`);
    ends.push(end);
  }
  t.comment(`the phone is ${ends.join(', ')}`);
}

async function splitIsOnce(t: Test, world: DriverWorld): Promise<void> {
  const stay = await parked(world, 100);
  await world.lot.send('payment.result', told(stay, 'PART-1', 1200));
  await world.lot.send('payment.result', told(stay, 'PART-2', 800));
  t.same(await differences(world, stay), [], 'two parts of one bill');
  const unknown = { staySerial: 'S-never-came', car: { plate: '' } };
  await world.lot.send('payment.result', told(unknown, 'PART-3', 800));
  await world.lot.send('payment.result', told(unknown, 'PART-4', 800));
  t.same(await differences(world, unknown), [], 'nobody knows what it costs');
  const { body } = await world.admin('GET', `/api/books/balances?${mine}`);
  t.same(body.broken, []);
}

const engines = {
  'in memory': openMemoryDatabase,
  'on PostgreSQL': postgresUrl === undefined ? undefined : () => openPostgresForTest(postgresUrl as string),
};

for (const [name, openDatabase] of Object.entries(engines)) {
  const skip = openDatabase === undefined && postgresSkipReason;
  t.test(`a stay that was paid twice, ${name}`, { skip }, async (t) => {
    const world = await openDriverWorld(t, openDatabase ? { openDatabase } : {});
    await t.test('cash after the phone: the phone has its money back', (t) => cashAfterPhone(t, world));
    await t.test('cash twice: the lot hands it back', (t) => cashTwice(t, world));
    await t.test('what is kept is no parking fee', (t) => keptIsNoFee(t, world));
    await t.test('who stays longer uses it up', (t) => usedUp(t, world));
    await t.test('cash and phone at once: one goes back by itself, or is found', (t) => atOnce(t, world));
    await t.test('a bill in parts is paid once', (t) => splitIsOnce(t, world));
  });
}
