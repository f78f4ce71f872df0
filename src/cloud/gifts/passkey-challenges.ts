/**
 * What passkeys are asked to sign: stored before anybody is asked, answered once and within minutes. One for a
 * new passkey belongs to the person who adds it, one for signing in to nobody yet.
 */
import { createHash } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';
import type { GiftsPorts } from './gifts-ports.ts';

export const challengeMs = 300_000;

const challengeHash = (challenge: string) => createHash('sha256').update(challenge).digest('hex');

export class PasskeyChallenges {
  #ports: Pick<GiftsPorts, 'db' | 'clock' | 'random'>;

  constructor(ports: Pick<GiftsPorts, 'db' | 'clock' | 'random'>) {
    this.#ports = ports;
  }

  /** `personId` null: whoever answers. */
  async make(merchantId: string, personId: string | null): Promise<string> {
    const { db, clock, random } = this.#ports;
    const nowMs = clock.now();
    const challenge = Buffer.from(random.bytes(32)).toString('base64url');
    await db.deleteFrom('gift_passkey_challenges').where('expires_at_ms', '<=', nowMs).execute();
    await db
      .insertInto('gift_passkey_challenges')
      .values({
        ...{ challenge_hash: challengeHash(challenge), merchant_id: merchantId, person_id: personId },
        expires_at_ms: nowMs + challengeMs,
      })
      .execute();
    return challenge;
  }

  /** Uses it up, whatever the answer to it proves; throws `PASSKEY_LATE`. */
  async take(merchantId: string, personId: string | null, challenge: string): Promise<void> {
    const { db, clock } = this.#ports;
    const taken = await db
      .deleteFrom('gift_passkey_challenges')
      .where('challenge_hash', '=', challengeHash(challenge))
      .where('merchant_id', '=', merchantId)
      .where('person_id', 'is not distinct from', personId)
      .where('expires_at_ms', '>', clock.now())
      .returning('challenge_hash')
      .executeTakeFirst();
    if (!taken) throw new Fault('PASSKEY_LATE', 'take what a passkey answered');
  }
}
