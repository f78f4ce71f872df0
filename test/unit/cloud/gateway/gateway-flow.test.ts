/** The gateway over the in-memory store and the simulated platform, in virtual time. */
import t from 'tap';
import { gatewayLimits, hurriedLimits, type Refund } from '../../../../src/cloud/gateway/gateway-ports.ts';
import { hurriedLeases } from '../../../../src/cloud/ledger/shard-leases.ts';
import { GatewayWorld, machineOf, startMs } from '../../../support/gateway-world.ts';

const machine = machineOf('k1');
const other = machineOf('k2');

const states = (world: GatewayWorld, refId: string) =>
  world.store
    .log()
    .filter((line) => line.refId === refId)
    .map((line) => line.state);

function refundOf(chargeId: string, refundId: string, amountMinor: number): Refund {
  return {
    ...{ merchantId: 'm1', machineId: 'k1', orderId: `ord_${chargeId}`, refundId, chargeId, amountMinor },
    ...{ currency: 'CNY', reason: 'DISPENSER_JAM', state: { name: 'pending', tries: 0, dueAtMs: 0 } },
    ...{ createdAtMs: startMs, version: 0 },
  };
}

for (const [outcome, expected] of [
  ['paid', ['submitted', 'paid']],
  ['declined', ['submitted', 'failed']],
  ['balance', ['submitted', 'failed']],
  ['slow', ['submitted', 'userPaying', 'paid']],
  ['never', ['submitted', 'userPaying', 'reversing', 'reversed']],
  ['unknown', ['submitted', 'unknown', 'paid']],
  ['socketClosed', ['submitted', 'unknown', 'paid']],
] as const) {
  t.test(`a charge whose code ends ${outcome} comes to its end`, async (t) => {
    const world = new GatewayWorld(1);
    const { flow } = await world.start();
    const request = world.request('c1', world.platform.issueCode(outcome));
    const taken = await flow.takeCharge(machine, request);
    t.match(taken, { opened: true, result: { state: 'submitted', chargeId: 'c1' } });
    t.ok(await world.pass(60_000, () => world.isQuiet()));
    t.strictSame(states(world, 'c1'), expected);
    const [trade] = world.platform.book();
    t.equal(trade ? world.platform.heldMinor(trade) : 0, expected.at(-1) === 'paid' ? 500 : 0);
    await flow.stop();
  });
}

t.test('the same request again answers where the charge stands and takes nothing more', async (t) => {
  const world = new GatewayWorld(2);
  const { flow } = await world.start();
  const request = world.request('c1', world.platform.issueCode('paid'));
  await Promise.all([flow.takeCharge(machine, request), flow.takeCharge(machine, request)]);
  await world.pass(1000);
  const later = { ...request, subject: 'other words', expiresAtMs: 1 };
  t.match(await flow.takeCharge(machine, later), { opened: false, result: { state: 'paid' } });
  t.equal(world.platform.book().length, 1);
});

t.test('another content or another machine under the same id is a conflict', async (t) => {
  const world = new GatewayWorld(3);
  const { flow } = await world.start();
  const request = world.request('c1', world.platform.issueCode('paid'));
  await flow.takeCharge(machine, request);
  const changes = [
    { amountMinor: 501 },
    { orderId: 'ord_x' },
    { authCode: world.platform.issueCode('paid') },
    { currency: 'USD' as const },
    { platform: 'wechat' },
  ];
  for (const change of changes) {
    await t.rejects(flow.takeCharge(machine, { ...request, ...change }), { code: 'PAY_CONFLICT' });
  }
  await t.rejects(flow.takeCharge(other, request), { code: 'PAY_CONFLICT' });
  await t.rejects(flow.ask(other, { chargeId: 'c1', orderId: 'ord_c1' }), { code: 'PAY_CONFLICT' });
  t.match(await flow.ask(machineOf('k9', 'm2'), { chargeId: 'c1', orderId: 'o' }), { state: 'failed' });
  await world.pass(1000);
  t.match(await flow.ask(machine, { chargeId: 'c1', orderId: 'ord_c1' }), { state: 'paid' });
});

t.test('an unknown platform and a foreign currency are refused without asking anybody', async (t) => {
  const world = new GatewayWorld(4);
  const { flow } = await world.start();
  const code = world.platform.issueCode('paid');
  const elsewhere = world.request('c2', code, { platform: 'wechat' });
  const refused = { result: { state: 'failed', reason: 'CODE_PLATFORM_UNKNOWN' } };
  t.match(await flow.takeCharge(machine, elsewhere), refused);
  const foreign = world.request('c3', code, { currency: 'EUR' });
  t.match(await flow.takeCharge(machine, foreign), { result: { state: 'failed', reason: 'PAY_DECLINED' } });
  t.strictSame(world.platform.book(), []);
  t.ok(world.isQuiet());
});

