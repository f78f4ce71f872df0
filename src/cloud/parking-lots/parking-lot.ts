/**
 * What the cloud needs from a car park, one folder per kind of system. Obligations: no method ever rejects;
 * each resolves within the lot's own time-out; everything but `unknown` is said only on an authentic answer
 * that is about what was asked. A grant with the same `settlementId` again gives nothing more.
 */
import type { FaultCode } from '../../domain/fault.ts';
import type { Car, Stay } from '../../domain/parking.ts';

/** One car's stay as the lot bills it now. `stay.feeMinor` is the whole fee so far. */
export interface Bill {
  readonly stay: Stay;
  /** The lot's number of this stay: another visit of the same car has another. */
  readonly staySerial: string;
  /** The lot's number of this bill. */
  readonly billNo: string;
  readonly waivedMinor: number;
  readonly dueMinor: number;
  /** How long after paying the car may take to leave. */
  readonly bufferS: number;
}

export type BillOutcome =
  | { readonly kind: 'bill'; readonly bill: Bill }
  /** The car is not in the lot. */
  | { readonly kind: 'notFound' }
  /** It has a permit: nothing is to be paid. */
  | { readonly kind: 'permit' }
  | { readonly kind: 'unknown'; readonly reason: FaultCode };

export interface GrantOrder {
  readonly settlementId: string;
  readonly staySerial: string;
  readonly validMinutes: number;
}

export type GrantOutcome =
  | { readonly kind: 'granted' }
  | { readonly kind: 'notFound' }
  /** The stay has another discount already. */
  | { readonly kind: 'otherGrant' }
  | { readonly kind: 'unknown'; readonly reason: FaultCode };

/** The bill of 0.00 is settled under this number; the lot may be told more than once. */
export interface ResultNotice {
  readonly settlementId: string;
  readonly bill: Bill;
  readonly paidAtMs: number;
}

export type NoticeOutcome =
  | { readonly kind: 'taken' }
  /** The car has left in between. */
  | { readonly kind: 'voided' }
  | { readonly kind: 'unknown'; readonly reason: FaultCode };

export interface ParkingLot {
  bill(car: Car): Promise<BillOutcome>;
  grant(order: GrantOrder): Promise<GrantOutcome>;
  notify(notice: ResultNotice): Promise<NoticeOutcome>;
  /** Ends calls under way, as `unknown`. */
  stop(): void;
}

/** The lots that a merchant has an account with. */
export interface LotAccounts {
  lotOf(merchantId: string, lotId: string): ParkingLot | undefined;
  stop(): void;
}
