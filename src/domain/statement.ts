/**
 * What a platform's statement says, whichever platform wrote it: one row per payment, refund or reversal, and
 * sums that its rows must add up to. Amounts are what the merchant gets or gives back, always above nothing; the
 * kind says in which direction. Fees have five decimals, as platforms write them. A row also travels as one line of
 * text, in which the columns are divided by tabs; no column can hold one.
 */
import { Fault, type FaultCode } from './fault.ts';

export const statementKinds = ['payment', 'refund', 'reversal'] as const;
export type StatementKind = (typeof statementKinds)[number];

export interface StatementRow {
  readonly kind: StatementKind;
  readonly orderNo: string;
  /** The merchant's number of the refund; empty otherwise. */
  readonly ref: string;
  /** The platform's own number. */
  readonly tradeNo: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** In hundred-thousandths of the currency; what was charged above nothing, what was given back below. */
  readonly feeE5: number;
  readonly atMs: number;
  /** In the file, from 1. */
  readonly line: number;
}

/** Sums of a whole statement. */
export interface StatementTotals {
  readonly payments: number;
  readonly paidMinor: number;
  readonly refunds: number;
  readonly refundedMinor: number;
  readonly reversals: number;
  readonly reversedMinor: number;
  readonly feeE5: number;
}

export const noTotals: StatementTotals = {
  ...{ payments: 0, paidMinor: 0, refunds: 0, refundedMinor: 0, reversals: 0, reversedMinor: 0, feeE5: 0 },
};

/** What is known when a statement was read to its end. */
export interface StatementEnd {
  readonly account: string;
  readonly totals: StatementTotals;
}

/** What a statement should be. */
export interface ExpectedStatement {
  /** `YYYY-MM-DD` in China. */
  readonly day: string;
  /** The merchant's number at the platform, where it is known. */
  readonly account?: string | undefined;
}

/** Takes the lines of one statement in order, without their ends; throws faults of `statementFault`. */
export interface StatementLines {
  /** `text` holds one character for each byte. */
  take(text: string): StatementRow | undefined;
  /** After the last line. */
  end(): StatementEnd;
}

/** Where a statement is wrong, and why: English, for people who see the file. */
export function statementFault(
  code: Extract<FaultCode, `STATEMENT_${string}`>,
  reason: string,
  at: { readonly line?: number; readonly column?: string } = {},
): Fault {
  return new Fault(code, `read a statement: ${reason}`, { facts: { reason, ...at } });
}

/** Adds rows up. */
export class StatementSums {
  #sums = { ...noTotals } as { -readonly [K in keyof StatementTotals]: number };

  add({ kind, amountMinor, feeE5 }: StatementRow): void {
    const sums = this.#sums;
    sums.feeE5 += feeE5;
    if (kind === 'payment') {
      sums.payments += 1;
      sums.paidMinor += amountMinor;
    } else if (kind === 'refund') {
      sums.refunds += 1;
      sums.refundedMinor += amountMinor;
    } else {
      sums.reversals += 1;
      sums.reversedMinor += amountMinor;
    }
  }

  get totals(): StatementTotals {
    return { ...this.#sums };
  }
}

/** The columns of a row's line of text, in order. */
export const rowColumns = [
  'kind',
  'order_no',
  'ref',
  'trade_no',
  'minor',
  'currency',
  'fee_e5',
  'at_ms',
  'line',
];

export function rowText(row: StatementRow): string {
  const { kind, orderNo, ref, tradeNo, amountMinor, currency, feeE5, atMs, line } = row;
  return `${kind}\t${orderNo}\t${ref}\t${tradeNo}\t${amountMinor}\t${currency}\t${feeE5}\t${atMs}\t${line}\n`;
}
