/** Days of places are folded once they are over, and counted from their takings whenever those changed since. */
import { sql } from 'kysely';
import t from 'tap';
import { foldPlaceDays } from '../../../../../src/cloud/finance/forms/place-days.ts';
import { readForm } from '../../../../../src/cloud/finance/forms/read-form.ts';
import { bookMarked } from '../../../../../src/cloud/finance/forms/takings-follower.ts';
import { silentLog } from '../../../../../src/platform/log.ts';
import { addMachineRow } from '../../../../support/cloud-database.ts';
import { keepOrder, keepRefund, orderOf } from '../../../../support/made-orders.ts';
import { openMemoryDatabase } from '../../../../support/memory-database.ts';

const dayMinutes = 1440;
const asked = {
  ...{ merchantId: 'shop', currency: 'CNY', from: '2026-11-01', to: '2026-12-31' },
  ...{ by: ['product', 'channel'] as const, machine: 'k1' },
};

t.test('a day of a place is folded when it is over, and again after it changed', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await addMachineRow(db, 'shop', 'k1');
  const line = { product: 1, quantity: 1, unitMinor: 700, promotion: 0, coupon: 0, points: 0 };
  const made = { lines: [line], weights: [0, 1], isPaid: true, isClosed: true, backTenths: 10, minutes: 0 };
  const keep = async (n: number) => {
    await keepOrder(db, 'k1', orderOf(`ord_${n}`, { ...made, minutes: n * dayMinutes }));
    await bookMarked(db, silentLog);
  };
  const fold = () => foldPlaceDays(db, { beforeDay: '2026-11-22', placeDaysMax: 1 });
  const listed = async () => {
    const rows = await db.selectFrom('place_days_to_fold').select('day').orderBy('day').execute();
    return rows.map(({ day }) => day);
  };
  const paid = async () => (await readForm(db, asked)).total.actualMinor;
  for (const n of [0, 1, 2]) await keep(n);
  t.same(await listed(), ['2026-11-20', '2026-11-21', '2026-11-22']);
  t.ok(await fold());
  t.same(await listed(), ['2026-11-20', '2026-11-22'], 'the newest that is over goes first');
  t.ok(await fold());
  t.notOk(await fold(), 'the last day is not over');
  t.equal(await paid(), 2100);
  // What is folded is not read from the takings any more, what is listed is.
  await sql`update takings set goods = '[]' where day <> '2026-11-21'`.execute(db);
  t.equal(await paid(), 1400);
  await keep(0.25);
  t.same(await listed(), ['2026-11-20', '2026-11-22']);
  t.equal(await paid(), 1400, 'one folded, one booked; those that have no goods count as nothing');
  t.ok(await fold());
  t.equal(await paid(), 1400);
  // Money that goes back changes the day on which it does.
  await keepRefund(db, orderOf('ord_1', { ...made, minutes: dayMinutes }), made);
  await bookMarked(db, silentLog);
  const before = await readForm(db, asked);
  t.equal(before.total.refunds, 0, 'no product has refunds of its own');
  t.equal(before.total.refundedMinor, 700);
  while (await fold());
  t.same(await readForm(db, asked), before);
  t.equal((await readForm(db, { ...asked, machine: 'k2' })).rows.length, 0);
});
