/** An order of another client, or of a page of our own, that has just become paid with one charge. */
export interface PaidOrder {
  readonly orderId: string;
  readonly merchantId: string;
  /** Whose order it is. */
  readonly clientId: string;
  /** The client's own name of it. */
  readonly reference: string;
  readonly chargeId: string;
  readonly platform: string;
  readonly amountMinor: number;
  readonly paidAtMs: number;
}
