/** WeChat Pay's library against the stand-in, also with somebody in between who changes the answers. */
import { createSign } from 'node:crypto';
import t, { type Test } from 'tap';
import type { RefundOrder, Trade } from '../../../../src/cloud/gateway/payment-platform.ts';
import { payOutcome, refusedPayment } from '../../../../src/cloud/gateway/wechat/wechat-answers.ts';
import type { WechatReply } from '../../../../src/cloud/gateway/wechat/wechat-client.ts';
import { WechatPlatform } from '../../../../src/cloud/gateway/wechat/wechat-platform.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { keepingLog, tamperedPlatform } from '../../../support/tampered-platform.ts';
import type { GenuineAnswer, TamperedAnswer } from '../../../support/tampering-proxy.ts';
import { WechatWorld } from '../../../support/wechat-world.ts';

const clock = new SystemClock();

async function setUp(t: Test) {
  const world = await WechatWorld.start(t);
  return tamperedPlatform(
    t,
    world,
    (url, parts) => new WechatPlatform({ account: world.account(0, url), ...parts }),
  );
}

const honest = (body: string): TamperedAnswer => ({ body });
const swap = (from: string, to: string) => (body: string) => ({ body: body.replace(from, to) });
const header = (name: string, value: string | undefined) => (body: string) => ({
  ...{ body, headers: { [`wechatpay-${name}`]: value } },
});
/** A refusal as anybody could write it. */
const refused = (status: number, code: string) => ({ status, body: JSON.stringify({ code, message: 'x' }) });

type Forge = (body: string, answer: GenuineAnswer) => TamperedAnswer;
const forgeries: Record<string, Forge> = {
  'another amount': swap('"total":550', '"total":551'),
  'another order': swap('"out_trade_no":"chg', '"out_trade_no":"chx'),
  'another state': swap('"trade_state":"SUCCESS"', '"trade_state":"REVOKED"'),
  'a blank more': (body) => ({ body: `${body} ` }),
  'another signature': header('signature', 'AAAA'),
  'no signature': header('signature', undefined),
  'no timestamp': header('timestamp', undefined),
  'no nonce': header('nonce', undefined),
  'no serial': header('serial', undefined),
  'another serial': header('serial', 'PUB_KEY_ID_0000000000000000000000'),
  'a serial that every object has': header('serial', 'constructor'),
  'another timestamp': header('timestamp', String(Math.floor(Date.now() / 1000) + 100)),
  'a stale timestamp': header('timestamp', String(Math.floor(Date.now() / 1000) - 301)),
  'HTTP 500 with the answer': (body) => ({ status: 500, body }),
  'a refusal nobody has a rule for': () => refused(403, 'NEW_REASON'),
  'a system error': () => refused(500, 'SYSTEM_ERROR'),
  'a refusal for the signature': () => refused(401, 'SIGN_ERROR'),
  'a page': () => ({ body: '<html><body>502 Bad Gateway</body></html>' }),
  'half the answer': (body) => ({ body: body.slice(0, body.length / 2) }),
  nothing: () => ({ body: '' }),
  'no content': () => ({ status: 204, body: '' }),
  'an answer without end': () => ({ body: `{"x":"${'x'.repeat(400_000)}"}` }),
  'a redirect': () => ({ status: 307, headers: { location: '/elsewhere' }, body: '' }),
};

t.test('what was changed on its way is never believed, and the query tells the truth', async (t) => {
  const { proxy, platform, order, logged } = await setUp(t);
  for (const [name, forge] of Object.entries(forgeries)) {
    const wanted = await order({ outcome: 'paid' });
    const paid = await order({ outcome: 'paid' });
    proxy.tamper = honest;
    t.match(await platform.pay(paid), { kind: 'paid' });
    let changed = false;
    proxy.tamper = (body, _method, answer) => {
      const forged = forge(body, answer);
      changed = forged.body !== body || forged.status !== undefined || forged.headers !== undefined;
      return forged;
    };
    t.match(await platform.pay(wanted), { kind: 'unknown' }, `pay: ${name}`);
    t.ok(changed);
    t.match(await platform.query(wanted), { kind: 'unknown' }, `query: ${name}`);
    t.ok(changed);
    const refund: RefundOrder = {
      ...paid,
      refundId: `rfd_of_${paid.chargeId}`,
      refundMinor: 1,
      reason: 'DISPENSER_JAM',
    };
    const refunded = (await platform.refund(refund)).kind;
    t.equal(refunded, changed ? 'unknown' : 'unconfirmed', `refund: ${name}`);
    const found = (await platform.queryRefund(refund)).kind;
    t.equal(found, changed ? 'unknown' : 'refunded', `query refund: ${name}`);
    const { kind } = await platform.cancel(paid);
    t.ok(kind === 'again' || !changed, `reverse: ${name}`);
    proxy.tamper = honest;
    t.match(await platform.query(wanted), { kind: 'paid' }, `truth: ${name}`);
    t.notMatch(logged(), wanted.authCode, 'the code is not in the log');
  }
  t.match(logged(), /EV3_RES_HEADER_SIGNATURE_DIGEST/);
  t.match(logged(), /EV3_RES_HEADER_TIMESTAMP_OFFSET/);
  t.match(logged(), /EV3_RES_HEADER_PLATFORM_SERIAL/);
  t.notMatch(logged(), /oUpF8|PRIVATE/, 'nothing of the payer and no key is in the log');
});

