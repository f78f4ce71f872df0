/**
 * Finds the gift for whoever pays a list and holds it for them: one matching for machines, tills and online shops.
 * The oldest gift that fits is offered, to one place at a time. A question that is repeated gets the same offer.
 */
import { Fault } from '../../domain/fault.ts';
import type { GiftAttribute, GiftCover, GiftLine, GiftTerms } from '../../domain/gift.ts';
import { fittingGifts, type SaleFacts } from '../../domain/gift-match.ts';
import { canOffer } from '../../domain/gift-state.ts';
import { makeId } from '../../domain/ids.ts';
import { localTime } from '../../domain/local-time.ts';
import type { Currency } from '../../domain/money.ts';
import type { GiftOffer } from '../../wire/gift-messages.ts';
import { changeGift, type GiftRow } from '../database/gift-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';
import { storedTermsOf } from './gift-features.ts';
import type { GiftsPorts } from './gifts-ports.ts';
import { checkPhoneCode } from './phone-codes.ts';

/** Long enough to read, decide and pay; short enough that nobody waits for a gift that lies at a machine. */
export const offerValidMs = 180_000;
const candidatesMax = 100;

export interface GiftAsked {
  readonly merchantId: string;
  /** A machine, or a client with its till or shop. */
  readonly holder: string;
  readonly entrance: 'machine' | 'till' | 'online';
  readonly orderId: string;
  readonly currency: Currency;
  readonly lines: readonly GiftLine[];
  readonly attributes: readonly GiftAttribute[];
  /** Offers that are not for this person. */
  readonly notAgain?: readonly string[];
}

export type FinderPorts = Pick<GiftsPorts, 'db' | 'clock' | 'random' | 'keys' | 'hashes'>;

/** `known`: whether anything that was shown belongs to a gift or a person at all. */
export interface Found {
  readonly offer: GiftOffer | undefined;
  readonly known: boolean;
  readonly changed: readonly GiftRow[];
}

export class GiftFinder {
  #ports: FinderPorts;

  constructor(ports: FinderPorts) {
    this.#ports = ports;
  }

