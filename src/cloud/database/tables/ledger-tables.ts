/** What the machines' journals become in the cloud, and who may apply which shard. */
import type { Generated } from 'kysely';
import type { Order } from '../../../domain/order.ts';
import type { JsonColumn } from './json-column.ts';

export interface LedgerTables {
  /** One row per journal of a machine: how far it is applied. */
  machine_journals: {
    machine_id: string;
    journal_id: string;
    merchant_id: string;
    /** The one the machine writes now. */
    current: boolean;
    seq: number;
    /** Hash of record `seq`. */
    hash: string;
    started_at_ms: number;
    /** The record whose hash did not fit, and how often it came so; null when all is well. */
    broken_seq: number | null;
    broken_hash: string | null;
    broken_count: number;
  };
  journal_records: {
    machine_id: string;
    journal_id: string;
    seq: number;
    merchant_id: string;
    at_ms: number;
    kind: string;
    order_id: string | null;
    /** The exact JSON as the machine stored it. */
    text: string;
    hash: string;
    /** Why it was not applied. */
    fault: string | null;
    applied_at_ms: number;
  };
  /** Records `first_seq` to `last_seq` as they came in one packed batch; none of them is in `journal_records`. */
  journal_pages: {
    page_id: Generated<number>;
    machine_id: string;
    journal_id: string;
    first_seq: number;
    last_seq: number;
    merchant_id: string;
    packed: Uint8Array;
    applied_at_ms: number;
  };
  poisoned_records: {
    machine_id: string;
    journal_id: string;
    seq: number;
    hash: string;
    merchant_id: string;
    fault: string;
    reason: string;
    text: string;
    set_aside_at_ms: number;
  };
  orders: {
    order_id: string;
    merchant_id: string;
    machine_id: string;
    state: string;
    currency: string;
    due_minor: number;
    opened_at_ms: number;
    updated_at_ms: number;
    submitted_at_ms: number | null;
    paid_at_ms: number | null;
    closed_at_ms: number | null;
    /** Lower-case number, product names and trade numbers. */
    search: string;
    body: JsonColumn<Order>;
    /** The pages that hold records of it. */
    page_ids: number[] | null;
  };
  /**
   * Refunds a machine asked for. The ledger inserts them as `pending`; the gateway drives `state` to
   * `refunded` or `failed`.
   */
  refunds: {
    refund_id: string;
    merchant_id: string;
    machine_id: string;
    shard: number;
    order_id: string;
    charge_id: string;
    amount_minor: number;
    currency: string;
    reason: string;
    state: string;
    intended_at_ms: number;
    updated_at_ms: number;
    /** Why it failed, or why it is still pending. */
    fault: Generated<string | null>;
    tries: Generated<number>;
    /** When the gateway acts next; 0 for at once, null when it is over. */
    due_at_ms: Generated<number | null>;
    lease_holder: Generated<string>;
    lease_until_ms: Generated<number>;
    version: Generated<number>;
  };
  shard_leases: {
    shard: number;
    holder: string | null;
    /** Rises with every change of holder. */
    fence: number;
    expires_at_ms: number;
  };
  lease_holders: {
    holder: string;
    expires_at_ms: number;
  };
}
