/** Files and what is read back from disks: configuration, profile, bundle, catalogue, journal. */

import { createHash } from 'node:crypto';
import { readMachineProfile } from '../../../hal/machine-profile.ts';
import { readRecord } from '../../../src/cloud/ledger/read-record.ts';
import { type Bundle, bundleSchema } from '../../../src/domain/bundle.ts';
import { Fault } from '../../../src/domain/fault.ts';
import { evolveOrder, isOrderRecord, type Order } from '../../../src/domain/order.ts';
import { CatalogueText } from '../../../src/kiosk/catalogue/catalogue-text.ts';
import { MemoryCatalogueStore } from '../../../src/kiosk/catalogue/memory-catalogue-store.ts';
import { openShop } from '../../../src/kiosk/checkout/shop.ts';
import { ReadModels } from '../../../src/kiosk/journal/read-models.ts';
import { decodeRecord } from '../../../src/kiosk/journal/record-codec.ts';
import { parseKioskConfig } from '../../../src/kiosk/kiosk-config.ts';
import { BundleFlow } from '../../../src/kiosk/sync/bundle-flow.ts';
import { packedCatalogue } from '../packed-catalogue.ts';
import { sampleBundle } from '../sample-shop.ts';
import { type Boundary, bytesOf, jsonOf, owed, type Subject, textOf, verdictOf } from './boundary.ts';
import { faceStoreBoundary } from './face-store-boundary.ts';
import { sampleRecords } from './sample-records.ts';
import { stillClock, VerdictLog } from './still-parts.ts';

const profile = {
  version: 1,
  scanners: [{ driver: 'serial', address: 'tcp://127.0.0.1:9101', framing: 'line' }],
  printer: { driver: 'escpos', address: '/dev/kiosk/printer', columns: 48 },
  gpio: { driver: 'kio', address: 'tcp://127.0.0.1:9102' },
  dispensers: [
    { driver: 'shelf', slots: ['A1', 'A2'] },
    { driver: 'kcm', address: 'tcp://127.0.0.1:9103', recipes: ['latte'] },
  ],
  cash: { driver: 'pulse', coinMinor: 50, payoutCoinMinor: 50 },
  camera: { driver: 'http', url: 'http://127.0.0.1:8080/stream' },
  cameraLamp: 'lamp.camera',
  fingerprint: { driver: 'r503', address: '/dev/kiosk/fingerprint' },
  speaker: { driver: 'alsa', device: 'plughw:1,0', speech: true },
};

const config = {
  ...{ merchantId: 'demo', machineId: 'kiosk-1', mqttUrl: 'mqtt://127.0.0.1:1883', mqttUser: 'demo.kiosk-1' },
  ...{
    mqttPassword: 'password-of-the-broker',
    screenPort: 0,
    technicianToken: 'a-technician-token',
    logLevel: 'info',
  },
  profile,
};

/** JSON that is read by a schema; text that is none is the reader's to refuse. */
function parsedBy(read: (value: unknown) => unknown): () => Subject {
  return () => ({
    take: (input) => {
      let value: unknown;
      try {
        value = JSON.parse(textOf(input));
      } catch {
        return 'no JSON';
      }
      return verdictOf(() => read(value));
    },
  });
}

const machine = { merchantId: 'demo', machineId: 'kiosk-1', shard: 0 };

/** A bundle as it lies on the machine's disk: read at the start, put in force, and sold from. */
async function openBundle(): Promise<Subject> {
  const log = new VerdictLog();
  const kept = new Map();
  const { ref } = packedCatalogue([]);
  kept.set(ref.sha256, []);
  const catalogues = new MemoryCatalogueStore(kept);
  // Whatever catalogue the bundle names is there, so that the bundle itself decides.
  const open = async () => catalogues.open(ref.sha256);
  return {
    take: async (input) => {
      const flow = new BundleFlow({
        ...{ machine, clock: stillClock, log },
        catalogues: {
          open,
          take: (r) => catalogues.take(r),
          keepOnly: async () => undefined,
          onDamaged: () => undefined,
        },
        file: { load: async () => textOf(input), save: async () => undefined },
        ask: async () => undefined,
        applied: async (bundle: Bundle, _sha256, products) => {
          openShop(bundle, products);
        },
        changed: () => undefined,
      });
      await flow.start();
      const verdict = log.verdict();
      owed(flow.version() > 0 === (verdict === 'accepted'), 'a bundle is half in force');
      return verdict;
    },
  };
}

