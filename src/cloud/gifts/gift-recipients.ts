/**
 * What a recipient does away from the machine: looks at a gift by its code, or at those for the phone they signed
 * in by; declines, blocks, reports; writes to the giver where both agreed. A wrong code says nothing of what there is.
 */
import { Fault } from '../../domain/fault.ts';
import { readPickupCode } from '../../domain/gift-code.ts';
import { giftHash } from '../../domain/gift-hash.ts';
import type { GiftInput } from '../../domain/gift-machine.ts';
import { makeId } from '../../domain/ids.ts';
import type { GiftMessage, ReceivedGift } from '../../wire/rest-gifts.ts';
import { raiseAlarms } from '../database/alarm-rows.ts';
import { changeGift, type GiftRow } from '../database/gift-rows.ts';
import { storableText } from '../database/storable-text.ts';
import { findPerson, type SignedIn } from './gift-people.ts';
import { isConversationOpen, receivedView } from './gift-views.ts';
import type { GiftsPorts } from './gifts-ports.ts';

const shownMax = 50;
const messagesMax = 200;

export interface NamedGift {
  readonly giftId: string;
  readonly code?: string | undefined;
}

export class GiftRecipients {
  #ports: GiftsPorts;

  constructor(ports: GiftsPorts) {
    this.#ports = ports;
  }

