/** The gateway's check by the merchant's rules, with the real tables: what it knows, and what a refusal leaves. */
import t, { type Test } from 'tap';
import { addPublishedRules } from '../../../../src/cloud/database/verification-rows.ts';
import { SqlTransactionLog } from '../../../../src/cloud/feed/sql-transaction-log.ts';
import { GatewayFlow } from '../../../../src/cloud/gateway/gateway-flow.ts';
import { gatewayLimits } from '../../../../src/cloud/gateway/gateway-ports.ts';
import { SimulatedPlatform } from '../../../../src/cloud/gateway/simulated-platform.ts';
import { SqlChargeStore } from '../../../../src/cloud/gateway/sql-charge-store.ts';
import { ChargeVerifier } from '../../../../src/cloud/verification/charge-verifier.ts';
import type { VerificationRule } from '../../../../src/domain/verification-rule.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import type { ChargeRequest } from '../../../../src/wire/messages.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { machineOf } from '../../../support/gateway-world.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';
import { platformLimits, ruleOf, singleLimit } from '../../../support/verification-rules.ts';

const clock = new SystemClock();
const machine = machineOf('k1');
let lastId = 0;

function requestOf(over: Partial<ChargeRequest> = {}): ChargeRequest {
  lastId += 1;
  return {
    chargeId: `chg_${lastId}`,
    orderId: `ord_${lastId}`,
    platform: 'alipay',
    authCode: '281234567890123456',
    amountMinor: 9_000,
    currency: 'CNY',
    subject: 'tea',
    expiresAtMs: clock.now() + 30_000,
    basket: { pieces: 2, lines: 1, categories: ['tea'] },
    ...over,
  };
}

