/** Codes that machines show, over the in-memory store and the simulated platform, in virtual time. */
import t from 'tap';
import { answerNotice } from '../../../../src/cloud/gateway/notice-server.ts';
import { alipayManners } from '../../../../src/cloud/gateway/payment-platform.ts';
import type { NoticeReading, PaidNotice } from '../../../../src/cloud/gateway/platform-notices.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { GatewayWorld, machineOf } from '../../../support/gateway-world.ts';

const machine = machineOf('k1');
const ask = { chargeId: 'c1', orderId: 'ord_c1' };

function requestOf(world: GatewayWorld) {
  const { authCode: _none, ...request } = world.request('c1', '');
  return request;
}

function notice(world: GatewayWorld, over: Partial<PaidNotice> = {}): PaidNotice {
  const platformTradeNo = world.platform.book()[0]?.tradeNo ?? 'T1';
  return { kind: 'paid', chargeId: 'c1', amountMinor: 500, currency: 'CNY', platformTradeNo, ...over };
}

const states = (world: GatewayWorld) => world.store.log().map((line) => line.state);
const heldMinor = (world: GatewayWorld) =>
  world.platform.book().reduce((sum, trade) => sum + world.platform.heldMinor(trade), 0);

async function shown(seed: number) {
  const world = new GatewayWorld(seed);
  const process = await world.start();
  await process.flow.takeCharge(machine, requestOf(world));
  await world.pass(100);
  return { world, ...process };
}

t.test('the machine is told the code and until when; a query finds the payment', async (t) => {
  const { world, flow } = await shown(1);
  const line = world.store.log().at(-1);
  t.match(line, { state: 'userPaying', shownCode: { code: 'https://pay.example/c1' } });
  t.match(await flow.ask(machine, ask), { state: 'userPaying', shownCode: { code: /c1$/ } });
  await world.pass(60_000);
  t.strictSame(states(world), ['submitted', 'userPaying'], 'nobody scanned, and it is not closed yet');
  await world.showing.scan('c1');
  t.ok(await world.pass(10_000, () => world.isQuiet()));
  t.strictSame(states(world), ['submitted', 'userPaying', 'paid']);
  t.match(await flow.ask(machine, ask), { state: 'paid', shownCode: undefined });
  await flow.stop();
});

t.test('a notice ends it before any question, and again changes nothing', async (t) => {
  const { world, flow } = await shown(2);
  await world.showing.scan('c1');
  const told = notice(world);
  const taken = flow.takeNotice('m1', 'alipay', told);
  await world.pass(10);
  t.equal(await taken, true);
  t.strictSame(states(world), ['submitted', 'userPaying', 'paid']);
  t.equal(await flow.takeNotice('m1', 'alipay', told), true, 'twice');
  t.ok(world.isQuiet());
  t.equal(heldMinor(world), 500);
  await flow.stop();
});

t.test('a notice about an unknown charge, another amount, platform or merchant is refused', async (t) => {
  const { world, flow } = await shown(3);
  await t.rejects(flow.takeNotice('m1', 'alipay', notice(world, { chargeId: 'c9' })), {
    code: 'PAY_UNKNOWN',
  });
  await t.rejects(flow.takeNotice('m2', 'alipay', notice(world)), { code: 'PAY_UNKNOWN' });
  await t.rejects(flow.takeNotice('m1', 'wechat', notice(world)), { code: 'PAY_CONFLICT' });
  await t.rejects(flow.takeNotice('m1', 'alipay', notice(world, { amountMinor: 1 })), {
    code: 'PAY_CONFLICT',
  });
  await t.rejects(flow.takeNotice('m1', 'alipay', notice(world, { currency: 'USD' })), {
    code: 'PAY_CONFLICT',
  });
  t.strictSame(states(world), ['submitted', 'userPaying']);
  await flow.stop();
});

