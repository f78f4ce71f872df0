/** What is kept of payments that are not final: the last thing tried, and what people decided about them. */
export interface OpenPaymentTables {
  /** The last call to the platform that settled nothing; one row for a charge or refund. */
  payment_attempts: {
    merchant_id: string;
    /** The charge id or the refund id. */
    ref_id: string;
    what: string;
    answer: string;
    reason: string | null;
    tries: number;
    at_ms: number;
  };
  /** What somebody decided, under the number that makes it happen once. */
  payment_actions: {
    merchant_id: string;
    action_id: string;
    about: string;
    ref_id: string;
    action: string;
    why: string;
    actor: string;
    at_ms: number;
  };
}
