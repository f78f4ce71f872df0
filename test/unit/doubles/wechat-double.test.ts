/** The WeChat Pay stand-in, spoken to in raw requests that this test signs by itself. */

import { createSign, createVerify } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parseWechatDoubleAccounts } from '../../../src/doubles/wechat-double-accounts.ts';
import { SystemClock } from '../../../src/platform/clock.ts';
import { mchids, WechatWorld } from '../../support/wechat-world.ts';

const clock = new SystemClock();
const trades = '/v3/pay/transactions';

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly body?: object | string;
  /** Signs with the key of this merchant. */
  readonly key?: number;
  readonly atS?: number;
  readonly nonce?: string;
  readonly mchid?: string;
  readonly serialNo?: string;
  readonly headers?: Record<string, string>;
  /** What is sent in the place of what was signed. */
  readonly sends?: string;
  readonly authorization?: (whole: string) => string;
}

let requests = 0;

/** Sends one signed request; answers status, body and whether the answer is signed by the platform. */
async function ask(world: WechatWorld, asked: Asked) {
  const { merchant } = world.keys[asked.key ?? 0] as WechatWorld['keys'][number];
  const { path, method = asked.body === undefined ? 'GET' : 'POST' } = asked;
  const body = typeof asked.body === 'object' ? JSON.stringify(asked.body) : (asked.body ?? '');
  requests += 1;
  const nonce = asked.nonce ?? `nonce${requests}`;
  const atS = asked.atS ?? Math.floor(clock.now() / 1000);
  const lines = [method, path, atS, nonce, body, ''].join('\n');
  const signature = createSign('RSA-SHA256').update(lines).sign(merchant.merchantPrivateKeyPem, 'base64');
  const whole = [
    `WECHATPAY2-SHA256-RSA2048 mchid="${asked.mchid ?? merchant.mchid}"`,
    `nonce_str="${nonce}"`,
    `timestamp="${atS}"`,
    `serial_no="${asked.serialNo ?? merchant.serialNo}"`,
    `signature="${signature}"`,
  ].join(',');
  const sent = asked.sends ?? body;
  const response = await fetch(`${world.url}${path}`, {
    method,
    headers: {
      authorization: asked.authorization?.(whole) ?? whole,
      ...{ accept: 'application/json', 'user-agent': 'test', 'content-type': 'application/json' },
      ...asked.headers,
    },
    ...(method === 'GET' ? {} : { body: sent }),
  });
  const text = await response.text();
  const head = (name: string) => response.headers.get(`wechatpay-${name}`);
  const signed = `${head('timestamp')}\n${head('nonce')}\n${text}\n`;
  const genuine =
    head('serial') === merchant.platformKeyId &&
    createVerify('RSA-SHA256')
      .update(signed)
      .verify(merchant.platformPublicKeyPem, head('signature') ?? '', 'base64');
  return {
    status: response.status,
    genuine,
    signed: head('signature') !== null,
    body: JSON.parse(text) as Record<string, unknown>,
  };
}

const [mchid] = mchids;
const appid = 'wx6f0e1d2c3b4a5968';

const payment = (outTradeNo: string, authCode: string, over: object = {}) => ({
  ...{ appid, mchid, description: '拿铁 a/b', out_trade_no: outTradeNo },
  ...{ payer: { auth_code: authCode }, amount: { total: 1230, currency: 'CNY' } },
  scene_info: { device_ip: '127.0.0.1', store_info: { out_id: 'k1' } },
  ...over,
});

const pay = (world: WechatWorld, body: object, over: object = {}) =>
  ask(world, { path: `${trades}/codepay`, body, ...over });
const query = (world: WechatWorld, no: string) =>
  ask(world, { path: `${trades}/out-trade-no/${no}?mchid=${mchid}` });
const reverse = (world: WechatWorld, no: string, body: object = { appid, mchid }) =>
  ask(world, { path: `${trades}/out-trade-no/${no}/reverse`, body });

t.test('codes look like those of the wallet and each is good for one payment', async (t) => {
  const world = await WechatWorld.start(t);
  for (let i = 0; i < 30; i += 1) t.match(await world.code({}), /^1[0-5]\d{16}$/);
  const code = await world.code({ outcome: 'paid' });
  t.match(await pay(world, payment('order1', code)), {
    ...{ status: 200, genuine: true },
    body: { trade_state: 'SUCCESS', trade_type: 'MICROPAY', amount: { total: 1230, currency: 'CNY' } },
  });
  const used = { status: 400, signed: false, body: { code: 'AUTH_CODE_INVALID', message: /仅限使用一次/ } };
  t.match(await pay(world, payment('order2', code)), used);
  const declined = await world.code({ outcome: 'declined' });
  t.match(await pay(world, payment('order2', declined)), { status: 403, body: { code: 'TRADE_ERROR' } });
  t.match(await pay(world, payment('order2', declined)), used, 'used up although the payment failed');
  t.match(await pay(world, payment('order2', '134512345678901234')), { body: { message: /无效/ } });
  t.match(await pay(world, payment('order2', '281234567890123456')), { body: { message: /10\/11\/12/ } });
  t.equal((await world.book()).length, 1);
});

