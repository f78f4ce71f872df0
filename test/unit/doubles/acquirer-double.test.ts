/** The acquirer stand-in: as strict as it says, and its book survives it. */
import { createHmac } from 'node:crypto';
import t from 'tap';
import { AcquirerWorld } from '../../support/acquirer-world.ts';

const china = (atMs: number) =>
  new Date(atMs + 8 * 3600 * 1000).toISOString().replaceAll(/\D/g, '').slice(0, 14);

let count = 0;

/** A request of the first merchant, signed after `over` and before `changed`. */
async function ask(
  world: AcquirerWorld,
  path: string,
  over: Record<string, string> = {},
  changed: Record<string, string> = {},
): Promise<Record<string, string>> {
  count += 1;
  const { acquirer, merchant } = world.keys[0] ?? {};
  const fields: Record<string, string> = {
    ...{ version: '1.0', signMethod: 'HMAC-SHA256', merId: acquirer?.merId ?? '' },
    ...{ txnTime: china(Date.now()), nonce: `nonce${String(count).padStart(20, '0')}` },
    ...over,
  };
  const text = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`);
  const secret = merchant?.method === 'HMAC-SHA256' ? merchant.secret : '';
  const signature = createHmac('sha256', secret).update(text.join('&')).digest('hex');
  const body = new URLSearchParams({ ...fields, signature, ...changed });
  const response = await fetch(`${world.url}${path}`, { method: 'POST', body });
  return (await response.json()) as Record<string, string>;
}

async function paying(world: AcquirerWorld, orderId: string, script: object = {}) {
  const qrNo = await world.code(script);
  return { orderId, qrNo, txnAmt: '550', currencyCode: '156', orderDesc: 'coffee', termId: 'k1' };
}

t.test('refuses what is not signed, not fresh, or comes twice', async (t) => {
  const world = await AcquirerWorld.start(t);
  const order = await paying(world, 'order_0001');
  t.match(await ask(world, '/qr/pay', order, { signature: '0'.repeat(64) }), { respCode: '99' });
  t.match(await ask(world, '/qr/pay', order, { txnAmt: '1' }), { respCode: '99' }, 'the amount was changed');
  t.match(await ask(world, '/qr/pay', { ...order, txnTime: china(Date.now() - 301_000) }), {
    respCode: '97',
  });
  t.match(await ask(world, '/qr/pay', { ...order, txnTime: china(Date.now() + 301_000) }), {
    respCode: '97',
  });
  t.match(await ask(world, '/qr/pay', { ...order, txnAmt: '5.50' }), { respCode: '10' });
  t.match(await ask(world, '/qr/pay', { ...order, currencyCode: '840' }), { respCode: '10' });
  t.match(await ask(world, '/qr/pay', { ...order, more: 'x' }), { respCode: '10' });
  t.match(await ask(world, '/qr/pay', { ...order, merId: '898310048169999' }), { respCode: '11' });
  t.match(await ask(world, '/qr/elsewhere', order), { respCode: '11' });
  t.same(await world.book(), [], 'nothing was taken');
  const nonce = 'again0000000000000000000';
  t.match(await ask(world, '/qr/pay', { ...order, nonce }), { respCode: '00', queryId: /^\d{21}$/, nonce });
  t.match(await ask(world, '/qr/query', { orderId: order.orderId, nonce }), { respCode: '94' });
});

t.test('a code pays once, and an order number stands for one payment', async (t) => {
  const world = await AcquirerWorld.start(t);
  const order = await paying(world, 'order_0001');
  t.match(await ask(world, '/qr/pay', order), { respCode: '00' });
  t.match(await ask(world, '/qr/pay', { ...order, orderId: 'order_0002' }), { respCode: '56' }, 'used');
  const other = { ...(await paying(world, 'order_0001')), txnAmt: '999' };
  t.match(await ask(world, '/qr/pay', other), { respCode: '12' });
  t.match(await ask(world, '/qr/pay', { ...order, orderId: 'order_0003', qrNo: `62${'0'.repeat(17)}` }), {
    respCode: '55',
  });
  t.equal((await world.book()).length, 1);
});

t.test('refunds in parts, once each, never more than was paid, also after it began anew', async (t) => {
  const world = await AcquirerWorld.start(t);
  const order = await paying(world, 'order_0001');
  await ask(world, '/qr/pay', order);
  const part = {
    orderId: 'order_0001',
    txnAmt: '550',
    currencyCode: '156',
    refundId: 'r1',
    refundAmt: '300',
  };
  t.match(await ask(world, '/qr/refund', part), { respCode: '00' });
  await world.restart();
  t.match(await ask(world, '/qr/refund', part), { respCode: '00' }, 'the same again');
  t.match(await ask(world, '/qr/refund', { ...part, refundAmt: '200' }), { respCode: '39' });
  t.match(await ask(world, '/qr/refund', { ...part, refundId: 'r2', refundAmt: '251' }), { respCode: '39' });
  t.match(await ask(world, '/qr/refund', { ...part, refundId: 'r3', refundAmt: '250' }), { respCode: '00' });
  t.equal(await world.held('order_0001'), 0);
  t.match(await ask(world, '/qr/refund-query', { orderId: 'order_0001', refundId: 'r1' }), {
    refundAmt: '300',
  });
  t.match(await ask(world, '/qr/refund-query', { orderId: 'order_0001', refundId: 'r9' }), {
    respCode: '34',
  });
});
