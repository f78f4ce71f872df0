import fc from 'fast-check';
import { sql } from 'kysely';
import t from 'tap';
import { accountBalance } from '../../../../src/cloud/database/posting-rows.ts';
import { parkingClientId, settleBill } from '../../../../src/cloud/parking/settle-bill.ts';
import { merchantId } from '../../../support/client-world.ts';
import { ago, lotId, minuteMs, openDriverWorld, plate } from '../../../support/driver-world.ts';
import { until } from '../../../support/product-until.ts';

const world = await openDriverWorld(t);
const { db } = world.database;
const car = { plate };
let serial = 0;

/** A car that came so many minutes ago, with its own plate. */
async function parked(minutes: number): Promise<{ staySerial: string; car: { plate: string } }> {
  serial += 1;
  const of = { plate: `粤B${String(50_000 + serial)}` };
  const staySerial = `S-${serial}`;
  const entered = { parking_serial: staySerial, enter_time: ago(minutes), ...of };
  t.equal((await world.lot.send('stay.enter', entered)).fields.result_code, '1001');
  return { staySerial, car: of };
}

async function bill(of: object, dueMinor: number) {
  const answer = await world.phone('/bills', { car: of, dueMinor });
  t.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

const followed = (billId: string, state: string) =>
  until(`the bill is ${state}`, async () => {
    const { body } = await world.phone(`/bills/${billId}`);
    return body.state === state ? body : undefined;
  });

const payments = (staySerial: string) =>
  db.selectFrom('parking_payments').selectAll().where('stay_serial', '=', staySerial).execute();

t.test('a car that is not there, another plate and a lot that is not ours tell nothing', async (t) => {
  t.match(await world.phone('/stay', car), { status: 404, body: { code: 'PARKING_CAR_UNKNOWN' } });
  t.match(await world.phone('/stay', { plate: 'NOPLATE' }), { status: 400 });
  t.match(await world.phone('/stay', { plate, ticket: 'T20261122' }), { status: 400 });
  const foreign = await fetch(new URL(`/park-api/${merchantId}/foreign`, world.url));
  t.equal(foreign.status, 404);
  const nowhere = await fetch(new URL(`/park-api/${merchantId}/%00`, world.url));
  t.equal(nowhere.status, 404);
  const { body } = await world.phone('');
  t.match(body, { lotName: { en: 'Yard' }, merchantName: { en: 'Corner' }, currency: 'CNY' });
});

t.test('a driver pays once, and books, forms, lot and ledger have it once', async (t) => {
  const { staySerial, car } = await parked(170);
  const off = {
    type: 1,
    value: 1000,
    expire_time: ago(-600),
    grant_serial: 'G-1',
    parking_serial: staySerial,
  };
  t.equal((await world.lot.send('discount.create', off)).fields.result_code, '1001');
  const { body: stay } = await world.phone('/stay', car);
  t.match(stay, { totalMinor: 3000, freeMinor: 1000, paidMinor: 0, dueMinor: 2000, leaveByMs: null });
  t.notOk('car' in stay, 'the car is not told back');
  const made = await bill(car, 2000);
  t.match(made, { state: 'open', orderState: 'open', couponMinor: 1000, dueMinor: 2000 });
  const elsewhere = await fetch(new URL(`/park-api/${merchantId}/second/bills/${made.billId}`, world.url));
  t.equal(elsewhere.status, 404, 'a bill is of its lot');
  await world.pay(made);
  const paid = await followed(made.billId, 'paid');
  const [payment] = await payments(staySerial);
  t.match(payment, {
    ...{ source: 'phone', channel: 'stored-value', order_id: /^ord_/, pay_serial: /^chg_/ },
    ...{ regular_minor: 3000, coupon_minor: 1000, points_minor: 0, actual_minor: 2000 },
  });
  t.equal(paid.leaveByMs, Number(payment?.paid_at_ms) + 15 * minuteMs, 'leaving time is from the payment');
  const billed = await world.lot.send('payment.billing', { parking_serial: staySerial });
  t.match(billed.fields, { total_value: 3000, free_value: 1000, paid_value: 2000, pay_value: 0 });
  const listed = await world.lot.send('payment.list', { begin_time: ago(60), end_time: ago(-1) });
  t.match(listed.fields, { payment_list: [{ pay_serial: payment?.pay_serial, pay_value: 2000 }] });
  t.equal(await accountBalance(db, merchantId, 'orders'), 0, 'charge and payment meet in the order');
  t.equal(await accountBalance(db, merchantId, 'parking'), -3000);
  t.equal(await accountBalance(db, merchantId, 'coupons'), 1000);
  t.equal(await accountBalance(db, merchantId, 'receivable'), 0, 'a card owes nothing to a platform');
  await until('the forms count it', async () => {
    const rows = await db
      .selectFrom('takings')
      .selectAll()
      .where('order_id', '=', payment?.order_id ?? '')
      .execute();
    if (rows.length === 0) return undefined;
    t.equal(rows.length, 1);
    t.match(rows, [{ place_kind: 'lot', place_id: lotId, channel: 'stored-value', regular_minor: 3000 }]);
    return rows;
  });
});

t.test('two phones pay one stay: the second has its money back, once', async (t) => {
  const { staySerial, car } = await parked(100);
  const [one, two] = [await bill(car, 2000), await bill(car, 2000)];
  const before = await accountBalance(db, merchantId, 'storedValueHeld');
  await Promise.all([world.pay(one), world.pay(two)]);
  const ended = await until('both have ended', async () => {
    const all = await Promise.all([one, two].map(({ billId }) => world.phone(`/bills/${billId}`)));
    const bodies = all.map(({ body }) => body);
    return bodies.every(({ orderState }) => ['paid', 'refunded'].includes(orderState)) ? bodies : undefined;
  });
  t.same(ended.map(({ state }) => state).sort(), ['givenBack', 'paid']);
  t.match(
    ended.find(({ state }) => state === 'givenBack'),
    { reason: 'paidMeanwhile', orderState: 'refunded', leaveByMs: null },
  );
  t.equal((await payments(staySerial)).length, 1);
  t.equal(await accountBalance(db, merchantId, 'orders'), 0);
  t.equal((await accountBalance(db, merchantId, 'storedValueHeld')) - before, 2000, 'paid once');
});

t.test('a bill that changed since it was read is not made', async (t) => {
  const { car } = await parked(100);
  const changed = await world.phone('/bills', { car, dueMinor: 1000 });
  t.match(changed, { status: 409, body: { code: 'PARKING_BILL_CHANGED' } });
});

t.test('the price of a bill is kept while it is paid', async (t) => {
  const { staySerial, car } = await parked(59);
  const made = await bill(car, 1000);
  // As if both had been two minutes earlier: the second hour has begun since.
  await db
    .updateTable('parking_sessions')
    .set({ entered_at_ms: made.nowMs - 61 * minuteMs })
    .where('stay_serial', '=', staySerial)
    .execute();
  await db
    .updateTable('parking_bills')
    .set({ billed_at_ms: made.nowMs - 2 * minuteMs })
    .where('bill_id', '=', made.billId)
    .execute();
  await world.pay(made);
  const paid = await followed(made.billId, 'paid');
  t.ok(paid.leaveByMs > made.nowMs, 'and the car may leave');
  const billed = await world.lot.send('payment.billing', { parking_serial: staySerial });
  t.match(billed.fields, { pay_value: 0, paid_value: 1000 });
});

t.test('a car that had left before its bill owes nothing, one that left after it does', async (t) => {
  for (const [leftAgo, state] of [
    [1, 'givenBack'],
    [-1, 'paid'],
  ] as const) {
    const { staySerial, car } = await parked(100);
    const made = await bill(car, 2000);
    await world.lot.send('stay.leave', { parking_serial: staySerial, leave_time: ago(leftAgo) });
    await world.pay(made);
    await followed(made.billId, state);
    t.equal((await payments(staySerial)).length, state === 'paid' ? 1 : 0);
  }
  await until('the refund is made', async () => (await accountBalance(db, merchantId, 'orders')) === 0);
});

t.test('a cloud that reads its whole log again takes nothing twice', async (t) => {
  const all = () => db.selectFrom('parking_payments').select('pay_serial').orderBy('pay_serial').execute();
  const refunds = () => db.selectFrom('refunds').select('refund_id').orderBy('refund_id').execute();
  const before = {
    paid: await all(),
    refunds: await refunds(),
    balance: await accountBalance(db, merchantId, 'parking'),
  };
  t.ok(before.paid.length > 0 && before.refunds.length > 0);
  await db.updateTable('feed_cursors').set({ log_id: 0 }).where('feed', '=', 'clients').execute();
  await world.restart();
  await until('it has read to the end', async () => {
    const { rows } = await sql<{ done: boolean }>`
      select log_id = (select max(log_id) from transaction_log) as done
      from feed_cursors where feed = 'clients'`.execute(db);
    return rows[0]?.done;
  });
  t.same(
    { paid: await all(), refunds: await refunds(), balance: await accountBalance(db, merchantId, 'parking') },
    before,
  );
});

t.test('however often taking is cut off, one payment of several is kept', async (t) => {
  const turn = fc.record({ which: fc.nat(2), cutOff: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 8 }), async (turns) => {
      const { staySerial, car } = await parked(100);
      const bills = [await bill(car, 2000), await bill(car, 2000), await bill(car, 2000)];
      const orders = bills.map(({ billId }, n) => ({
        ...{ orderId: `ord-${billId}`, merchantId, clientId: parkingClientId(merchantId), reference: billId },
        ...{
          chargeId: `chg-${staySerial}-${n}`,
          platform: 'alipay',
          amountMinor: 2000,
          paidAtMs: Date.now(),
        },
      }));
      const kept = new Map<number, string>();
      const take = async (n: number, cutOff: boolean) => {
        const order = orders[n];
        if (!order || kept.has(n)) return;
        const taken = db.transaction().execute(async (tx) => {
          const became = await settleBill(tx, order, Date.now());
          if (cutOff) throw new Error('cut off');
          return became;
        });
        await taken
          .then((became) => kept.set(n, became))
          .catch((error: Error) => t.equal(error.message, 'cut off'));
      };
      for (const { which, cutOff } of turns) await take(which, cutOff);
      for (const n of orders.keys()) await take(n, false);
      t.same([...kept.values()].sort(), ['givenBack', 'givenBack', 'kept']);
      t.equal((await payments(staySerial)).length, 1);
    }),
    { numRuns: 6 },
  );
});

