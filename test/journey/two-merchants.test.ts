/**
 * Two merchants in one cloud, each with a machine that sells: whatever one of them asks, by token, by
 * session, by live stream or at the broker, shows and changes nothing of the other's.
 */
import type { Test } from 'tap';
import { Fault } from '../../src/domain/fault.ts';
import { defaultCodeFormats } from '../../src/domain/payment-code.ts';
import { type OperationName, restApi } from '../../src/wire/rest.ts';
import { downTopic, shardOf, upTopic } from '../../src/wire/topics.ts';
import { CloudJournal } from '../support/cloud-journal.ts';
import { BrokerVisitor } from '../support/product-broker-visitor.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { liveEvents } from '../support/product-live.ts';
import { Rest } from '../support/product-rest.ts';
import { startSecondKiosk } from '../support/product-second-kiosk.ts';
import { until } from '../support/product-until.ts';
import { Shopper } from '../support/shopper.ts';

const rivalTea = {
  productId: 'rival-tea',
  name: { zh: '对手茶', en: 'Rival tea' },
  category: 'drinks',
  gtins: ['6909999000016'],
  soldBy: 'piece' as const,
  priceMinor: 350,
  picture: 'green-tea',
  options: [],
};
const login = { login: 'rita', password: 'rita sells tea' };
const demoMachine = { merchantId: 'demo', machineId: 'kiosk-1', shard: shardOf('kiosk-1') };
const rivalMachine = { merchantId: 'rival', machineId: 'kiosk-2', shard: shardOf('kiosk-2') };

/** What only the demo's merchant may read. */
const demoMarks = ['kiosk-1', '街角便利', 'Corner Shop', '可乐', 'soda-3-for-2'];

