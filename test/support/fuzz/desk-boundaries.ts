/** MQTT questions that the cloud's desks answer for machines: cards, fingers, faces, coupons and points, parking. */
import { BenefitDesk } from '../../../src/cloud/coupons/benefit-desk.ts';
import { createCardDesk } from '../../../src/cloud/gateway/stored-value/card-desk.ts';
import { cardKeysOf } from '../../../src/cloud/gateway/stored-value/card-keys.ts';
import { createParkingDesk } from '../../../src/cloud/parking-lots/parking-desk.ts';
import { privateKeyOf, publicTextOf } from '../../../src/domain/curve-keys.ts';
import { sealPin } from '../../../src/domain/sealed-pin.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { downTopic, shardOf, upTopic } from '../../../src/wire/topics.ts';
import { type Boundary, bytesOf, owed, type Subject } from './boundary.ts';
import { emptyDatabase } from './empty-database.ts';
import { nowMs, StillLink, settle, stillClock, VerdictLog } from './still-parts.ts';

const machine = { merchantId: 'demo', machineId: 'kiosk-1', shard: shardOf('kiosk-1') };
const hashKey = new Uint8Array(32).fill(7);
const keys = cardKeysOf(hashKey);
const secretKey = privateKeyOf('ed25519', new Uint8Array(32).fill(3));
const about = { chargeId: 'chg_1', orderId: 'ord_1', code: '907700000000000042' };
const box = sealPin(
  keys.published.sealKey,
  { merchantId: machine.merchantId, machineId: machine.machineId, ...about },
  { pin: '402817', machineKey: publicTextOf(secretKey) },
  new Uint8Array(32).fill(9),
);

const message = (channel: Parameters<typeof upTopic>[1], payload: unknown) =>
  bytesOf(`${upTopic(machine, channel)}\n${JSON.stringify(payload)}`);
const question = { ...about, amountMinor: 450, currency: 'CNY', expiresAtMs: nowMs + 10_000 };
const finger = { readerId: 'fingerprint', slot: 3, score: 90, atMs: nowMs, nonce: 'n'.repeat(22) };
const face = { consentId: 'cns_1', amountMinor: 450, nonce: 'n'.repeat(22), atMs: nowMs };
const samples = [
  message('card', question),
  message('card', { ...question, pin: box }),
  message('card', { ...question, finger: { ...finger, signature: 's'.repeat(86) } }),
  message('finger', {
    ...{ chargeId: 'chg_1', orderId: 'ord_1', slot: 3, readerId: 'fingerprint' },
    signature: 's'.repeat(86),
  }),
  message('card', { ...question, face: { ...face, signature: 's'.repeat(86) } }),
  message('face', {
    ...{ chargeId: 'chg_1', orderId: 'ord_1', consentId: 'cns_1', signature: 's'.repeat(86) },
  }),
  message('benefit', {
    ...{ about: 'coupon', askId: 'ask_1', orderId: 'ord_1', code: 'KC-1234-5678', expiresAtMs: nowMs + 4000 },
  }),
  message('benefit', {
    ...{ about: 'points', askId: 'ask_2', orderId: 'ord_1', memberId: 'mbr_1', points: 100 },
    expiresAtMs: nowMs + 4000,
  }),
  message('parking', {
    ...{ about: 'lookUp', orderId: 'ord_1', lotId: 'lot-1', car: { by: 'plate', code: '粤B12345' } },
    expiresAtMs: nowMs + 4000,
  }),
  message('parking', {
    ...{ about: 'grant', orderId: 'ord_1', lotId: 'lot-1', car: { by: 'ticket', code: 'T123456' } },
    expiresAtMs: nowMs + 60_000,
  }),
  bytesOf(`${downTopic(machine, 'carded')}\n{}`),
];

interface Desks {
  readonly link: StillLink;
  readonly log: VerdictLog;
}

async function openDesks(): Promise<Desks> {
  const [log, link, db] = [new VerdictLog(), new StillLink(), emptyDatabase()];
  const random = seededRandom(1);
  const belongs = async (merchantId: string, machineId: string) =>
    merchantId === machine.merchantId && machineId === machine.machineId;
  const common = { db, link, clock: stillClock, random, log, belongs };
  const { sealKey, leaseKey } = keys;
  const cards = createCardDesk({ ...common, hashKey, sealKey, leaseKey });
  const register = { keep: async () => ({ refused: 'COUPON_UNKNOWN' as const }) };
  const benefits = new BenefitDesk({ ...common, register });
  const parking = createParkingDesk({
    ...common,
    store: {
      find: async () => undefined,
      keepCar: async () => false,
      save: async (before) => before,
      takeDue: async () => [],
      releaseLeases: async () => undefined,
    },
    lots: { lotOf: () => undefined, stop: () => undefined },
  });
  cards.start();
  benefits.start();
  await parking.start();
  const shards = Array.from({ length: 16 }, (_, shard) => shard);
  for (const desk of [cards, benefits, parking]) desk.holdShards(shards);
  await settle(4);
  log.verdict();
  return { link, log };
}

/** Each machine may ask so often only; time stands, so the desks are opened anew before that is used up. */
const inputsPerDesk = 30;

function openAll(): Subject {
  let desks: Desks | undefined;
  let taken = 0;
  return {
    take: async (input) => {
      if (taken % inputsPerDesk === 0) desks = await openDesks();
      taken += 1;
      const { link, log } = desks as Desks;
      const end = input.indexOf(10);
      const topic = new TextDecoder().decode(input.subarray(0, end < 0 ? input.length : end));
      const before = link.publishedCount;
      link.emit('message', topic, end < 0 ? new Uint8Array() : input.subarray(end + 1));
      await settle(4);
      owed(link.publishedCount - before <= 2, 'one question is answered by a flood');
      owed(log.lines <= 4, 'one message makes a flood in the log');
      return log.verdict();
    },
  };
}

export const deskBoundaries: readonly Boundary[] = [
  { name: 'mqtt-desks', json: '\n', samples, open: openAll, bytesMax: 4_096 },
];
