import t from 'tap';
import type { RecordBody } from '../../../../src/domain/record.ts';
import type { MqttLink } from '../../../../src/platform/mqtt-link.ts';
import type { JournalAck, MachineState } from '../../../../src/wire/messages.ts';
import { type LiveEvent, liveEventSchema, restApi } from '../../../../src/wire/rest.ts';
import { type MachineAddress, upTopic } from '../../../../src/wire/topics.ts';
import { machineAt, nextDown, until } from '../../../support/cloud-broker.ts';
import { CloudJournal, saleRecords } from '../../../support/cloud-journal.ts';
import { addShop, bootstrapToken, openCloud } from '../../../support/cloud-under-test.ts';

const cloud = await openCloud(t);
const alpha = await addShop(cloud, 'alpha', 'kiosk-a');
const beta = await addShop(cloud, 'beta', 'kiosk-b');
const machine = machineAt('alpha', 'kiosk-a');
const kiosk = await cloud.broker.machineLink(machine);

const state: MachineState = {
  online: true,
  session: 1,
  bootId: 'boot',
  version: '1.2.3',
  bundleVersion: 0,
  journalId: 'jnl_a',
  lastSeq: 0,
  atMs: 1,
  devices: [],
};

/** Sends a whole journal until it is acknowledged to its end. */
async function sync(link: MqttLink, of: MachineAddress, journal: CloudJournal, from = 1): Promise<void> {
  let done = false;
  const acked = nextDown<JournalAck>(link, of, 'ack', (ack) => ack.seq === journal.lastSeq);
  void acked.then(() => {
    done = true;
  });
  await until(async () => {
    await link.publish(upTopic(of, 'journal'), JSON.stringify(journal.batch(from)));
    return done;
  });
}

/** Follows `GET /api/live` as a browser would. */
async function follow(token: string): Promise<{ events: LiveEvent[]; stop: () => void }> {
  const stopping = new AbortController();
  const response = await fetch(`${cloud.url}/api/live`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stopping.signal,
  });
  const events: LiveEvent[] = [];
  const read = async () => {
    let text = '';
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(piece).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) events.push(liveEventSchema.parse(JSON.parse(data)));
      }
    }
  };
  read().catch(() => undefined);
  return { events, stop: () => stopping.abort() };
}

const nasty = '<script>alert(1)</script>&"';
const renamed = (bodies: RecordBody[]): RecordBody[] =>
  bodies.map((body) =>
    'lines' in body
      ? { ...body, lines: body.lines.map((line) => ({ ...line, name: { zh: nasty, en: 'Water' } })) }
      : body,
  );

const journal = new CloudJournal('jnl_a')
  .append({ kind: 'machineStarted', bootId: 'boot', version: '1.2.3', unclean: false })
  .append(...renamed(saleRecords('ord_a1')))
  .append(...saleRecords('ord_a2', 'notDelivered'));

/** What the gateway wrote when it took the first order's charge, before the machine heard of it. */
const charged = {
  merchant_id: 'alpha',
  machine_id: 'kiosk-a',
  order_id: 'ord_a1',
  state: 'paid',
  reason: null,
  platform_trade_no: 'trade-ord_a1',
};
// After the machine's intent (fourth record) and before its settlement.
const chargedAtMs = 1_700_000_004_500;

t.before(async () => {
  await cloud.database.db
    .insertInto('charges')
    .values({
      ...charged,
      ...{
        charge_id: 'chg_a1',
        platform: 'alipay',
        amount_minor: 200,
        currency: 'CNY',
        content_hash: 'hash',
      },
      ...{ queries: 0, cancels: 0, came_late: false, submitted_at_ms: chargedAtMs, due_at_ms: null },
      ...{ created_at_ms: chargedAtMs, updated_at_ms: chargedAtMs },
      ...{ version: 0, lease_holder: '', lease_until_ms: 0 },
    })
    .execute();
  await cloud.database.db
    .insertInto('transaction_log')
    .values({ ...charged, about: 'charge', ref_id: 'chg_a1', at_ms: chargedAtMs })
    .execute();
});

