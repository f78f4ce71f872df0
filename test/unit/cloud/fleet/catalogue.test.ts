import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { gunzipSync } from 'node:zlib';
import t from 'tap';
import { replaceProducts } from '../../../../src/cloud/database/catalogue-rows.ts';
import { createFleet } from '../../../../src/cloud/fleet/fleet.ts';
import { bundleSchema } from '../../../../src/domain/bundle.ts';
import { productSchema } from '../../../../src/domain/product.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { type Desired, type Fetch, type Part, partBytesMax } from '../../../../src/wire/messages.ts';
import { upTopic } from '../../../../src/wire/topics.ts';
import { machineAt, nextDown, openBroker, until } from '../../../support/cloud-broker.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const machine = machineAt('shop', 'k1');
const stranger = machineAt('rival', 'k2');
const everyShard = new Set(Array.from({ length: 16 }, (_, shard) => shard));

const { db, close } = await openMemoryDatabase();
t.teardown(close);
for (const { merchantId, machineId } of [machine, machineAt('shop', 'k3'), stranger]) {
  await addMachineRow(db, merchantId, machineId);
}

/** Names that gzip cannot shorten, more than one page of rows. */
const products = Array.from({ length: 6000 }, (_, n) =>
  productSchema.parse({
    ...{ productId: `p${n}`, name: { zh: '换行\n', en: randomBytes(100).toString('base64') } },
    ...{ category: 'drinks', gtins: [], soldBy: 'piece', priceMinor: n, picture: 'cola' },
  }),
);
const text = products.map((product) => `${JSON.stringify(product)}\n`).join('');

function bundleOf({ body }: Desired) {
  return bundleSchema.parse(JSON.parse(gunzipSync(Buffer.from(body, 'base64')).toString()));
}

t.test('catalogues over a real broker and database', async (t) => {
  const broker = await openBroker(t);
  const link = broker.cloudLink();
  const fleet = createFleet({
    ...{ db, link, clock: new SystemClock(), log: silentLog },
    receiptUrlBase: () => 'http://cloud.example/r',
    memberKey: () => Buffer.alloc(32).toString('base64'),
    cardKeys: () => undefined,
    couponKey: () => 'A'.repeat(43),
    paymentWays: () => ({ codeFormats: [], shown: [] }),
  });
  t.teardown(() => fleet.stop());
  fleet.start();
  fleet.holdShards(everyShard);
  const online = once(link, 'online');
  await link.start();
  await online;
  const kiosk = await broker.machineLink(machine);
  const rival = await broker.machineLink(stranger);
  const parts: Part[] = [];
  for (const one of [kiosk, rival]) {
    one.on('message', (topic, payload) => {
      if (topic.endsWith('/down/part')) parts.push(JSON.parse(Buffer.from(payload).toString()));
    });
  }
  const ask = (fetch: Fetch, from = machine, by = kiosk) =>
    by.publish(upTopic(from, 'fetch'), JSON.stringify(fetch));

  await t.test('a small one travels with its bundle', async (t) => {
    await replaceProducts(db as never, 'shop', products.slice(0, 2));
    const arrived = nextDown<Desired>(kiosk, machine, 'desired');
    await fleet.publish('shop', 'k1');
    const desired = await arrived;
    const unpacked = gunzipSync(Buffer.from(desired.catalogue ?? '', 'base64')).toString();
    t.equal(unpacked, text.split('\n').slice(0, 2).join('\n').concat('\n'));
    t.match(bundleOf(desired).catalogue, {
      sha256: createHash('sha256').update(unpacked).digest('hex'),
      products: 2,
    });
  });

  await t.test('a large one is named, and sent in the parts that are asked for', async (t) => {
    await replaceProducts(db as never, 'shop', products);
    const arrived = nextDown<Desired>(kiosk, machine, 'desired');
    await fleet.publish('shop', 'k1');
    const desired = await arrived;
    t.equal(desired.catalogue, undefined);
    const { sha256, packedBytes, products: count } = bundleOf(desired).catalogue;
    t.equal(count, products.length);
    t.equal(sha256, createHash('sha256').update(text).digest('hex'));
    const partCount = Math.ceil(packedBytes / partBytesMax);
    t.ok(partCount > 2);
    await ask({ sha256, firstPart: 1, parts: 8 });
    await ask({ sha256, firstPart: 0, parts: 1 });
    await until(async () => parts.length === partCount);
    const packed = parts.sort((a, b) => a.part - b.part).map(({ body }) => Buffer.from(body, 'base64'));
    t.ok(packed.every(({ length }) => length <= partBytesMax));
    t.equal(gunzipSync(Buffer.concat(packed)).toString(), text);
  });

  await t.test('is made once for all machines of a merchant, and goes only to them', async (t) => {
    const rows = () => db.selectFrom('catalogues').select('sha256').orderBy('sha256').execute();
    const before = await rows();
    const published = await fleet.publishAll('shop');
    t.equal(published.length, 2);
    t.strictSame(await rows(), before);
    const { sha256 } = bundleOf(
      await db
        .selectFrom('bundles')
        .select(['version', 'sha256', 'packed as body'])
        .where('machine_id', '=', 'k3')
        .executeTakeFirstOrThrow(),
    ).catalogue;
    parts.length = 0;
    await ask({ sha256, firstPart: 0, parts: 1 }, stranger, rival);
    await ask({ sha256: 'f'.repeat(64), firstPart: 0, parts: 1 });
    await kiosk.publish(upTopic(machine, 'fetch'), '{"sha256":1}');
    await ask({ sha256, firstPart: 0, parts: 1 });
    await until(async () => parts.length > 0);
    t.match(parts, [{ sha256, part: 0 }], 'nothing for another merchant, an unknown hash or no question');
  });

  await t.test('that no bundle names any more is forgotten after a while', async (t) => {
    const unnamed = { merchant_id: 'shop', sha256: 'a'.repeat(64), products: 0, packed_bytes: 1 };
    const recent = { ...unnamed, sha256: 'b'.repeat(64), made_at_ms: Date.now() };
    await db
      .insertInto('catalogues')
      .values([{ ...unnamed, made_at_ms: 0 }, recent])
      .execute();
    await fleet.publish('shop', 'k1');
    const left = await db.selectFrom('catalogues').select('sha256').execute();
    t.notOk(left.some(({ sha256 }) => sha256 === unnamed.sha256));
    t.ok(left.some(({ sha256 }) => sha256 === recent.sha256));
  });
});
