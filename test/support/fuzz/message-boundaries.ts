/** MQTT messages, topic and payload, as the machine and as the cloud take them. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createFleet } from '../../../src/cloud/fleet/fleet.ts';
import { createGateway } from '../../../src/cloud/gateway/gateway.ts';
import { MemoryChargeStore } from '../../../src/cloud/gateway/memory-charge-store.ts';
import { SimulatedPlatform } from '../../../src/cloud/gateway/simulated-platform.ts';
import { createLedger } from '../../../src/cloud/ledger/ledger.ts';
import { createLedgerFlow } from '../../../src/cloud/ledger/ledger-flow.ts';
import { MemoryLedgerStore } from '../../../src/cloud/ledger/memory-ledger-store.ts';
import { MemberDesk } from '../../../src/cloud/members/member-desk.ts';
import { MemoryCatalogueStore } from '../../../src/kiosk/catalogue/memory-catalogue-store.ts';
import { GiftLeases } from '../../../src/kiosk/gifts/gift-leases.ts';
import { chainHash } from '../../../src/kiosk/journal/record-codec.ts';
import { genesisHash } from '../../../src/kiosk/journal/store.ts';
import { BundleFlow } from '../../../src/kiosk/sync/bundle-flow.ts';
import { CloudLink } from '../../../src/kiosk/sync/cloud-link.ts';
import { CloudTime } from '../../../src/kiosk/sync/cloud-time.ts';
import { memoryFile } from '../../../src/platform/atomic-file.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { packBatch } from '../../../src/wire/packed-batch.ts';
import { downTopic, shardOf, upTopic } from '../../../src/wire/topics.ts';
import { giftBundle, signedLease } from '../gift-machine.ts';
import { sampleBundle } from '../sample-shop.ts';
import { type Boundary, bytesOf, owed, type Subject } from './boundary.ts';
import { emptyDatabase } from './empty-database.ts';
import { nowMs, StillLink, settle, stillClock, VerdictLog } from './still-parts.ts';

const machine = { merchantId: 'demo', machineId: 'kiosk-1', shard: shardOf('kiosk-1') };
const bundleText = JSON.stringify(sampleBundle());
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Topic and payload are one input, parted by a line feed, so that both are mutated. */
const message = (topic: string, payload: unknown) => bytesOf(`${topic}\n${JSON.stringify(payload)}`);

function parted(input: Uint8Array): { topic: string; payload: Uint8Array } {
  const end = input.indexOf(10);
  const at = end < 0 ? input.length : end;
  return { topic: new TextDecoder().decode(input.subarray(0, at)), payload: input.subarray(at + 1) };
}

const downSamples = [
  message(downTopic(machine, 'ack'), { journalId: 'jrn_1', seq: 3, resendFrom: 2, cloudTimeMs: nowMs }),
  message(downTopic(machine, 'result'), {
    ...{ about: 'charge', chargeId: 'chg_1', orderId: 'ord_1', state: 'paid', platformTradeNo: 't1' },
    cloudTimeMs: nowMs,
  }),
  message(downTopic(machine, 'result'), {
    ...{ about: 'refund', refundId: 'rfd_1', orderId: 'ord_1', state: 'failed', reason: 'REFUND_FAILED' },
    cloudTimeMs: nowMs,
  }),
  message(downTopic(machine, 'benefited'), {
    ...{ about: 'coupon', askId: 'ask_1', orderId: 'ord_1', cloudTimeMs: nowMs },
    coupon: { couponId: 'cpn_1', seriesId: 'welcome', codeMasked: 'KC…1', expiresAtMs: nowMs },
  }),
  message(downTopic(machine, 'benefited'), {
    ...{ about: 'points', askId: 'ask_2', orderId: 'ord_1', cloudTimeMs: nowMs },
    kept: { memberId: 'mbr_1', points: 100, rate: { points: 100, minor: 1000 } },
  }),
  message(downTopic(machine, 'member'), {
    ...{ askId: 'ask_1', state: 'found', keptHours: 24, cloudTimeMs: nowMs },
    member: {
      ...{ memberId: 'mbr_1', nameMasked: '王*明', memberPrice: true },
      display: { order: 'priceAscending', dearOverMinor: null, manyOver: 2 },
    },
  }),
  message(downTopic(machine, 'gifted'), {
    ...{ about: 'offer', askId: 'ask_1', orderId: 'ord_1', cloudTimeMs: nowMs },
    offer: {
      ...{ giftId: 'gft_1', offerId: 'gof_1', code: `GF${'0'.repeat(20)}`, target: { kind: 'value' } },
      cover: { lines: [{ lineId: 'lin_1', pieces: 1, coverMinor: 450 }], coverMinor: 450 },
      ...{ currency: 'CNY', wording: { words: '生日快乐' }, conversation: false, expiresAtMs: nowMs },
    },
  }),
  message(downTopic(machine, 'gifted'), {
    ...{ about: 'leases', askId: 'ask_1', leases: [signedLease()], giveUp: ['lse_2'], cloudTimeMs: nowMs },
  }),
  message(downTopic(machine, 'desired'), {
    ...{ version: 2, sha256: sha256(bundleText), body: gzipSync(bundleText).toString('base64') },
  }),
  message(downTopic(machine, 'part'), { sha256: 'a'.repeat(64), part: 0, body: 'YWJj' }),
];

