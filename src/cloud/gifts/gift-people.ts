/**
 * The people who give and receive: known by the hash of their phone, signed in by a code to it or a passkey. A session is a cookie of which
 * only a hash is stored. What somebody agrees to is on record with its words; deleting them deletes everything
 * but the bare numbers of gifts and money.
 */
import { createHash } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import { maskPhone } from '../../domain/phone.ts';
import type { GiftPerson, giftConsentKinds } from '../../wire/rest-gifts.ts';
import { changeGift } from '../database/gift-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import { storableText } from '../database/storable-text.ts';
import type { GiftLimits } from './gift-limits.ts';
import type { GiftsPorts } from './gifts-ports.ts';
import { checkPhoneCode, phoneOf, storedPhone } from './phone-codes.ts';

/** How long somebody stays signed in. */
export const sessionMs = 30 * 24 * 3600_000;

export interface SignedIn {
  readonly merchantId: string;
  readonly personId: string;
}

export function sessionHash(token: string): string {
  return createHash('sha256').update(`gift session ${token}`).digest('hex');
}

export class GiftPeople {
  #ports: GiftsPorts;
  #limits: GiftLimits;

  constructor(ports: GiftsPorts, limits: GiftLimits) {
    this.#ports = ports;
    this.#limits = limits;
  }