t.test('a number stands for one payment', async (t) => {
  const world = await WechatWorld.start(t, 1_000_000);
  const again = async (over: object) => pay(world, payment('order1', await world.code({}), over));
  t.match(await again({}), { status: 200 });
  t.match(await again({}), { body: { code: 'ORDER_PAID' } });
  t.match(await again({ amount: { total: 1231 } }), { status: 403, body: { code: 'OUT_TRADE_NO_USED' } });
  t.match(await again({ description: 'tea' }), { body: { code: 'OUT_TRADE_NO_USED' } });
  t.match(await reverse(world, 'order1'), { status: 200, genuine: true, body: { out_trade_no: 'order1' } });
  t.match(await again({}), { body: { code: 'ORDER_REVERSED' } });
  t.match(await query(world, 'order1'), { genuine: true, body: { trade_state: 'REVOKED' } });
  t.match(await world.book(), [{ totalMinor: 1230, refundedMinor: 1230, status: 'TRADE_CLOSED' }]);
});

t.test('a request is refused unless merchant, serial, signature, clock and nonce are right', async (t) => {
  const world = await WechatWorld.start(t);
  const path = `${trades}/out-trade-no/order1?mchid=${mchid}`;
  const nowS = Math.floor(clock.now() / 1000);
  const refused = async (why: string, asked: Partial<Asked>) =>
    t.match(
      await ask(world, { path, ...asked }),
      { status: 401, signed: false, body: { code: 'SIGN_ERROR' } },
      why,
    );
  t.match(await ask(world, { path }), { status: 404, body: { code: 'ORDER_NOT_EXIST' } }, 'this is right');
  await refused('another key', { mchid, serialNo: world.account(0).serialNo, key: 1 });
  await refused('nobody’s number', { mchid: '1900000009' });
  await refused('another serial', { serialNo: world.account(1).serialNo });
  await refused('too old', { atS: nowS - 302 });
  await refused('too new', { atS: nowS + 302 });
  await refused('another body', {
    ...{ path: `${trades}/codepay`, body: payment('order1', 'x'), sends: '{}' },
  });
  await refused('no authorization', { authorization: () => '' });
  await refused('another scheme', { authorization: (whole) => whole.replace('RSA2048', 'SM2WITHSM3') });
  await refused('a field twice', { authorization: (whole) => `${whole},mchid="${mchid}"` });
  await refused('a field less', { authorization: (whole) => whole.replace(/,timestamp="\d+"/, '') });
  t.match(await ask(world, { path, nonce: 'once' }), { status: 404 });
  await refused('a nonce again', { nonce: 'once' });
  t.match(await ask(world, { path, atS: nowS - 290 }), { status: 404 }, 'a little late is not too late');
});

t.test('what does not fit its interface is refused', async (t) => {
  const world = await WechatWorld.start(t);
  const code = await world.code({});
  const malformed = async (over: object) =>
    t.match(await pay(world, payment('order1', code, over)), { status: 400, body: { code: 'PARAM_ERROR' } });
  await malformed({ out_trade_no: 'a/b' });
  await malformed({ amount: { total: 12.3 } });
  await malformed({ amount: { total: '1230' } });
  await malformed({ amount: { total: 0 } });
  await malformed({ scene_info: { payer_client_ip: '127.0.0.1' } });
  await malformed({ auth_code: code });
  await malformed({ mchid: mchids[1] });
  t.match(await pay(world, payment('order1', code, { appid: 'wx1' })), {
    body: { code: 'APPID_MCHID_NOT_MATCH' },
  });
  t.match(await ask(world, { path: `${trades}/codepay`, body: '{' }), { body: { code: 'PARAM_ERROR' } });
  t.match(await ask(world, { path: `${trades}/out-trade-no/order1?mchid=${mchids[1]}` }), { status: 400 });
  t.match(await reverse(world, 'order1', { mchid }), { status: 400 });
  t.match(await ask(world, { path: '/v3/pay/transactions/jsapi', body: {} }), { status: 404 });
  const html = await ask(world, { path: `${trades}/out-trade-no/order1`, headers: { accept: 'text/html' } });
  t.match(html, { status: 400 });
  t.same(await world.book(), []);
  t.match(await pay(world, payment('order1', code)), { status: 200 }, 'and the code is still good');
});

t.test('nothing is reversed within 15 s of its payment', async (t) => {
  const world = await WechatWorld.start(t, 1);
  await pay(world, payment('order1', await world.code({ outcome: 'never' })));
  t.match(await query(world, 'order1'), { genuine: true, body: { trade_state: 'USERPAYING' } });
  t.match(await reverse(world, 'order1'), { status: 400, signed: false, body: { message: /15秒/ } });
  t.match(await reverse(world, 'order2'), { status: 404, body: { code: 'ORDER_NOT_EXIST' } });
});

