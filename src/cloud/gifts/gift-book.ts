/**
 * What a giver does: makes a gift, pays for it in advance, follows it, takes it back, says that the money may come
 * back. A gift belongs to its giver; another's is not found.
 */
import { Fault } from '../../domain/fault.ts';
import type { GiftTarget } from '../../domain/gift.ts';
import type { GiftInput } from '../../domain/gift-machine.ts';
import { newGift } from '../../domain/gift-state.ts';
import { makeId } from '../../domain/ids.ts';
import type { Currency } from '../../domain/money.ts';
import type { Text } from '../../domain/text.ts';
import type { GiftDraft, GiftShop, GiftView } from '../../wire/rest-gifts.ts';
import { answerOnce } from '../database/answer-once.ts';
import { isGiftBarred } from '../database/gift-bars.ts';
import { changeGift, type GiftRow, payWithinMs } from '../database/gift-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import { storableText } from '../database/storable-text.ts';
import { makeFeatures, sealFeatures, storedOf } from './gift-features.ts';
import { findPerson, type SignedIn } from './gift-people.ts';
import { viewOfGift } from './gift-views.ts';
import type { GiftsPorts } from './gifts-ports.ts';
import { giveable } from './giveable-products.ts';

const dayMs = 24 * 3600_000;
const productsShownMax = 500;
const giftsShownMax = 100;
/** Gifts that one person may have made and not paid. */
const unpaidMax = 10;

const giftName: Text = { zh: '礼物', en: 'A gift' };

export interface Asked {
  readonly key: string;
  readonly bodyHash: string;
}

export class GiftBook {
  #ports: GiftsPorts;

  constructor(ports: GiftsPorts) {
    this.#ports = ports;
  }

  /** What can be given at that merchant; throws `NOT_FOUND` where no gifts are taken. */
  async shop(merchantId: string): Promise<GiftShop> {
    const { db, payments, passkeySite } = this.#ports;
    const currency = this.#currencyOf(merchantId);
    const merchant = await db
      .selectFrom('merchants')
      .select('name')
      .where('merchant_id', '=', merchantId)
      .executeTakeFirst();
    if (!merchant) throw new Fault('NOT_FOUND', 'find a merchant');
    const products = await giveable(db, merchantId);
    const machines = await db
      .selectFrom('machines')
      .select(['machine_id', 'name'])
      .where('merchant_id', '=', merchantId)
      .orderBy('machine_id')
      .limit(productsShownMax)
      .execute();
    const names = [...new Set(products.map(({ category }) => category))].slice(0, 100);
    return {
      ...{ merchantId, merchantName: merchant.name, currency },
      products,
      categories: names.map((category) => {
        const prices = products.filter((one) => one.category === category).map((one) => one.priceMinor);
        return { category, fromMinor: Math.min(...prices), toMinor: Math.max(...prices) };
      }),
      machines: machines.map(({ machine_id, name }) => ({ machineId: machine_id, name })),
      shown: [...payments.shown(merchantId)],
      passkeyOrigin: passkeySite()?.origin ?? null,
    };
  }