t.test('orders of a machine are shown live, to their merchant only', async (t) => {
  const own = await follow(alpha);
  const other = await follow(beta);
  t.teardown(() => {
    own.stop();
    other.stop();
  });
  await kiosk.publish(upTopic(machine, 'state'), JSON.stringify(state), { retain: true });
  await sync(kiosk, machine, journal);
  await until(() => own.events.some((event) => event.event === 'order' && event.order.id === 'ord_a2'));
  await until(() => own.events.some((event) => event.event === 'kiosk' && event.kiosk.presence === 'online'));
  const otherKiosk = await cloud.broker.machineLink(machineAt('beta', 'kiosk-b'));
  await sync(
    otherKiosk,
    machineAt('beta', 'kiosk-b'),
    new CloudJournal('jnl_b').append(...saleRecords('ord_b1')),
  );
  await until(() => other.events.some((event) => event.event === 'order'));
  t.strictSame(
    other.events.flatMap((event) => (event.event === 'order' ? [event.order.kiosk] : [])),
    ['kiosk-b'],
  );
  t.notMatch(JSON.stringify(own.events), /kiosk-b/);
});

t.test('an order says all that is known of it', async (t) => {
  const { status, body } = await cloud.ask('/api/orders/ord_a1', { token: alpha });
  t.equal(status, 200);
  const order = restApi.readOrder.answer.parse(body);
  t.match(order, {
    id: 'ord_a1',
    kiosk: 'kiosk-a',
    state: 'deliveryAndPaymentSuccess',
    total: 200,
    currency: 'CNY',
    payments: [{ tender: 'code', state: 'paid', platform: 'alipay', codeMasked: '28**********1234' }],
    deliveries: [{ state: 'delivered' }],
    refunds: [],
    times: { openedAtMs: 1_700_000_002_000, closedAtMs: 1_700_000_009_000 },
  });
  t.strictSame(
    order.history.map((entry) => `${entry.source} ${entry.kind}`),
    [
      'machine basketChanged',
      'machine orderSubmitted',
      'machine chargeIntended',
      'gateway charge.paid',
      'machine chargeSettled',
      'machine orderPaid',
      'machine deliveryStarted',
      'machine deliveryEnded',
      'machine orderClosed',
    ],
  );
  for (const token of [beta]) {
    t.match(await cloud.ask('/api/orders/ord_a1', { token }), { status: 404, body: { code: 'NOT_FOUND' } });
  }
  const named = await cloud.ask('/api/orders/ord_a1?merchant=beta', { token: bootstrapToken });
  t.equal(named.status, 404, 'also for the admin who names the other merchant');
});

t.test('orders are listed newest first, page by page, and found', async (t) => {
  const many = new CloudJournal('jnl_a', 1_700_001_000_000);
  many.records.push(...journal.records);
  for (let i = 0; i < 5; i += 1) many.append(...saleRecords(`ord_n${i}`).slice(0, 1));
  await sync(kiosk, machine, many, journal.lastSeq + 1);
  const ids: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const path: string = `/api/orders?limit=3${next === '' ? '' : `&after=${next}`}`;
    const { body } = await cloud.ask(path, { token: alpha });
    const page = restApi.listOrders.answer.parse(body);
    ids.push(...page.items.map((order) => order.id));
    next = page.next;
  }
  t.equal(new Set(ids).size, 7);
  t.equal(ids.length, 7);
  const found = async (filter: string) => {
    const { body } = await cloud.ask(`/api/orders?${filter}`, { token: alpha });
    return body.items.map((order: { id: string }) => order.id);
  };
  t.strictSame(await found('text=TRADE-ord_a2'), ['ord_a2']);
  t.strictSame(await found(`text=${encodeURIComponent('<SCRIPT')}`), ['ord_a1']);
  t.strictSame(await found('state=deliveryFailRefundInExecution'), ['ord_a2']);
  t.strictSame(await found('from=1700000002000&to=1700000002001'), ['ord_a1']);
  t.equal((await found('kiosk=kiosk-a')).length, 7);
  t.strictSame(await found('kiosk=kiosk-b'), []);
});