const products = [
  {
    productId: 'cola',
    name: { zh: '可乐', en: 'Cola' },
    category: 'drinks',
    gtins: ['6901234567892'],
    soldBy: 'piece',
    priceMinor: 450,
    picture: 'cola',
  },
  {
    productId: 'apples',
    name: { zh: '苹果', en: 'Apples' },
    category: 'fruit',
    gtins: [],
    articleNo: '00123',
    soldBy: 'weight',
    priceMinor: 1290,
    picture: 'apple',
  },
];
const catalogueSample = bytesOf(products.map((product) => `${JSON.stringify(product)}\n`).join(''));

const catalogue: Boundary = {
  name: 'catalogue-text',
  samples: [catalogueSample],
  open: () => ({
    take: (input, dice) => {
      let taken = 0;
      const sha256 = createHash('sha256').update(input).digest('hex');
      return verdictOf(() => {
        const text = new CatalogueText(() => {
          taken += 1;
        });
        for (const part of dice.cut(input)) text.take(part);
        text.end({ sha256, products: taken, packedBytes: 1 });
      });
    },
  }),
};

/** A journal of several records in a row, one a line: what fits is folded on the machine and in the cloud. */
const journalRows: Boundary = {
  name: 'journal-rows',
  json: true,
  samples: sampleRecords.map(jsonOf),
  open: () => {
    let models = new ReadModels();
    let orders = new Map<string, Order>();
    let applied = 0;
    return {
      take: (input) => {
        const text = textOf(input);
        const seq = Number(/"seq":(\d{1,9})/.exec(text)?.[1] ?? 1);
        const inCloud = readRecord(text, seq);
        const verdict = verdictOf(() => {
          const record = decodeRecord({ seq, text, hash: 'a'.repeat(64) });
          applied += 1;
          // Facts of many inputs would pile up in memory that a real journal bounds by compaction.
          if (applied % 500 === 0) {
            models = new ReadModels();
            orders = new Map();
          }
          models.apply(record);
          const { body, atMs } = record;
          if (inCloud.ok && isOrderRecord(body)) {
            const { orderId = '' } = body;
            orders.set(orderId, evolveOrder(orders.get(orderId), body, atMs));
          }
        });
        if (!inCloud.ok) owed(inCloud.fault === 'RECORD_POISONED', `the cloud says ${inCloud.fault}`);
        return verdict === 'accepted' && !inCloud.ok ? 'poison in the cloud only' : verdict;
      },
    };
  },
};

export const fileBoundaries: readonly Boundary[] = [
  {
    ...{ name: 'kiosk-config', json: true, samples: [jsonOf(config)] },
    open: () => ({ take: (input) => verdictOf(() => parseKioskConfig(textOf(input), false)) }),
  },
  { name: 'machine-profile', json: true, samples: [jsonOf(profile)], open: parsedBy(readMachineProfile) },
  { name: 'bundle-file', json: true, samples: [jsonOf(sampleBundle())], open: openBundle, bytesMax: 8_192 },
  ...[catalogue, journalRows, faceStoreBoundary],
];

/** Kept beside the schema so that a sample that stopped fitting is seen here first. */
export function samplesFit(): void {
  bundleSchema.parse(sampleBundle());
  readMachineProfile(profile);
  const poisoned = sampleRecords.filter((record, i) => !readRecord(JSON.stringify(record), i + 1).ok);
  if (poisoned.length > 0) throw new Fault('RECORD_POISONED', 'use a sample');
}
