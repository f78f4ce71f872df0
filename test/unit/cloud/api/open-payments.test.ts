/** Payments that are not final over the API: told, decided about once, by who may, with the reason in the audit. */
import t from 'tap';
import type { Charge, Refund } from '../../../../src/cloud/gateway/gateway-ports.ts';
import { SqlChargeStore } from '../../../../src/cloud/gateway/sql-charge-store.ts';
import { shardOf } from '../../../../src/wire/topics.ts';
import { addShop, openCloud } from '../../../support/cloud-under-test.ts';

/** Far away, so that the cloud itself does not act meanwhile. */
const dueAtMs = 4_000_000_000_000;
const free = { holder: '', untilMs: 0 };
const why = 'seen in the platform pages';

function charge(chargeId: string, more: Partial<Charge['state']> = {}): Charge {
  return {
    ...{ merchantId: 'm1', machineId: 'k1', orderId: `ord_${chargeId}`, chargeId },
    terms: { platform: 'alipay', amountMinor: 550, currency: 'CNY' },
    state: {
      name: 'unknown',
      submittedAtMs: 1000,
      dueAtMs,
      queries: 3,
      cancels: 0,
      cameLate: false,
      ...more,
    },
    ...{ createdAtMs: 1000, version: 0 },
  };
}

async function addRefund(refundId: string, state: Refund['state']): Promise<void> {
  await cloud.database.db
    .insertInto('refunds')
    .values({
      ...{ refund_id: refundId, merchant_id: 'm1', machine_id: 'k1', shard: shardOf('k1') },
      ...{ order_id: 'ord_r', charge_id: 'chg_paid', amount_minor: 200, currency: 'CNY' },
      ...{ reason: 'DISPENSER_JAM', state: state.name, fault: state.fault ?? null, tries: state.tries },
      ...{ intended_at_ms: 500, updated_at_ms: 500, due_at_ms: state.dueAtMs ?? null },
    })
    .execute();
}

const cloud = await openCloud(t);
const token = await addShop(cloud, 'm1', 'k1');
const store = new SqlChargeStore(cloud.database.db);
const ask = (path: string, body?: unknown, as = token) =>
  cloud.ask(`/api/open-payments${path}`, { token: as, ...(body === undefined ? {} : { body }) });

t.beforeEach(async () => {
  for (const table of ['charges', 'refunds', 'payment_attempts', 'payment_actions', 'audit'] as const) {
    await cloud.database.db.deleteFrom(table).execute();
  }
});

t.test('what is not final is told, oldest first and page by page', async (t) => {
  await store.openCharge({ ...charge('chg_b'), createdAtMs: 2000 }, free);
  await store.openCharge(charge('chg_a', { name: 'reversing' }), free);
  await store.openCharge(charge('chg_paid', { name: 'paid', dueAtMs: 0 } as never), free);
  await addRefund('rfd_1', { name: 'failed', fault: 'REFUND_FAILED', tries: 4 });
  const first = (await ask('?limit=2')).body;
  t.match(first.items, [
    { kind: 'refund', id: 'rfd_1', nextAtMs: null, actions: ['refund', 'settle'], ends: ['refunded'] },
    { kind: 'reversal', id: 'chg_a', actions: ['ask', 'settle'], ends: ['notPaid'] },
  ]);
  const second = (await ask(`?limit=2&after=${first.next}`)).body;
  t.match(second, { items: [{ kind: 'charge', id: 'chg_b', platform: 'alipay', tried: null }], next: null });
  t.match((await ask('?kiosk=k2')).body.items, []);
  const overview = await cloud.ask('/api/overview', { token: await addShop(cloud, 'm2', 'k2') });
  t.equal(overview.body.open.payments, 0, "another merchant's are not counted");
});

