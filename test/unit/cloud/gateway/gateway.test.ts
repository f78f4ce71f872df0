/**
 * Gateway and feed with real parts: a broker, the embedded database, Alipay's SDK against the stand-in, two
 * merchants with accounts of their own.
 */
import t, { type Test } from 'tap';
import { createFeed } from '../../../../src/cloud/feed/feed.ts';
import { SqlTransactionLog } from '../../../../src/cloud/feed/sql-transaction-log.ts';
import { TableSource } from '../../../../src/cloud/feed/table-source.ts';
import { createGateway } from '../../../../src/cloud/gateway/gateway.ts';
import { gatewayLimits } from '../../../../src/cloud/gateway/gateway-ports.ts';
import { openPlatformAccounts } from '../../../../src/cloud/gateway/platform-accounts.ts';
import { SqlChargeStore } from '../../../../src/cloud/gateway/sql-charge-store.ts';
import { openStoredValueCard } from '../../../../src/cloud/gateway/stored-value/stored-value-accounts.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import type { MqttLink } from '../../../../src/platform/mqtt-link.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import type { ChargeRequest, Result } from '../../../../src/wire/messages.ts';
import { type MachineAddress, shardCount, shardOf, upTopic } from '../../../../src/wire/topics.ts';
import { AlipayWorld, appIds } from '../../../support/alipay-world.ts';
import { machineAt, nextDown, openBroker, until } from '../../../support/cloud-broker.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const clock = new SystemClock();
const hashKey = new Uint8Array(32);
/** Pauses and deadlines of the platform are that much shorter. */
const hurry = 100;
const machine = machineAt('m1', 'k1');
const other = machineAt('m2', 'k2');

async function setUp(t: Test) {
  const world = await AlipayWorld.start(t);
  const broker = await openBroker(t);
  const opened = await openMemoryDatabase();
  t.teardown(() => opened.close());
  const { db } = opened;
  await addMachineRow(db, 'm1', 'k1');
  await addMachineRow(db, 'm2', 'k2');
  const accounts = [
    { merchantId: 'm1', platform: 'alipay' as const, ...world.account(0) },
    { merchantId: 'm2', platform: 'alipay' as const, ...world.account(1) },
    { merchantId: 'm1', platform: 'stored-value' as const, currency: 'CNY' as const },
  ];
  const boot = async () => {
    const link = broker.cloudLink();
    const ports = { link, clock, random: systemRandom, log: silentLog };
    const gateway = createGateway({
      ...{ ...ports, hashKey, limits: gatewayLimits, store: new SqlChargeStore(db) },
      accounts: openPlatformAccounts({
        accounts,
        db,
        clock,
        log: silentLog,
        hashKey,
        hurry,
      }),
      belongs: async (merchantId, machineId) => machineId === (merchantId === 'm1' ? 'k1' : 'k2'),
    });
    const transactions = new SqlTransactionLog(db);
    const feed = createFeed({ ...ports, transactions, source: new TableSource(transactions, clock) });
    gateway.on('transactionLogged', () => feed.wake());
    await gateway.start();
    await feed.start();
    gateway.holdShards(Array.from({ length: shardCount }, (_, shard) => shard));
    await link.start();
    const stop = async () => {
      await gateway.stop();
      await feed.stop();
      await link.stop();
    };
    t.teardown(stop);
    return { gateway, link, stop };
  };
  const cloud = await boot();
  const machineLink = await broker.machineLink(machine);
  const otherLink = await broker.machineLink(other);
  await until(() => cloud.link.online());
  return { world, db, cloud, boot, machineLink, otherLink };
}

let count = 0;
function requestOf(authCode: string, over: Partial<ChargeRequest> = {}): ChargeRequest {
  count += 1;
  const what = { amountMinor: 880, currency: 'CNY' as const, subject: '美式', platform: 'alipay' };
  const expiresAtMs = clock.now() + 60_000;
  return { chargeId: `chg_G${count}`, orderId: `ord_G${count}`, authCode, ...what, expiresAtMs, ...over };
}

/** Sends a request until somebody is there to hear it; answers the result that `fits`. */
async function charge(
  link: MqttLink,
  at: MachineAddress,
  request: ChargeRequest,
  end: RegExp,
): Promise<Result> {
  const fits = (result: Result) =>
    result.about === 'charge' && result.chargeId === request.chargeId && end.test(result.state);
  const result = nextDown<Result>(link, at, 'result', fits);
  let told = false;
  void result.then(() => {
    told = true;
  });
  await until(async () => {
    await link.publish(upTopic(at, 'charge'), JSON.stringify(request));
    await new Promise((resolve) => setTimeout(resolve, 50));
    return told;
  });
  return result;
}

