/** The ledger of accounts, imported statements, reconciliation runs and differences. */
import type { ColumnType, Generated } from 'kysely';
import type { JsonColumn } from './json-column.ts';

export interface FinanceTables {
  /** Money from before there was a ledger of accounts, until it is entered. */
  older_money: {
    merchant_id: string;
    /** `charge`, `refund` or `order`. */
    kind: string;
    id: string;
    /** Why it could not be entered; it is left out from then on. */
    fault: string | null;
  };
  /** One thing that happened; its postings add up to nothing. Never changed or removed. */
  account_entries: {
    entry_id: Generated<number>;
    merchant_id: string;
    source_kind: string;
    source_id: string;
    /** The day it counts for, `YYYY-MM-DD`: that of `at_ms`, or the first one not closed. */
    day: string;
    at_ms: number;
    posted_at_ms: number;
    currency: string;
    order_id: string | null;
  };
  account_postings: {
    entry_id: number;
    n: number;
    merchant_id: string;
    day: string;
    account: string;
    channel: string | null;
    machine_id: string | null;
    site_id: string | null;
    lot_id: string | null;
    currency: string;
    /** Debit above nothing, credit below. */
    amount_minor: number;
  };
  /** This day and all before it take no entry any more. */
  closed_days: {
    merchant_id: string;
    day: string;
    closed_at_ms: number;
    closed_by: string;
    /** What the day held, for the nightly check. */
    entries: number;
    debit_minor: number;
  };
  statement_files: {
    file_id: string;
    merchant_id: string;
    channel: string;
    day: string;
    /** `imported`, `superseded` by a newer one of the day, `refused`, or `none` for a day without trades. */
    state: string;
    /** The merchant's number at the platform; null where the file was refused before it was read. */
    account: string | null;
    /** SHA-256 of the file as it came. */
    file_hash: string;
    bytes: number;
    rows: number;
    totals: ColumnType<Record<string, number> | null, string | null, string | null>;
    fault: string | null;
    /** Where in the file, from 1. */
    line: number | null;
    column_name: string | null;
    reason: string | null;
    source: string;
    actor: string;
    received_at_ms: number;
  };
  /** The rows of a file in order, zstd over lines of text. */
  statement_pages: {
    file_id: string;
    n: number;
    rows: number;
    packed: Uint8Array;
  };
  /** The latest run of a day and channel. */
  reconciliation_runs: {
    merchant_id: string;
    channel: string;
    day: string;
    /** Counts repetitions. */
    run: number;
    state: string;
    started_at_ms: number;
    ended_at_ms: number | null;
    file_id: string | null;
    figures: ColumnType<Record<string, number> | null, string | null, string | null>;
    fault: string | null;
    actor: string;
  };
  /** What a channel charges, in millionths; without it its fees are taken as stated. */
  channel_rates: {
    merchant_id: string;
    channel: string;
    rate_ppm: number;
  };
  /** What a day left unmatched on either side, to be matched over the cut-off. */
  reconciliation_pool: {
    merchant_id: string;
    channel: string;
    day: string;
    side: string;
    n: number;
    row: JsonColumn<Record<string, string | number | null>>;
  };
  differences: {
    difference_id: string;
    merchant_id: string;
    channel: string;
    day: string;
    category: string;
    /** Order number, kind, refund number and repetition: what it is about. */
    key: string;
    order_no: string | null;
    order_id: string | null;
    kind: string;
    ref: string | null;
    machine_id: string | null;
    trade_no: string | null;
    ours_minor: number | null;
    ours_currency: string | null;
    ours_state: string | null;
    ours_at_ms: number | null;
    channel_minor: number | null;
    channel_currency: string | null;
    channel_state: string | null;
    channel_at_ms: number | null;
    /** What the channel's view would change in our books. */
    delta_minor: number;
    currency: string;
    state: string;
    owner: string | null;
    wait_until_ms: number | null;
    opened_at_ms: number;
    closed_at_ms: number | null;
    closed_by: string | null;
    closing: string | null;
    /** The lot and the stay that was paid twice. */
    lot_id: string | null;
    stay_serial: string | null;
  };
  difference_history: {
    difference_id: string;
    n: number;
    at_ms: number;
    actor: string;
    action: string;
    note: string;
    amount_minor: number | null;
    facts: JsonColumn<Record<string, unknown>>;
  };
}