t.test('refunds repeat under their number and never exceed the payment', async (t) => {
  const world = await WechatWorld.start(t);
  await pay(world, payment('order1', await world.code({})));
  const refund = (no: string, fen: number, over: object = {}) =>
    ask(world, {
      path: '/v3/refund/domestic/refunds',
      body: {
        ...{ out_trade_no: 'order1', out_refund_no: no },
        ...{ amount: { refund: fen, total: 1230, currency: 'CNY' }, ...over },
      },
    });
  const find = (no: string) => ask(world, { path: `/v3/refund/domestic/refunds/${no}` });
  t.match(await find('r1'), { status: 404, body: { code: 'RESOURCE_NOT_EXISTS' } });
  t.match(await refund('r1', 230), {
    genuine: true,
    body: { status: 'PROCESSING', amount: { refund: 230 } },
  });
  t.match(await find('r1'), { genuine: true, body: { status: 'SUCCESS', out_trade_no: 'order1' } });
  t.match(await refund('r1', 230), { status: 200 });
  t.match(await refund('r1', 231), { status: 400, body: { code: 'INVALID_REQUEST' } });
  t.match(await refund('r2', 1001), { status: 400, body: { code: 'INVALID_REQUEST' } });
  const other = { amount: { refund: 1, total: 1, currency: 'CNY' } };
  t.match(await refund('r2', 1, other), { status: 400 });
  t.match(await refund('r2', 1, { out_trade_no: 'order9' }), { status: 404 });
  t.match(await refund('reverse', 1), { status: 400 });
  t.match(await query(world, 'order1'), { body: { trade_state: 'REFUND' } });
  t.match(await world.book(), [{ refundedMinor: 230, refunds: [{ outRequestNo: 'r1', amountMinor: 230 }] }]);
});

t.test('scripted outcomes leave the truth in the book', async (t) => {
  const world = await WechatWorld.start(t);
  const start = async (name: string, script: object) => pay(world, payment(name, await world.code(script)));
  const slow = await start('order-slow', { outcome: 'slow', slowMs: 1 });
  t.match(slow, { status: 202, genuine: true });
  t.strictSame(slow.body, { trade_state: 'USERPAYING' });
  const down = { status: 500, signed: false, body: { code: 'SYSTEM_ERROR' } };
  t.match(await start('order-unknown', { outcome: 'unknown' }), down);
  t.match(await start('order-nothing', { outcome: 'unknown', truth: 'nothing' }), down);
  t.match(await start('order-balance', { outcome: 'balance' }), { body: { code: 'NOT_ENOUGH' } });
  await t.rejects(start('order-closed', { outcome: 'socketClosed' }));
  let book = await world.book();
  while (book[0]?.status === 'WAIT_BUYER_PAY') book = await world.book();
  t.match(
    book.map((trade) => [trade.outTradeNo, trade.status]),
    [
      ['order-slow', 'TRADE_SUCCESS'],
      ['order-unknown', 'TRADE_SUCCESS'],
      ['order-closed', 'TRADE_SUCCESS'],
    ],
  );
  t.match(book[0], { accountId: mchid, totalMinor: 1230, tradeNo: /^4200\d{24}$/ });
});

t.test('the book is on the disk before an answer, and survives restarts and a torn line', async (t) => {
  const world = await WechatWorld.start(t);
  await pay(world, payment('order1', await world.code({})));
  const unused = await world.code({});
  const before = await world.book();
  const path = join(world.dataDir, 'wechat-book.jsonl');
  t.match(readFileSync(path, 'utf8'), /"kind":"tradePaid"/);
  await world.stop();
  appendFileSync(path, '{"kind":"refunded","key":"19');
  await world.restart();
  t.strictSame(await world.book(), before);
  t.match(await pay(world, payment('order3', unused)), { status: 200 });
});

t.test('it can be slow or down, and refuses what does not fit', async (t) => {
  const world = await WechatWorld.start(t);
  await world.control({ down: true });
  await t.rejects(query(world, 'order1'));
  await world.control({ down: false, latencyMs: 1 });
  t.match(await query(world, 'order1'), { status: 404 });
  const post = async (path: string, body: string) =>
    (await fetch(`${world.url}${path}`, { method: 'POST', body })).status;
  t.equal(await post('/wallet/codes', '{"outcome":"sometimes"}'), 400);
  t.equal(await post('/control', '['), 400);
  t.equal((await fetch(`${world.url}/elsewhere`)).status, 404);
});

t.test('an accounts file is read strictly', async (t) => {
  const refused = (text: string) =>
    t.throws(() => parseWechatDoubleAccounts(text), { code: 'CONFIG_INVALID' });
  refused('');
  refused('[]');
  const { platform } = new WechatWorld(clock, 1).keys[0] as WechatWorld['keys'][number];
  refused(JSON.stringify([{ ...platform, platformKeyId: 'PUB_KEY_ID' }]));
  refused(JSON.stringify([{ ...platform, merchantPublicKeyPem: 'x' }]));
  t.strictSame(parseWechatDoubleAccounts(JSON.stringify([platform])), [platform]);
});
