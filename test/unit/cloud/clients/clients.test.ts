import t from 'tap';
import { webhookSignature } from '../../../../src/cloud/clients/client-keys.ts';
import { anOrder, cardCode, openClientWorld, otherCard, WebhookEnd } from '../../../support/client-world.ts';
import { until } from '../../../support/product-until.ts';

t.test(
  'an order of another client is paid by code, and its end is pushed, signed and streamed',
  async (t) => {
    const webhook = await WebhookEnd.open(t);
    webhook.answers.push(500);
    const world = await openClientWorld(t, { webhookUrl: webhook.url });
    const made = await world.ask('/orders', anOrder());
    t.equal(made.status, 200);
    t.match(made.body, { state: 'open', amountMinor: 1700, reference: 'A-17', chargeId: null });
    t.match(made.body.cashierUrl, /^http:\/\/127\.0\.0\.1:\d+\/pay\/ord_/);
    const { orderId } = made.body;

    const paying = await world.ask(`/orders/${orderId}/payments`, { code: cardCode });
    t.match(paying.body, { state: 'paying' });
    const paid = await until('the order is paid', async () => {
      const { body } = await world.ask(`/orders/${orderId}`);
      return body.state === 'paid' && body;
    });
    t.equal(paid.chargeId, paying.body.chargeId);

    await until('the second try of the webhook', async () => webhook.calls.length >= 2);
    const [first, second] = webhook.calls;
    t.same(first?.pushed, second?.pushed, 'the same message again after the server failed');
    const { headers, body, pushed } = second as (typeof webhook.calls)[0];
    const id = String(headers['kioskd-message-id']);
    const timestamp = Number(headers['kioskd-timestamp']);
    t.equal(headers['kioskd-signature'], webhookSignature(world.webhookSecret, id, timestamp, body));
    t.equal(id, pushed.id);
    t.match(pushed, {
      clientId: world.clientId,
      reference: 'A-17',
      message: { kind: 'paymentSucceeded', orderId, amountMinor: 1700, title: { zh: '已付款', en: 'Paid' } },
    });
    const listed = await world.ask('/messages');
    t.same(listed.body.items, [pushed], 'the list holds the same message once');
    t.same((await world.ask(`/messages?after=${pushed.id}`)).body, { items: [], next: pushed.id });
    const told = await until('the console knows that it was delivered', async () => {
      const { body } = await world.admin('GET', '/api/client-messages');
      return body.items[0].webhook === 'delivered' && body.items[0];
    });
    t.match(told, { kind: 'paymentSucceeded', orderState: 'paid', tries: 2 });

    const again = await world.ask(`/orders/${orderId}/payments`, { code: cardCode });
    t.match(again, { status: 409, body: { code: 'ORDER_NOT_OPEN' } });
  },
);

t.test('one key has one effect and one answer', async (t) => {
  const world = await openClientWorld(t);
  const [first, second] = await Promise.all([
    world.ask('/orders', anOrder(), { key: 'once' }),
    world.ask('/orders', anOrder(), { key: 'once' }),
  ]);
  t.same(first, second);
  const other = await world.ask('/orders', anOrder({ reference: 'B' }), { key: 'once' });
  t.match(other, { status: 409, body: { code: 'REQUEST_KEY_REUSED' } });
  const { orderId } = first.body;
  const [a, b] = await Promise.all([
    world.ask(`/orders/${orderId}/payments`, { code: cardCode }, { key: 'pay' }),
    world.ask(`/orders/${orderId}/payments`, { code: cardCode }, { key: 'pay' }),
  ]);
  t.same(a, b, 'a payment too');
  await until('it is paid', async () => (await world.ask(`/orders/${orderId}`)).body.state === 'paid');
  const charges = await world.database.db.selectFrom('charges').selectAll().execute();
  t.equal(charges.length, 1);
  const keyless = await fetch(new URL('/service/v1/orders', world.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(anOrder()),
  });
  t.equal(keyless.status, 400);
});

t.test('a payment that fails leaves the order open, with the page that says why', async (t) => {
  const world = await openClientWorld(t);
  const { orderId } = (await world.ask('/orders', anOrder())).body;
  await world.ask(`/orders/${orderId}/payments`, { code: otherCard });
  const failed = await until('the message', async () => (await world.ask('/messages')).body.items[0]);
  t.match(failed.message, {
    kind: 'paymentFailed',
    orderId,
    title: { en: 'The payment did not go through' },
  });
  t.match(await world.ask(`/orders/${orderId}`), { body: { state: 'open', chargeId: null } });
  const unknown = await world.ask(`/orders/${orderId}/payments`, { code: '1234567' });
  t.match(unknown, { status: 400, body: { code: 'CODE_PLATFORM_UNKNOWN' } });
});

