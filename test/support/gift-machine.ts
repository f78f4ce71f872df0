/** The gifts of a machine over a real journal, its cloud played by the test. */
import type { Test } from 'tap';
import { privateKeyOf, publicTextOf } from '../../src/domain/curve-keys.ts';
import type { GiftTerms } from '../../src/domain/gift.ts';
import { giftHash } from '../../src/domain/gift-hash.ts';
import { type GiftLease, signGiftLease } from '../../src/domain/gift-lease.ts';
import type { JournalRecord } from '../../src/domain/record.ts';
import type { GiftAnswer, GiftFound, GiftQuestion } from '../../src/kiosk/gifts/gift-ports.ts';
import { type Gifts, openGifts } from '../../src/kiosk/gifts/open-gifts.ts';
import { Journal } from '../../src/kiosk/journal/journal.ts';
import { ReadModels } from '../../src/kiosk/journal/read-models.ts';
import { SimulatedStore } from '../../src/kiosk/journal/simulated-store.ts';
import { memoryFile } from '../../src/platform/atomic-file.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { silentLog } from '../../src/platform/log.ts';
import { idMaker, seededRandom } from '../../src/platform/random.ts';
import { HandClock } from './cloud-clock.ts';
import { sampleBundle } from './sample-shop.ts';

const hashKey = Buffer.alloc(32, 7).toString('base64');
const cloudKey = privateKeyOf('ed25519', Buffer.alloc(32, 3));
export const giftPickup = 'GP:00000000000';

/** A site that takes gifts. */
export const giftBundle = sampleBundle({
  gifts: { hashKey, leaseKey: publicTextOf(cloudKey), phone: true, doubleRedemption: 'merchantBears' },
});

export const giftLines = [
  { lineId: 'lin_1', productId: 'cola', category: 'drinks', quantity: 1, dueMinor: 450 },
] as const;

export const giftTerms = (more: Partial<GiftTerms> = {}): GiftTerms => ({
  ...{ giftId: 'gft_1', merchantId: 'demo', threshold: 1, amountMinor: 450, currency: 'CNY' },
  features: [{ kind: 'pickupCode', hash: giftHash(hashKey, 'pickup', giftPickup) }],
  target: { kind: 'value' },
  wording: { words: '生日快乐', giverName: '小李' },
  ...{ createdAtMs: 0, expiresAtMs: 9e15 },
  ...more,
});

/** A voucher as the cloud signs it for `kiosk-1`. */
export function signedLease(more: Partial<GiftLease> = {}, key = cloudKey) {
  return signGiftLease(key, {
    ...{ leaseId: 'lse_1', offerId: 'gof_9', machineId: 'kiosk-1', terms: giftTerms() },
    ...{ issuedAtMs: 0, expiresAtMs: 9e15 },
    ...more,
  });
}

/** A machine whose process can die and start again over the same journal and file. */
export async function giftMachine(t: Test) {
  const clock = new HandClock();
  const random = seededRandom(5);
  const makeId = idMaker(clock, random);
  const store = new SimulatedStore(new SystemClock(), random);
  const file = memoryFile();
  const world = { online: true, trusted: true, offered: undefined as string | undefined };
  const asked: GiftQuestion[] = [];
  const found: { askId: string; finding: GiftFound }[] = [];
  const codes: { askId: string; refused: string | undefined }[] = [];
  const start = async () => {
    const models = new ReadModels();
    const journal = new Journal({ store, clock, random, makeId });
    await journal.open((record) => models.apply(record));
    let answer: ((told: GiftAnswer) => void)[] = [];
    const gifts: Gifts = openGifts({
      ...{ clock, log: silentLog, journal, makeId, file, bundle: () => giftBundle },
      machine: { merchantId: 'demo', machineId: 'kiosk-1' },
      taken: models.gifts,
      uses: models.leases,
      link: {
        online: () => world.online,
        onOnline: () => undefined,
        askGift: async (question) => void asked.push(question),
        onGifted: (listener) => {
          answer = [...answer, listener];
        },
      },
      clockTrusted: () => world.trusted,
      offered: () => world.offered,
      append: (bodies) => journal.append(bodies),
      found: (askId, finding) => found.push({ askId, finding }),
      codeSent: (askId, refused) => codes.push({ askId, refused }),
      failed: (error) => t.error(error),
    });
    journal.on('appended', (records: readonly JournalRecord[]) => {
      for (const record of records) {
        models.apply(record);
        gifts.flow.heard(record);
      }
    });
    gifts.flow.start(undefined);
    gifts.leases.start();
    await gifts.leases.settled();
    return {
      ...{ gifts, journal, models },
      tell: async (told: GiftAnswer) => {
        for (const listener of answer) listener(told);
        await gifts.leases.settled();
      },
      die: async () => {
        gifts.flow.stop();
        gifts.leases.stop();
        await journal.close();
      },
    };
  };
  return { start, clock, world, asked, found, codes, file, cloudKey };
}