t.test('a decision happens once, and the audit says who and why', async (t) => {
  await store.openCharge(charge('chg_a'), free);
  const settle = { about: 'charge', actionId: 'act_1', why, end: 'paid', amountMinor: 550 };
  t.equal((await ask('/chg_a/settle', { ...settle, amountMinor: 551 })).status, 400, 'another amount');
  t.equal((await ask('/chg_a/settle', { ...settle, why: ' ' })).status, 400, 'without a reason');
  t.equal(
    (await ask('/chg_a/settle', { ...settle, end: 'refunded' })).status,
    409,
    'a charge is not refunded',
  );
  t.match((await ask('/chg_a/settle', settle)).body, { done: true, repeated: false });
  t.match((await ask('/chg_a/settle', settle)).body, { done: true, repeated: true });
  t.equal((await ask('/chg_a/ask', { ...settle, end: undefined })).status, 409, 'one number, one decision');
  t.equal((await ask('/chg_a/reverse', { about: 'charge', actionId: 'act_2', why })).status, 409);
  t.equal((await ask('/chg_0/ask', { about: 'charge', actionId: 'act_3', why })).status, 404);
  t.match(await store.findCharge('m1', 'chg_a'), { state: { name: 'paid', reason: 'PAY_SETTLED_BY_HAND' } });
  const audit = (await cloud.ask('/api/audit', { token })).body.items;
  const decided = audit.filter(({ action }: { action: string }) => action.endsWith('Payment'));
  t.match(decided, [
    {
      ...{ action: 'settlePayment', subject: 'chg_a' },
      facts: { why, end: 'paid', amountMinor: 550, state: 'unknown', order: 'ord_chg_a' },
    },
  ]);
  t.equal(decided.length, 1, 'what was refused or repeated is not');
  const lines = await cloud.database.db
    .selectFrom('transaction_log')
    .select(['ref_id', 'state', 'reason'])
    .orderBy('log_id')
    .execute();
  t.match(
    lines.at(-1),
    { ref_id: 'chg_a', state: 'paid', reason: 'PAY_SETTLED_BY_HAND' },
    'the machine hears of it',
  );
});

t.test('asking makes it due, and a person may have it reversed before its time', async (t) => {
  await store.openCharge(charge('chg_a'), free);
  await store.openCharge(charge('chg_b', { submittedAtMs: dueAtMs }), free);
  const decision = (actionId: string) => ({ about: 'charge', actionId, why });
  t.equal((await ask('/chg_a/ask', decision('act_1'))).status, 200);
  // No account stands behind it here: the answer is that nobody can be asked.
  for (;;) {
    const [first] = (await ask('')).body.items;
    if (first.tried === null) continue;
    t.match(first, { id: 'chg_a', tried: { what: 'query', reason: 'CODE_PLATFORM_UNKNOWN', times: 1 } });
    break;
  }
  t.equal((await ask('/chg_b/reverse', decision('act_2'))).status, 200);
  const wished = await store.findCharge('m1', 'chg_b');
  t.match(wished?.state, { name: 'unknown', reversalWished: true });
  t.ok((wished?.state.dueAtMs ?? 0) > dueAtMs, 'not before the platform allows it');
  t.equal((await ask('/chg_b/reverse', decision('act_3'))).status, 409, 'it is wished already');
});

t.test('a refused refund is tried again or settled, and its alarm closes', async (t) => {
  for (const id of ['rfd_1', 'rfd_2']) await addRefund(id, { name: 'failed', tries: 4 });
  await cloud.database.db
    .insertInto('alarms')
    .values({
      ...{ alarm_id: 'alm_1', merchant_id: 'm1', machine_id: 'k1', kind: 'payment', severity: 'critical' },
      ...{
        subject: 'rfd_2',
        fault: 'REFUND_FAILED',
        count: 1,
        since_ms: 1,
        last_at_ms: 1,
        cleared_at_ms: null,
      },
    })
    .execute();
  const about = { about: 'refund', why };
  t.equal((await ask('/rfd_1/ask', { ...about, actionId: 'act_1' })).status, 409, 'nothing is under way');
  t.equal((await ask('/rfd_1/refund', { ...about, actionId: 'act_2' })).status, 200);
  const settle = { ...about, actionId: 'act_3', end: 'refunded', amountMinor: 200 };
  t.equal((await ask('/rfd_2/settle', settle)).status, 200);
  const rows = await cloud.database.db.selectFrom('refunds').selectAll().orderBy('refund_id').execute();
  t.match(rows[1], { state: 'refunded', fault: 'PAY_SETTLED_BY_HAND', due_at_ms: null });
  t.match((await cloud.ask('/api/alarms', { token })).body.items, []);
});

t.test('who may only look decides nothing', async (t) => {
  await store.openCharge(charge('chg_a'), free);
  const body = { about: 'charge', actionId: 'act_1', why };
  for (const [role, status] of [
    ['viewer', 403],
    ['operator', 403],
    ['finance', 200],
  ] as const) {
    const made = await cloud.admin('addToken', '/api/merchants/m1/tokens', { name: role, role });
    t.equal((await ask('', undefined, made.token)).status, 200);
    t.equal((await ask('/chg_a/ask', body, made.token)).status, status, role);
  }
});