t.test('an order of another amount or another client settles no bill', async (t) => {
  const { staySerial, car } = await parked(100);
  const { billId } = await bill(car, 2000);
  const order = {
    ...{ orderId: 'ord-x', merchantId, clientId: parkingClientId(merchantId), reference: billId },
    ...{ chargeId: 'chg-x', platform: 'alipay', amountMinor: 2000, paidAtMs: Date.now() },
  };
  const settled = (more: object) =>
    db.transaction().execute((tx) => settleBill(tx, { ...order, ...more }, Date.now()));
  t.equal(await settled({ clientId: world.clientId }), 'kept', 'another client’s own reference');
  t.equal(await settled({ reference: 'pkb_nobody' }), 'givenBack');
  t.equal(await settled({ amountMinor: 1 }), 'givenBack');
  t.equal((await payments(staySerial)).length, 0);
});

t.test('no row of any table holds a plate', async (t) => {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(db);
  t.ok(tables.some(({ name }) => name === 'parking_bills'));
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select row_to_json(t)::text as row from ${sql.table(name)} t`.execute(db);
    t.notOk(
      rows.some(({ row }) => /粤[BC]\d{5}/.test(row)),
      name,
    );
  }
});

t.test('whoever tries many plates is stopped', async (t) => {
  const answers: number[] = [];
  for (let n = 0; n < 31; n += 1)
    answers.push((await world.phone('/stay', { plate: `粤C${10_000 + n}` })).status);
  t.equal(answers.at(-1), 429);
});
