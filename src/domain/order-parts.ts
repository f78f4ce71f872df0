/** What an order is made of beside its lines: charges, deliveries, refunds, payouts, parking, its member. */
import type { Delivery } from './basket.ts';
import type { FaultCode } from './fault-catalogue.ts';
import type { MemberProof } from './member.ts';
import type { Stay } from './parking.ts';
import type { VerificationOutcome } from './verification-outcome.ts';

/** One attempt to take money by a payment code. `intended` means the result is not known yet. */
export interface OrderCharge {
  readonly chargeId: string;
  readonly platform: string;
  readonly codeMasked: string;
  readonly amountMinor: number;
  readonly intendedAtMs: number;
  readonly expiresAtMs: number;
  /** The machine shows the code of it. */
  readonly showsCode?: true;
  readonly state: 'intended' | 'paid' | 'failed' | 'reversed';
  readonly reason?: FaultCode;
  readonly platformTradeNo?: string;
  readonly settledAtMs?: number;
  /** What was checked before any money moved, where that is why it failed. */
  readonly verification?: VerificationOutcome;
  /** The shopper was shown the list again, because the result could not be had in time. */
  readonly overdue?: true;
  /** The shopper asked to settle again: it is closed unless it is paid. */
  readonly closing?: true;
}

export interface OrderDelivery {
  readonly deliveryId: string;
  readonly lineId: string;
  readonly piece: number;
  readonly target: Delivery;
  readonly dispenserId: string;
  readonly mark: Readonly<Record<string, string | number>>;
  readonly startedAtMs: number;
  readonly state: 'started' | 'delivered' | 'notDelivered';
  readonly proof?: string;
  readonly reason?: FaultCode;
  readonly endedAtMs?: number;
}

export interface OrderRefund {
  readonly refundId: string;
  readonly chargeId: string;
  readonly amountMinor: number;
  readonly reason: FaultCode;
  readonly intendedAtMs: number;
  readonly state: 'intended' | 'refunded' | 'failed';
  readonly settledAtMs?: number;
}

export interface OrderPayout {
  readonly payoutId: string;
  readonly purpose: 'change' | 'refund';
  readonly amountMinor: number;
  readonly mark: Readonly<Record<string, string | number>>;
  readonly state: 'intended' | 'settled';
  readonly paidMinor: number;
  readonly owedMinor: number;
}

/** Parking that goes with the order. `asked` until the order is paid, `intended` until the lot has answered. */
export interface OrderParking {
  readonly lotId: string;
  readonly by: 'plate' | 'ticket';
  readonly carMasked: string;
  readonly validMinutes: number;
  readonly state: 'asked' | 'intended' | 'granted' | 'refused';
  readonly intendedAtMs?: number;
  /** The shopper was told that the lot takes longer. */
  readonly pending?: true;
  readonly stay?: Stay;
  readonly leaveByMs?: number;
  readonly reason?: FaultCode;
  readonly settledAtMs?: number;
}

/** Whose list it is; the name is not in the order. */
export interface OrderMember {
  readonly memberId: string;
  readonly by: MemberProof;
  readonly memberPrice: boolean;
}
