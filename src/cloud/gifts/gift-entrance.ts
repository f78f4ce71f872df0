/**
 * The entrances beside the machine: a counter's till and an online shop. They ask for an offer, say what the person
 * answered, and learn whether the gift paid; the same finder, the same gift, the same charge as at a machine.
 */
import { Fault } from '../../domain/fault.ts';
import type { GiftAttribute } from '../../domain/gift.ts';
import { readPickupCode } from '../../domain/gift-code.ts';
import { giftHash } from '../../domain/gift-hash.ts';
import { makeId } from '../../domain/ids.ts';
import { readMemberCode } from '../../domain/member-code.ts';
import { giftPlatformName } from '../../wire/gift-messages.ts';
import type { EntranceOffer, EntranceQuestion, EntranceResult } from '../../wire/rest-gifts.ts';
import { type MachineAddress, shardOf } from '../../wire/topics.ts';
import { changeGift } from '../database/gift-rows.ts';
import { pendingRefund } from '../database/pending-refund.ts';
import type { CloudTransaction } from '../database/schema.ts';
import type { GiftFinder } from './gift-finder.ts';
import { type GiftLimits, giftLimits } from './gift-limits.ts';
import type { GiftsPorts } from './gifts-ports.ts';
import { phoneOf } from './phone-codes.ts';

const chargeMs = 60_000;

export interface EntranceClient {
  readonly merchantId: string;
  readonly clientId: string;
}

type OfferRow = NonNullable<Awaited<ReturnType<typeof findOffer>>>;

export class GiftEntrance {
  #ports: GiftsPorts;
  #finder: GiftFinder;
  #limits: GiftLimits;

  constructor(ports: GiftsPorts, finder: GiftFinder, limits: GiftLimits) {
    this.#ports = ports;
    this.#finder = finder;
    this.#limits = limits;
  }

  async ask({ merchantId, clientId }: EntranceClient, question: EntranceQuestion): Promise<EntranceOffer> {
    const misses = [giftLimits.misses, `client ${clientId}`] as const;
    if (!(await this.#limits.allows(merchantId, misses))) return { offer: null, refused: 'GIFT_TRIES' };
    const attributes = this.#hashed(merchantId, question.attributes);
    const { entrance, reference, currency, lines } = question;
    const about = { merchantId, holder: clientId, orderId: reference, entrance, currency, lines };
    try {
      const { offer, known } = await this.#finder.find({ ...about, attributes });
      if (!known) await this.#limits.count(merchantId, misses);
      if (!offer) return { offer: null, refused: null };
      const { code: _code, ...shown } = offer;
      return { offer: shown, refused: null };
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'GIFT_CODE_WRONG') throw error;
      await this.#limits.count(merchantId, misses);
      return { offer: null, refused: 'GIFT_CODE_WRONG' };
    }
  }

  /** The first answer counts; `accepted` takes the gift, and its end is read by asking again. */
  async answer(
    client: EntranceClient,
    offerId: string,
    { answer, conversation }: { answer: 'accepted' | 'declined' | 'notMe'; conversation: boolean },
  ): Promise<EntranceResult> {
    const { db, clock, random, wakeRefunds } = this.#ports;
    const { merchantId } = client;
    const atMs = clock.now();
    const { row, refunds } = await db.transaction().execute(async (tx) => {
      await holdOffer(tx, client, offerId);
      const held = await findOffer(tx, client, offerId);
      if (!held) throw new Fault('NOT_FOUND', 'find an offer');
      if (held.answer !== null) return { row: held, refunds: false };
      const said = {
        ...{ answer, conversation, answered_at_ms: atMs },
        answered_after_ms: Math.max(0, atMs - Number(held.created_at_ms)),
        charge_id: answer === 'accepted' ? makeId('chg', atMs, random.bytes(10)) : null,
      };
      await tx
        .updateTable('gift_offers')
        .set(said)
        .where('merchant_id', '=', merchantId)
        .where('offer_id', '=', offerId)
        .execute();
      const changed = answer === 'accepted' ? undefined : await this.#end(tx, held, answer, atMs);
      return { row: { ...held, ...said }, refunds: changed?.refunds ?? false };
    });
    if (refunds) wakeRefunds();
    if (row.charge_id !== null) await this.#charge(client, row, row.charge_id);
    return this.read(client, offerId);
  }

  async read(client: EntranceClient, offerId: string): Promise<EntranceResult> {
    const { db } = this.#ports;
    const row = await findOffer(db, client, offerId);
    if (!row) throw new Fault('NOT_FOUND', 'find an offer');
    const about = {
      offerId,
      answer: row.answer as EntranceResult['answer'],
      coverMinor: row.cover.coverMinor,
    };
    if (row.charge_id === null) return { ...about, payment: 'none', reason: null };
    const trade = await db
      .selectFrom('gift_trades')
      .select(['state', 'refunded_minor', 'amount_minor'])
      .where('merchant_id', '=', client.merchantId)
      .where('charge_id', '=', row.charge_id)
      .executeTakeFirst();
    const returned = trade && Number(trade.refunded_minor) >= Number(trade.amount_minor);
    if (returned) return { ...about, payment: 'returned', reason: null };
    const charge = await this.#chargeOf(client, row.charge_id, row.order_id);
    const failed = charge?.state === 'failed' || charge?.state === 'reversed';
    const payment = charge?.state === 'paid' ? 'paid' : failed ? 'failed' : 'open';
    return { ...about, payment, reason: (charge?.reason ?? null) as EntranceResult['reason'] };
  }

  /** Where the charge stands; one that never came to the gateway is closed by the question. */
  async #chargeOf(client: EntranceClient, chargeId: string, orderId: string) {
    const find = () =>
      this.#ports.db
        .selectFrom('charges')
        .select(['state', 'reason'])
        .where('merchant_id', '=', client.merchantId)
        .where('charge_id', '=', chargeId)
        .executeTakeFirst();
    const found = await find();
    if (found) return found;
    await this.#ports.charges.ask(addressOf(client), { chargeId, orderId });
    return find();
  }