  async add(who: SignedIn, asked: Asked, draft: GiftDraft): Promise<GiftView> {
    const { db, clock } = this.#ports;
    const { merchantId, personId } = who;
    const currency = this.#currencyOf(merchantId);
    const target = await targetOf(db, merchantId, draft);
    if (draft.keepAt !== undefined && !(await this.#ports.belongs(merchantId, draft.keepAt))) {
      throw malformed('body.keepAt');
    }
    const atMs = clock.now();
    const once = { clientId: personId, ...asked, atMs };
    const { answer: giftId } = await answerOnce(db, once, (tx) =>
      this.#insert(tx, who, draft, { target, currency, atMs }),
    );
    const row = await this.#own(who, giftId);
    await this.#withOrder(row, target);
    return this.read(who, giftId);
  }

  async read(who: SignedIn, giftId: string): Promise<GiftView> {
    return viewOfGift(this.#ports, await this.#own(who, giftId));
  }

  async list({ merchantId, personId }: SignedIn): Promise<{ items: GiftView[] }> {
    const rows = await this.#ports.db
      .selectFrom('gifts')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('giver_id', '=', personId)
      .orderBy('created_at_ms', 'desc')
      .limit(giftsShownMax)
      .execute();
    return { items: await Promise.all(rows.map((row) => viewOfGift(this.#ports, row))) };
  }

  /** Has a platform make a code for the giver to scan; the end is followed, not waited for. */
  async pay(who: SignedIn, giftId: string, platform: string, requestKey: string): Promise<GiftView> {
    const row = await this.#own(who, giftId);
    if (row.name !== 'created') throw new Fault('ORDER_NOT_OPEN', 'pay a gift');
    const orderId = await this.#withOrder(row, row.target);
    await this.#ports.payments.show(orderId, platform, requestKey);
    return this.read(who, giftId);
  }

  /** The giver takes it back; one that is being shown or kept goes back as soon as that is over. */
  async withdraw(who: SignedIn, giftId: string): Promise<GiftView> {
    const row = await this.#own(who, giftId);
    if (row.name === 'created' && row.order_id !== null) await this.#ports.payments.cancel(row.order_id);
    const nowMs = this.#ports.clock.now();
    return this.#put(who, giftId, { kind: 'ended', end: 'withdrawn', nowMs });
  }

  async confirmRefund(who: SignedIn, giftId: string): Promise<GiftView> {
    return this.#put(who, giftId, { kind: 'refundConfirmed' });
  }

  async #put(who: SignedIn, giftId: string, input: GiftInput): Promise<GiftView> {
    const { db, clock, wakeRefunds } = this.#ports;
    const { merchantId } = await this.#own(who, giftId).then((row) => ({ merchantId: row.merchant_id }));
    const atMs = clock.now();
    const { refunds } = await db
      .transaction()
      .execute((tx) => changeGift(tx, { merchantId, giftId, input, atMs }));
    if (refunds) wakeRefunds();
    return this.read(who, giftId);
  }

  async #own({ merchantId, personId }: SignedIn, giftId: string): Promise<GiftRow> {
    const row = await this.#ports.db
      .selectFrom('gifts')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('gift_id', '=', giftId)
      .where('giver_id', '=', personId)
      .executeTakeFirst();
    if (!row) throw new Fault('NOT_FOUND', 'find a gift');
    return row;
  }

  #currencyOf(merchantId: string): Currency {
    const currency = this.#ports.currencyOf(merchantId);
    if (!currency) throw new Fault('NOT_FOUND', 'find a merchant that takes gifts');
    return currency;
  }

  async #insert(
    tx: CloudTransaction,
    who: SignedIn,
    draft: GiftDraft,
    { target, currency, atMs }: { target: GiftTarget; currency: Currency; atMs: number },
  ): Promise<string> {
    const { merchantId, personId } = who;
    const giver = await findPerson(tx, who);
    const phone = { merchantId, phoneStored: giver.phone_stored };
    if (await isGiftBarred(tx, phone, atMs)) throw new Fault('GIFT_GIVER_BARRED', 'make a gift');
    await refuseTooMany(tx, who);
    const giftId = makeId('gft', atMs, this.#ports.random.bytes(10));
    const made = makeFeatures(this.#ports, merchantId, draft.features);
    const { features, pickupCode } = made;
    const { keys, random, hashes } = this.#ports;
    const sealedCode = pickupCode === undefined ? null : keys.seal(random, `${giftId} code`, pickupCode);
    await tx
      .insertInto('gifts')
      .values({
        ...{ merchant_id: merchantId, gift_id: giftId, giver_id: personId, name: newGift.name },
        ...{ state: JSON.stringify(newGift), target: JSON.stringify(target), currency },
        amount_minor: draft.amountMinor,
        threshold: Math.min(draft.threshold ?? features.length, features.length),
        ...{ features_sealed: sealFeatures(this.#ports, giftId, features), pickup_sealed: sealedCode },
        ...{ features_shown: JSON.stringify(made.shown), words: storableText(draft.words.trim()) },
        ...{ giver_name: giver.name, giver_contact: giver.contact, wishes: JSON.stringify(draft.wishes) },
        ...{ keep_at: draft.keepAt ?? null, order_id: null, created_at_ms: atMs },
        ...{ expires_at_ms: atMs + draft.days * dayMs, due_at_ms: atMs + payWithinMs },
      })
      .execute();
    const found = storedOf(hashes, merchantId, features).map((one) => ({
      ...{ merchant_id: merchantId, gift_id: giftId, ...one },
    }));
    await tx.insertInto('gift_features').values(found).execute();
    return giftId;
  }

  /** The order by which it is paid, made again under the same name if the first time did not get so far. */
  async #withOrder(row: GiftRow, target: GiftTarget): Promise<string> {
    if (row.order_id !== null) return row.order_id;
    const { db, payments } = this.#ports;
    const { merchant_id: merchantId, gift_id: giftId } = row;
    const amountMinor = Number(row.amount_minor);
    const name = target.kind === 'product' ? giftOf(target.name) : giftName;
    const category = target.kind === 'class' ? target.category : '';
    const order = await payments.open({
      ...{ merchantId, giftId, amountMinor, currency: row.currency as Currency },
      line: { name, quantity: 1, unitPriceMinor: amountMinor, discountMinor: 0, category },
      expiresInS: Math.floor(payWithinMs / 1000),
    });
    await db
      .updateTable('gifts')
      .set({ order_id: order.orderId })
      .where('merchant_id', '=', merchantId)
      .where('gift_id', '=', giftId)
      .where('order_id', 'is', null)
      .execute();
    return order.orderId;
  }
}

function giftOf({ zh, en }: Text): Text {
  return { zh: `礼物：${zh}`.slice(0, 400), en: `A gift: ${en}`.slice(0, 400) };
}

function malformed(where: string): Fault {
  return new Fault('INPUT_MALFORMED', 'take a gift', { facts: { where } });
}

/** Throws `INPUT_MALFORMED` for goods that there are not, or an amount that does not pay for them. */
async function targetOf(db: CloudDatabase, merchantId: string, draft: GiftDraft): Promise<GiftTarget> {
  const { target, amountMinor } = draft;
  if (target.kind === 'value') return target;
  const products = await giveable(db, merchantId);
  if (target.kind === 'class') {
    if (!products.some(({ category }) => category === target.category)) throw malformed('body.target');
    return target;
  }
  const product = products.find(({ productId }) => productId === target.productId);
  if (!product) throw malformed('body.target');
  if (amountMinor < product.priceMinor) throw malformed('body.amountMinor: is less than the product costs');
  return { kind: 'product', productId: product.productId, name: product.name };
}

async function refuseTooMany(tx: CloudTransaction, { merchantId, personId }: SignedIn): Promise<void> {
  const { unpaid } = await tx
    .selectFrom('gifts')
    .select((eb) => eb.fn.countAll<number>().as('unpaid'))
    .where('merchant_id', '=', merchantId)
    .where('giver_id', '=', personId)
    .where('name', '=', 'created')
    .executeTakeFirstOrThrow();
  if (Number(unpaid) >= unpaidMax) throw new Fault('RATE_LIMITED', 'make so many gifts');
}