journey(
  'two merchants share a cloud and see nothing of each other',
  async (t, journey) => {
    const { product, shopper } = journey;
    const { operator, outside } = product;
    await setUpRival(journey);
    const kiosk = await startSecondKiosk(product, 'rival', 'kiosk-2');
    t.teardown(() => kiosk.stop());
    const rivalShopper = await Shopper.at(kiosk);
    t.teardown(() => rivalShopper.leave());
    const { token } = await operator.call('addToken', {
      path: { id: 'rival' },
      body: { name: 'books', role: 'owner' },
    });
    const rival = new Rest(product.ready.cloud, token);
    const demo = product.rest;
    const heard = await liveEvents(product.ready.cloud, token);
    t.teardown(() => heard.stop());
    const marks = [...demoMarks];
    const orders = { demo: '', rival: '' };

    await t.test('both sell, each by its own machine', async (t) => {
      await shopper.takes('cola');
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      orders.demo = (await shopper.sees('done')).orderId as string;
      marks.push(orders.demo);
      await shopper.finishes();

      await rivalShopper.sees('welcome', ({ merchantName }) => merchantName.en === 'Rival');
      await rivalShopper.chooses('A1');
      await rivalShopper.goesToPayByCash();
      await rivalShopper.insertsCoins(350);
      orders.rival = (await rivalShopper.sees('done')).orderId as string;
      await rivalShopper.finishes();
      const order = await until("the rival's order in the cloud", async () => {
        const found = await rival.order(orders.rival);
        return found.times.closedAtMs !== null && found;
      });
      t.match(order, { kiosk: 'kiosk-2', state: 'deliveryAndPaymentSuccess', total: 350 });
      await until("the demo's order in the cloud", async () => {
        const found = await demo.order(orders.demo);
        return found.times.closedAtMs !== null;
      });
    });

    await t.test("one merchant's payment account takes nothing for the other", async (t) => {
      const before = (await outside.book()).length;
      await rivalShopper.chooses('A1');
      await rivalShopper.goesToPayByCode();
      await rivalShopper.showsCode('paid');
      await rivalShopper.sees('paymentFailed');
      t.equal((await outside.book()).length, before, 'no trade in anybody’s name');
      await rivalShopper.touch({ tap: 'cancel' });
      await rivalShopper.sees('welcome');
    });

    await t.test("a token shows nothing of the other's, whatever it asks for", async (t) => {
      await showsNothing(t, rival, orders.demo, marks);
      const { items } = await rival.call('listOrders');
      t.ok(items.some(({ id }) => id === orders.rival) && items.every(({ kiosk }) => kiosk === 'kiosk-2'));
      t.same(
        (await rival.call('listKiosks')).items.map(({ id }) => id),
        ['kiosk-2'],
      );
      t.same((await rival.call('listProducts')).items, [rivalTea]);
      t.match(await demo.order(orders.demo), { id: orders.demo }, 'which its own token does show');
      await t.rejects(demo.order(orders.rival), { code: 'NOT_FOUND' });
    });

    await t.test('nor does a person signed in at the console', async (t) => {
      const session = await new Rest(product.ready.cloud, '').call('signIn', { body: login });
      t.match(session.principal, { role: 'owner', merchant: { id: 'rival' } });
      await showsNothing(t, new Rest(product.ready.cloud, session.token), orders.demo, marks);
    });

    await t.test("a token changes nothing of the other's", async (t) => {
      const before = await wholeOf(demo);
      await changesNothing(t, rival, before.users[0]?.id ?? '');
      t.same(await wholeOf(demo), before);
    });

    await t.test("the live stream tells only of one's own machine", async (t) => {
      const told = await until("the rival's sale in its stream", () =>
        heard.events.some(({ event, data }) => event === 'order' && data.includes(orders.rival)),
      );
      t.ok(told);
      const all = heard.events.map(({ data }) => data).join('\n');
      for (const mark of marks) t.notOk(all.includes(mark), mark);
    });

    await t.test("the broker lets a machine hear nothing that is sent to the other's", async (t) => {
      const visitor = await visitorOf(t, journey, rivalMachine);
      const ownTopics = downTopic(rivalMachine, 'ack').replace(/ack$/, '');
      for (const filter of [
        '#',
        'kiosk/#',
        'kiosk/v1/demo/#',
        'kiosk/v1/+/+/+/down/+',
        '+/+/+/+/+/+/+',
        '$SYS/#',
      ]) {
        await visitor.subscribe(filter);
      }
      for (const channel of ['ack', 'result', 'desired'] as const) {
        await visitor.subscribe(downTopic(demoMachine, channel));
      }
      for (const channel of ['journal', 'charge', 'ask', 'state'] as const) {
        await visitor.subscribe(upTopic(demoMachine, channel));
      }
      await visitor.subscribe(`${ownTopics}+`);
      await shopper.takes('biscuits');
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      await shopper.sees('done');
      await shopper.finishes();
      await operator.call('publishToKiosk', { path: { id: 'kiosk-1' }, query: { merchant: 'demo' } });
      const { version } = await rival.call('publishToKiosk', { path: { id: 'kiosk-2' } });
      await until("the visitor hears of its own machine's bundle", () =>
        visitor.heard.some(
          ({ topic, text }) => topic.endsWith('/desired') && text.includes(`"version":${version}`),
        ),
      );
      t.same(
        visitor.heard.filter(({ topic }) => !topic.startsWith(ownTopics)),
        [],
      );
    });

    await t.test("the broker takes nothing from a machine in the other's name", async (t) => {
      const before = await demo.call('readKiosk', { path: { id: 'kiosk-1' } });
      const forged = { online: false, session: 1e12, bootId: 'b', version: 'x', bundleVersion: 0 };
      const state = { ...forged, journalId: 'jnl_forged', lastSeq: 0, atMs: 1, devices: [] };
      const batch = {
        journalId: 'jnl_forged',
        firstSeq: 1,
        previousHash: '0'.repeat(64),
        records: [{ text: '{}', hash: '0'.repeat(64) }],
      };
      const forger = await visitorOf(t, journey, rivalMachine);
      await forger.publish(downTopic(demoMachine, 'desired'), JSON.stringify({ version: 99 }));
      const messages = { state, journal: batch, ask: { chargeId: 'chg_x', orderId: 'ord_x' } };
      for (const [channel, message] of Object.entries(messages)) {
        const visitor = await visitorOf(t, journey, rivalMachine);
        await visitor.publish(upTopic(demoMachine, channel as 'state'), JSON.stringify(message));
      }
      await shopper.takes('lollipop');
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      const { orderId } = await shopper.sees('done');
      await shopper.finishes();
      await until("the demo's next sale in the cloud", async () => {
        const found = await demo.order(orderId as string);
        return found.times.closedAtMs !== null;
      });
      const after = await demo.call('readKiosk', { path: { id: 'kiosk-1' } });
      t.match(after, {
        presence: 'online',
        selling: true,
        journals: [{ id: before.journal.id, current: true }],
      });
      t.equal(after.journals.length, 1);
      t.equal((await outside.status()).bundleVersion, after.bundle.publishedVersion);
    });

    await t.test("a question about the other's charge is answered as about none", async (t) => {
      const [payment] = (await demo.order(orders.demo)).payments;
      const visitor = await visitorOf(t, journey, rivalMachine);
      await visitor.subscribe(downTopic(rivalMachine, 'result'));
      const ask = { chargeId: payment?.chargeId, orderId: orders.demo };
      await visitor.publish(upTopic(rivalMachine, 'ask'), JSON.stringify(ask));
      const answer = await until('an answer', () =>
        visitor.heard.find(({ text }) => text.includes(String(payment?.chargeId))),
      );
      t.match(JSON.parse(answer.text), { about: 'charge', state: 'failed' });
      t.notMatch(answer.text, payment?.platformTradeNo);
      t.match(await demo.order(orders.demo), {
        state: 'deliveryAndPaymentSuccess',
        payments: [{ state: 'paid' }],
      });
    });

    await t.test("records about the other's order or charge move neither", async (t) => {
      const [payment] = (await demo.order(orders.demo)).payments;
      const chargeId = String(payment?.chargeId);
      const visitor = await visitorOf(t, journey, rivalMachine);
      await visitor.subscribe(downTopic(rivalMachine, 'result'));
      const refund = {
        kind: 'refundIntended',
        amountMinor: 300,
        currency: 'CNY',
        reason: 'DISPENSER_JAM',
      } as const;
      const invented = new CloudJournal('jnl_invented').append(
        { kind: 'orderAbandoned', orderId: orders.demo, reason: 'shopperCancelled' },
        { ...refund, orderId: orders.demo, refundId: 'rfd_theirs', chargeId },
        { ...refund, orderId: 'ord_invented', refundId: 'rfd_own', chargeId },
      );
      await visitor.publish(upTopic(rivalMachine, 'journal'), JSON.stringify(invented.batch()));
      const poison = await until("the records about the other's order are set aside", async () => {
        const { items } = await rival.call('listPoison');
        return items.length === 2 && items;
      });
      t.match(poison.map(({ seq }) => seq).toSorted(), [1, 2]);
      const answer = await until('an answer about the refund', () =>
        visitor.heard.find(({ text }) => text.includes('rfd_own') && !text.includes('pending')),
      );
      t.match(JSON.parse(answer.text), { about: 'refund', state: 'failed' });
      t.match(await demo.order(orders.demo), {
        state: 'deliveryAndPaymentSuccess',
        abandoned: null,
        refunds: [],
      });
      const trade = (await outside.book()).find(({ outTradeNo }) => outTradeNo === chargeId);
      t.match(trade, { status: 'TRADE_SUCCESS', refundedMinor: 0 });
      t.same((await demo.call('listPoison')).items, []);
    });

    await t.test('without the right password nobody gets in at all', async (t) => {
      await t.rejects(BrokerVisitor.connect(product.ready.mqtt, 'rival.kiosk-2', 'guess'));
      await t.rejects(BrokerVisitor.connect(product.ready.mqtt, 'cloud', 'guess'));
      await t.rejects(new Rest(product.ready.cloud, 'guess').call('listOrders'), { code: 'ACCESS_DENIED' });
    });
  },
  { moreMachines: ['rival.kiosk-2'], onEveryEngine: true },
);

