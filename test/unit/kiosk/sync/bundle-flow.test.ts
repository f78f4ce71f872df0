import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import type { Bundle } from '../../../../src/domain/bundle.ts';
import type { ProductIndex } from '../../../../src/domain/find-product.ts';
import { MemoryCatalogueStore } from '../../../../src/kiosk/catalogue/memory-catalogue-store.ts';
import { BundleFlow } from '../../../../src/kiosk/sync/bundle-flow.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';
import { type Desired, type Fetch, partBytesMax, partsAskedMax } from '../../../../src/wire/messages.ts';
import { type PackedCatalogue, packedCatalogue } from '../../../support/packed-catalogue.ts';
import { sampleBundle } from '../../../support/sample-shop.ts';

const machine = { merchantId: 'demo', machineId: 'kiosk-1', shard: 1 };

function product(productId: string, pictureLike = 'cola'): object {
  return {
    ...{ productId, name: { zh: productId, en: pictureLike }, category: 'drinks', gtins: [] },
    ...{ soldBy: 'piece', priceMinor: 100, picture: 'cola', options: [] },
  };
}

/** Names that gzip cannot shorten, so that the catalogue has more parts than are asked for at once. */
const large = packedCatalogue(
  Array.from({ length: 16_000 }, (_, n) => product(`p${n}`, randomBytes(190).toString('base64'))),
);
const small = packedCatalogue([product('cola'), product('tea')]);
const parts = Math.ceil(large.packed.length / partBytesMax);

function desired(version: number, catalogue: PackedCatalogue, change: Partial<Bundle> = {}): Desired {
  const text = JSON.stringify(sampleBundle({ version, catalogue: catalogue.ref, ...change }));
  const sha256 = createHash('sha256').update(text).digest('hex');
  const enclosed = catalogue === large ? {} : { catalogue: Buffer.from(catalogue.packed).toString('base64') };
  return { version, sha256, body: gzipSync(text).toString('base64'), ...enclosed };
}

const message = (value: object) => Buffer.from(JSON.stringify(value));
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A machine's bundles; `text` is its file. */
function machineWith(catalogues = new MemoryCatalogueStore(), disk: { text?: string } = {}) {
  const timeline = new Timeline();
  const asked: Fetch[] = [];
  const applied: { version: number; products: ProductIndex }[] = [];
  const flow = new BundleFlow({
    file: {
      load: async () => disk.text,
      save: async (text) => {
        disk.text = text;
      },
    },
    ...{ catalogues, machine, clock: new VirtualClock(timeline, 0), log: silentLog },
    ask: async (question) => {
      asked.push(question);
    },
    applied: async ({ version }, _sha256, products) => {
      applied.push({ version, products });
    },
    changed: () => undefined,
  });
  const send = (part: number) => {
    const bytes = large.packed.subarray(part * partBytesMax, (part + 1) * partBytesMax);
    flow.takePart({ sha256: large.ref.sha256, part, body: Buffer.from(bytes).toString('base64') });
  };
  /** Answers everything asked from `from` on but the parts that are `lost`. */
  const answer = async (from: number, lost: readonly number[] = []) => {
    let next = from;
    for (; next < asked.length; next += 1) {
      const { firstPart, parts: count } = asked[next] as Fetch;
      for (let part = firstPart; part < firstPart + count; part += 1) if (!lost.includes(part)) send(part);
      for (let i = 0; i < 20; i += 1) await turn();
    }
    return next;
  };
  return { flow, asked, applied, send, answer, timeline, disk, catalogues };
}

t.test('a small catalogue comes with its bundle and is in force after a restart', async (t) => {
  const { flow, asked, applied, disk, catalogues } = machineWith();
  await flow.take(message(desired(3, small)));
  t.equal(flow.version(), 3);
  t.equal(applied[0]?.products.byId('tea')?.productId, 'tea');
  t.same(asked, []);
  const again = machineWith(catalogues, disk);
  await again.flow.start();
  t.equal(again.flow.version(), 3);
  t.equal(again.applied[0]?.products.byId('tea')?.productId, 'tea');
});

