/** Charges, the transaction log, how far the feed has read it, and stored value. */
import type { ColumnType, Generated } from 'kysely';
import type { CardSecretKind } from '../../../domain/card-secret.ts';
import type { VerificationOutcome } from '../../../domain/verification-outcome.ts';
import type { ShownCode } from '../../../wire/messages.ts';

/** JSON that only a refused payment has. */
type OutcomeColumn = ColumnType<VerificationOutcome | null, string | null, string | null>;

/** JSON that only a charge has whose code the machine shows. */
type ShownColumn = ColumnType<ShownCode | null, string | null, string | null>;

export interface GatewayTables {
  charges: {
    merchant_id: string;
    /** Unique within the merchant; the trade's number at the platform. */
    charge_id: string;
    machine_id: string;
    order_id: string;
    /** Null, with the three after it, where a question came before the charge. */
    platform: string | null;
    amount_minor: number | null;
    currency: string | null;
    /** HMAC of what was asked for; the payment code itself is kept nowhere. */
    content_hash: string | null;
    state: string;
    reason: string | null;
    platform_trade_no: string | null;
    submitted_at_ms: number | null;
    /** When the gateway acts next; null when it is over. */
    due_at_ms: number | null;
    queries: number;
    cancels: number;
    came_late: boolean;
    /** Somebody wishes it reversed before its deadline. */
    reversal_wished: Generated<boolean>;
    verification: OutcomeColumn;
    /** The machine shows the code, and which; kept until the charge is over. */
    shows_code: Generated<boolean>;
    shown_code: ShownColumn;
    created_at_ms: number;
    updated_at_ms: number;
    version: number;
    lease_holder: string;
    lease_until_ms: number;
  };
  /** One line per change of state of a charge or refund; `log_id` rises in the order of commits. */
  transaction_log: {
    log_id: Generated<number>;
    merchant_id: string;
    machine_id: string;
    order_id: string;
    about: string;
    ref_id: string;
    state: string;
    reason: string | null;
    platform_trade_no: string | null;
    verification: OutcomeColumn;
    shown_code: ShownColumn;
    at_ms: number;
  };
  feed_cursors: {
    feed: string;
    /** Every line up to this one has been pushed. */
    log_id: number;
    lease_holder: string;
    lease_until_ms: number;
  };
  stored_value_accounts: {
    merchant_id: string;
    /** HMAC of the card's code. */
    card_hash: string;
    card_masked: string;
    balance_minor: number;
    currency: string;
    opened_at_ms: number;
    /** Argon2id; null where the card alone pays. */
    pin_hash: ColumnType<string | null, string | null | undefined>;
    pin_kind: Generated<CardSecretKind>;
    /** Wrong ones in a row. */
    pin_tries: Generated<number>;
    /** No try is looked at before. */
    pin_next_at_ms: Generated<number>;
    locked_at_ms: ColumnType<number | null, number | null | undefined>;
    /** How much of it a machine may have for times without network; 0 for none. */
    offline_minor: Generated<number>;
  };
  stored_value_trades: {
    merchant_id: string;
    charge_id: string;
    /** Null where a cancellation came before the payment. */
    card_hash: string | null;
    amount_minor: number;
    refunded_minor: number;
    state: string;
    at_ms: number;
  };
  stored_value_refunds: {
    merchant_id: string;
    refund_id: string;
    charge_id: string;
    amount_minor: number;
    at_ms: number;
  };
}
