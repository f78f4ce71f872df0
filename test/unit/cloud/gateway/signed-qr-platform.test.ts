/** The platform of signed flat messages against its stand-in, also with somebody in between who changes the answers. */
import { createHmac } from 'node:crypto';
import t, { type Test } from 'tap';
import type { RefundOrder } from '../../../../src/cloud/gateway/payment-platform.ts';
import { platformAccountSchema } from '../../../../src/cloud/gateway/platform-accounts.ts';
import { SignedQrPlatform } from '../../../../src/cloud/gateway/signed-qr/signed-qr-platform.ts';
import { acquirerAccount } from '../../../../src/demo/acquirer-account.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { AcquirerWorld } from '../../../support/acquirer-world.ts';
import { keepingLog, tamperedPlatform } from '../../../support/tampered-platform.ts';
import type { TamperedAnswer } from '../../../support/tampering-proxy.ts';

async function setUp(t: Test, index = 0) {
  const world = await AcquirerWorld.start(t);
  return tamperedPlatform(
    t,
    world,
    (url, parts) => new SignedQrPlatform({ account: world.account(index, url), ...parts }),
  );
}

const honest = (body: string): TamperedAnswer => ({ body });
const change = (name: string, to: unknown) => (body: string) => ({
  body: JSON.stringify({ ...JSON.parse(body), [name]: to }),
});

const forgeries: Record<string, (body: string) => TamperedAnswer> = {
  'another amount': change('txnAmt', '551'),
  'another order': change('orderId', 'chg_other'),
  'another merchant': change('merId', '898310048160003'),
  'another currency': change('currencyCode', '840'),
  'a refusal of a success': change('respCode', '51'),
  'a field more': change('note', 'x'),
  'a field less': change('respMsg', undefined),
  'another signature': change('signature', 'a'.repeat(64)),
  'no signature': change('signature', undefined),
  'a signature that is no text': change('signature', { a: 1 }),
  'another nonce': change('nonce', 'f'.repeat(32)),
  'HTTP 500 with the answer': (body) => ({ status: 500, body }),
  'a page': () => ({ body: '<html><body>502 Bad Gateway</body></html>' }),
  'half the answer': (body) => ({ body: body.slice(0, body.length / 2) }),
  'a list': () => ({ body: '[]' }),
  nothing: () => ({ body: '' }),
  'an answer without end': () => ({ body: `{"x":"${'x'.repeat(400_000)}"}` }),
  'a redirect': () => ({ status: 307, headers: { location: '/elsewhere' }, body: '' }),
};

for (const [index, method] of ['a shared secret', 'keys'].entries()) {
  t.test(`what was changed on its way is never believed, by ${method}`, async (t) => {
    const { proxy, platform, order, logged } = await setUp(t, index);
    for (const [name, forge] of Object.entries(forgeries)) {
      const wanted = await order({ outcome: 'paid' });
      let changed = false;
      proxy.tamper = (body) => {
        const forged = forge(body);
        changed = forged.body !== body || forged.status !== undefined;
        return forged;
      };
      t.match(await platform.pay(wanted), { kind: 'unknown' }, `pay: ${name}`);
      t.ok(changed, name);
      t.match(await platform.query(wanted), { kind: 'unknown' }, `query: ${name}`);
      const refund: RefundOrder = {
        ...wanted,
        ...{ refundId: `rfd_of_${wanted.chargeId}`, refundMinor: 1, reason: 'DISPENSER_JAM' },
      };
      t.match(await platform.refund(refund), { kind: 'unknown' }, `refund: ${name}`);
      t.match(await platform.queryRefund(refund), { kind: 'unknown' }, `query refund: ${name}`);
      t.match(await platform.cancel(wanted), { kind: 'again' }, `cancel: ${name}`);
      proxy.tamper = honest;
      t.match(await platform.query(wanted), { kind: 'closed' }, `truth: ${name}`);
      t.notMatch(logged(), wanted.authCode, 'the code is not in the log');
    }
    t.match(logged(), /signature/);
  });
}