t.test('nobody scans: closed at the deadline; who pays after it gets the money back', async (t) => {
  const { world, flow } = await shown(4);
  await world.pass(alipayManners.shownMs + 20_000, () => states(world).includes('reversed'));
  t.strictSame(states(world), ['submitted', 'userPaying', 'reversing', 'reversed']);
  await world.showing.scan('c1');
  const taken = flow.takeNotice('m1', 'alipay', notice(world));
  await world.pass(100);
  t.equal(await taken, true, 'taken by whoever drives it now');
  t.ok(await world.pass(600_000, () => world.isQuiet()));
  t.equal(heldMinor(world), 0, 'given back');
  t.equal(await flow.takeNotice('m1', 'alipay', notice(world)), true);
  await world.pass(1000);
  t.equal(world.store.refunds().length, 1, 'once, however often it is told');
  await flow.stop();
});

t.test('a late payment that nobody tells of is found and given back all the same', async (t) => {
  const { world, flow } = await shown(5);
  await world.pass(alipayManners.shownMs + 20_000, () => states(world).includes('reversed'));
  await world.showing.scan('c1');
  t.ok(await world.pass(1_000_000, () => world.isQuiet()));
  t.equal(heldMinor(world), 0);
  await flow.stop();
});

t.test('given up it is closed at once, unless it is paid', async (t) => {
  const left = await shown(6);
  const asked = left.flow.ask(machine, { ...ask, giveUp: true });
  await left.world.pass(100);
  await asked;
  t.strictSame(states(left.world), ['submitted', 'userPaying', 'reversing', 'reversed']);
  await left.flow.stop();
  const paid = await shown(7);
  await paid.world.showing.scan('c1');
  const tooLate = paid.flow.ask(machine, { ...ask, giveUp: true });
  await paid.world.pass(10_000);
  await tooLate;
  t.equal(states(paid.world).at(-1), 'paid');
  t.equal(heldMinor(paid.world), 500);
  await paid.flow.stop();
});

t.test('a gateway that died while it showed a code is followed by another', async (t) => {
  const { world, kill } = await shown(8);
  kill();
  const { flow } = await world.start();
  await world.pass(40_000);
  t.match(await flow.ask(machine, ask), { state: 'userPaying', shownCode: { code: /c1$/ } });
  await world.showing.scan('c1');
  t.ok(await world.pass(20_000, () => world.isQuiet()));
  t.equal(states(world).at(-1), 'paid');
  await flow.stop();
});

t.test('a platform that makes no codes is not asked for one', async (t) => {
  const world = new GatewayWorld(9);
  const { flow } = await world.start();
  const request = { ...requestOf(world), platform: 'wechat' };
  t.match(await flow.takeCharge(machine, request), { result: { state: 'failed' } });
  await flow.stop();
});

t.test('the platform is answered so that it repeats what is not durable', async (t) => {
  const readings: NoticeReading[] = [
    { kind: 'paid', chargeId: 'c1', amountMinor: 1, currency: 'CNY', platformTradeNo: 'T1' },
    { kind: 'nothing' },
    { kind: 'refused', why: 'forged' },
  ];
  const answered = async (reading: NoticeReading, take: () => Promise<boolean>) => {
    const notices = {
      read: () => reading,
      answer: (taken: boolean) => ({ status: taken ? 200 : 500, contentType: 'text/plain', body: '' }),
    };
    const accounts = { platformOf: () => ({ notices }) as never };
    const ports = { accounts, log: silentLog, take };
    return (await answerNotice(ports, 'm1', 'alipay', { headers: {}, body: '' }))?.status;
  };
  const [paid, nothing, refused] = readings as [NoticeReading, NoticeReading, NoticeReading];
  t.equal(await answered(paid, async () => true), 200);
  t.equal(await answered(paid, async () => false), 500, 'another process drives it');
  t.equal(await answered(paid, () => Promise.reject(new Error('no database'))), 500);
  t.equal(await answered(nothing, () => Promise.reject(new Error('not asked'))), 200);
  t.equal(await answered(refused, () => Promise.reject(new Error('not asked'))), 500);
  const nobody = { accounts: { platformOf: () => undefined }, log: silentLog, take: async () => true };
  t.equal(await answerNotice(nobody, 'm1', 'alipay', { headers: {}, body: '' }), undefined);
});