t.test('from the machine to the platform and back', async (t) => {
  const { world, db, cloud, boot, machineLink, otherLink } = await setUp(t);
  const heard: Result[] = [];
  machineLink.on('message', (_topic, payload) => heard.push(JSON.parse(Buffer.from(payload).toString())));
  const tradeOf = async (request: ChargeRequest) =>
    (await world.book()).find((one) => one.outTradeNo === request.chargeId);

  await t.test('a charge is paid, refused or reversed, and the platform holds what it says', async (t) => {
    for (const [outcome, state] of [
      ['paid', 'paid'],
      ['slow', 'paid'],
      ['unknown', 'paid'],
      ['socketClosed', 'paid'],
      ['declined', 'failed'],
      ['never', 'reversed'],
    ] as const) {
      const request = requestOf(await world.code({ outcome, slowMs: 50 }));
      const result = await charge(machineLink, machine, request, /paid|failed|reversed/);
      t.equal(result.state, state, outcome);
      const trade = await tradeOf(request);
      const held = trade?.paidAtMs == null ? 0 : trade.totalMinor - trade.refundedMinor;
      t.equal(held, state === 'paid' ? 880 : 0);
      if (state === 'paid') t.match(result, { platformTradeNo: trade?.tradeNo ?? 'none' });
    }
    t.ok(heard.some((result) => result.state === 'submitted'));
  });

  await t.test('a question about a charge that never came is answered', async (t) => {
    const isIt = (result: Result) => result.orderId === 'ord_never';
    const answer = nextDown<Result>(machineLink, machine, 'result', isIt);
    const ask = { chargeId: 'chg_never', orderId: 'ord_never' };
    await machineLink.publish(upTopic(machine, 'ask'), JSON.stringify(ask));
    t.match(await answer, { about: 'charge', state: 'failed', reason: 'PAY_EXPIRED' });
  });

  await t.test('each merchant is paid by its own account, and hears nothing of the other', async (t) => {
    const request = requestOf(await world.code({}));
    const result = await charge(otherLink, other, request, /paid/);
    t.equal((await tradeOf(request))?.accountId, appIds[1]);
    t.notOk(heard.some((one) => one.orderId === result.orderId));
    const noAccount = requestOf('901234567890123456', { platform: 'stored-value' });
    t.match(await charge(otherLink, other, noAccount, /failed/), { reason: 'CODE_PLATFORM_UNKNOWN' });
  });

  await t.test('stored value pays while there is enough', async (t) => {
    const code = '900000000000000007';
    const card = { merchantId: 'm1', code, balanceMinor: 1000, currency: 'CNY' as const, openedAtMs: 1 };
    await openStoredValueCard(db, hashKey, card);
    const byCard = () => requestOf(code, { platform: 'stored-value' });
    t.match(await charge(machineLink, machine, byCard(), /paid|failed/), { state: 'paid' });
    t.match(await charge(machineLink, machine, byCard(), /paid|failed/), { reason: 'PAY_BALANCE_LOW' });
  });

  await t.test('a refund that the ledger intended is executed and told', async (t) => {
    const paid = requestOf(await world.code({}));
    await charge(machineLink, machine, paid, /paid/);
    const refunded = nextDown<Result>(machineLink, machine, 'result', (result) => result.about === 'refund');
    await db
      .insertInto('refunds')
      .values({
        ...{ refund_id: 'rfd_G1', merchant_id: 'm1', machine_id: 'k1', shard: shardOf('k1') },
        ...{ order_id: paid.orderId, charge_id: paid.chargeId, amount_minor: 380, currency: 'CNY' },
        ...{ reason: 'DISPENSER_JAM', state: 'pending', intended_at_ms: 1, updated_at_ms: 1 },
      })
      .execute();
    cloud.gateway.wakeRefunds();
    t.match(await refunded, { refundId: 'rfd_G1', state: 'refunded' });
    const refunds = [{ outRequestNo: 'rfd_G1', amountMinor: 380 }];
    t.match(await tradeOf(paid), { refundedMinor: 380, refunds });
  });

  await t.test('what is not the sender’s is dropped, and what does not fit', async (t) => {
    const charges = async () => (await db.selectFrom('charges').select('charge_id').execute()).length;
    const before = await charges();
    const request = requestOf(await world.code({}));
    const foreign = { merchantId: 'm2', machineId: 'k1', shard: shardOf('k1') };
    const misplaced = { ...machine, shard: (machine.shard + 1) % shardCount };
    for (const address of [foreign, misplaced, machineAt('m1', 'k9')]) {
      await cloud.link.publish(upTopic(address, 'charge'), JSON.stringify(request));
    }
    const half = JSON.stringify({ ...request, amountMinor: 0.5 });
    await machineLink.publish(upTopic(machine, 'charge'), half);
    for (const text of ['', '{', '[]', '{"chargeId":5}', `"${'x'.repeat(100_000)}"`]) {
      await machineLink.publish(upTopic(machine, 'charge'), text);
      await machineLink.publish(upTopic(machine, 'ask'), text);
    }
    t.equal((await charge(machineLink, machine, requestOf(await world.code({})), /paid/)).state, 'paid');
    t.equal(await charges(), before + 1);
  });

  await t.test('a charge that one process left open is ended by the next', async (t) => {
    const request = requestOf(await world.code({ outcome: 'paid' }));
    await world.control({ down: true });
    await charge(machineLink, machine, request, /unknown/);
    await cloud.stop();
    await world.control({ down: false });
    const ended = nextDown<Result>(machineLink, machine, 'result', (one) => one.state === 'reversed');
    await boot();
    t.match(await ended, { chargeId: request.chargeId, reason: 'PAY_TIMED_OUT' });
    t.equal(await tradeOf(request), undefined);
  });

  const rows = await db.selectFrom('charges').selectAll().execute();
  const lines = await db.selectFrom('transaction_log').selectAll().execute();
  t.notMatch(
    JSON.stringify([rows, lines]),
    /"(2[5-9]|30)\d{16}|900000000000000007/,
    'no payment code is kept',
  );
});
