/** What the API needs of the gateway: the payments that are not final, and what people decide about them. */
import type { OpenPayment, PaymentAction, SettledEnd } from '../../wire/rest.ts';
import type { CloudTransaction } from '../database/schema.ts';

/** A decision about a payment that is not final. */
export interface PaymentDecided {
  readonly merchantId: string;
  readonly about: 'charge' | 'refund';
  /** The charge id or the refund id. */
  readonly id: string;
  /** The same number again changes nothing more. */
  readonly actionId: string;
  readonly action: PaymentAction;
  readonly why: string;
  readonly actor: string;
  readonly atMs: number;
  /** Only of one that is settled: how, and the amount as somebody said it once more. */
  readonly settled?: { readonly end: SettledEnd; readonly amountMinor: number };
}

export interface OpenPaymentsPort {
  /** Oldest first, one more than `limit` where there are more. */
  find(
    merchantId: string,
    page: {
      readonly limit: number;
      readonly after?: readonly [sinceMs: number, id: string] | undefined;
      readonly kiosk?: string | undefined;
    },
  ): Promise<OpenPayment[]>;
  /** How many have been open since before `beforeMs`. */
  count(merchantId: string, beforeMs: number): Promise<number>;
  /** In the caller's transaction; throws `PAY_NOT_OPEN` for a payment that does not take it. */
  decide(
    tx: CloudTransaction,
    decided: PaymentDecided,
  ): Promise<{
    readonly repeated: boolean;
    readonly owner: { readonly machineId: string; readonly orderId: string };
    readonly amountMinor: number | undefined;
    /** Where the payment stood before. */
    readonly state: string;
  }>;
  /** A decision was committed: act on it now. */
  wake(): void;
}