t.test('a question closes a charge that never came, and refuses it when it comes', async (t) => {
  const world = new GatewayWorld(5);
  const { flow } = await world.start();
  const expired = { state: 'failed', reason: 'PAY_EXPIRED' };
  t.match(await flow.ask(machine, { chargeId: 'c1', orderId: 'ord_c1' }), expired);
  const request = world.request('c1', world.platform.issueCode('paid'));
  t.match(await flow.takeCharge(machine, request), { opened: false, result: expired });
  await world.pass(60_000);
  t.strictSame(world.platform.book(), []);
  t.match(await flow.ask(machine, { refundId: 'r1', orderId: 'o' }), { about: 'refund', state: 'pending' });
});

const lostTerms = { platform: 'alipay', amountMinor: 500, currency: 'CNY' as const };

t.test('a charge that was lost with the database is asked for, and believed if it is paid', async (t) => {
  const world = new GatewayWorld(15);
  const before = world.store.snapshot();
  const { flow } = await world.start();
  await flow.takeCharge(machine, world.request('c1', world.platform.issueCode('paid')));
  await world.pass(1000);
  world.store.restore(before);
  const question = { chargeId: 'c1', orderId: 'ord_c1', terms: lostTerms };
  t.match(await flow.ask(machine, question), { state: 'unknown' });
  t.ok(await world.pass(5000, () => world.isQuiet()));
  t.match(await flow.ask(machine, question), { state: 'paid', platformTradeNo: 'S1' });
  t.equal(world.platform.book().length, 1);
});

t.test('a request that comes late pays nothing, but an earlier life of it is looked for', async (t) => {
  const world = new GatewayWorld(17);
  const before = world.store.snapshot();
  const { flow } = await world.start();
  const request = world.request('c1', world.platform.issueCode('paid'));
  await flow.takeCharge(machine, request);
  await world.pass(60_000);
  world.store.restore(before);
  t.match(await flow.takeCharge(machine, request), { opened: true, result: { state: 'unknown' } });
  const fresh = world.request('c2', world.platform.issueCode('paid'), { expiresAtMs: startMs });
  await flow.takeCharge(machine, fresh);
  t.ok(await world.pass(3600_000, () => world.isQuiet()));
  t.strictSame(states(world, 'c1').at(-1), 'paid');
  t.strictSame(states(world, 'c2').at(-1), 'reversed');
  t.equal(world.platform.book().length, 1);
});

t.test('a charge that never came is asked for too, and can never come any more', async (t) => {
  const world = new GatewayWorld(16);
  const { flow } = await world.start();
  const question = { chargeId: 'c1', orderId: 'ord_c1', terms: lostTerms };
  await flow.ask(machine, question);
  await world.pass(5000);
  t.match(await flow.ask(machine, question), { state: 'reversed' });
  const request = world.request('c1', world.platform.issueCode('paid'));
  t.match(await flow.takeCharge(machine, request), { opened: false, result: { state: 'reversed' } });
  t.ok(await world.pass(3600_000, () => world.isQuiet()));
  t.strictSame(world.platform.book(), []);
  const elsewhere = { ...question, chargeId: 'c2', terms: { ...lostTerms, platform: 'nobody' } };
  t.match(await flow.ask(machine, elsewhere), { state: 'failed', reason: 'PAY_EXPIRED' });
});

t.test('the payment code is nowhere in the store', async (t) => {
  const world = new GatewayWorld(6);
  const { flow } = await world.start();
  const code = world.platform.issueCode('slow');
  await flow.takeCharge(machine, world.request('c1', code));
  await world.pass(20_000);
  const kept = JSON.stringify([world.store.charges(), world.store.log(), world.store.refunds()]);
  t.notMatch(kept, code);
  t.notMatch(kept, code.slice(2, 12));
});

t.test('a charge whose gateway died between request and answer is asked about, not paid again', async (t) => {
  for (const [outcome, expected] of [
    ['paid', ['submitted', 'unknown', 'paid']],
    ['declined', ['submitted', 'unknown', 'reversing', 'reversed']],
  ] as const) {
    const world = new GatewayWorld(7, { latencyMsMax: 100 });
    const first = await world.start();
    await first.flow.takeCharge(machine, world.request('c1', world.platform.issueCode(outcome)));
    await world.pass(outcome === 'paid' ? 500 : 1, () => world.platform.book().length > 0);
    first.kill();
    await world.start();
    t.ok(await world.pass(3_600_000, () => world.isQuiet()));
    t.strictSame(states(world, 'c1'), expected);
    t.ok(world.platform.book().length <= 1);
  }
});