t.test('a large catalogue is fetched some parts at a time, and once', async (t) => {
  const { flow, asked, applied, answer } = machineWith();
  const taken = flow.take(message(desired(1, large)));
  await turn();
  t.ok(parts > partsAskedMax);
  t.same(asked, [{ sha256: large.ref.sha256, firstPart: 0, parts: partsAskedMax }]);
  t.equal(applied.length, 0, 'nothing is in force before all of it is there');
  const questions = await answer(0);
  await taken;
  t.equal(questions, Math.ceil(parts / partsAskedMax));
  t.equal(applied[0]?.products.byId('p15999')?.productId, 'p15999');
  await flow.take(message(desired(2, large, { helpPhone: '110' })));
  t.equal(flow.version(), 2);
  t.equal(asked.length, questions, 'a bundle that names the same catalogue fetches nothing');
});

t.test('what does not come is asked for again', async (t) => {
  const { flow, asked, answer, timeline } = machineWith();
  const taken = flow.take(message(desired(1, large)));
  await turn();
  await answer(0, [3]);
  t.equal(asked.length, 1);
  await timeline.run(9999, () => false);
  t.equal(asked.length, 1, 'for ten seconds it may still come');
  await timeline.run(10_001, () => false);
  await turn();
  t.match(asked[1], { firstPart: 3 });
  await answer(1);
  await taken;
  t.equal(flow.version(), 1);
});

t.test('parts that nobody asked for, or of another catalogue, are left', async (t) => {
  const { flow, send, answer } = machineWith();
  send(0);
  const taken = flow.take(message(desired(1, large)));
  await turn();
  send(partsAskedMax + 1);
  flow.takePart({ sha256: small.ref.sha256, part: 0, body: 'AAAA' });
  await answer(0);
  await taken;
  t.equal(flow.version(), 1);
});

t.test('a newer bundle ends the fetch of an older one; the same one again does not', async (t) => {
  const { flow, asked, applied } = machineWith();
  const first = flow.take(message(desired(1, large)));
  await turn();
  await flow.take(message(desired(1, large)));
  t.equal(asked.length, 1);
  await flow.take(message(desired(2, small)));
  await first;
  t.same(
    applied.map(({ version }) => version),
    [2],
  );
  t.equal(flow.fault(), undefined, 'nothing was refused');
});

t.test('a machine that stops asks no more', async (t) => {
  const { flow, asked, timeline } = machineWith();
  const taken = flow.take(message(desired(1, large)));
  await turn();
  flow.stop();
  await taken;
  await timeline.run(60_000, () => false);
  t.equal(asked.length, 1);
  t.equal(flow.version(), 0);
});

t.test(
  'a bundle whose catalogue does not fit is refused, the one before stays, and it may come again',
  async (t) => {
    const { flow, applied, disk } = machineWith();
    await flow.take(message(desired(1, small)));
    const before = disk.text;
    const wrong = { ...small, ref: { ...small.ref, sha256: 'f'.repeat(64) } };
    await flow.take(message(desired(2, wrong)));
    t.equal(flow.fault(), 'BUNDLE_INVALID');
    t.equal(flow.version(), 1);
    t.equal(disk.text, before);
    await flow.take(message(desired(2, small)));
    t.equal(flow.version(), 2);
    t.equal(flow.fault(), undefined);
    t.equal(applied.length, 2);
  },
);

t.test('a kept bundle whose catalogue is gone waits for the cloud to send it again', async (t) => {
  const { flow, applied } = machineWith(new MemoryCatalogueStore(), {
    text: JSON.stringify(sampleBundle({ version: 5, catalogue: small.ref })),
  });
  await flow.start();
  t.equal(flow.version(), 0);
  t.equal(flow.fault(), 'BUNDLE_INVALID');
  await flow.take(message(desired(5, small)));
  t.equal(flow.version(), 5);
  t.equal(applied.length, 1);
});