  /** The goods came back, or the sale was given up: the gift is its recipient's again. */
  async giveBack(client: EntranceClient, offerId: string): Promise<EntranceResult> {
    const { db, clock, wakeRefunds } = this.#ports;
    const { merchantId, clientId } = client;
    const row = await findOffer(db, client, offerId);
    if (!row) throw new Fault('NOT_FOUND', 'find an offer');
    const before = await this.read(client, offerId);
    if (row.charge_id === null || before.payment !== 'paid') return before;
    const refund = {
      // The same number however often it is asked for.
      ...{ refundId: `${row.charge_id}R`, merchantId, machineId: clientId, orderId: row.order_id },
      ...{ chargeId: row.charge_id, amountMinor: row.cover.coverMinor, currency: row.currency },
      reason: 'ORDER_CANCELLED' as const,
    };
    await db
      .insertInto('refunds')
      .values(pendingRefund(refund, clock.now()))
      .onConflict((conflict) => conflict.column('refund_id').doNothing())
      .execute();
    wakeRefunds();
    return this.read(client, offerId);
  }

  #hashed(merchantId: string, plain: EntranceQuestion['attributes']): GiftAttribute[] {
    const key = this.#ports.hashes.machineKey(merchantId);
    return plain.map((one): GiftAttribute => {
      if (one.kind === 'phone') {
        return { kind: 'phone', hash: giftHash(key, 'phone', phoneOf(one.phone)), code: one.code };
      }
      const isPickup = one.kind === 'pickupCode';
      const code = isPickup ? readPickupCode(one.code) : readMemberCode({ text: one.code });
      // What has not even the form of a code fits nothing, and is counted as a try.
      const given = code ?? one.code;
      return isPickup
        ? { kind: 'pickupCode', hash: giftHash(key, 'pickup', given) }
        : { kind: 'memberCode', hash: giftHash(key, 'code', given) };
    });
  }

  #end(tx: CloudTransaction, row: OfferRow, answer: 'declined' | 'notMe', atMs: number) {
    const { merchant_id: merchantId, gift_id: giftId, offer_id: offerId, wishes } = row;
    const refund = wishes.refundWhenDeclined;
    const input =
      answer === 'declined'
        ? ({ kind: 'declined', offerId, refund } as const)
        : ({ kind: 'offerEnded', offerId } as const);
    return changeGift(tx, { merchantId, giftId, input, atMs });
  }

  /** Twice is harmless: the gateway knows the charge. */
  async #charge(client: EntranceClient, row: OfferRow, chargeId: string): Promise<void> {
    const { charges, clock, keys, log } = this.#ports;
    try {
      await charges.take(addressOf(client), {
        ...{ chargeId, orderId: row.order_id, platform: giftPlatformName },
        authCode: keys.offerCode(client.merchantId, row.offer_id),
        ...{ amountMinor: row.cover.coverMinor, currency: row.currency as 'CNY', subject: 'gift' },
        expiresAtMs: clock.now() + chargeMs,
      });
    } catch (error) {
      log.warn('a gift at another entrance is asked for later', { chargeId, fault: String(error) });
    }
  }
}

function addressOf({ merchantId, clientId }: EntranceClient): MachineAddress {
  return { merchantId, machineId: clientId, shard: shardOf(clientId) };
}

/** Of two answers at once the second one waits for the first. */
async function holdOffer(
  tx: CloudTransaction,
  { merchantId }: EntranceClient,
  offerId: string,
): Promise<void> {
  await tx
    .selectFrom('gift_offers')
    .select('offer_id')
    .where('merchant_id', '=', merchantId)
    .where('offer_id', '=', offerId)
    .forUpdate()
    .execute();
}

function findOffer(
  db: GiftsPorts['db'] | CloudTransaction,
  { merchantId, clientId }: EntranceClient,
  offerId: string,
) {
  return db
    .selectFrom('gift_offers')
    .innerJoin('gifts', (join) =>
      join
        .onRef('gifts.merchant_id', '=', 'gift_offers.merchant_id')
        .onRef('gifts.gift_id', '=', 'gift_offers.gift_id'),
    )
    .selectAll('gift_offers')
    .select(['gifts.wishes', 'gifts.currency'])
    .where('gift_offers.merchant_id', '=', merchantId)
    .where('gift_offers.holder', '=', clientId)
    .where('gift_offers.offer_id', '=', offerId)
    .executeTakeFirst();
}
