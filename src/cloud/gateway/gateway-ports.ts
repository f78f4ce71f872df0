/**
 * What the gateway needs from outside: durable charges and refunds with a transaction log, and the payment
 * platforms of the merchants. Every method of the store is one transaction; what it writes is durable when
 * it resolves. A row is driven by whoever holds its lease; saving under a lost lease throws `LEASE_LOST`
 * and changes nothing.
 */
import type { FaultCode } from '../../domain/fault.ts';
import type { Currency } from '../../domain/money.ts';
import type { ChargeState } from './charge-machine.ts';
import type { PaymentPlatform } from './payment-platform.ts';
import type { RefundState } from './refund-machine.ts';

/** Who a payment belongs to. A charge id is unique within its merchant. */
export interface PaymentOwner {
  readonly merchantId: string;
  readonly machineId: string;
  readonly orderId: string;
}

/**
 * What was asked for. `contentHash` is keyed, so that the code in it cannot be found by trying; it is absent
 * where the gateway knows the charge from a question or from the machine's journal alone.
 */
export interface ChargeTerms {
  readonly platform: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly contentHash?: string;
  /** The machine shows the code; the platform makes it. */
  readonly showsCode?: true | undefined;
}

export interface Charge extends PaymentOwner {
  readonly chargeId: string;
  /** Absent where the machine asked about a charge that had never come: a tombstone. */
  readonly terms?: ChargeTerms;
  readonly state: ChargeState;
  readonly createdAtMs: number;
  /** Rises by one with every save. */
  readonly version: number;
}

export interface Refund extends PaymentOwner {
  readonly refundId: string;
  readonly chargeId: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly reason: FaultCode;
  readonly state: RefundState;
  readonly createdAtMs: number;
  readonly version: number;
}

/** The right to drive a row, until `untilMs` of the cloud's clock. */
export interface Lease {
  readonly holder: string;
  readonly untilMs: number;
}

export interface ChargeStore {
  /** Inserts the charge with its log row, leased to `lease`; or answers the one that is there already. */
  openCharge(charge: Charge, lease: Lease): Promise<{ charge: Charge; opened: boolean }>;
  findCharge(merchantId: string, chargeId: string): Promise<Charge | undefined>;
  /**
   * Makes `state` durable, with a log row if its name changed. `lateRefund` is stored beside it. A lease
   * with `untilMs` 0 gives the row back.
   */
  saveCharge(
    before: Charge,
    state: ChargeState,
    save: { readonly lease: Lease; readonly atMs: number; readonly lateRefund?: Refund },
  ): Promise<Charge>;
  /** Leases this charge, due or not, unless somebody else holds it; undefined then. */
  takeCharge(merchantId: string, chargeId: string, nowMs: number, lease: Lease): Promise<Charge | undefined>;
  /** Leases up to `max` charges that are due by `nowMs` and that nobody else holds, longest due first. */
  takeDueCharges(nowMs: number, lease: Lease, max: number): Promise<Charge[]>;

  findRefund(merchantId: string, refundId: string): Promise<Refund | undefined>;
  /** Makes `state` durable, with a log row if its name changed, and the merchant's alarm while it is `failed`. */
  saveRefund(
    before: Refund,
    state: RefundState,
    save: { readonly lease: Lease; readonly atMs: number },
  ): Promise<Refund>;
  takeDueRefunds(nowMs: number, lease: Lease, max: number): Promise<Refund[]>;
  /** What earlier refunds of the same charge claimed of it: all that did not fail, in order of creation. */
  claimedBefore(refund: Refund): Promise<number>;
  /** Gives back every lease of `holder`. */
  releaseLeases(holder: string): Promise<void>;
}

/** The platforms that a merchant has an account with. */
export interface PlatformAccounts {
  /** `undefined` when the merchant has no account with that platform. */
  platformOf(merchantId: string, platform: string): PaymentPlatform | undefined;
  /** Stands in where an account is gone and payments are still open; one that finds out nothing. */
  readonly absent?: PaymentPlatform;
  stop(): Promise<void>;
}

/** How busy the gateway may be. */
export interface GatewayLimits {
  /** Charges and refunds driven at once by this process; more wait in the table. */
  readonly drivenMax: number;
  /** How often the table is looked through for what nobody drives. */
  readonly sweepMs: number;
  /** How long a row is leased; longer than the longest call to a platform. */
  readonly leaseMs: number;
}

export const gatewayLimits: GatewayLimits = { drivenMax: 2000, sweepMs: 1000, leaseMs: 30_000 };

/** Longer than a call with a platform's default time-out. */
const leaseMsMin = 8000;

/** The same for a gateway whose platforms' pauses are divided by `factor`, as far as a call allows. */
export function hurriedLimits(limits: GatewayLimits, factor: number): GatewayLimits {
  return { ...limits, leaseMs: Math.max(leaseMsMin, Math.round(limits.leaseMs / factor)) };
}