t.test('the machine and what is open are counted', async (t) => {
  const { body } = await cloud.ask('/api/kiosks/kiosk-a', { token: alpha });
  t.match(restApi.readKiosk.answer.parse(body), {
    presence: 'online',
    selling: true,
    softwareVersion: '1.2.3',
    mqttUser: 'alpha.kiosk-a',
    journal: { id: 'jnl_a', committedSeq: 22 },
    journals: [{ id: 'jnl_a', seq: 22, current: true }],
    selections: [{ selectionId: 'A1' }],
  });
  const overview = await cloud.ask('/api/overview', { token: alpha });
  t.match(restApi.readOverview.answer.parse(overview.body), {
    kiosks: { total: 1, online: 1, selling: 1 },
    open: { orders: 1, refunds: 1, poison: 0 },
  });
});

t.test('a poison record is shown with an alarm, which a person can close', async (t) => {
  const poisoned = new CloudJournal('jnl_a');
  const before = await cloud.ask('/api/kiosks/kiosk-a', { token: alpha });
  const [{ hash } = { hash: '' }] = await cloud.database.db
    .selectFrom('machine_journals')
    .select('hash')
    .where('machine_id', '=', 'kiosk-a')
    .execute();
  const { committedSeq } = before.body.journal;
  for (let seq = 0; seq < committedSeq; seq += 1) poisoned.records.push({ text: '{}', hash });
  poisoned.appendText('{"kind":"from the future"}');
  await sync(kiosk, machine, poisoned, committedSeq + 1);
  const poison = await cloud.ask('/api/poison', { token: alpha });
  t.match(poison.body.items, [{ kiosk: 'kiosk-a', seq: committedSeq + 1, fault: 'RECORD_POISONED' }]);
  const alarms = await cloud.ask('/api/alarms', { token: alpha });
  // The refund that this story's gateway cannot make has an alarm of its own.
  const aboutPoison = (body: unknown) =>
    restApi.listAlarms.answer.parse(body).items.filter(({ kind }) => kind === 'poison');
  const [alarm] = aboutPoison(alarms.body);
  t.match(alarm, { kind: 'poison', severity: 'critical', kiosk: 'kiosk-a', clearedAtMs: null });
  t.match(await cloud.ask(`/api/alarms/${alarm?.id}/clear`, { token: beta, method: 'POST' }), {
    status: 404,
  });
  t.match(await cloud.ask(`/api/alarms/${alarm?.id}/clear`, { token: alpha, method: 'POST' }), {
    status: 200,
  });
  t.strictSame(aboutPoison((await cloud.ask('/api/alarms', { token: alpha })).body), []);
  t.equal(aboutPoison((await cloud.ask('/api/alarms?state=all', { token: alpha })).body).length, 1);
});

t.test('the receipt is there for who has the number, in both languages', async (t) => {
  const zh = await cloud.ask('/r/ord_a1');
  t.equal(zh.status, 200);
  t.match(zh.headers.get('content-security-policy'), /default-src 'none'/);
  t.match(zh.text, /交易完成/);
  t.match(zh.text, /￥2\.00/);
  t.match(zh.text, /28\*+1234/);
  t.match(zh.text, /&lt;script&gt;alert/);
  t.notMatch(zh.text, /<script/);
  const en = await cloud.ask('/r/ord_a2?lang=en', { headers: { 'accept-language': 'zh-CN' } });
  t.match(en.text, /Not delivered, being refunded/);
  t.match(en.text, /Being refunded/);
  t.notMatch(en.text, /trade-/, 'and no number of the platform');
  const missing = await cloud.ask('/r/ord_unknown', { headers: { 'accept-language': 'en-GB' } });
  t.equal(missing.status, 404);
  t.match(missing.text, /The receipt is not here yet/);
  const injected = await cloud.ask(`/r/${encodeURIComponent(nasty)}`);
  t.notMatch(injected.text, /<script/);
});

t.test('a live stream is for who may read', async (t) => {
  t.equal((await cloud.ask('/api/live')).status, 401);
  t.equal(
    (await cloud.ask('/api/live', { token: bootstrapToken })).status,
    400,
    'the admin names a merchant',
  );
});