t.test('a gateway that was stopped is followed at once, without waiting for its leases', async (t) => {
  const world = new GatewayWorld(8);
  const first = await world.start();
  await first.flow.takeCharge(machine, world.request('c1', world.platform.issueCode('slow')));
  await world.pass(1000);
  await first.flow.stop();
  await world.start();
  t.ok(await world.pass(10_000, () => states(world, 'c1').at(-1) === 'paid'));
});

t.test('two gateways share the work and no charge is driven twice', async (t) => {
  const world = new GatewayWorld(9);
  const flows = [await world.start(), await world.start()];
  for (let i = 0; i < 20; i += 1) {
    const request = world.request(`c${i}`, world.platform.issueCode(i % 2 ? 'slow' : 'paid'));
    await flows[i % 2]?.flow.takeCharge(machine, request);
    await flows[(i + 1) % 2]?.flow.takeCharge(machine, request);
  }
  t.ok(await world.pass(60_000, () => world.isQuiet()));
  for (const charge of world.store.charges()) t.equal(charge.state.name, 'paid');
  t.equal(world.platform.book().length, 20);
});

t.test('refunds are executed, also in parts, and never beyond what was paid', async (t) => {
  const world = new GatewayWorld(10);
  const { flow } = await world.start();
  await flow.takeCharge(machine, world.request('c1', world.platform.issueCode('paid')));
  await world.pass(100);
  world.store.addRefund(refundOf('c1', 'r1', 300));
  world.store.addRefund(refundOf('c1', 'r2', 200));
  world.store.addRefund(refundOf('c1', 'r3', 1));
  world.store.addRefund({ ...refundOf('c1', 'r4', 1), machineId: 'k2' });
  world.store.addRefund(refundOf('c9', 'r5', 1));
  await flow.sweep();
  t.ok(await world.pass(60_000, () => world.isQuiet()));
  const ends = world.store.refunds().map((refund) => [refund.refundId, refund.state.name]);
  t.strictSame(ends, [
    ['r1', 'refunded'],
    ['r2', 'refunded'],
    ['r3', 'failed'],
    ['r4', 'failed'],
    ['r5', 'failed'],
  ]);
  const [trade] = world.platform.book();
  t.strictSame(
    [...(trade?.refunds ?? [])],
    [
      ['r1', 300],
      ['r2', 200],
    ],
  );
  t.strictSame(states(world, 'r1'), ['refunded']);
  t.match(await flow.ask(machine, { refundId: 'r3', orderId: 'x' }), {
    state: 'failed',
    reason: 'REFUND_FAILED',
  });
});

t.test('a refund of a charge that nobody knows yet waits for its end', async (t) => {
  const world = new GatewayWorld(11);
  const { flow } = await world.start();
  await flow.takeCharge(machine, world.request('c1', world.platform.issueCode('slow')));
  world.store.addRefund(refundOf('c1', 'r1', 500));
  t.ok(await world.pass(60_000, () => world.isQuiet()));
  t.strictSame(states(world, 'c1').at(-1), 'paid');
  t.strictSame(states(world, 'r1'), ['refunded']);
});

t.test('more than it may drive at once waits or is refused', async (t) => {
  const world = new GatewayWorld(12);
  const { flow } = await world.start();
  const requests = Array.from({ length: 2001 }, (_, i) =>
    world.request(`c${i}`, world.platform.issueCode('never')),
  );
  for (const request of requests.slice(0, 2000)) await flow.takeCharge(machine, request);
  await t.rejects(flow.takeCharge(machine, requests[2000] as never), { code: 'RATE_LIMITED' });
  await flow.stop();
  await t.rejects(flow.takeCharge(machine, requests[2000] as never), { code: 'RATE_LIMITED' });
});

t.test('a cloud in a hurry waits less for one that died, but never less than a call may take', async (t) => {
  t.same(hurriedLimits(gatewayLimits, 1), gatewayLimits);
  t.equal(hurriedLimits(gatewayLimits, 3).leaseMs, 10_000);
  t.equal(hurriedLimits(gatewayLimits, 1000).leaseMs, 8000);
  t.same(hurriedLeases(1), { ttlMs: 10_000, renewMs: 3000 });
  t.same(hurriedLeases(2), { ttlMs: 5000, renewMs: 1500 });
  t.same(hurriedLeases(1000), { ttlMs: 4000, renewMs: 1200 });
});
