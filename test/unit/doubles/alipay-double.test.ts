/** The Alipay stand-in, spoken to in raw requests that this test signs by itself. */

import { spawn } from 'node:child_process';
import { createPublicKey, createSign, createVerify } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import t from 'tap';
import { parseAlipayDoubleAccounts } from '../../../src/doubles/alipay-double-accounts.ts';
import { SystemClock } from '../../../src/platform/clock.ts';
import { AlipayWorld, appIds } from '../../support/alipay-world.ts';

const clock = new SystemClock();

interface Asked {
  readonly method?: string;
  readonly content?: object | string;
  readonly appId?: string;
  readonly atMs?: number;
  /** Parameters besides or instead of the usual ones; `undefined` leaves one out. */
  readonly params?: Record<string, string | undefined>;
  readonly requestId?: string;
  /** Signs with the key of this app. */
  readonly key?: number;
  readonly alterAfterSigning?: (params: Record<string, string>) => void;
}

let requests = 0;

/** Sends one signed request; answers the raw text. */
async function ask(world: AlipayWorld, asked: Asked): Promise<string> {
  const params: Record<string, string> = {
    app_id: asked.appId ?? appIds[0],
    method: asked.method ?? 'alipay.trade.query',
    charset: 'utf-8',
    sign_type: 'RSA2',
    version: '1.0',
    timestamp: new Date((asked.atMs ?? clock.now()) + 8 * 3600_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' '),
    biz_content: typeof asked.content === 'string' ? asked.content : JSON.stringify(asked.content ?? {}),
  };
  for (const [name, value] of Object.entries(asked.params ?? {})) {
    if (value === undefined) delete params[name];
    else params[name] = value;
  }
  const text = Object.keys(params)
    .sort()
    .map((name) => `${name}=${params[name]}`);
  const privateKey = world.account(asked.key ?? 0).appPrivateKeyPem;
  params.sign = createSign('RSA-SHA256').update(text.join('&')).sign(privateKey, 'base64');
  asked.alterAfterSigning?.(params);
  const { biz_content, ...inQuery } = params;
  requests += 1;
  const response = await fetch(`${world.url}/gateway.do?${new URLSearchParams(inQuery)}`, {
    method: 'POST',
    headers: { 'alipay-request-id': asked.requestId ?? `r${requests}` },
    body: biz_content === undefined ? '' : new URLSearchParams({ biz_content }),
  });
  return response.text();
}

/** The node of an answer, and whether its own bytes are signed by the platform's key for that app. */
function read(world: AlipayWorld, answer: string, app = 0) {
  const match = /^\{"(\w+_response)":(\{.*\}),"sign":"([^"]+)"\}$/.exec(answer);
  const [, , bytes = '', sign = ''] = match ?? [];
  const key = createPublicKey(world.account(app).alipayPublicKeyPem);
  const genuine = createVerify('RSA-SHA256').update(bytes).verify(key, sign, 'base64');
  const node = JSON.parse(answer) as Record<string, Record<string, unknown>>;
  return { genuine, node: Object.values(node)[0] as Record<string, unknown> };
}

const payment = (outTradeNo: string, authCode: string, over: object = {}) => ({
  ...{ out_trade_no: outTradeNo, scene: 'bar_code', auth_code: authCode, subject: 'a/b 咖啡' },
  ...{ total_amount: '12.30', product_code: 'FACE_TO_FACE_PAYMENT', ...over },
});

async function pay(world: AlipayWorld, content: object, over: Asked = {}) {
  return read(world, await ask(world, { method: 'alipay.trade.pay', content, ...over }));
}

t.test('codes look like those of the wallet and each is good for one payment', async (t) => {
  const world = await AlipayWorld.start(t);
  for (let i = 0; i < 30; i += 1) t.match(await world.code({}), /^(2[5-9]|30)\d{16,22}$/);
  const code = await world.code({ outcome: 'paid' });
  t.match(await pay(world, payment('o1', code)), {
    genuine: true,
    node: { code: '10000', total_amount: '12.30' },
  });
  const burnt = { node: { code: '40004', sub_code: 'ACQ.PAYMENT_AUTH_CODE_INVALID', out_trade_no: 'o2' } };
  t.match(await pay(world, payment('o2', code)), burnt);
  const declined = await world.code({ outcome: 'declined' });
  t.match(await pay(world, payment('o2', declined)), { node: { code: '40004' } });
  t.match(await pay(world, payment('o2', declined)), burnt, 'burnt although the payment failed');
  t.match(await pay(world, payment('o2', '281234567890123456')), burnt, 'never shown');
  t.equal((await world.book()).length, 1);
});