t.test('a rule of the merchant holds for the question beforehand and for the payment', async (t) => {
  const world = await openClientWorld(t);
  const rule = {
    ...{ key: 'limit', order: 10, correction: 'changeList', place: 'cloud', whenUnknown: 'refuse' },
    label: { zh: '限额', en: 'Limit' },
    expression: 'amountMinor <= 1000',
    message: { zh: '一次最多十元。', en: 'At most ¥10 at a time.' },
  };
  t.match((await world.ask('/verifications', { amountMinor: 1700, currency: 'CNY' })).body, {
    passed: true,
    rulesVersion: 0,
  });
  await world.admin('PUT', '/api/verification/rules/limit', rule);
  await world.admin('POST', '/api/verification/publish');
  const asked = await world.ask('/verifications', { amountMinor: 1700, currency: 'CNY', code: cardCode });
  t.match(asked.body, { passed: false, rulesVersion: 1, results: [{ key: 'limit', passed: false }] });
  const { orderId } = (await world.ask('/orders', anOrder())).body;
  await world.ask(`/orders/${orderId}/payments`, { code: cardCode });
  const told = await until('the message', async () => (await world.ask('/messages')).body.items[0]);
  t.equal(told.message.kind, 'verificationFailed');
  t.same(told.message.results, asked.body.results, 'the same results as were told beforehand');
  t.same([told.message.title, told.message.note], [asked.body.title, asked.body.note], 'and the same words');
});

t.test('a cancelled order is closed, and a paid one is given back', async (t) => {
  const world = await openClientWorld(t);
  const open = (await world.ask('/orders', anOrder())).body.orderId;
  t.match((await world.ask(`/orders/${open}/cancel`, {})).body, { state: 'cancelled' });
  t.match(await world.ask(`/orders/${open}/payments`, { code: cardCode }), { status: 409 });
  const paid = (await world.ask('/orders', anOrder())).body.orderId;
  await world.ask(`/orders/${paid}/payments`, { code: cardCode });
  await until('paid', async () => (await world.ask(`/orders/${paid}`)).body.state === 'paid');
  await world.ask(`/orders/${paid}/cancel`, {});
  await until('refunded', async () => (await world.ask(`/orders/${paid}`)).body.state === 'refunded');
  const { items } = (await world.ask('/messages')).body;
  t.same(
    items.map(({ message }: { message: { kind: string } }) => message.kind),
    ['orderClosed', 'paymentSucceeded', 'refunded'],
  );
  const card = await world.admin('POST', '/api/stored-value-cards/balance', { code: cardCode });
  t.equal(card.body.balanceMinor, 10_000);
  const audit = (await world.admin('GET', '/api/audit')).body.items;
  t.ok(
    audit.some(
      ({ action, actor }: { action: string; actor: string }) =>
        action === 'cancelPreOrder' && actor === 'app',
    ),
  );
});

t.test('what a client may not do is refused, and a revoked one may nothing', async (t) => {
  const world = await openClientWorld(t, { scopes: ['messages'] });
  t.match(await world.ask('/orders', anOrder()), { status: 403, body: { code: 'SCOPE_MISSING' } });
  t.match(await world.ask('/messages', undefined, { token: 'kdc_x' }), { status: 401 });
  t.equal((await world.ask('/messages')).status, 200);
  await world.admin('DELETE', `/api/clients/${world.clientId}`);
  t.match(await world.ask('/messages'), { status: 401 });
});

t.test('an order is held to its sum, and one of another client is not found', async (t) => {
  const world = await openClientWorld(t);
  t.match(await world.ask('/orders', anOrder({ amountMinor: 1699 })), { status: 400 });
  const { orderId } = (await world.ask('/orders', anOrder())).body;
  const { body: other } = await world.admin('POST', '/api/clients', { name: 'other', scopes: ['orders'] });
  t.match(await world.ask(`/orders/${orderId}`, undefined, { token: other.token }), { status: 404 });
  t.match(await world.ask(`/orders/${orderId}/cancel`, {}, { token: other.token }), { status: 404 });
});

t.test('a charge that was intended and never sent is closed, and the order can be paid anew', async (t) => {
  const world = await openClientWorld(t);
  const { orderId } = (await world.ask('/orders', anOrder())).body;
  await world.database.db
    .updateTable('pre_orders')
    .set({ state: 'paying', charge_id: 'chg_LOST', platform: 'stored-value', charges: 1, changed_at_ms: 1 })
    .where('order_id', '=', orderId)
    .execute();
  await until('it is open again', async () => (await world.ask(`/orders/${orderId}`)).body.state === 'open');
  await world.ask(`/orders/${orderId}/payments`, { code: cardCode });
  await until('paid', async () => (await world.ask(`/orders/${orderId}`)).body.state === 'paid');
});