function openMachineSide(): Subject {
  const [log, link] = [new VerdictLog(), new StillLink()];
  let confirmed = 0;
  const ports = { clock: stillClock, log };
  const bundles = new BundleFlow({
    ...ports,
    ...{ machine, catalogues: new MemoryCatalogueStore() },
    file: { load: async () => undefined, save: async () => undefined },
    ask: async () => undefined,
    applied: async () => undefined,
    changed: () => undefined,
  });
  const cloudTime = new CloudTime(stillClock, () => {
    confirmed += 1;
  });
  const cloudLink = new CloudLink({
    ...{ link, machine, cloudTime, log },
    acknowledged: async ({ seq }) => owed(Number.isInteger(seq) && seq >= 0, 'an odd sequence'),
    bundlePublished: (payload) => bundles.take(payload),
    partArrived: (part) => bundles.takePart(part),
  });
  let results = 0;
  const gifts = new GiftLeases({
    ...{ clock: stillClock, log, machine, makeId: () => 'ask_9', append: async () => undefined },
    file: memoryFile(),
    link: {
      online: () => false,
      onOnline: () => undefined,
      askGift: async () => undefined,
      onGifted: () => undefined,
    },
    taken: { isTaken: () => false },
    uses: { of: () => ({ spentMinor: 0, returned: false }) },
    policy: () => giftBundle.gifts,
    clockTrusted: () => true,
    offered: () => undefined,
  });
  cloudLink.onGifted((answer) => {
    if (answer.about === 'leases') gifts.take(answer.leases, answer.giveUp);
  });
  cloudLink.onResult(() => {
    results += 1;
  });
  return {
    take: async (input) => {
      const { topic, payload } = parted(input);
      link.emit('message', topic, payload);
      // A bundle waits for its catalogue, which never comes here.
      await settle(topic.endsWith('/desired') ? 2 : 1);
      bundles.stop();
      owed(log.lines <= 4 && Number.isFinite(confirmed + results), 'one message makes a flood in the log');
      owed(Number.isFinite(cloudTime.offsetMs()), 'the cloud has no time');
      return log.verdict();
    },
  };
}

/** A record with the hash that makes it follow the record before. */
function journal(bodies: readonly object[]) {
  let previous = genesisHash;
  return bodies.map((body, i) => {
    const text = JSON.stringify({ seq: i + 1, at: nowMs, clock: 'synchronised', body });
    previous = chainHash(previous, text);
    return { text, hash: previous };
  });
}

const records = journal([
  { kind: 'machineStarted', bootId: 'b1', version: '1', unclean: false },
  {
    kind: 'chargeIntended',
    orderId: 'ord_1',
    chargeId: 'chg_1',
    platform: 'alipay',
    codeMasked: '28**',
    amountMinor: 450,
    currency: 'CNY',
    expiresAtMs: nowMs,
  },
  { kind: 'chargeSettled', orderId: 'ord_1', chargeId: 'chg_1', outcome: 'paid', platformTradeNo: 't1' },
  {
    kind: 'refundIntended',
    orderId: 'ord_1',
    refundId: 'rfd_1',
    chargeId: 'chg_1',
    amountMinor: 450,
    currency: 'CNY',
    reason: 'DISPENSER_JAM',
  },
]);

const packedLines = [genesisHash, ...records.flatMap(({ text, hash }) => [text, hash])].join('\n');
const packedSample = Buffer.concat([
  Buffer.from(`${upTopic(machine, 'journal')}\n`),
  packBatch({ journalId: 'jrn_3', firstSeq: 1 }, Buffer.from(packedLines)),
]);

