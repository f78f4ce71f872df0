/**
 * Amounts set apart from a card's balance for one machine, for times without network. What is leased has left
 * the balance, so that nothing can be spent twice; what a machine's journal says was spent is taken from the
 * lease once, and what it returns goes back to the card.
 */
import type { KeyObject } from 'node:crypto';
import { makeId } from '../../../domain/ids.ts';
import type { Currency } from '../../../domain/money.ts';
import {
  leaseOfTrade,
  leaseSelector,
  leaseVerifier,
  type SignedLease,
  signLease,
} from '../../../domain/spend-lease.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Random } from '../../../platform/random.ts';
import type { LearnedCharge } from '../../database/learned-charge-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../../database/schema.ts';
import type { CardOf } from './pin-tries.ts';

/** How long a machine may spend of a lease. */
const validMs = 72 * 3600_000;
/** A machine that was away so long after a lease ran out may never return it. */
const forgottenAfterMs = 7 * 24 * 3600_000;
const releasedAtOnce = 500;

export interface LeasePorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly random: Random;
  readonly leaseKey: KeyObject;
}

/**
 * Leases what the card allows to the machine where its PIN was right just now, beside `reservedMinor` that it
 * is about to pay. One machine has one lease of a card; while that is open there is no other.
 */
export async function issueLease(
  { db, clock, random, leaseKey }: LeasePorts,
  card: CardOf & { readonly machineId: string },
  { code, pin }: { readonly code: string; readonly pin: string },
  reservedMinor: number,
): Promise<SignedLease | undefined> {
  const { merchantId, machineId, cardHash } = card;
  const salt = Buffer.from(random.bytes(16)).toString('base64url');
  const verifier = await leaseVerifier(code, pin, salt);
  return db.transaction().execute(async (tx) => {
    const account = await tx
      .selectFrom('stored_value_accounts')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('card_hash', '=', cardHash)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const open = await tx
      .selectFrom('spend_leases')
      .select('lease_id')
      .where('merchant_id', '=', merchantId)
      .where('card_hash', '=', cardHash)
      .where('machine_id', '=', machineId)
      .where('state', '=', 'open')
      .executeTakeFirst();
    const freeMinor = Number(account.balance_minor) - reservedMinor;
    const amountMinor = Math.min(Number(account.offline_minor), freeMinor);
    if (open || amountMinor <= 0) return undefined;
    const nowMs = clock.now();
    const leaseId = makeId('lse', nowMs, random.bytes(10));
    await tx
      .insertInto('spend_leases')
      .values({
        ...{ merchant_id: merchantId, lease_id: leaseId, machine_id: machineId, card_hash: cardHash },
        ...{ amount_minor: amountMinor, spent_minor: 0, currency: account.currency, state: 'open' },
        ...{ issued_at_ms: nowMs, expires_at_ms: nowMs + validMs, ended_at_ms: null },
      })
      .execute();
    await addToBalance(tx, card, -amountMinor);
    return signLease(leaseKey, {
      ...{ leaseId, merchantId, machineId, cardMasked: account.card_masked, amountMinor },
      ...{ currency: account.currency as Currency, issuedAtMs: nowMs, expiresAtMs: nowMs + validMs },
      ...{ selector: leaseSelector(code, salt), salt, verifier },
      ...(account.pin_kind === 'mixed' ? { secret: 'mixed' as const } : {}),
    });
  });
}

/** Takes what a machine spent of its leases, once for each charge, from what was set apart. */
export async function learnLeaseSpending(
  tx: CloudTransaction,
  { merchantId, machineId }: { readonly merchantId: string; readonly machineId: string },
  charges: readonly LearnedCharge[],
  atMs: number,
): Promise<void> {
  for (const { chargeId, amountMinor, outcome, platformTradeNo } of charges) {
    const leaseId = leaseOfTrade(platformTradeNo ?? '');
    if (leaseId === undefined || outcome !== 'paid') continue;
    const lease = await lockLease(tx, merchantId, machineId, leaseId);
    if (!lease) continue;
    const { card_hash } = lease;
    const trade = {
      ...{ card_hash, amount_minor: amountMinor, refunded_minor: 0 },
      ...{ state: 'paid', at_ms: atMs },
    };
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('stored_value_trades')
      .values({ merchant_id: merchantId, charge_id: chargeId, ...trade })
      // Who asked about the charge before its records came was told that it is closed.
      .onConflict((conflict) =>
        conflict
          .columns(['merchant_id', 'charge_id'])
          .doUpdateSet(trade)
          .where('stored_value_trades.card_hash', 'is', null),
      )
      .executeTakeFirst();
    if (!numInsertedOrUpdatedRows) continue;
    const leftMinor = lease.state === 'open' ? Number(lease.amount_minor) - Number(lease.spent_minor) : 0;
    await tx
      .updateTable('spend_leases')
      .set((eb) => ({ spent_minor: eb('spent_minor', '+', amountMinor) }))
      .where('merchant_id', '=', merchantId)
      .where('lease_id', '=', leaseId)
      .execute();
    // A lease that ended without the machine has nothing left: its card pays, below nothing if it must.
    const beyondMinor = Math.max(0, amountMinor - leftMinor);
    if (beyondMinor > 0) await addToBalance(tx, { merchantId, cardHash: card_hash }, -beyondMinor);
  }
}

/** What is left of leases that the machine returned goes back to their cards; a second time changes nothing. */
export async function takeLeasesBack(
  tx: CloudTransaction,
  { merchantId, machineId }: { readonly merchantId: string; readonly machineId: string },
  leaseIds: readonly string[],
  atMs: number,
): Promise<void> {
  for (const leaseId of leaseIds) {
    const lease = await lockLease(tx, merchantId, machineId, leaseId);
    if (lease?.state !== 'open') continue;
    await tx
      .updateTable('spend_leases')
      .set({ state: 'returned', ended_at_ms: atMs })
      .where('merchant_id', '=', merchantId)
      .where('lease_id', '=', leaseId)
      .execute();
    const leftMinor = Math.max(0, Number(lease.amount_minor) - Number(lease.spent_minor));
    await addToBalance(tx, { merchantId, cardHash: lease.card_hash }, leftMinor);
  }
}

/**
 * Gives back what is left of leases whose machine did not return them long after they ran out. If its journal
 * comes after all and says more was spent in time, the card pays it then.
 */
export async function releaseForgottenLeases(db: CloudDatabase, nowMs: number): Promise<void> {
  const forgotten = await db
    .selectFrom('spend_leases')
    .select(['merchant_id', 'machine_id', 'lease_id'])
    .where('state', '=', 'open')
    .where('expires_at_ms', '<', nowMs - forgottenAfterMs)
    .limit(releasedAtOnce)
    .execute();
  for (const { merchant_id: merchantId, machine_id: machineId, lease_id: leaseId } of forgotten) {
    await db.transaction().execute((tx) => takeLeasesBack(tx, { merchantId, machineId }, [leaseId], nowMs));
  }
}

function lockLease(tx: CloudTransaction, merchantId: string, machineId: string, leaseId: string) {
  return tx
    .selectFrom('spend_leases')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('machine_id', '=', machineId)
    .where('lease_id', '=', leaseId)
    .forUpdate()
    .executeTakeFirst();
}

async function addToBalance(
  tx: CloudTransaction,
  { merchantId, cardHash }: CardOf,
  minor: number,
): Promise<void> {
  await tx
    .updateTable('stored_value_accounts')
    .set((eb) => ({ balance_minor: eb('balance_minor', '+', minor) }))
    .where('merchant_id', '=', merchantId)
    .where('card_hash', '=', cardHash)
    .execute();
}
