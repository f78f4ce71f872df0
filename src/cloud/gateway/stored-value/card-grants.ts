/**
 * Grants of one charge from one card, after its PIN, finger or face was right. A grant is used by the charge that
 * names it, in the transaction that takes the money, once, and is worth nothing after a few minutes.
 */
import type { CardFactor } from '../../../domain/card-factor.ts';
import type { CloudDatabase, CloudTransaction } from '../../database/schema.ts';
import type { CardOf } from './pin-tries.ts';

/** Long enough for the shopper to say how much, short enough to be of no use to the next one. */
export const grantValidMs = 180_000;

export interface GrantFor extends CardOf {
  readonly chargeId: string;
  readonly machineId: string;
  readonly orderId: string;
}

export interface Granted {
  readonly factor: CardFactor;
  readonly amountMinor: number;
  readonly machineKey?: string;
}

/** A nonce for the verdict of a finger or a face about this charge; one that was given out before for it stays. */
export async function openChallenge(
  db: CloudDatabase,
  about: GrantFor,
  nonce: string,
  nowMs: number,
): Promise<string> {
  const { merchantId, cardHash, chargeId, machineId, orderId } = about;
  await db
    .insertInto('card_grants')
    .values({
      ...{ merchant_id: merchantId, charge_id: chargeId, machine_id: machineId, order_id: orderId },
      ...{ card_hash: cardHash, amount_minor: 0, factor: 'finger', machine_key: null, nonce },
      ...{ granted_at_ms: null, expires_at_ms: nowMs + grantValidMs, used: false },
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'charge_id']).doNothing())
    .execute();
  const row = await findGrant(db, about);
  return row?.nonce ?? nonce;
}

/** Grants the charge; one that was used stays used. */
export async function grantCharge(
  db: CloudDatabase,
  about: GrantFor,
  granted: Granted,
  nowMs: number,
): Promise<void> {
  const { merchantId, cardHash, chargeId, machineId, orderId } = about;
  const { factor, amountMinor, machineKey } = granted;
  const now = {
    ...{ card_hash: cardHash, amount_minor: amountMinor, factor, machine_key: machineKey ?? null },
    ...{ nonce: null, granted_at_ms: nowMs, expires_at_ms: nowMs + grantValidMs },
  };
  await db
    .insertInto('card_grants')
    .values({
      ...{ merchant_id: merchantId, charge_id: chargeId, machine_id: machineId, order_id: orderId },
      ...{ ...now, used: false },
    })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'charge_id'])
        .doUpdateSet(now)
        .where('card_grants.used', '=', false)
        .where('card_grants.machine_id', '=', machineId),
    )
    .execute();
}

/** Something has to be enrolled so soon after the PIN of its card was right. */
const enrolWithinMs = 600_000;

/** The grant whose PIN vouches for an enrolment at that machine now, with the key that came sealed with it. */
export async function findVoucher(
  db: CloudDatabase,
  { merchantId, machineId }: Pick<GrantFor, 'merchantId' | 'machineId'>,
  chargeId: string,
  nowMs: number,
): Promise<{ readonly cardHash: string; readonly machineKey: string } | undefined> {
  const grant = await findGrant(db, { merchantId, chargeId });
  if (grant?.factor !== 'pin' || grant.machine_id !== machineId) return undefined;
  if (grant.granted_at_ms === null || nowMs - Number(grant.granted_at_ms) > enrolWithinMs) return undefined;
  const { card_hash: cardHash, machine_key: machineKey } = grant;
  return machineKey === null ? undefined : { cardHash, machineKey };
}

/** Whether a verdict names the nonce that was given out for this charge, while it is worth something. */
export async function isChallenged(
  db: CloudDatabase,
  about: GrantFor,
  nonce: string,
  nowMs: number,
): Promise<boolean> {
  const challenge = await findGrant(db, about);
  return (
    challenge !== undefined &&
    challenge.machine_id === about.machineId &&
    challenge.order_id === about.orderId &&
    challenge.card_hash === about.cardHash &&
    challenge.nonce === nonce &&
    Number(challenge.expires_at_ms) > nowMs
  );
}

export function findGrant(
  db: CloudDatabase,
  { merchantId, chargeId }: Pick<GrantFor, 'merchantId' | 'chargeId'>,
) {
  return db
    .selectFrom('card_grants')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
}

/** Uses the grant of a charge; whether there was one for this card, amount and machine. */
export async function spendGrant(
  tx: CloudTransaction,
  about: CardOf & { readonly chargeId: string; readonly machineId: string },
  amountMinor: number,
  nowMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('card_grants')
    .set({ used: true })
    .where('merchant_id', '=', about.merchantId)
    .where('charge_id', '=', about.chargeId)
    .where('card_hash', '=', about.cardHash)
    .where('machine_id', '=', about.machineId)
    .where('used', '=', false)
    .where('granted_at_ms', 'is not', null)
    .where('amount_minor', '>=', amountMinor)
    .where('expires_at_ms', '>', nowMs)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Proofs and grants that are of no use any more; a sealed PIN stays on record as long as its charge can come. */
export async function forgetOldGrants(db: CloudDatabase, beforeMs: number): Promise<void> {
  await db.deleteFrom('card_grants').where('expires_at_ms', '<', beforeMs).execute();
  await db.deleteFrom('card_proofs_seen').where('at_ms', '<', beforeMs).execute();
}
