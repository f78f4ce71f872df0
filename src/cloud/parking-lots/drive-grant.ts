/**
 * One pass of a grant: ask for the bill, make its stay durable, grant by the order's number, ask again for
 * what was really waived, and give notice that nothing is left to pay. Whatever was not definite is repeated
 * whole, later: every call may come twice. A stay is never changed for another visit of the same car.
 */
import type { FaultCode } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Grant, GrantLease, GrantState, GrantStore } from './grant-ports.ts';
import type { Bill, ParkingLot } from './parking-lot.ts';

/** The waits between passes; the last one repeats. */
export const grantPausesMs: readonly number[] = [1000, 2000, 5000, 15_000, 60_000, 300_000, 900_000];
/** Nobody is helped by a grant for a stay that began so long ago. */
const giveUpAfterMs = 48 * 3_600_000;

export interface DriveGrantPorts {
  readonly store: GrantStore;
  readonly clock: Clock;
  /** For the next save while the pass goes on. */
  lease(): GrantLease;
  readonly pausesMs: readonly number[];
}

/** What a pass came to: an end, or why there is none yet. */
type Outcome =
  | { readonly end: 'granted'; readonly bill: Bill }
  | { readonly end: 'refused'; readonly reason: FaultCode }
  | { readonly again: FaultCode };

/** The grant after one pass, with its lease given back. */
export async function driveGrant(
  ports: DriveGrantPorts,
  lot: ParkingLot | undefined,
  first: Grant,
): Promise<Grant> {
  const { store, clock } = ports;
  let grant = first;
  const keepStay = async (staySerial: string) => {
    const state = { ...grant.state, staySerial };
    grant = await store.save(grant, state, { lease: ports.lease(), atMs: clock.now() });
  };
  const outcome: Outcome = lot ? await pass(lot, first, keepStay, clock) : { again: 'PARKING_LOT_DOWN' };
  const atMs = clock.now();
  const state = stateAfter(grant, outcome, atMs, ports.pausesMs);
  return store.save(grant, state, { lease: { ...ports.lease(), untilMs: 0 }, atMs });
}

async function pass(
  lot: ParkingLot,
  { car, orderId, state, validMinutes }: Grant,
  keepStay: (staySerial: string) => Promise<void>,
  clock: Clock,
): Promise<Outcome> {
  if (!car) return { again: 'PARKING_CAR_UNKNOWN' };
  const before = await lot.bill(car);
  if (before.kind === 'unknown') return { again: before.reason };
  if (before.kind === 'permit') return { end: 'refused', reason: 'PARKING_PERMIT' };
  const known = state.staySerial;
  const gone = known === undefined ? 'PARKING_CAR_UNKNOWN' : 'PARKING_CAR_LEFT';
  if (before.kind === 'notFound') return { end: 'refused', reason: gone };
  const { staySerial } = before.bill;
  if (known !== undefined && known !== staySerial) return { end: 'refused', reason: 'PARKING_CAR_LEFT' };
  if (known === undefined) await keepStay(staySerial);
  const granted = await lot.grant({ settlementId: orderId, staySerial, validMinutes });
  if (granted.kind === 'unknown') return { again: granted.reason };
  if (granted.kind === 'otherGrant') return { end: 'refused', reason: 'PARKING_OTHER_GRANT' };
  if (granted.kind === 'notFound') return { end: 'refused', reason: 'PARKING_CAR_LEFT' };
  const after = await lot.bill(car);
  if (after.kind === 'unknown') return { again: after.reason };
  // It drove out in between, and for free: the grant was there.
  if (after.kind !== 'bill' || after.bill.staySerial !== staySerial) {
    return { end: 'granted', bill: { ...before.bill, waivedMinor: before.bill.dueMinor } };
  }
  if (after.bill.dueMinor > 0) return { again: 'PARKING_LOT_DOWN' };
  const told = await lot.notify({ settlementId: orderId, bill: after.bill, paidAtMs: clock.now() });
  return told.kind === 'unknown' ? { again: told.reason } : { end: 'granted', bill: after.bill };
}

function stateAfter(grant: Grant, outcome: Outcome, nowMs: number, pausesMs: readonly number[]): GrantState {
  const { tries, staySerial } = grant.state;
  const held = staySerial === undefined ? {} : { staySerial };
  if ('again' in outcome) {
    if (nowMs - grant.intendedAtMs > giveUpAfterMs) {
      return { name: 'refused', tries, ...held, fault: outcome.again };
    }
    const pauseMs = pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 1000;
    return { name: 'pending', tries: tries + 1, ...held, fault: outcome.again, dueAtMs: nowMs + pauseMs };
  }
  if (outcome.end === 'refused') return { name: 'refused', tries, ...held, fault: outcome.reason };
  const { stay, waivedMinor, bufferS } = outcome.bill;
  const leaveInMs = Math.max(grant.validMinutes * 60_000, bufferS * 1000);
  return {
    ...{ name: 'granted', tries, ...held },
    stay: { ...stay, feeMinor: waivedMinor },
    leaveByMs: nowMs + leaveInMs,
  };
}