/** A merchant with a machine, a product and a person, as the platform's operator sets one up. */
async function setUpRival({ product }: Journey): Promise<void> {
  const { operator } = product;
  const query = { merchant: 'rival' };
  await operator.call('addMerchant', { body: { id: 'rival', name: { zh: '对手', en: 'Rival' } } });
  await operator.call('addKiosk', {
    body: { merchantId: 'rival', id: 'kiosk-2', name: { zh: '二号机', en: 'Kiosk 2' } },
  });
  await operator.call('replaceCatalogue', {
    query,
    body: {
      products: [rivalTea],
      promotions: [],
      patterns: [],
      codeFormats: [...defaultCodeFormats],
      kiosks: [
        {
          id: 'kiosk-2',
          selections: [{ selectionId: 'A1', productId: 'rival-tea', target: { how: 'slot', slot: 'A1' } }],
        },
      ],
    },
  });
  await operator.call('publishToAll', { query });
  await operator.call('addUser', {
    path: { id: 'rival' },
    body: { ...login, displayName: 'Rita', role: 'owner' },
  });
}

/** Every question of the API, about everything of the demo's by its right name. */
async function showsNothing(
  t: Test,
  rival: Rest,
  demoOrderId: string,
  marks: readonly string[],
): Promise<void> {
  const reads = Object.entries(restApi).filter(([, { method }]) => method === 'GET');
  t.ok(reads.length > 8);
  for (const [name, { path }] of reads) {
    const ids = idsFor(path, demoOrderId);
    for (const query of [{}, { merchant: 'demo' }, { kiosk: 'kiosk-1' }] as Record<string, string>[]) {
      const answer = await rival.call(name as OperationName, { path: ids, query }).catch((error: unknown) => {
        if (error instanceof Fault) return { refused: error.code };
        throw error;
      });
      const text = JSON.stringify(answer);
      const leaked = marks.filter((mark) => text.includes(mark));
      t.same(leaked, [], `${name} ${JSON.stringify(query)}`);
    }
  }
}