async function setUp(t: Test) {
  const opened = await openMemoryDatabase();
  t.teardown(() => opened.close());
  const { db } = opened;
  await addMachineRow(db, 'm1', 'k1');
  await addMachineRow(db, 'm1', 'k2');
  await addMachineRow(db, 'm2', 'k3');
  const platform = new SimulatedPlatform({ clock, random: systemRandom });
  const paid: string[] = [];
  const watched = new Proxy(platform, {
    get(target, name) {
      if (name === 'pay') {
        return (order: Parameters<SimulatedPlatform['pay']>[0]) => {
          paid.push(order.chargeId);
          return target.pay(order);
        };
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const verifier = new ChargeVerifier({ db, clock, cardHash: (merchantId, code) => `${merchantId} ${code}` });
  const flow = new GatewayFlow({
    store: new SqlChargeStore(db),
    accounts: { platformOf: () => watched, stop: async () => undefined },
    ...{ clock, random: systemRandom, log: silentLog, limits: gatewayLimits, hashKey: new Uint8Array(32) },
    ...{ logged: () => undefined, refundEnded: () => undefined },
    verify: (address, request) => verifier.check(address, request),
  });
  t.teardown(() => flow.stop());
  let version = 0;
  const publish = (...rules: VerificationRule[]) => {
    version += 1;
    const base = { version, rules, values: [platformLimits] };
    const published = { base, publishedAtMs: clock.now(), publishedBy: 'lin' };
    return db.transaction().execute((tx) => addPublishedRules(tx, 'm1', published));
  };
  const took = (over: Record<string, unknown>) =>
    db
      .insertInto('charges')
      .values({
        ...{ merchant_id: 'm1', machine_id: 'k1', order_id: 'ord_other', charge_id: `old_${++lastId}` },
        ...{ platform: 'alipay', amount_minor: 4_000, currency: 'CNY', content_hash: null, state: 'paid' },
        ...{ reason: null, platform_trade_no: null, submitted_at_ms: null, due_at_ms: null, queries: 0 },
        ...{ cancels: 0, came_late: false, verification: null, created_at_ms: clock.now() },
        ...{ updated_at_ms: clock.now(), version: 0, lease_holder: '', lease_until_ms: 0, ...over },
      })
      .execute();
  return { db, flow, verifier, paid, publish, took };
}

t.test('a charge over the limit ends before its platform hears of it, and the log says why', async (t) => {
  const { db, flow, paid, publish } = await setUp(t);
  const free = await flow.takeCharge(machine, requestOf({ amountMinor: 12_000 }));
  t.equal(free.result.state, 'submitted', 'without rules nothing is checked');
  await publish(singleLimit, ruleOf('currency', 'currency == "CNY"', { order: 5 }));
  const over = requestOf({ amountMinor: 12_000 });
  const { result, opened } = await flow.takeCharge(machine, over);
  t.ok(opened);
  t.match(result, {
    state: 'failed',
    reason: 'PAY_NOT_VERIFIED',
    verification: {
      rulesVersion: 1,
      place: 'cloud',
      results: [
        { key: 'currency', passed: true },
        { key: 'singleLimit', passed: false, correction: 'changeList' },
      ],
    },
  });
  t.notOk(paid.includes(over.chargeId), 'the platform was sent nothing');
  const asked = await flow.ask(machine, { chargeId: over.chargeId, orderId: over.orderId });
  t.match(asked, { state: 'failed', verification: { results: [{}, { key: 'singleLimit' }] } });
  const lines = await new SqlTransactionLog(db).after(0, 100);
  t.match(
    lines.filter(({ refId }) => refId === over.chargeId),
    [{ state: 'failed', reason: 'PAY_NOT_VERIFIED', verification: { rulesVersion: 1 } }],
  );
  const within = await flow.takeCharge(machine, requestOf({ amountMinor: 10_000 }));
  t.equal(within.result.state, 'submitted');
});

t.test('rules are in force from their publication on, and only for their merchant', async (t) => {
  const { flow, publish } = await setUp(t);
  await publish(singleLimit);
  t.equal((await flow.takeCharge(machine, requestOf({ amountMinor: 10_001 }))).result.state, 'failed');
  await publish(ruleOf('always', 'amountMinor > 0'));
  t.equal((await flow.takeCharge(machine, requestOf({ amountMinor: 10_001 }))).result.state, 'submitted');
  await publish(ruleOf('never', 'amountMinor < 0'));
  const other = await flow.takeCharge(machineOf('k3', 'm2'), requestOf());
  t.equal(other.result.state, 'submitted');
});

t.test('the books of the day are known: sums, open charges, an order paid already, failures', async (t) => {
  const { verifier, publish, took } = await setUp(t);
  const request = requestOf();
  await took({});
  await took({ machine_id: 'k2', platform: 'wechat', state: 'userPaying' });
  await took({ state: 'failed' });
  await took({ state: 'failed', reason: 'PAY_NOT_VERIFIED' });
  await took({ created_at_ms: clock.now() - 48 * 3600_000 });
  await took({ order_id: request.orderId, state: 'unknown', amount_minor: 100 });
  const holds = async (expression: string) => {
    await publish(ruleOf('rule', expression));
    const outcome = await verifier.check(machine, request);
    return outcome?.results[0];
  };
  const truths = [
    'cloud.merchantPaidTodayMinor == 8100',
    'cloud.machinePaidTodayMinor == 4100',
    'cloud.platformPaidTodayMinor == 4100',
    'cloud.machineFailedLastHour == 1',
    'cloud.openCharges == 1 && !cloud.orderPaid',
    'pieces == 2 && lines == 1 && "tea" in categories',
    'codeMasked == "28************3456" && tender == "code"',
    'hour >= 0 && hour < 24 && weekday in [1, 2, 3, 4, 5, 6, 7]',
  ];
  for (const expression of truths) t.match(await holds(expression), { passed: true }, expression);
  t.match(
    await holds('account.paidTodayMinor < 1000000'),
    { passed: false, unknown: true },
    'whose account is behind a one-time code is not known',
  );
});

t.test("a stored-value card is known by its code, so its own day's sum is", async (t) => {
  const { db, verifier, publish } = await setUp(t);
  const code = '901234567890123456';
  await db
    .insertInto('stored_value_trades')
    .values({
      ...{ merchant_id: 'm1', charge_id: 'chg_before', card_hash: `m1 ${code}`, amount_minor: 700 },
      ...{ refunded_minor: 0, state: 'paid', at_ms: clock.now() },
    })
    .execute();
  await publish(ruleOf('card', 'account.paidTodayMinor + amountMinor <= 1000 && account.paymentsToday == 1'));
  const check = async (amountMinor: number) =>
    verifier.check(machine, requestOf({ platform: 'stored-value', authCode: code, amountMinor }));
  t.match((await check(300))?.results, [{ passed: true }]);
  t.match((await check(301))?.results, [{ passed: false }]);
});

t.test(
  'what an older machine does not send is not known, and a late request is only asked for',
  async (t) => {
    const { flow, verifier, publish } = await setUp(t);
    await publish(ruleOf('goods', 'categories.all(c, c != "tobacco")'));
    const { basket: _, ...old } = requestOf();
    t.match((await verifier.check(machine, old))?.results, [{ passed: false, unknown: true }]);
    const late = await flow.takeCharge(machine, { ...old, expiresAtMs: clock.now() - 1 });
    t.equal(late.result.state, 'unknown', 'it may have been in time in an earlier life of the cloud');
  },
);