  /** Whoever is signed in and has the code is the recipient of what was taken by it; throws `NOT_FOUND`. */
  async claim(merchantId: string, code: string, who: SignedIn | undefined): Promise<ReceivedGift> {
    const row = await this.#byCode(merchantId, code);
    if (who && who.personId !== row.giver_id) {
      await this.#ports.db
        .updateTable('gift_offers')
        .set({ person_id: who.personId })
        .where('merchant_id', '=', merchantId)
        .where('gift_id', '=', row.gift_id)
        .where('answer', '=', 'accepted')
        .where('person_id', 'is', null)
        .execute();
    }
    return receivedView(this.#ports, row);
  }

  /** Those that wait for the phone signed in by, and those that were taken by it. */
  async received(who: SignedIn): Promise<{ items: ReceivedGift[] }> {
    const { db } = this.#ports;
    const { merchantId, personId } = who;
    const { phone_stored } = await findPerson(db, who);
    const rows = await db
      .selectFrom('gifts')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('name', '!=', 'created')
      .where('name', '!=', 'cancelled')
      .where((eb) =>
        eb.or([
          eb('gift_id', 'in', (sub) =>
            sub
              .selectFrom('gift_features')
              .select('gift_features.gift_id')
              .where('gift_features.merchant_id', '=', merchantId)
              .where('gift_features.stored', '=', phone_stored),
          ),
          eb('gift_id', 'in', (sub) =>
            sub
              .selectFrom('gift_offers')
              .select('gift_offers.gift_id')
              .where('gift_offers.merchant_id', '=', merchantId)
              .where('gift_offers.person_id', '=', personId)
              .where('gift_offers.answer', 'in', ['accepted', 'declined']),
          ),
        ]),
      )
      .orderBy('created_at_ms', 'desc')
      .limit(shownMax)
      .execute();
    return { items: await Promise.all(rows.map((row) => receivedView(this.#ports, row))) };
  }

  async decline(merchantId: string, named: NamedGift, who: SignedIn | undefined): Promise<ReceivedGift> {
    const row = await this.#named(merchantId, named, who);
    const offerId = row.state.offer?.offerId ?? '';
    return this.#put(row, { kind: 'declined', offerId, refund: row.wishes.refundWhenDeclined });
  }

  /** No more gifts from this giver; this one goes back. */
  async block(who: SignedIn, named: NamedGift): Promise<ReceivedGift> {
    const { db, clock, random } = this.#ports;
    const { merchantId, personId } = who;
    const row = await this.#named(merchantId, named, who);
    const atMs = clock.now();
    if (row.giver_id !== null) {
      await db
        .insertInto('gift_blocks')
        .values({
          ...{ merchant_id: merchantId, block_id: makeId('gbl', atMs, random.bytes(10)), at_ms: atMs },
          ...{ person_id: personId, giver_id: row.giver_id },
          giver_name: row.wishes.showGiver ? row.giver_name : '',
        })
        .onConflict((conflict) => conflict.columns(['merchant_id', 'person_id', 'giver_id']).doNothing())
        .execute();
    }
    return this.#put(row, { kind: 'ended', end: 'blocked', nowMs: atMs });
  }

  async blocked({ merchantId, personId }: SignedIn) {
    const rows = await this.#ports.db
      .selectFrom('gift_blocks')
      .select(['block_id', 'giver_name', 'at_ms'])
      .where('merchant_id', '=', merchantId)
      .where('person_id', '=', personId)
      .orderBy('at_ms', 'desc')
      .limit(shownMax)
      .execute();
    return {
      items: rows.map(({ block_id, giver_name, at_ms }) => ({
        ...{ blockId: block_id, giverName: giver_name, atMs: Number(at_ms) },
      })),
    };
  }

  async unblock(who: SignedIn, blockId: string) {
    await this.#ports.db
      .deleteFrom('gift_blocks')
      .where('merchant_id', '=', who.merchantId)
      .where('person_id', '=', who.personId)
      .where('block_id', '=', blockId)
      .execute();
    return this.blocked(who);
  }

  /** For a person of the merchant to look at; the gift stops. */
  async report(
    merchantId: string,
    named: NamedGift & { readonly reason: string },
    who: SignedIn | undefined,
  ): Promise<ReceivedGift> {
    const { db, clock } = this.#ports;
    const row = await this.#named(merchantId, named, who);
    const atMs = clock.now();
    const reason = storableText(named.reason.trim());
    await db
      .insertInto('gift_reports')
      .values({ merchant_id: merchantId, gift_id: row.gift_id, reason, at_ms: atMs })
      .onConflict((conflict) => conflict.columns(['merchant_id', 'gift_id']).doNothing())
      .execute();
    const about = { merchantId, machineId: 'gifts', kind: 'gift', severity: 'warning' } as const;
    await raiseAlarms(db, [{ ...about, subject: row.gift_id, fault: 'GIFT_REPORTED' }], atMs);
    return this.#put(row, { kind: 'ended', end: 'reported', nowMs: atMs });
  }

  async messages(who: SignedIn, giftId: string): Promise<{ items: GiftMessage[] }> {
    await this.#conversation(who, giftId);
    const rows = await this.#ports.db
      .selectFrom('gift_messages')
      .selectAll()
      .where('merchant_id', '=', who.merchantId)
      .where('gift_id', '=', giftId)
      .orderBy('message_id')
      .limit(messagesMax)
      .execute();
    return {
      items: rows.map(({ message_id, from_giver, text, at_ms }) => ({
        ...{ id: String(message_id), from: from_giver ? 'giver' : 'recipient', text, atMs: Number(at_ms) },
      })) as GiftMessage[],
    };
  }

  async addMessage(who: SignedIn, giftId: string, text: string): Promise<{ items: GiftMessage[] }> {
    const { db, clock, ring } = this.#ports;
    const { row, other, fromGiver } = await this.#conversation(who, giftId);
    const { sent } = await db
      .selectFrom('gift_messages')
      .select((eb) => eb.fn.countAll<number>().as('sent'))
      .where('merchant_id', '=', who.merchantId)
      .where('gift_id', '=', giftId)
      .executeTakeFirstOrThrow();
    if (Number(sent) >= messagesMax) throw new Fault('RATE_LIMITED', 'write so much about one gift');
    await db
      .insertInto('gift_messages')
      .values({
        ...{ merchant_id: who.merchantId, gift_id: giftId, from_giver: fromGiver },
        ...{ text: storableText(text.trim()), at_ms: clock.now() },
      })
      .execute();
    if (other !== undefined) ring(row.merchant_id, other);
    return this.messages(who, giftId);
  }

  /** Open to the two whom it is between, once both agreed; throws `NOT_FOUND`. */
  async #conversation(who: SignedIn, giftId: string) {
    const { db } = this.#ports;
    const row = await db
      .selectFrom('gifts')
      .selectAll()
      .where('merchant_id', '=', who.merchantId)
      .where('gift_id', '=', giftId)
      .executeTakeFirst();
    if (!row || !(await isConversationOpen(db, row))) throw new Fault('NOT_FOUND', 'find a conversation');
    const accepted = await db
      .selectFrom('gift_offers')
      .select('person_id')
      .where('merchant_id', '=', who.merchantId)
      .where('gift_id', '=', giftId)
      .where('answer', '=', 'accepted')
      .where('person_id', 'is not', null)
      .executeTakeFirst();
    const recipient = accepted?.person_id ?? undefined;
    const fromGiver = row.giver_id === who.personId;
    if (!fromGiver && recipient !== who.personId) throw new Fault('NOT_FOUND', 'find a conversation');
    return { row, fromGiver, other: fromGiver ? recipient : (row.giver_id ?? undefined) };
  }

  async #byCode(merchantId: string, given: string): Promise<GiftRow> {
    const { db, hashes } = this.#ports;
    const code = readPickupCode(given);
    if (code === undefined) throw new Fault('NOT_FOUND', 'find a gift by its code');
    const stored = hashes.stored(merchantId, giftHash(hashes.machineKey(merchantId), 'pickup', code));
    const row = await db
      .selectFrom('gifts')
      .innerJoin('gift_features', (join) =>
        join
          .onRef('gift_features.merchant_id', '=', 'gifts.merchant_id')
          .onRef('gift_features.gift_id', '=', 'gifts.gift_id'),
      )
      .selectAll('gifts')
      .where('gifts.merchant_id', '=', merchantId)
      .where('gift_features.stored', '=', stored)
      .where('gifts.name', 'not in', ['created', 'cancelled'])
      .executeTakeFirst();
    if (!row) throw new Fault('NOT_FOUND', 'find a gift by its code');
    return row;
  }

  /** By its code, or as one of those for the phone signed in by. */
  async #named(merchantId: string, named: NamedGift, who: SignedIn | undefined): Promise<GiftRow> {
    if (named.code !== undefined) {
      const row = await this.#byCode(merchantId, named.code);
      if (row.gift_id === named.giftId) return row;
    } else if (who) {
      const mine = await this.received(who);
      if (mine.items.some(({ giftId }) => giftId === named.giftId)) {
        const row = await this.#ports.db
          .selectFrom('gifts')
          .selectAll()
          .where('merchant_id', '=', merchantId)
          .where('gift_id', '=', named.giftId)
          .executeTakeFirst();
        if (row) return row;
      }
    }
    throw new Fault('NOT_FOUND', 'find a gift');
  }

  async #put(row: GiftRow, input: GiftInput): Promise<ReceivedGift> {
    const { db, clock, wakeRefunds, ring } = this.#ports;
    const { merchant_id: merchantId, gift_id: giftId } = row;
    const atMs = clock.now();
    const done = await db.transaction().execute((tx) => changeGift(tx, { merchantId, giftId, input, atMs }));
    if (done.refunds) wakeRefunds();
    if (row.giver_id !== null) ring(merchantId, row.giver_id);
    return receivedView(this.#ports, { ...row, name: done.state.name, state: done.state });
  }
}
