/** What was taken before there was a ledger of accounts is entered once, and comes to the same as it would have. */
import { sql } from 'kysely';
import t from 'tap';
import { olderMoneyMigration } from '../../../../src/cloud/database/migrations/0031-older-money.ts';
import { accountBalance } from '../../../../src/cloud/database/posting-rows.ts';
import type { CloudDatabase } from '../../../../src/cloud/database/schema.ts';
import { checkBooks } from '../../../../src/cloud/finance/day-close.ts';
import { enterOlderMoney } from '../../../../src/cloud/finance/older-money.ts';
import type { Order } from '../../../../src/domain/order.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { keepOurs, openBooks } from '../../../support/books/books-run.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { keepOrder, keepRefund, madeDayMs, orderOf } from '../../../support/made-orders.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const nowMs = madeDayMs + 30 * 86_400_000;

/** As an older cloud becomes a new one: the list is made of what is there. */
async function upgrade(db: CloudDatabase): Promise<void> {
  await sql`drop table older_money`.execute(db);
  await olderMoneyMigration.up(db as never);
}

async function keepCharges(db: CloudDatabase, order: Order): Promise<void> {
  for (const { chargeId, platform, amountMinor } of order.charges) {
    await db
      .insertInto('charges')
      .values({
        ...{ merchant_id: 'shop', charge_id: chargeId, machine_id: 'k1', order_id: order.orderId, platform },
        ...{ amount_minor: amountMinor, currency: 'CNY', state: 'paid', submitted_at_ms: order.openedAtMs },
        ...{ queries: 0, cancels: 0, came_late: false, created_at_ms: 1, updated_at_ms: 1, version: 1 },
        ...{ lease_holder: '', lease_until_ms: 0 },
      })
      .execute();
  }
}

async function enterAll(db: CloudDatabase): Promise<number> {
  let entered = 0;
  for (let n = 1; n > 0; entered += n) n = await enterOlderMoney(db, nowMs, silentLog);
  return entered;
}

t.test('older payments, refunds, sales and coins are entered once and leave nothing in orders', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await addMachineRow(db, 'shop', 'k1');
  const line = { product: 1, quantity: 1, unitMinor: 1300, promotion: 1, coupon: 1, points: 1 };
  const made = { lines: [line], weights: [1], minutes: 0, isPaid: true, isClosed: true, backTenths: 5 };
  const split = orderOf('ord_1', { ...made, weights: [1, 1, 1] });
  await keepCharges(db, split);
  const backMinor = await keepRefund(db, split, made);
  const refunds = [
    {
      ...{ refundId: `ref_${split.charges.at(-1)?.chargeId}`, chargeId: '', amountMinor: backMinor },
      ...{ reason: 'DISPENSER_NO_PROOF' as const, intendedAtMs: madeDayMs, state: 'refunded' as const },
    },
  ];
  await keepOrder(db, 'k1', { ...split, refunds });
  const coins = orderOf('ord_2', { ...made, weights: [1] });
  const payout = { payoutId: 'pay_1', purpose: 'change' as const, amountMinor: 200, mark: {} };
  await keepOrder(db, 'k1', {
    ...{ ...coins, cashMinor: coins.cashMinor + 200, changeMinor: 200 },
    payouts: [{ ...payout, state: 'settled', paidMinor: 200, owedMinor: 0 }],
  });
  await upgrade(db);
  t.equal(await enterAll(db), 5, 'two orders, two charges, a refund');
  t.equal(await accountBalance(db, 'shop', 'orders'), 0);
  t.equal(await accountBalance(db, 'shop', 'cash'), split.cashMinor + coins.totals.dueMinor);
  t.equal(await accountBalance(db, 'shop', 'sales'), -2600);
  t.equal(await accountBalance(db, 'shop', 'refunds'), backMinor);
  t.same(await checkBooks(db, 'shop'), []);
  const entries = async () => (await db.selectFrom('account_entries').select('entry_id').execute()).length;
  const before = await entries();
  await upgrade(db);
  t.same([await enterAll(db), await entries()], [0, before], 'nothing is listed again');
});

t.test('what is entered already is not listed, and what cannot be is set aside', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await openBooks(db, 'books');
  const ours = {
    ...{ channel: 'alipay' as const, chargeId: 'chg_1', orderId: 'ord_9', machineId: 'k1', amountMinor: 500 },
    ...{ tradeNo: '1', atMs: madeDayMs, state: 'paid' as const, refunds: [] },
  };
  await keepOurs(db, 'books', [ours]);
  await addMachineRow(db, 'shop', 'k1');
  const line = { product: 1, quantity: 1, unitMinor: 700, promotion: 0, coupon: 0, points: 0 };
  const made = { lines: [line], weights: [1], minutes: 0, isPaid: true, isClosed: true, backTenths: 0 };
  const order = orderOf('ord_1', made);
  await keepOrder(db, 'k1', { ...order, lines: null as never });
  await keepOrder(db, 'k1', { ...order, orderId: 'ord_2' });
  await upgrade(db);
  t.equal(await enterAll(db), 2);
  t.equal(await accountBalance(db, 'shop', 'sales'), -700);
  const left = await db.selectFrom('older_money').selectAll().execute();
  t.match(left, [{ kind: 'order', id: 'ord_1', fault: String }]);
  t.equal(await accountBalance(db, 'books', 'receivable', 'alipay'), 500);
});
