/**
 * Gifts kept for one machine, as its giver wished: leased to it, so that it can hand them over while the network is
 * down. A lease is nobody else's until the machine has returned it, or has not been heard of for long after its end.
 */
import { type SignedGiftLease, signGiftLease } from '../../domain/gift-lease.ts';
import { makeId } from '../../domain/ids.ts';
import { giftLeasesMax } from '../../wire/gift-messages.ts';
import { changeGift, type GiftRow } from '../database/gift-rows.ts';
import type { CloudTransaction } from '../database/schema.ts';
import { termsOf } from './gift-features.ts';
import type { GiftsPorts } from './gifts-ports.ts';

/** How long a machine may hand a gift over without having asked again. */
export const leaseValidMs = 72 * 3600_000;

interface Machine {
  readonly merchantId: string;
  readonly machineId: string;
}

export interface LeasesToKeep {
  readonly leases: readonly SignedGiftLease[];
  readonly giveUp: readonly string[];
}

/** What the machine is to keep from now on; `held` is what it says it has. */
export async function leasesFor(
  ports: GiftsPorts,
  machine: Machine,
  held: readonly string[],
): Promise<LeasesToKeep> {
  const nowMs = ports.clock.now();
  return ports.db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('gifts')
      .selectAll()
      .where('merchant_id', '=', machine.merchantId)
      .where('keep_at', '=', machine.machineId)
      .where('name', 'in', ['open', 'leased'])
      .orderBy('created_at_ms')
      .limit(giftLeasesMax)
      .forUpdate()
      .execute();
    const leases: SignedGiftLease[] = [];
    const kept = new Set<string>();
    for (const row of rows) {
      const lease = await leaseOf(ports, tx, machine, row, nowMs);
      if (!lease) continue;
      leases.push(lease.signed);
      kept.add(lease.leaseId);
    }
    return { leases, giveUp: held.filter((leaseId) => !kept.has(leaseId)).slice(0, giftLeasesMax) };
  });
}

/** The lease under way, or a new one; none for a gift that is to end or is being offered elsewhere. */
async function leaseOf(
  ports: GiftsPorts,
  tx: CloudTransaction,
  machine: Machine,
  row: GiftRow,
  nowMs: number,
): Promise<{ leaseId: string; signed: SignedGiftLease } | undefined> {
  const { state } = row;
  const over = Number(row.expires_at_ms) <= nowMs || state.ending !== undefined;
  if (over) return undefined;
  const running = state.lease;
  if (running && running.untilMs > nowMs) {
    const offerId = await offerOf(tx, machine, running.leaseId);
    const signed = offerId && sign(ports, machine, row, { ...running, offerId }, nowMs);
    return signed ? { leaseId: running.leaseId, signed } : undefined;
  }
  // One that is over has to come back before there is another: it may have been redeemed.
  if (running || state.name !== 'open') return undefined;
  const leaseId = makeId('lse', nowMs, ports.random.bytes(10));
  const offerId = makeId('gof', nowMs, ports.random.bytes(10));
  const untilMs = Math.min(nowMs + leaseValidMs, Number(row.expires_at_ms));
  const lease = { leaseId, holder: machine.machineId, untilMs };
  const { merchantId, machineId } = machine;
  const input = { kind: 'leased', lease, nowMs } as const;
  const change = { merchantId, giftId: row.gift_id, input, atMs: nowMs };
  if ((await changeGift(tx, change)).refused) return undefined;
  await tx
    .insertInto('gift_leases')
    .values({
      ...{ merchant_id: merchantId, lease_id: leaseId, offer_id: offerId, gift_id: row.gift_id },
      ...{ machine_id: machineId, issued_at_ms: nowMs, expires_at_ms: untilMs, ended_at_ms: null },
    })
    .execute();
  return { leaseId, signed: sign(ports, machine, row, { ...lease, offerId }, nowMs) };
}

function sign(
  { keys }: GiftsPorts,
  { machineId }: Machine,
  row: GiftRow,
  { leaseId, offerId, untilMs }: { leaseId: string; offerId: string; untilMs: number },
  nowMs: number,
): SignedGiftLease {
  const times = { issuedAtMs: nowMs, expiresAtMs: untilMs };
  return signGiftLease(keys.leaseKey, { leaseId, offerId, machineId, terms: termsOf(keys, row), ...times });
}

async function offerOf(
  tx: CloudTransaction,
  { merchantId, machineId }: Machine,
  leaseId: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('gift_leases')
    .select('offer_id')
    .where('merchant_id', '=', merchantId)
    .where('machine_id', '=', machineId)
    .where('lease_id', '=', leaseId)
    .where('ended_at_ms', 'is', null)
    .executeTakeFirst();
  return row?.offer_id;
}