t.test('an answer signed long ago is not believed, however genuine', async (t) => {
  const { world, proxy, platform, order } = await setUp(t);
  const wanted = await order({ outcome: 'paid' });
  const signedAt =
    (agoS: number) =>
    (body: string, _method: string, { headers }: GenuineAnswer) => {
      const timestamp = String(Math.floor(Date.now() / 1000) - agoS);
      const lines = `${timestamp}\n${headers['wechatpay-nonce']}\n${body}\n`;
      const key = world.keys[0]?.platform.platformPrivateKeyPem ?? '';
      const signature = createSign('RSA-SHA256').update(lines).sign(key, 'base64');
      return { body, headers: { 'wechatpay-timestamp': timestamp, 'wechatpay-signature': signature } };
    };
  proxy.tamper = signedAt(400);
  t.match(await platform.pay(wanted), { kind: 'unknown', reason: 'PAY_ANSWER_FORGED' });
  proxy.tamper = signedAt(60);
  t.match(await platform.query(wanted), { kind: 'paid' });
});

t.test('a refusal of a payment is believed only with a query beside it', async (t) => {
  const { proxy, platform, order } = await setUp(t);
  const onPay = (forged: TamperedAnswer) => (body: string, method: string) =>
    method.includes('codepay') ? forged : { body };
  for (const code of ['NOT_ENOUGH', 'AUTH_CODE_INVALID', 'TRADE_ERROR', 'RULE_LIMIT', 'PARAM_ERROR']) {
    proxy.tamper = onPay(refused(403, code));
    t.match(
      await platform.pay(await order({ outcome: 'paid' })),
      { kind: 'paid' },
      `${code}, but it was paid`,
    );
    t.match(
      await platform.pay(await order({ outcome: 'never' })),
      { kind: 'userPaying' },
      `${code}, but asked`,
    );
  }
  proxy.tamper = (_body, method) => (method.includes('codepay') ? refused(403, 'NOT_ENOUGH') : 'drop');
  t.match(await platform.pay(await order({ outcome: 'paid' })), { kind: 'unknown' }, 'no query, no end');
  proxy.tamper = honest;
  const balance = await platform.pay(await order({ outcome: 'balance' }));
  t.strictSame(balance, { kind: 'failed', reason: 'PAY_BALANCE_LOW', unproved: true });
  const used = await order({ outcome: 'paid' });
  t.match(await platform.pay(used), { kind: 'paid' });
  const again = { ...(await order()), authCode: used.authCode };
  t.match(await platform.pay(again), { kind: 'failed', reason: 'PAY_CODE_USED' });
  const invented = { ...(await order()), authCode: '134512345678901234' };
  t.match(await platform.pay(invented), { kind: 'failed', reason: 'PAY_CODE_INVALID' });
});

t.test('a genuine answer to another question proves nothing', async (t) => {
  const { world, proxy, platform, order } = await setUp(t);
  let recorded: TamperedAnswer = { body: '' };
  proxy.tamper = (body, _method, { headers }) => {
    recorded = { status: 200, body, headers };
    return { body };
  };
  t.match(await platform.pay(await order({ outcome: 'paid' })), { kind: 'paid' });
  const success = recorded;
  const never = await order({ outcome: 'never' });
  await platform.pay(never);
  while ((await platform.cancel(never)).kind === 'again');
  const reversed = recorded;
  proxy.tamper = () => success;
  t.match(await platform.pay(await order()), { kind: 'unknown', reason: 'PAY_ANSWER_FORGED' });
  proxy.tamper = () => reversed;
  t.match(await platform.cancel(await order()), { kind: 'again', reason: 'PAY_ANSWER_FORGED' });
  const other = new WechatPlatform({ account: world.account(1), clock, log: keepingLog().log });
  t.teardown(() => other.stop());
  t.strictSame(await other.query(never), { kind: 'notFound' }, 'merchants do not see each other');
  const crossed = { ...world.account(0), platformPublicKeyPem: world.account(1).platformPublicKeyPem };
  const wrongKey = new WechatPlatform({ account: crossed, clock, log: keepingLog().log });
  t.teardown(() => wrongKey.stop());
  t.match(await wrongKey.query(never), { kind: 'unknown', reason: 'PAY_ANSWER_FORGED' });
});