t.test('a number stands for one payment', async (t) => {
  const world = await AlipayWorld.start(t);
  const again = async (over: object) => pay(world, payment('o1', await world.code({}), over));
  t.match(await again({}), { node: { code: '10000' } });
  t.match(await again({}), { node: { sub_code: 'ACQ.TRADE_HAS_SUCCESS' } });
  t.match(await again({ total_amount: '12.31' }), { node: { sub_code: 'ACQ.CONTEXT_INCONSISTENT' } });
  t.match(await again({ subject: 'tea' }), { node: { sub_code: 'ACQ.CONTEXT_INCONSISTENT' } });
  await ask(world, { method: 'alipay.trade.cancel', content: { out_trade_no: 'o1' } });
  t.match(await again({}), { node: { sub_code: 'ACQ.TRADE_HAS_CLOSE' } });
  t.match(await world.book(), [{ totalMinor: 1230, refundedMinor: 1230, status: 'TRADE_CLOSED' }]);
});

t.test('a request is refused unless its app, signature, clock and frame are right', async (t) => {
  const world = await AlipayWorld.start(t);
  const content = { out_trade_no: 'o1' };
  const refused = async (asked: Asked, subCode: string) => {
    const { genuine, node } = read(world, await ask(world, { content, ...asked }));
    t.match(node, { code: /4000[12]/, sub_code: subCode });
    return genuine;
  };
  t.ok(await refused({ key: 1 }, 'isv.invalid-signature'));
  const alter = (name: string, value: string) => ({
    alterAfterSigning: (params: Record<string, string>) => {
      params[name] = value;
    },
  });
  t.ok(await refused(alter('biz_content', '{"out_trade_no":"o2"}'), 'isv.invalid-signature'));
  t.ok(await refused(alter('sign', 'AAAA'), 'isv.invalid-signature'));
  t.ok(await refused({ atMs: clock.now() - 11 * 60_000 }, 'isv.invalid-timestamp'));
  t.ok(await refused({ atMs: clock.now() + 11 * 60_000 }, 'isv.invalid-timestamp'));
  t.ok(await refused({ params: { timestamp: '2026-01-01T00:00:00' } }, 'isv.invalid-timestamp'));
  t.ok(await refused({ params: { sign_type: 'RSA' } }, 'isv.invalid-signature-type'));
  t.ok(await refused({ params: { format: 'XML' } }, 'isv.invalid-format'));
  t.ok(await refused({ params: { charset: 'gbk' } }, 'isv.invalid-charset'));
  t.ok(await refused({ params: { version: '2.0' } }, 'isv.invalid-version'));
  t.ok(await refused({ params: { biz_content: undefined } }, 'isv.missing-biz_content'));
  t.match(await ask(world, { content, appId: '2021999999999999' }), /^{"error_response":.*invalid-app-id/);
  t.match(
    await ask(world, { content, method: 'alipay.trade.transfer' }),
    /^{"error_response":.*invalid-method/,
  );
  t.match(await ask(world, { content, method: 'constructor' }), /^{"error_response":/);
  t.match(read(world, await ask(world, { content: '{' })).node, { sub_code: 'ACQ.INVALID_PARAMETER' });
  const twice = await fetch(`${world.url}/gateway.do?app_id=${appIds[0]}&app_id=${appIds[1]}`, {
    method: 'POST',
  });
  t.match(await twice.text(), /^{"error_response":/);
});

t.test('the same signed request is acted on once', async (t) => {
  const world = await AlipayWorld.start(t);
  const atMs = clock.now();
  const asked = { content: { out_trade_no: 'o1' }, atMs };
  t.match(read(world, await ask(world, { ...asked, requestId: 'a' })).node, {
    sub_code: 'ACQ.TRADE_NOT_EXIST',
  });
  t.match(read(world, await ask(world, { ...asked, requestId: 'a' })).node, {
    sub_code: 'isv.request-replayed',
  });
  t.match(read(world, await ask(world, { ...asked, requestId: 'b' })).node, {
    sub_code: 'ACQ.TRADE_NOT_EXIST',
  });
});

t.test('an answer signs its own bytes, with slashes escaped, by the key of its app', async (t) => {
  const world = await AlipayWorld.start(t);
  const code = await world.code({ outcome: 'never' });
  const waiting = await ask(world, { method: 'alipay.trade.pay', content: payment('o1', code) });
  t.match(read(world, waiting), { genuine: true, node: { code: '10003', receipt_amount: '0.00' } });
  t.match(waiting, '"msg":" order success pay inprocess"');
  t.equal(read(world, waiting, 1).genuine, false);
  const refused = await ask(world, { content: { out_trade_no: 'o1' }, atMs: 0 });
  t.match(read(world, refused), { genuine: true, node: { sub_code: 'isv.invalid-timestamp' } });
});

t.test('scripted outcomes leave the truth in the book', async (t) => {
  const world = await AlipayWorld.start(t);
  const start = async (name: string, script: object) => pay(world, payment(name, await world.code(script)));
  t.match(await start('slow', { outcome: 'slow', slowMs: 1 }), { node: { code: '10003' } });
  t.match(await start('unknown', { outcome: 'unknown' }), { genuine: true, node: { code: '20000' } });
  t.match(await start('nothing', { outcome: 'unknown', truth: 'nothing' }), { node: { code: '20000' } });
  t.match(await start('balance', { outcome: 'balance' }), {
    node: { sub_code: 'ACQ.BUYER_BALANCE_NOT_ENOUGH' },
  });
  await t.rejects(start('closed', { outcome: 'socketClosed' }));
  let book = await world.book();
  while (book[0]?.status === 'WAIT_BUYER_PAY') book = await world.book();
  t.match(
    book.map((trade) => [trade.outTradeNo, trade.status]),
    [
      ['slow', 'TRADE_SUCCESS'],
      ['unknown', 'TRADE_SUCCESS'],
      ['closed', 'TRADE_SUCCESS'],
    ],
  );
  t.match(book[0], { accountId: appIds[0], totalMinor: 1230, refundedMinor: 0, tradeNo: /^\d{28}$/ });
});

t.test('the book is on the disk before an answer, and survives restarts and a torn line', async (t) => {
  const world = await AlipayWorld.start(t);
  await pay(world, payment('o1', await world.code({})));
  await pay(world, payment('o2', await world.code({ outcome: 'never' })));
  const unused = await world.code({});
  const refund = { out_trade_no: 'o1', refund_amount: '2.3', out_request_no: 'r1' };
  await ask(world, { method: 'alipay.trade.refund', content: refund });
  const before = await world.book();
  const path = join(world.dataDir, 'alipay-book.jsonl');
  t.match(readFileSync(path, 'utf8'), /"kind":"refunded"/);
  await world.stop();
  appendFileSync(path, '{"kind":"refunded","key":"20210');
  await world.restart();
  t.strictSame(await world.book(), before);
  t.match(before, [
    { outTradeNo: 'o1', refundedMinor: 230, refunds: [{ outRequestNo: 'r1', amountMinor: 230 }] },
    {},
  ]);
  t.match(await pay(world, payment('o3', unused)), { node: { code: '10000' } });
  await world.restart();
  t.equal((await world.book()).length, 3);
});

t.test('it can be slow or down, and refuses what does not fit', async (t) => {
  const world = await AlipayWorld.start(t);
  await world.control({ down: true });
  await t.rejects(ask(world, {}));
  await world.control({ down: false, latencyMs: 1 });
  t.match(await ask(world, { content: { out_trade_no: 'x' } }), /TRADE_NOT_EXIST/);
  const post = async (path: string, body: string) =>
    (await fetch(`${world.url}${path}`, { method: 'POST', body })).status;
  t.equal(await post('/wallet/codes', '{"outcome":"sometimes"}'), 400);
  t.equal(await post('/control', '['), 400);
  t.equal(await post('/wallet/codes', 'x'.repeat(70_000)), 400);
  t.equal((await fetch(`${world.url}/elsewhere`)).status, 404);
});

t.test('an accounts file is read strictly', async (t) => {
  const refused = (text: string) =>
    t.throws(() => parseAlipayDoubleAccounts(text), { code: 'CONFIG_INVALID' });
  refused('');
  refused('[]');
  refused('[{"appId":"1"}]');
  refused(JSON.stringify([{ appId: appIds[0], appPublicKeyPem: 'x', platformPrivateKeyPem: 'y' }]));
  const { platform } = new AlipayWorld(clock).keys[0] as AlipayWorld['keys'][number];
  t.strictSame(parseAlipayDoubleAccounts(JSON.stringify([platform])), [platform]);
});

t.test('it is a program that says when it is ready and ends when asked', async (t) => {
  const world = new AlipayWorld(clock);
  t.teardown(() => rmSync(world.dataDir, { recursive: true, force: true }));
  const accounts = join(world.dataDir, 'accounts.json');
  writeFileSync(accounts, JSON.stringify(world.keys.map((keys) => keys.platform)));
  const args = ['src/start-platform-double.ts', '--data', world.dataDir, '--accounts', accounts];
  const program = spawn(process.execPath, [...args, '--time-scale', '100'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => program.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: program.stdout }), 'line');
  const ready = JSON.parse(line as string) as { ready: boolean; url: string };
  t.equal(ready.ready, true);
  t.strictSame(await (await fetch(`${ready.url}/book`)).json(), { trades: [] });
  program.kill('SIGTERM');
  t.strictSame(await once(program, 'exit'), [0, null]);
});
