/** Gifts on the cloud's own tables, already paid, with everything that finds, redeems and learns of them. */

import { GiftKeys } from '../../src/cloud/database/gift-keys.ts';
import { changeGift } from '../../src/cloud/database/gift-rows.ts';
import type { OpenedDatabase } from '../../src/cloud/database/open-database.ts';
import { GiftPlatform } from '../../src/cloud/gateway/gift/gift-platform.ts';
import { LearnedGifts } from '../../src/cloud/gateway/gift/learned-gifts.ts';
import { makeFeatures, sealFeatures, storedOf } from '../../src/cloud/gifts/gift-features.ts';
import { GiftFinder } from '../../src/cloud/gifts/gift-finder.ts';
import type { GiftTarget } from '../../src/domain/gift.ts';
import { giftHash } from '../../src/domain/gift-hash.ts';
import { newGift } from '../../src/domain/gift-state.ts';
import { makeId } from '../../src/domain/ids.ts';
import { silentLog } from '../../src/platform/log.ts';
import { seededRandom } from '../../src/platform/random.ts';
import type { FeatureDraft } from '../../src/wire/rest-gifts.ts';
import { HandClock } from './cloud-clock.ts';
import { addMachineRow } from './cloud-database.ts';

export const merchantId = 'm1';
export const machines = ['k1', 'k2'] as const;
const secret = new Uint8Array(32).fill(9);
const hashKey = Buffer.alloc(32, 5).toString('base64');
const dayMs = 24 * 3600_000;

export type GiftBooks = Awaited<ReturnType<typeof openGiftBooks>>;

export async function openGiftBooks({ db }: OpenedDatabase, seed = 1) {
  const [clock, random, keys] = [new HandClock(), seededRandom(seed), new GiftKeys(secret)];
  const hashes = { machineKey: () => hashKey, stored: (_: string, hash: string) => hash };
  for (const machineId of machines) await addMachineRow(db, merchantId, machineId);
  await db
    .insertInto('api_clients')
    .values({
      ...{ client_id: 'gifts', merchant_id: merchantId, name: 'gifts', token_hash: 'none' },
      ...{ scopes: '[]', origins: '[]', webhook_url: null, created_at_ms: 0, revoked_at_ms: null },
    })
    .execute();
  const world = { db, clock, random, keys, hashes, log: silentLog };
  const give = async (
    more: { amountMinor?: number; target?: GiftTarget; keepAt?: string; features?: FeatureDraft[] } = {},
  ) => {
    const { amountMinor = 1000, target = { kind: 'value' }, keepAt = null } = more;
    const atMs = clock.now();
    const [giftId, orderId] = [makeId('gft', atMs, random.bytes(10)), makeId('ord', atMs, random.bytes(10))];
    const made = makeFeatures({ hashes, random }, merchantId, more.features ?? [{ kind: 'pickupCode' }]);
    const wishes = {
      ...{ showGiver: true, showContact: false, refundWhenDeclined: 'atOnce' as const, conversation: false },
    };
    await db
      .insertInto('pre_orders')
      .values({
        ...{ order_id: orderId, merchant_id: merchantId, client_id: 'gifts', reference: giftId },
        ...{ lines: '[]', amount_minor: amountMinor, currency: 'CNY', state: 'paid', charge_id: null },
        ...{ platform: null, charges: 1, cancel_wanted: false, created_at_ms: atMs },
        ...{ expires_at_ms: atMs, changed_at_ms: atMs },
      })
      .execute();
    await db
      .insertInto('gifts')
      .values({
        ...{ merchant_id: merchantId, gift_id: giftId, giver_id: null, name: newGift.name },
        ...{ state: JSON.stringify(newGift), target: JSON.stringify(target), currency: 'CNY' },
        ...{ amount_minor: amountMinor, threshold: 1, pickup_sealed: null, features_shown: '[]' },
        ...{ features_sealed: sealFeatures(world, giftId, made.features), words: '', giver_name: '' },
        ...{ giver_contact: '', wishes: JSON.stringify(wishes), keep_at: keepAt, order_id: orderId },
        ...{ created_at_ms: atMs, expires_at_ms: atMs + 30 * dayMs, due_at_ms: null },
      })
      .execute();
    const stored = storedOf(hashes, merchantId, made.features);
    const found = stored.map((one) => ({ merchant_id: merchantId, gift_id: giftId, ...one }));
    await db.insertInto('gift_features').values(found).execute();
    const paid = { kind: 'paid', chargeId: `pay_${giftId}`.slice(0, 40), amountMinor } as const;
    await db.transaction().execute((tx) => changeGift(tx, { merchantId, giftId, input: paid, atMs }));
    return { giftId, pickupCode: made.pickupCode ?? '' };
  };
  const stateOf = async (giftId: string) => {
    const row = await db
      .selectFrom('gifts')
      .select('state')
      .where('gift_id', '=', giftId)
      .executeTakeFirstOrThrow();
    return row.state;
  };
  /** What gifts hold of the charge: paid less given back. */
  const heldMinor = async (chargeId: string) => {
    const row = await db
      .selectFrom('gift_trades')
      .select(['amount_minor', 'refunded_minor', 'gift_id'])
      .where('charge_id', '=', chargeId)
      .executeTakeFirst();
    if (!row) return undefined;
    return row.gift_id === null ? 0 : Number(row.amount_minor) - Number(row.refunded_minor);
  };
  return {
    ...{ ...world, give, stateOf, heldMinor },
    finder: new GiftFinder(world),
    platform: new GiftPlatform({ ...world, currency: 'CNY' }),
    learned: new LearnedGifts(() => false),
    ask: (machineId: string, orderId: string, pickupCode: string, dueMinor = 800) => {
      const line = { lineId: 'l1', productId: 'tea', category: 'drinks', quantity: 1, dueMinor };
      const about = { merchantId, holder: machineId, entrance: 'machine' as const, orderId };
      const attributes = [{ kind: 'pickupCode' as const, hash: giftHash(hashKey, 'pickup', pickupCode) }];
      return new GiftFinder(world).find({ ...about, currency: 'CNY', lines: [line], attributes });
    },
  };
}