t.test('a payment is sent once even when the socket breaks', async (t) => {
  const { world, proxy, platform, order } = await setUp(t);
  const wanted = await order({ outcome: 'socketClosed' });
  t.match(await platform.pay(wanted), { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' });
  t.equal(proxy.requests(), 1);
  t.equal((await world.book()).length, 1);
  t.match(await platform.query(wanted), { kind: 'paid' });
});

t.test('a call ends within its time, and when the platform is stopped', async (t) => {
  const { world, proxy, platform, order } = await setUp(t);
  const { log } = keepingLog();
  const hasty = new WechatPlatform({
    account: { ...world.account(0, proxy.url), timeoutMs: 60 },
    clock,
    log,
  });
  t.teardown(() => hasty.stop());
  proxy.tamper = () => 'hang';
  t.match(await hasty.pay(await order()), { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' });
  const call = platform.pay(await order());
  await platform.stop();
  t.match(await call, { kind: 'unknown' });
  t.match(await platform.query(await order()), { kind: 'unknown' });
});

t.test('a reversal is repeated until it is definite, and tells what was not there', async (t) => {
  const { world, platform, order } = await setUp(t);
  const wanted = await order({ outcome: 'never', cancelRetries: 2 });
  t.match(await platform.pay(wanted), { kind: 'userPaying' });
  let tries = 1;
  while ((await platform.cancel(wanted)).kind === 'again') tries += 1;
  t.ok(tries >= 3);
  t.match(await world.book(), [{ status: 'TRADE_CLOSED' }]);
  t.strictSame(await platform.cancel(await order()), { kind: 'done', action: 'nothingFound' });
});

t.test('a number that the platform does not take is never sent', async (t) => {
  const { proxy, platform, order } = await setUp(t);
  for (const chargeId of ['short', `chg_${'x'.repeat(29)}`, 'chg/1234']) {
    const outcome = await platform.pay({ ...(await order()), chargeId });
    t.strictSame(outcome, { kind: 'failed', reason: 'PAY_DECLINED' });
  }
  t.equal(proxy.requests(), 0);
});

t.test('answers are read by their rules, and nothing else', async (t) => {
  const trade: Trade = {
    ...{ merchantId: 'm1', machineId: 'k1', chargeId: 'chg_1', amountMinor: 1, currency: 'CNY' },
  };
  const told = (body: object): WechatReply => ({ kind: 'answered', body });
  const named = { mchid: '19', out_trade_no: 'chg_1' };
  const outcome = (body: object) => payOutcome(told(body), '19', trade);
  t.match(outcome({ ...named, trade_state: 'PAYERROR' }), { kind: 'failed', reason: 'PAY_DECLINED' });
  t.match(outcome({ ...named, trade_state: 'REVOKED' }), { kind: 'failed' });
  t.match(outcome({ trade_state: 'REVOKED' }), { kind: 'unknown' });
  t.match(outcome({ ...named, trade_state: 'NEW_STATE' }), { kind: 'unknown' });
  t.match(outcome({ trade_state: 'USERPAYING' }), { kind: 'userPaying' });
  const success = { ...named, trade_state: 'SUCCESS', transaction_id: 'T' };
  t.match(outcome({ ...success, amount: { total: 1, currency: 'CNY' } }), {
    kind: 'paid',
    platformTradeNo: 'T',
  });
  t.match(outcome({ ...success, amount: { total: 1, currency: 'HKD' } }), { kind: 'unknown' });
  t.match(outcome({ ...success, amount: { total: '1' } }), { kind: 'unknown' });
  t.match(outcome({ ...success, mchid: '20', amount: { total: 1, currency: 'CNY' } }), { kind: 'unknown' });
  const reason = (code: string, message = '', status = 400) =>
    refusedPayment({ kind: 'refused', status, code, message });
  t.equal(reason('AUTH_CODE_INVALID', '101 付款码已过期，请刷新再试'), 'PAY_CODE_EXPIRED');
  t.equal(reason('RULE_LIMIT'), 'PAY_LIMIT_REACHED');
  t.equal(reason('constructor'), undefined);
  t.equal(reason('NOT_ENOUGH', '', 500), undefined, 'a system error says nothing');
  t.equal(reason('ORDER_PAID'), undefined);
});