function idsFor(path: string, demoOrderId: string): Record<string, string> {
  if (path.includes('/orders/')) return { id: demoOrderId };
  if (path.includes('/merchants/')) return { id: 'demo' };
  return path.includes('/products/') ? { id: 'cola' } : { id: 'kiosk-1' };
}

/** Everything a merchant's own token sees that nobody but itself may change. */
async function wholeOf(rest: Rest) {
  const query = { limit: '200' };
  const kiosk = await rest.call('readKiosk', { path: { id: 'kiosk-1' } });
  const path = { id: 'demo' };
  return {
    products: (await rest.call('listProducts', { query })).items,
    promotions: (await rest.call('listPromotions', { query })).items,
    users: (await rest.call('listUsers', { path })).items,
    tokens: (await rest.call('listTokens', { path })).items,
    kiosk: { name: kiosk.name, tenders: kiosk.tenders, selections: kiosk.selections, bundle: kiosk.bundle },
  };
}

async function changesNothing(t: Test, rival: Rest, demoUserId: string): Promise<void> {
  const query = { merchant: 'demo' };
  const demo = { id: 'demo' };
  const name = { zh: '劫', en: 'Taken' };
  const refusedToAll = { code: /^(NOT_FOUND|ACCESS_DENIED)$/ };
  await t.rejects(
    rival.call('changeKiosk', { path: { id: 'kiosk-1' }, query, body: { name } }),
    refusedToAll,
  );
  await t.rejects(rival.call('publishToKiosk', { path: { id: 'kiosk-1' }, query }), refusedToAll);
  await t.rejects(rival.call('addMerchant', { body: { id: 'demo', name } }), refusedToAll);
  await t.rejects(
    rival.call('addKiosk', { body: { merchantId: 'rival', id: 'kiosk-1', name } }),
    refusedToAll,
  );
  await t.rejects(
    rival.call('addUser', { path: demo, body: { login: 'demo', password: 'taken over', role: 'owner' } }),
    refusedToAll,
  );
  await t.rejects(rival.call('addToken', { path: demo, body: { name: 'x', role: 'owner' } }), refusedToAll);
  for (const id of ['demo', 'rival']) {
    const path = { id, userId: demoUserId };
    await t.rejects(rival.call('removeUser', { path }), refusedToAll);
  }
  // What names no merchant of its own is done to one's own goods, or refused; the demo's stay as they are.
  const own = { query, path: { id: 'cola' } };
  const cola = { ...rivalTea, productId: 'cola', gtins: ['6909999000023'] };
  await rival.call('changeProduct', { ...own, body: cola }).catch(() => undefined);
  await rival.call('removeProduct', own).catch(() => undefined);
  await rival.call('removePromotion', { query, path: { id: 'soda-3-for-2' } }).catch(() => undefined);
}

async function visitorOf(t: Test, { product }: Journey, { merchantId, machineId }: typeof rivalMachine) {
  const added = await product.operator.call('addKiosk', {
    body: { merchantId, id: machineId, name: { zh: '二号机', en: 'Kiosk 2' } },
  });
  const visitor = await BrokerVisitor.connect(product.ready.mqtt, added.mqttUser, added.mqttPassword);
  t.teardown(() => visitor.leave());
  return visitor;
}
