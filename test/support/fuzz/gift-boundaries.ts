/** What comes in about gifts: bodies of pages and tills, machines' questions, codes that pay, kept gifts. */
import { GiftKeys } from '../../../src/cloud/database/gift-keys.ts';
import { GiftDesk } from '../../../src/cloud/gifts/gift-desk.ts';
import { GiftFinder } from '../../../src/cloud/gifts/gift-finder.ts';
import { GiftLimits } from '../../../src/cloud/gifts/gift-limits.ts';
import type { GiftsPorts } from '../../../src/cloud/gifts/gifts-ports.ts';
import { makePickupCode, readPickupCode } from '../../../src/domain/gift-code.ts';
import { readGiftLease, signGiftLease } from '../../../src/domain/gift-lease.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { parseMessage } from '../../../src/wire/messages.ts';
import { giftApi } from '../../../src/wire/rest-gifts.ts';
import { shardOf, upTopic } from '../../../src/wire/topics.ts';
import { type Boundary, bytesOf, jsonOf, owed, type Subject, textOf, verdictOf } from './boundary.ts';
import { emptyDatabase } from './empty-database.ts';
import { nowMs, StillLink, stillClock, VerdictLog } from './still-parts.ts';

const machine = { merchantId: 'demo', machineId: 'kiosk-1', shard: shardOf('kiosk-1') };
const keys = new GiftKeys(new Uint8Array(32));
const offerId = 'gof_01M81CK82TBDP9MHKQV6J1RBFD';
const offerCode = keys.offerCode('demo', offerId);
const pickupCode = makePickupCode(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
const hash = 'a'.repeat(64);
const line = { lineId: 'l1', productId: 'tea', category: 'drinks', quantity: 1, dueMinor: 500 };
const wishes = { showGiver: true, showContact: false, refundWhenDeclined: 'atOnce', conversation: true };

const lease = signGiftLease(keys.leaseKey, {
  ...{ leaseId: 'lse_1', offerId, machineId: machine.machineId, issuedAtMs: nowMs, expiresAtMs: nowMs + 9 },
  terms: {
    ...{ giftId: 'gft_1', merchantId: 'demo', features: [{ kind: 'pickupCode', hash }], threshold: 1 },
    ...{ target: { kind: 'value' }, amountMinor: 500, currency: 'CNY', wording: { words: '你好' } },
    ...{ createdAtMs: nowMs, expiresAtMs: nowMs + 9 },
  },
});
const signedLease = bytesOf(`${lease.signature}\n${lease.lease}`);

const bodies = Object.values(giftApi).flatMap((operation) => ('body' in operation ? [operation.body] : []));

function openBodies(): Subject {
  return {
    take: (input, dice) => {
      const schema = bodies[dice.below(bodies.length)] ?? giftApi.addGift.body;
      return verdictOf(() => parseMessage(schema, input, 'a request'));
    },
  };
}

/** What nobody here made opens, pays and unlocks nothing. */
function openCodes(): Subject {
  return {
    take: (input) => {
      const text = textOf(input);
      const offer = keys.offerOf('demo', text);
      owed(offer === undefined || text === offerCode, 'a code pays that nobody made');
      owed(keys.offerOf('other', text) === undefined, 'a code pays at another merchant');
      const pickup = readPickupCode(text);
      owed(pickup === undefined || readPickupCode(pickup) === pickup, 'a code has two spellings');
      const at = text.indexOf('\n');
      const given = { signature: text.slice(0, Math.max(0, at)), lease: text.slice(at + 1) };
      const read = readGiftLease(keys.leaseKeyPublic, given, machine);
      owed(read === undefined || given.lease === lease.lease, 'a lease that nobody signed is kept');
      return offer || pickup || read ? 'accepted' : 'nothing';
    },
  };
}

const question = (body: Record<string, unknown>) =>
  bytesOf(`${upTopic(machine, 'gift')}\n${JSON.stringify({ ...body, expiresAtMs: nowMs + 4000 })}`);

/** A question is answered or dropped with a word; nothing else suffers. */
function openDesk(): Subject {
  const [log, link] = [new VerdictLog(), new StillLink()];
  const ports = {
    ...{ db: emptyDatabase(), link, clock: stillClock, random: seededRandom(1), log, keys },
    hashes: {
      machineKey: () => Buffer.alloc(32).toString('base64'),
      stored: (_: string, one: string) => one,
    },
    sender: { send: async () => ({ shown: undefined }) },
    belongs: async () => true,
    currencyOf: () => 'CNY',
  } as unknown as GiftsPorts;
  const desk = new GiftDesk(ports, new GiftFinder(ports), new GiftLimits(ports));
  desk.start();
  return {
    take: async (input) => {
      const end = input.indexOf(10);
      const at = end < 0 ? input.length : end;
      const before = link.publishedCount;
      link.emit('message', textOf(input.subarray(0, at)), input.subarray(at + 1));
      for (let turns = 0; turns < 4; turns += 1) await new Promise((resolve) => setImmediate(resolve));
      owed(link.publishedCount - before <= 2, 'one question is answered by a flood');
      return log.verdict();
    },
    stop: () => desk.stop(),
  };
}

export const giftBoundaries: readonly Boundary[] = [
  {
    name: 'gift-bodies',
    json: true,
    samples: [
      jsonOf({
        ...{ features: [{ kind: 'phone', phone: '13800000000' }, { kind: 'pickupCode' }], wishes },
        ...{ target: { kind: 'class', category: 'coffee' }, amountMinor: 1500, days: 7, words: '你好' },
      }),
      jsonOf({ phone: '13800000000', code: '123456' }),
      jsonOf({
        ...{ entrance: 'till', reference: 'A-1', currency: 'CNY', lines: [line] },
        attributes: [{ kind: 'pickupCode', code: pickupCode }],
      }),
      jsonOf({ giftId: 'gft_1', code: pickupCode, reason: 'words' }),
    ],
    open: openBodies,
  },
  {
    name: 'gift-codes',
    samples: [bytesOf(offerCode), bytesOf(pickupCode), signedLease],
    bytesMax: 2000,
    open: openCodes,
  },
  {
    name: 'gift-questions',
    json: '\n',
    samples: [
      question({
        ...{ about: 'offer', askId: 'ask_1', orderId: 'ord_1', currency: 'CNY', lines: [line] },
        attributes: [{ kind: 'pickupCode', hash }],
      }),
      question({ about: 'phoneCode', askId: 'ask_2', phone: '13800000000', language: 'zh' }),
      question({ about: 'leases', askId: 'ask_3', held: ['lse_1'] }),
    ],
    bytesMax: 8_192,
    open: openDesk,
  },
];
