/**
 * Passkeys of the people who give and receive, beside the code to their phone: added by whoever is signed in, and
 * good for signing in without a number. Only public keys are kept. A counter that does not rise says that a
 * passkey was copied; it signs nobody in any more until it rises.
 */
import { Fault } from '../../domain/fault.ts';
import { makeId } from '../../domain/ids.ts';
import type { GiftPerson } from '../../wire/rest-gifts.ts';
import {
  type PasskeyAsked,
  type PasskeyList,
  type PasskeyMade,
  type PasskeySignIn,
  type PasskeyWanted,
  passkeysMax,
} from '../../wire/rest-passkeys.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { storableText } from '../database/storable-text.ts';
import { type GiftLimits, giftLimits } from './gift-limits.ts';
import { findPerson, type GiftPeople, type SignedIn } from './gift-people.ts';
import type { GiftsPorts, PasskeySite } from './gifts-ports.ts';
import { challengeMs, PasskeyChallenges } from './passkey-challenges.ts';
import { challengeOf, passkeyAlgorithms, provenPasskey, provenUse } from './passkey-proof.ts';

const siteName = '送礼 · Gifts';

export class GiftPasskeys {
  #ports: GiftsPorts;
  #limits: GiftLimits;
  #people: GiftPeople;
  #challenges: PasskeyChallenges;

  constructor(ports: GiftsPorts, limits: GiftLimits, people: GiftPeople) {
    this.#ports = ports;
    this.#limits = limits;
    this.#people = people;
    this.#challenges = new PasskeyChallenges(ports);
  }