  /** Throws `GIFT_CODE_WRONG` for a phone whose code is not right. */
  async find(asked: GiftAsked): Promise<Found> {
    const { db, clock } = this.#ports;
    const nowMs = clock.now();
    const wrong = await db.transaction().execute((tx) => this.#isCodeWrong(tx, asked, nowMs));
    if (wrong) throw new Fault('GIFT_CODE_WRONG', 'find a gift for a phone');
    return db.transaction().execute((tx) => this.#findIn(tx, asked, nowMs));
  }

  /** In a transaction of its own, so that a wrong try stays counted. */
  async #isCodeWrong(tx: CloudTransaction, asked: GiftAsked, nowMs: number): Promise<boolean> {
    const { merchantId } = asked;
    for (const attribute of asked.attributes) {
      if (attribute.kind !== 'phone') continue;
      const stored = this.#ports.hashes.stored(merchantId, attribute.hash);
      const about = { merchantId, stored, code: attribute.code, nowMs };
      // The same question may come again: the code is good until it is old.
      if (!(await checkPhoneCode(tx, about, true))) return true;
    }
    return false;
  }

  async #findIn(tx: CloudTransaction, asked: GiftAsked, nowMs: number): Promise<Found> {
    const { merchantId, holder, orderId } = asked;
    const attributes = await this.#storedAttributes(tx, asked);
    const hashes = attributes.flatMap((one) => ('hash' in one ? [one.hash] : []));
    const rows = await candidates(tx, merchantId, holder, hashes, nowMs);
    const person = await personOf(tx, merchantId, attributes);
    const refused = await this.#notFor(tx, asked, person);
    const open = rows.filter(
      (row) =>
        row.currency === asked.currency &&
        !refused.gifts.has(row.gift_id) &&
        !refused.givers.has(row.giver_id ?? '') &&
        canOffer(row.state, holder, nowMs),
    );
    const terms = open.map((row) => storedTermsOf(this.#ports.keys, this.#ports.hashes, row));
    const facts = await saleFacts(tx, asked, nowMs);
    const changed: GiftRow[] = [];
    const before = await openOffers(tx, merchantId, holder, orderId);
    for (const { terms: gift, cover } of fittingGifts(terms, attributes, facts, asked.lines)) {
      const row = rows.find(({ gift_id }) => gift_id === gift.giftId) as GiftRow;
      const same = before.find(
        (one) => one.gift_id === gift.giftId && one.cover.coverMinor === cover.coverMinor,
      );
      if (same && Number(same.expires_at_ms) > nowMs) {
        const held = { offerId: same.offer_id, untilMs: Number(same.expires_at_ms) };
        return { offer: this.#offer(row, gift, cover, held), known: true, changed };
      }
      await this.#endOffers(tx, before, nowMs);
      const held = await this.#hold(tx, asked, gift.giftId, cover, person, nowMs);
      if (!held) continue;
      return { offer: this.#offer(row, gift, cover, held), known: true, changed: [...changed, row] };
    }
    await this.#endOffers(tx, before, nowMs);
    return { offer: undefined, known: rows.length > 0 || person !== undefined, changed };
  }

  /** As they are stored; a member is known by code and phone as well. */
  async #storedAttributes(tx: CloudTransaction, asked: GiftAsked): Promise<GiftAttribute[]> {
    const { merchantId, attributes } = asked;
    const found: GiftAttribute[] = [];
    for (const attribute of attributes) {
      if (attribute.kind !== 'member') {
        found.push({ ...attribute, hash: this.#ports.hashes.stored(merchantId, attribute.hash) });
      }
      if (attribute.kind !== 'member' && attribute.kind !== 'memberCode') continue;
      const member = await tx
        .selectFrom('members')
        .select(['member_id', 'code_hash', 'phone_hash'])
        .where('merchant_id', '=', merchantId)
        .where((eb) =>
          attribute.kind === 'member'
            ? eb('member_id', '=', attribute.memberId)
            : eb('code_hash', '=', this.#ports.hashes.stored(merchantId, attribute.hash)),
        )
        .executeTakeFirst();
      if (!member) continue;
      found.push({ kind: 'member', memberId: member.member_id });
      found.push({ kind: 'memberCode', hash: member.code_hash });
      // The merchant vouches for the number of its member; no code was sent for it now.
      if (member.phone_hash !== null) found.push({ kind: 'phone', hash: member.phone_hash, code: '000000' });
    }
    return found;
  }

  /** What this person does not want: gifts that were not for them, givers whom they blocked. */
  async #notFor(tx: CloudTransaction, { merchantId, notAgain = [] }: GiftAsked, person: string | undefined) {
    const gifts =
      notAgain.length === 0
        ? []
        : await tx
            .selectFrom('gift_offers')
            .select('gift_id')
            .where('merchant_id', '=', merchantId)
            .where('offer_id', 'in', [...notAgain])
            .execute();
    const blocks =
      person === undefined
        ? []
        : await tx
            .selectFrom('gift_blocks')
            .select('giver_id')
            .where('merchant_id', '=', merchantId)
            .where('person_id', '=', person)
            .execute();
    return {
      gifts: new Set(gifts.map(({ gift_id }) => gift_id)),
      givers: new Set(blocks.map(({ giver_id }) => giver_id)),
    };
  }

  /** Holds the gift for this place; undefined if somebody else was quicker. */
  async #hold(
    tx: CloudTransaction,
    asked: GiftAsked,
    giftId: string,
    cover: GiftCover,
    person: string | undefined,
    nowMs: number,
  ): Promise<{ offerId: string; untilMs: number } | undefined> {
    const { merchantId, holder, orderId, entrance } = asked;
    const offerId = makeId('gof', nowMs, this.#ports.random.bytes(10));
    const untilMs = nowMs + offerValidMs;
    const offer = { offerId, holder, coverMinor: cover.coverMinor, untilMs };
    const input = { kind: 'offered', offer, nowMs } as const;
    const { refused } = await changeGift(tx, { merchantId, giftId, input, atMs: nowMs });
    if (refused) return undefined;
    await tx
      .insertInto('gift_offers')
      .values({
        ...{ merchant_id: merchantId, offer_id: offerId, gift_id: giftId, holder, order_id: orderId },
        ...{ entrance, cover: JSON.stringify(cover), person_id: person ?? null, charge_id: null },
        ...{ answer: null, answered_after_ms: null, answered_at_ms: null, reaction: null },
        ...{ created_at_ms: nowMs, expires_at_ms: untilMs },
      })
      .execute();
    return { offerId, untilMs };
  }

  async #endOffers(
    tx: CloudTransaction,
    before: readonly { merchant_id: string; gift_id: string; offer_id: string }[],
    nowMs: number,
  ): Promise<void> {
    for (const { merchant_id: merchantId, gift_id: giftId, offer_id: offerId } of before) {
      const input = { kind: 'offerEnded', offerId } as const;
      await changeGift(tx, { merchantId, giftId, input, atMs: nowMs });
    }
  }

  #offer(
    row: GiftRow,
    { giftId, target, currency, wording }: GiftTerms,
    cover: GiftCover,
    { offerId, untilMs }: { offerId: string; untilMs: number },
  ): GiftOffer {
    return {
      ...{ giftId, offerId, target, cover, currency, wording, expiresAtMs: untilMs },
      code: this.#ports.keys.offerCode(row.merchant_id, offerId),
      conversation: row.wishes.conversation,
    };
  }
}

/** Gifts that name somebody by one of these hashes, the oldest first. */
function candidates(
  tx: CloudTransaction,
  merchantId: string,
  holder: string,
  hashes: readonly string[],
  nowMs: number,
): Promise<GiftRow[]> {
  if (hashes.length === 0) return Promise.resolve([]);
  return tx
    .selectFrom('gifts')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('gift_id', 'in', (eb) =>
      eb
        .selectFrom('gift_features')
        .select('gift_features.gift_id')
        .where('gift_features.merchant_id', '=', merchantId)
        .where('gift_features.stored', 'in', [...hashes]),
    )
    .where('name', 'in', ['open', 'leased'])
    .where('expires_at_ms', '>', nowMs)
    .where((eb) => eb.or([eb('keep_at', 'is', null), eb('keep_at', '=', holder)]))
    .orderBy('created_at_ms')
    .orderBy('gift_id')
    .limit(candidatesMax)
    .execute();
}

/** The person behind the phone, if they ever signed in. */
async function personOf(
  tx: CloudTransaction,
  merchantId: string,
  attributes: readonly GiftAttribute[],
): Promise<string | undefined> {
  const phones = attributes.flatMap((one) => (one.kind === 'phone' ? [one.hash] : []));
  if (phones.length === 0) return undefined;
  const row = await tx
    .selectFrom('gift_people')
    .select('person_id')
    .where('merchant_id', '=', merchantId)
    .where('phone_stored', 'in', phones)
    .executeTakeFirst();
  return row?.person_id;
}

async function saleFacts(tx: CloudTransaction, asked: GiftAsked, nowMs: number): Promise<SaleFacts> {
  const { merchantId, holder, lines } = asked;
  const machine = await tx
    .selectFrom('machines')
    .select('time_zone')
    .where('merchant_id', '=', merchantId)
    .$if(asked.entrance === 'machine', (query) => query.where('machine_id', '=', holder))
    .orderBy('created_at_ms')
    .executeTakeFirst();
  const { minuteOfDay, weekday } = localTime(nowMs, machine?.time_zone ?? 'Asia/Shanghai');
  return {
    ...{ machine: holder, hour: Math.floor(minuteOfDay / 60), weekday },
    spendMinor: lines.reduce((sum, { dueMinor }) => sum + dueMinor, 0),
    categories: [...new Set(lines.map(({ category }) => category))],
  };
}

/** What was offered for this list before and not answered. */
function openOffers(tx: CloudTransaction, merchantId: string, holder: string, orderId: string) {
  return tx
    .selectFrom('gift_offers')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('holder', '=', holder)
    .where('order_id', '=', orderId)
    .where('answer', 'is', null)
    .execute();
}