const upSamples = [
  packedSample,
  message(upTopic(machine, 'journal'), {
    journalId: 'jrn_1',
    firstSeq: 1,
    previousHash: genesisHash,
    records,
  }),
  message(upTopic(machine, 'journal'), {
    journalId: 'jrn_2',
    firstSeq: 1,
    previousHash: genesisHash,
    records: records.slice(0, 1),
  }),
  message(upTopic(machine, 'charge'), {
    ...{ chargeId: 'chg_2', orderId: 'ord_2', platform: 'alipay', authCode: '281234567890123456' },
    ...{ amountMinor: 450, currency: 'CNY', subject: '可乐', expiresAtMs: nowMs + 30_000 },
  }),
  message(upTopic(machine, 'ask'), {
    ...{
      chargeId: 'chg_3',
      orderId: 'ord_3',
      terms: { platform: 'alipay', amountMinor: 450, currency: 'CNY' },
    },
  }),
  message(upTopic(machine, 'ask'), { refundId: 'rfd_1', orderId: 'ord_1' }),
  message(upTopic(machine, 'identify'), {
    ...{ askId: 'ask_1', by: 'phone', hash: 'a'.repeat(64), expiresAtMs: nowMs + 4000 },
  }),
  message(upTopic(machine, 'fetch'), { sha256: 'a'.repeat(64), firstPart: 0, parts: 2 }),
  message(upTopic(machine, 'state'), {
    ...{
      online: true,
      session: 1,
      bootId: 'b1',
      version: '1',
      bundleVersion: 1,
      journalId: 'jrn_1',
      lastSeq: 3,
    },
    ...{
      acknowledgedSeq: 3,
      atMs: nowMs,
      devices: [{ deviceId: 'printer', kind: 'printer', state: 'degraded', fault: 'PRINTER_PAPER_LOW' }],
    },
  }),
];

interface CloudSide extends Subject {
  readonly link: StillLink;
  readonly log: VerdictLog;
}

async function openCloudSide(): Promise<CloudSide> {
  const [log, link] = [new VerdictLog(), new StillLink()];
  const shards = new Set(Array.from({ length: 16 }, (_, i) => i));
  const ledgerStore = new MemoryLedgerStore();
  ledgerStore.addMachine(machine);
  const random = seededRandom(1);
  const common = { link, clock: stillClock, random, log };
  const ledgerFlow = createLedgerFlow({
    ...common,
    ledger: createLedger({ store: ledgerStore, clock: stillClock, log }),
  });
  const platform = new SimulatedPlatform({ clock: stillClock, random });
  const gateway = createGateway({
    ...common,
    store: new MemoryChargeStore(),
    accounts: {
      platformOf: (_merchant, name) => (name === 'alipay' ? platform : undefined),
      stop: async () => undefined,
    },
    limits: { leaseMs: 60_000, sweepMs: 60_000, drivenMax: 50 },
    hashKey: new Uint8Array(32),
    belongs: async (merchantId, machineId) =>
      merchantId === machine.merchantId && machineId === machine.machineId,
  });
  const fleet = createFleet({
    db: emptyDatabase(),
    link,
    clock: stillClock,
    log,
    receiptUrlBase: () => 'http://r',
    memberKey: () => Buffer.alloc(32).toString('base64'),
    cardKeys: () => undefined,
    couponKey: () => 'A'.repeat(43),
    paymentWays: () => ({ codeFormats: [], shown: [] }),
  });
  ledgerFlow.start();
  ledgerFlow.holdShards(shards);
  await gateway.start();
  gateway.holdShards(shards);
  fleet.start();
  fleet.holdShards(shards);
  const members = new MemberDesk({
    ...{ db: emptyDatabase(), link, clock: stillClock, log },
    accounts: { findByHash: async () => undefined },
    belongs: async (merchantId, machineId) =>
      merchantId === machine.merchantId && machineId === machine.machineId,
  });
  members.start();
  members.holdShards(shards);
  await settle(4);
  log.verdict();
  return { link, log, take: () => 'accepted' };
}

/** Memory stands for the database and is emptied now and then, or it would grow with what is accepted. */
const inputsPerStore = 2_000;

function openCloudSides(): Subject {
  let side: CloudSide | undefined;
  let taken = 0;
  return {
    take: async (input) => {
      if (taken % inputsPerStore === 0) side = await openCloudSide();
      taken += 1;
      const { link, log } = side as CloudSide;
      const { topic, payload } = parted(input);
      const before = link.publishedCount;
      link.emit('message', topic, payload);
      await settle(3);
      owed(link.publishedCount - before <= 8, 'one message is answered by a flood');
      owed(log.lines <= 4, 'one message makes a flood in the log');
      return log.verdict();
    },
  };
}

export const messageBoundaries: readonly Boundary[] = [
  { name: 'mqtt-machine', json: '\n', samples: downSamples, open: openMachineSide, bytesMax: 8_192 },
  { name: 'mqtt-cloud', json: '\n', samples: upSamples, open: openCloudSides, bytesMax: 8_192 },
];