  async list(who: SignedIn): Promise<PasskeyList> {
    const rows = await passkeysOf(this.#ports.db, who);
    return {
      items: rows.map(({ passkey_id, name, created_at_ms, used_at_ms }) => ({
        ...{ passkeyId: passkey_id, name, createdAtMs: Number(created_at_ms) },
        usedAtMs: used_at_ms === null ? null : Number(used_at_ms),
      })),
    };
  }

  /** What the person's device needs to make one; throws `PASSKEY_LIMIT`. */
  async want(who: SignedIn): Promise<PasskeyWanted> {
    const { rpId } = this.#site();
    const { phone_masked, name } = await findPerson(this.#ports.db, who);
    const rows = await passkeysOf(this.#ports.db, who);
    if (rows.length >= passkeysMax) throw new Fault('PASSKEY_LIMIT', 'add a passkey');
    await this.#count(who.merchantId, `person ${who.personId}`);
    return {
      rp: { id: rpId, name: siteName },
      user: { id: userHandleOf(who), name: phone_masked, displayName: name || phone_masked },
      challenge: await this.#challenges.make(who.merchantId, who.personId),
      pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ type: 'public-key', alg })),
      timeout: challengeMs,
      attestation: 'none',
      authenticatorSelection: {
        ...{ residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      },
      excludeCredentials: rows.map(({ credential_id, transports }) => ({
        ...{ id: credential_id, type: 'public-key', transports },
      })),
    };
  }

  /** Throws `PASSKEY_LATE`, `PASSKEY_REFUSED`, `PASSKEY_LIMIT` or `ALREADY_EXISTS`. */
  async add(who: SignedIn, made: PasskeyMade): Promise<PasskeyList> {
    const { db, clock, random } = this.#ports;
    const { merchantId, personId } = who;
    const { response } = made.credential;
    const site = this.#site();
    const challenge = challengeOf(response.clientDataJSON);
    await this.#challenges.take(merchantId, personId, challenge);
    const { credentialId, publicKey, counter } = await provenPasskey(made, challenge, site);
    const nowMs = clock.now();
    await db.transaction().execute(async (tx) => {
      await findPerson(tx, who, true);
      if ((await passkeysOf(tx, who)).length >= passkeysMax)
        throw new Fault('PASSKEY_LIMIT', 'add a passkey');
      const added = await tx
        .insertInto('gift_passkeys')
        .values({
          ...{ merchant_id: merchantId, passkey_id: makeId('psk', nowMs, random.bytes(10)) },
          ...{ person_id: personId, credential_id: credentialId, public_key: publicKey, counter },
          ...{ transports: JSON.stringify(response.transports), name: storableText(made.name.trim()) },
          ...{ created_at_ms: nowMs, used_at_ms: null },
        })
        .onConflict((conflict) => conflict.columns(['merchant_id', 'credential_id']).doNothing())
        .executeTakeFirst();
      if (added.numInsertedOrUpdatedRows === 0n) throw new Fault('ALREADY_EXISTS', 'add a passkey');
    });
    return this.list(who);
  }

  /** Every session that it opened ends with it. Removing it again changes nothing. */
  async remove(who: SignedIn, passkeyId: string): Promise<PasskeyList> {
    const { db, ring } = this.#ports;
    await db
      .deleteFrom('gift_passkeys')
      .where('merchant_id', '=', who.merchantId)
      .where('person_id', '=', who.personId)
      .where('passkey_id', '=', passkeyId)
      .execute();
    // What follows the person's gifts finds out at once whether it still may.
    ring(who.merchantId, who.personId);
    return this.list(who);
  }

  /** What any passkey of this merchant may sign to sign in; `asker` is counted. */
  async ask(merchantId: string, asker: string): Promise<PasskeyAsked> {
    const { rpId } = this.#site();
    await this.#count(merchantId, asker);
    const challenge = await this.#challenges.make(merchantId, null);
    return { challenge, rpId, timeout: challengeMs, userVerification: 'required' };
  }

  /** Throws `PASSKEY_LATE`, `PASSKEY_UNKNOWN`, `PASSKEY_REFUSED` or `PASSKEY_COPIED`. */
  async signIn(
    merchantId: string,
    answer: PasskeySignIn,
  ): Promise<{ readonly token: string; readonly person: GiftPerson }> {
    const { db, clock } = this.#ports;
    const { credential } = answer;
    const site = this.#site();
    const challenge = challengeOf(credential.response.clientDataJSON);
    await this.#challenges.take(merchantId, null, challenge);
    const row = await db
      .selectFrom('gift_passkeys')
      .select(['passkey_id', 'person_id', 'public_key'])
      .where('merchant_id', '=', merchantId)
      .where('credential_id', '=', credential.id)
      .executeTakeFirst();
    const who = row && { merchantId, personId: row.person_id };
    if (!who || userHandleOf(who) !== credential.response.userHandle) {
      throw new Fault('PASSKEY_UNKNOWN', 'sign in by a passkey');
    }
    const counter = await provenUse(answer, challenge, site, row.public_key);
    const token = await db.transaction().execute(async (tx) => {
      const used = await tx
        .updateTable('gift_passkeys')
        .set({ counter, used_at_ms: clock.now() })
        .where('merchant_id', '=', merchantId)
        .where('passkey_id', '=', row.passkey_id)
        // Devices that do not count say zero each time.
        .where((eb) =>
          eb.or([eb('counter', '<', counter), ...(counter === 0 ? [eb('counter', '=', 0)] : [])]),
        )
        .executeTakeFirst();
      if (used.numUpdatedRows === 0n) throw new Fault('PASSKEY_COPIED', 'sign in by a passkey');
      return this.#people.openSession(tx, who, row.passkey_id);
    });
    return { token, person: await this.#people.read(who) };
  }

  #count(merchantId: string, who: string): Promise<void> {
    return this.#limits.take(merchantId, [[giftLimits.challenges, who]], 'ask a passkey');
  }

  #site(): PasskeySite {
    const site = this.#ports.passkeySite();
    if (!site) throw new Fault('PASSKEY_NOT_HERE', 'use a passkey');
    return site;
  }
}

/** What a device keeps the passkey under: the person's number here, which says nothing about them. */
function userHandleOf({ personId }: SignedIn): string {
  return Buffer.from(personId).toString('base64url');
}

function passkeysOf(db: CloudDatabase, { merchantId, personId }: SignedIn) {
  return db
    .selectFrom('gift_passkeys')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('person_id', '=', personId)
    .orderBy('passkey_id')
    .execute();
}
