/**
 * One grant of free parking in the cloud: the intent comes from the machine's journal, the car from its
 * question, and both must be there before a lot is asked. Every method of the store is one transaction; a
 * grant is driven by whoever holds its lease, and saving under a lost lease throws `LEASE_LOST`.
 */
import type { FaultCode } from '../../domain/fault.ts';
import type { Car, Stay } from '../../domain/parking.ts';

export interface GrantState {
  readonly name: 'pending' | 'granted' | 'refused';
  readonly tries: number;
  /** The stay that the grant is for, durable before the lot hears of the grant. */
  readonly staySerial?: string;
  readonly stay?: Stay;
  readonly leaveByMs?: number;
  /** Why it was refused, or why it is still pending. */
  readonly fault?: FaultCode;
  /** When to act next; absent when it is over. */
  readonly dueAtMs?: number;
}

export interface Grant {
  readonly merchantId: string;
  readonly machineId: string;
  /** The settlement id: at most one grant for each order. */
  readonly orderId: string;
  readonly lotId: string;
  readonly validMinutes: number;
  /** Absent until the machine named it, and again when the grant is over. */
  readonly car?: Car;
  readonly intendedAtMs: number;
  readonly state: GrantState;
  readonly version: number;
}

export interface GrantLease {
  readonly holder: string;
  readonly untilMs: number;
}

export interface GrantStore {
  find(merchantId: string, orderId: string): Promise<Grant | undefined>;
  /** Keeps the car, sealed, for an open grant that has none; says whether it was new. */
  keepCar(merchantId: string, orderId: string, car: Car): Promise<boolean>;
  /** A final state forgets the car. */
  save(before: Grant, state: GrantState, save: { lease: GrantLease; atMs: number }): Promise<Grant>;
  /** Leases up to `max` grants with a car that are due and that nobody else holds. */
  takeDue(nowMs: number, lease: GrantLease, max: number): Promise<Grant[]>;
  releaseLeases(holder: string): Promise<void>;
}
