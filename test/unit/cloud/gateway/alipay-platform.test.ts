/** Alipay's official SDK against the stand-in, also with somebody in between who changes the answers. */
import t, { type Test } from 'tap';
import { payOutcome, refundOutcome } from '../../../../src/cloud/gateway/alipay/alipay-answers.ts';
import { AlipayPlatform, chinaTimestamp } from '../../../../src/cloud/gateway/alipay/alipay-platform.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { AlipayWorld } from '../../../support/alipay-world.ts';
import { keepingLog, tamperedPlatform } from '../../../support/tampered-platform.ts';
import type { TamperedAnswer } from '../../../support/tampering-proxy.ts';

const clock = new SystemClock();

async function setUp(t: Test) {
  const world = await AlipayWorld.start(t);
  return tamperedPlatform(
    t,
    world,
    (url, parts) => new AlipayPlatform({ account: world.account(0, url), ...parts }),
  );
}

const swap = (from: string, to: string) => (body: string) => ({ body: body.replace(from, to) });
const dropSign = (body: string) => ({ body: body.replace(/,"sign":"[^"]*"/, '') });

/** What would end any call for good if it were believed. */
function forgedNode(body: string): string {
  const named = body.match(/"out_trade_no":"[^"]*"/)?.[0];
  const refused = '"code":"40004","sub_code":"ACQ.TRADE_HAS_CLOSE","retry_flag":"N"';
  return `{${refused},"trade_status":"TRADE_CLOSED",${named}}`;
}

const forgeries: Record<string, (body: string, node: string) => TamperedAnswer> = {
  'another amount': swap('"total_amount":"5.50"', '"total_amount":"5.51"'),
  'another order': swap('"out_trade_no":"chg', '"out_trade_no":"chx'),
  'another code': swap('"code":"10000"', '"code":"40004"'),
  'a success made a refusal': swap(
    '"code":"10000"',
    '"code":"40004","sub_code":"ACQ.BUYER_BALANCE_NOT_ENOUGH"',
  ),
  'another signature': (body) => ({ body: body.replace(/"sign":"..../, '"sign":"AAAA') }),
  'an empty signature': (body) => ({ body: body.replace(/"sign":"[^"]*"/, '"sign":""') }),
  'a signature that is no text': (body) => ({ body: body.replace(/"sign":"[^"]*"/, '"sign":{}') }),
  'no signature': dropSign,
  'an unsigned refusal': () => ({
    body: '{"error_response":{"code":"40004","sub_code":"ACQ.BUYER_BALANCE_NOT_ENOUGH","msg":"x"}}',
  }),
  'a second node beside the signed one': (body, node) => ({
    body: body.replace(/}$/, `,"${node}":${forgedNode(body)}}`),
  }),
  'a refusal before the signed node': (body, node) => ({
    body: `{"error_response":${forgedNode(body)},"x":"${node}","y":${body.slice(body.indexOf('{', 1))}`,
  }),
  'HTTP 500 with the answer': (body) => ({ status: 500, body }),
  'HTTP 404 with a refusal': () => ({ status: 404, body: '{"code":"40004"}' }),
  'a page': () => ({ body: '<html><body>502 Bad Gateway</body></html>' }),
  'half the answer': (body) => ({ body: body.slice(0, body.length / 2) }),
  nothing: () => ({ body: '' }),
  'an answer without end': () => ({ body: `{"alipay_trade_pay_response":{"x":"${'x'.repeat(400_000)}"}}` }),
  'a number for an answer': () => ({ body: '42' }),
  'a redirect': () => ({ status: 307, headers: { location: '/elsewhere.do' }, body: '' }),
};

t.test('a payment whose answer was changed is unknown, and the query tells the truth', async (t) => {
  const { proxy, platform, order, logged } = await setUp(t);
  for (const [name, forge] of Object.entries(forgeries)) {
    const wanted = await order({ outcome: 'paid' });
    let changed = false;
    proxy.tamper = (body, method) => {
      const forged = forge(body, `${method.replaceAll('.', '_')}_response`);
      changed = forged.body !== body || forged.status !== undefined;
      return forged;
    };
    t.match(await platform.pay(wanted), { kind: 'unknown' }, `pay: ${name}`);
    t.ok(changed);
    t.match(await platform.query(wanted), { kind: 'unknown' }, `query: ${name}`);
    t.ok(changed);
    const cancelled = await platform.cancel({ ...wanted, chargeId: 'chg_none' });
    t.equal(cancelled.kind, changed ? 'again' : 'done', `cancel: ${name}`);
    proxy.tamper = (body) => ({ body });
    t.match(await platform.query(wanted), { kind: 'paid' }, `truth: ${name}`);
    t.notMatch(logged(), wanted.authCode, 'the code is not in the log');
  }
  t.match(logged(), /verify an answer/);
  t.notMatch(logged(), /buyer|138\*/, 'nothing of the payer is in the log');
});

t.test('a refusal that was changed is unknown too', async (t) => {
  const { proxy, platform, order } = await setUp(t);
  proxy.tamper = swap('"out_trade_no"', '"out_trade_no":"chg_other","out_trade_nx"');
  t.match(await platform.pay(await order({ outcome: 'declined' })), { kind: 'unknown' });
});

t.test('a genuine answer to another question proves nothing', async (t) => {
  const { proxy, platform, order } = await setUp(t);
  let recorded = '';
  proxy.tamper = (body) => {
    recorded = body;
    return { body };
  };
  t.match(await platform.pay(await order({ outcome: 'declined' })), { kind: 'failed' });
  const refusal = recorded;
  t.match(await platform.pay(await order({ outcome: 'paid' })), { kind: 'paid' });
  const success = recorded;
  proxy.tamper = () => ({ body: refusal });
  t.match(await platform.pay(await order()), { kind: 'unknown', reason: 'PAY_ANSWER_FORGED' });
  proxy.tamper = () => ({ body: success });
  t.match(await platform.pay(await order()), { kind: 'unknown', reason: 'PAY_ANSWER_FORGED' });
});

t.test('a payment is sent once even when the socket breaks', async (t) => {
  const { world, proxy, platform, order } = await setUp(t);
  const wanted = await order({ outcome: 'socketClosed' });
  t.match(await platform.pay(wanted), { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' });
  t.equal(proxy.requests(), 1);
  t.equal((await world.book()).length, 1);
  t.match(await platform.query(wanted), { kind: 'paid' });
});

t.test('an answer that never comes ends as unknown within the time-out', async (t) => {
  const { world, proxy, order } = await setUp(t);
  const { log } = keepingLog();
  const account = { ...world.account(0, proxy.url), timeoutMs: 60 };
  const platform = new AlipayPlatform({ account, clock, log });
  t.teardown(() => platform.stop());
  proxy.tamper = () => 'hang';
  t.match(await platform.pay(await order()), { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' });
  await world.control({ down: true });
  t.match(await platform.query(await order()), { kind: 'unknown' });
});

t.test('a call under way ends as unknown when the platform is stopped', async (t) => {
  const { proxy, platform, order } = await setUp(t);
  proxy.tamper = () => 'hang';
  const call = platform.pay(await order());
  await platform.stop();
  t.match(await call, { kind: 'unknown' });
  t.match(await platform.query(await order()), { kind: 'unknown' });
});

t.test('a cancellation is repeated while the platform asks for it', async (t) => {
  const { platform, order } = await setUp(t);
  const wanted = await order({ outcome: 'never', cancelRetries: 2 });
  t.match(await platform.pay(wanted), { kind: 'userPaying' });
  t.match(await platform.cancel(wanted), { kind: 'again' });
  t.match(await platform.cancel(wanted), { kind: 'again' });
  t.strictSame(await platform.cancel(wanted), { kind: 'done', action: 'closed' });
});

t.test('a trade that is not there to cancel is told from one that was', async (t) => {
  const { platform, order } = await setUp(t);
  t.strictSame(await platform.cancel(await order()), { kind: 'done', action: 'nothingFound' });
});

t.test('what was never taken in truth is not found', async (t) => {
  const { platform, order } = await setUp(t);
  const wanted = await order({ outcome: 'unknown', truth: 'nothing' });
  t.match(await platform.pay(wanted), { kind: 'unknown' });
  t.strictSame(await platform.query(wanted), { kind: 'notFound' });
});

t.test('apps do not see each other', async (t) => {
  const { world, platform, order } = await setUp(t);
  const { log } = keepingLog();
  const other = new AlipayPlatform({ account: world.account(1), clock, log });
  t.teardown(() => other.stop());
  const wanted = await order();
  await platform.pay(wanted);
  t.strictSame(await other.query(wanted), { kind: 'notFound' });
  const crossed = { ...world.account(0), alipayPublicKeyPem: world.account(1).alipayPublicKeyPem };
  const wrongKey = new AlipayPlatform({ account: crossed, clock, log });
  t.teardown(() => wrongKey.stop());
  t.match(await wrongKey.query(wanted), { kind: 'unknown', reason: 'PAY_ANSWER_FORGED' });
});

t.test('timestamps are those of China', async (t) => {
  t.equal(chinaTimestamp(Date.UTC(2025, 11, 31, 16, 0, 5)), '2026-01-01 00:00:05');
});

t.test('an answer without a rule is unknown', async (t) => {
  const trade = {
    merchantId: 'm1',
    machineId: 'k1',
    chargeId: 'chg_1',
    amountMinor: 1,
    currency: 'CNY',
  } as const;
  const named = { out_trade_no: 'chg_1' };
  t.match(payOutcome({ code: '40004', sub_code: 'ACQ.NEW_REASON', ...named }, trade), { kind: 'unknown' });
  t.match(payOutcome({ code: '40004', sub_code: 'ACQ.PAYMENT_FAIL' }, trade), { kind: 'unknown' });
  t.match(payOutcome({ code: '40006', ...named }, trade), { kind: 'unknown' });
  t.match(payOutcome({ code: '10000', ...named, total_amount: '0.01' }, trade), { kind: 'unknown' });
  const refund = { ...trade, refundId: 'r', refundMinor: 1, reason: 'DISPENSER_JAM' } as const;
  const poor = { code: '40004', sub_code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH', ...named };
  t.match(refundOutcome(poor, refund), { kind: 'unknown' });
});