  /** A new session of whoever holds that phone; throws `GIFT_CODE_WRONG`. */
  async signIn(
    merchantId: string,
    given: string,
    code: string,
  ): Promise<{ readonly token: string; readonly person: GiftPerson }> {
    const { db, clock, random } = this.#ports;
    const phone = phoneOf(given);
    const stored = storedPhone(this.#ports, merchantId, phone);
    const nowMs = clock.now();
    const right = await db
      .transaction()
      .execute((tx) => checkPhoneCode(tx, { merchantId, stored, code, nowMs }));
    if (!right) throw new Fault('GIFT_CODE_WRONG', 'sign in');
    const { token, personId } = await db.transaction().execute(async (tx) => {
      const known = await tx
        .insertInto('gift_people')
        .values({
          ...{ merchant_id: merchantId, person_id: makeId('gpr', nowMs, random.bytes(10)) },
          ...{ phone_stored: stored, phone_masked: maskPhone(phone), name: '', contact: '' },
          created_at_ms: nowMs,
        })
        .onConflict((conflict) =>
          conflict.columns(['merchant_id', 'phone_stored']).doUpdateSet({ phone_masked: maskPhone(phone) }),
        )
        .returning('person_id')
        .executeTakeFirstOrThrow();
      const personId = known.person_id;
      return { personId, token: await this.openSession(tx, { merchantId, personId }) };
    });
    return { token, person: await this.read({ merchantId, personId }) };
  }

  /** The token of a new session of somebody who proved who they are, by the passkey if by one. */
  async openSession(
    tx: CloudTransaction,
    { merchantId, personId }: SignedIn,
    passkeyId: string | null = null,
  ): Promise<string> {
    const { clock, random } = this.#ports;
    const nowMs = clock.now();
    const token = Buffer.from(random.bytes(32)).toString('base64url');
    await tx.deleteFrom('gift_sessions').where('expires_at_ms', '<', nowMs).execute();
    await tx
      .insertInto('gift_sessions')
      .values({
        ...{ token_hash: sessionHash(token), merchant_id: merchantId, person_id: personId },
        ...{ passkey_id: passkeyId, expires_at_ms: nowMs + sessionMs },
      })
      .execute();
    return token;
  }

  /** Who holds that session at that merchant; throws `ACCESS_DENIED`. */
  async of(merchantId: string, token: string | undefined): Promise<SignedIn> {
    const { db, clock } = this.#ports;
    const row =
      token === undefined
        ? undefined
        : await db
            .selectFrom('gift_sessions')
            .select('person_id')
            .where('token_hash', '=', sessionHash(token))
            .where('merchant_id', '=', merchantId)
            .where('expires_at_ms', '>', clock.now())
            .executeTakeFirst();
    if (!row) throw new Fault('ACCESS_DENIED', 'find out who asks');
    return { merchantId, personId: row.person_id };
  }

  async signOut(token: string | undefined): Promise<void> {
    if (token === undefined) return;
    const { db } = this.#ports;
    await db.deleteFrom('gift_sessions').where('token_hash', '=', sessionHash(token)).execute();
  }

  async read({ merchantId, personId }: SignedIn): Promise<GiftPerson> {
    const { db } = this.#ports;
    const row = await findPerson(db, { merchantId, personId });
    const consents = await db
      .selectFrom('gift_consents')
      .select(['kind', 'text_version', 'at_ms'])
      .where('merchant_id', '=', merchantId)
      .where('person_id', '=', personId)
      .orderBy('kind')
      .execute();
    return {
      ...{ personId, phoneMasked: row.phone_masked, name: row.name, contact: row.contact },
      consents: consents.map(({ kind, text_version, at_ms }) => ({
        kind: kind as (typeof giftConsentKinds)[number],
        textVersion: text_version,
        atMs: Number(at_ms),
      })),
    };
  }

  async change(who: SignedIn, { name, contact }: { name: string; contact: string }): Promise<GiftPerson> {
    await this.#ports.db
      .updateTable('gift_people')
      .set({ name: storableText(name.trim()), contact: storableText(contact.trim()) })
      .where('merchant_id', '=', who.merchantId)
      .where('person_id', '=', who.personId)
      .execute();
    return this.read(who);
  }

  /** Without the consent what was kept on its ground goes at once. */
  async setConsent(
    who: SignedIn,
    { kind, given, textVersion }: { kind: string; given: boolean; textVersion: number },
  ): Promise<GiftPerson> {
    const { db, clock } = this.#ports;
    const of = { merchant_id: who.merchantId, person_id: who.personId };
    const said = { text_version: textVersion, at_ms: clock.now() };
    await db.transaction().execute(async (tx) => {
      if (given) {
        await tx
          .insertInto('gift_consents')
          .values({ ...of, kind, ...said })
          .onConflict((conflict) => conflict.columns(['merchant_id', 'person_id', 'kind']).doUpdateSet(said))
          .execute();
        return;
      }
      await tx
        .deleteFrom('gift_consents')
        .where('merchant_id', '=', who.merchantId)
        .where('person_id', '=', who.personId)
        .where('kind', '=', kind)
        .execute();
      if (kind === 'history') await forgetPurchases(tx, who);
    });
    return this.read(who);
  }

  /**
   * Everything about a person. Gifts that wait for them go back to their givers, and what they gave goes back to
   * them; gifts that are over keep their numbers and lose their words.
   */
  async delete(who: SignedIn): Promise<void> {
    const { db, clock, wakeRefunds } = this.#ports;
    const { merchantId, personId } = who;
    const atMs = clock.now();
    await db.transaction().execute(async (tx) => {
      const person = await findPerson(tx, who);
      const given = await tx
        .selectFrom('gifts')
        .select('gift_id')
        .where('merchant_id', '=', merchantId)
        .where('giver_id', '=', personId)
        .execute();
      const received = await tx
        .selectFrom('gift_features')
        .select('gift_id')
        .where('merchant_id', '=', merchantId)
        .where('stored', '=', person.phone_stored)
        .execute();
      for (const { gift_id: giftId } of [...given, ...received]) {
        const input = { kind: 'ended', end: 'withdrawn', nowMs: atMs } as const;
        await changeGift(tx, { merchantId, giftId, input, atMs });
      }
      const ids = given.map(({ gift_id }) => gift_id);
      if (ids.length > 0) await forgetWords(tx, merchantId, ids);
      await tx
        .updateTable('gift_offers')
        .set({ person_id: null, reaction: null })
        .where('merchant_id', '=', merchantId)
        .where('person_id', '=', personId)
        .execute();
      await tx
        .deleteFrom('gift_blocks')
        .where('merchant_id', '=', merchantId)
        .where('giver_id', '=', personId)
        .execute();
      await tx
        .deleteFrom('gift_phone_codes')
        .where('merchant_id', '=', merchantId)
        .where('phone_stored', '=', person.phone_stored)
        .execute();
      await tx.deleteFrom('client_answers').where('client_id', '=', personId).execute();
      await this.#limits.forget(tx, merchantId, person.phone_stored);
      await this.#limits.forget(tx, merchantId, `person ${personId}`);
      // Sessions, passkeys, consents, purchases and the people they blocked go with it.
      await tx
        .deleteFrom('gift_people')
        .where('merchant_id', '=', merchantId)
        .where('person_id', '=', personId)
        .execute();
    });
    wakeRefunds();
  }
}

/** `held`: until the transaction ends, nobody else changes what hangs on this person. */
export async function findPerson(db: CloudDatabase, { merchantId, personId }: SignedIn, held = false) {
  const row = await db
    .selectFrom('gift_people')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('person_id', '=', personId)
    .$if(held, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) throw new Fault('NOT_FOUND', 'find a person');
  return row;
}

async function forgetPurchases(tx: CloudTransaction, { merchantId, personId }: SignedIn): Promise<void> {
  await tx
    .deleteFrom('gift_purchases')
    .where('merchant_id', '=', merchantId)
    .where('person_id', '=', personId)
    .execute();
}

async function forgetWords(tx: CloudTransaction, merchantId: string, giftIds: string[]): Promise<void> {
  await tx
    .updateTable('gifts')
    .set({ giver_id: null, giver_name: '', giver_contact: '', words: '', pickup_sealed: null })
    .where('merchant_id', '=', merchantId)
    .where('gift_id', 'in', giftIds)
    .execute();
  await tx
    .deleteFrom('gift_messages')
    .where('merchant_id', '=', merchantId)
    .where('gift_id', 'in', giftIds)
    .execute();
}