t.test('an answer to another request proves nothing, however genuine', async (t) => {
  const { proxy, platform, order } = await setUp(t);
  let recorded = '';
  proxy.tamper = (body) => {
    recorded = body;
    return { body };
  };
  const paid = await order({ outcome: 'paid' });
  t.match(await platform.query(paid), { kind: 'notFound' });
  const nothing = recorded;
  t.match(await platform.pay(paid), { kind: 'paid' });
  proxy.tamper = () => ({ body: nothing });
  t.match(
    await platform.query(paid),
    { kind: 'unknown', reason: 'PAY_ANSWER_FORGED' },
    'told before it was paid',
  );
});

t.test('an answer that was signed long ago is not believed', async (t) => {
  const { world, proxy, platform, order } = await setUp(t);
  const { merchant } = world.keys[0] ?? {};
  const secret = merchant?.method === 'HMAC-SHA256' ? merchant.secret : '';
  proxy.tamper = (body) => {
    const { signature: _old, ...fields } = { ...JSON.parse(body), txnTime: '20200101000000' };
    const text = Object.keys(fields)
      .sort()
      .map((name) => `${name}=${fields[name]}`);
    const signature = createHmac('sha256', secret).update(text.join('&')).digest('hex');
    return { body: JSON.stringify({ ...fields, signature }) };
  };
  t.match(await platform.pay(await order({ outcome: 'paid' })), { kind: 'unknown' });
});

t.test('a code without a rule says nothing, also one that every object has', async (t) => {
  const world = await AcquirerWorld.start(t);
  const { log } = keepingLog();
  const { '51': _gone, ...results } = world.account().results;
  const account = { ...world.account(), results };
  const platform = new SignedQrPlatform({ account, clock: new SystemClock(), log });
  t.teardown(() => platform.stop());
  const trade = { merchantId: 'm1', machineId: 'k1', amountMinor: 550, currency: 'CNY' as const };
  const authCode = await world.code({ outcome: 'balance' });
  const order = { ...trade, chargeId: 'chg_rule1', authCode, subject: 'x' };
  t.match(await platform.pay(order), { kind: 'unknown', reason: 'PAY_UNKNOWN' });
});

t.test('a call ends in time, and when the platform is stopped', async (t) => {
  const world = await AcquirerWorld.start(t);
  const { log } = keepingLog();
  const options = { account: world.account(), clock: new SystemClock(), log, timeoutMs: 60 };
  const platform = new SignedQrPlatform(options);
  await world.control({ latencyMs: 5000 });
  const trade = { merchantId: 'm1', machineId: 'k1', chargeId: 'chg_late1', amountMinor: 550 };
  const order = { ...trade, currency: 'CNY' as const };
  t.match(await platform.query(order), { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' });
  const patient = new SignedQrPlatform({ ...options, timeoutMs: 15_000 });
  const asked = patient.query(order);
  await patient.stop();
  t.match(await asked, { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' });
  await platform.stop();
});

t.test('an account is checked before it is used', (t) => {
  const good = acquirerAccount('m1', { method: 'HMAC-SHA256', secret: 's'.repeat(32) }, 8080);
  t.ok(platformAccountSchema.safeParse(good).success);
  const bad: Record<string, object> = {
    'a name for two fields': { fields: { ...good.fields, amount: 'orderId' } },
    'a meaning that is none': { results: { '00': 'fine' } },
    'a reason that is no payment’s': { results: { '51': 'DISPENSER_JAM' } },
    'no codes': { codes: [] },
    'codes that are no expression': { codes: ['62('] },
    'codes that could take for ever': { codes: ['(\\d+)+x'] },
    'a key that is none': {
      signature: { method: 'RSA-SHA256', merchantPrivateKeyPem: 'x', acquirerPublicKeyPem: 'y' },
    },
    'a short secret': { signature: { method: 'HMAC-SHA256', secret: 'short' } },
    'a path out of the house': { paths: { ...good.paths, pay: 'http://elsewhere/' } },
  };
  for (const [name, over] of Object.entries(bad)) {
    t.notOk(platformAccountSchema.safeParse({ ...good, ...over }).success, name);
  }
  t.end();
});
