/** The books as the API needs them; every call is about one merchant's own. */
import type { DifferenceAction } from '../../domain/difference.ts';
import type { TakenStatementView } from '../../wire/rest-finance.ts';
import type { CloudTransaction } from '../database/schema.ts';

export interface NamedDay {
  readonly merchantId: string;
  readonly channel: 'alipay' | 'wechat';
  readonly day: string;
  readonly actor: string;
}

export interface Books {
  /** Takes a statement that somebody uploads, and compares its day. Throws `STATEMENT_KNOWN`, `INPUT_TOO_LARGE`. */
  upload(day: NamedDay, bytes: AsyncIterable<Uint8Array>): Promise<TakenStatementView>;
  /** Throws `NOT_FOUND` without an account at the channel. */
  fetch(day: NamedDay): Promise<TakenStatementView>;
  /** Throws `STATEMENT_NOT_READY`; what goes wrong is kept with the run. */
  compare(day: Omit<NamedDay, 'channel'> & { readonly channel: string }): Promise<void>;
  /** Throws `NOT_FOUND`, `DIFFERENCE_CLOSED`, `DIFFERENCE_ACTION_UNFIT`, `WRITE_OFF_LIMIT`. */
  act(
    tx: CloudTransaction,
    decision: {
      readonly merchantId: string;
      readonly differenceId: string;
      readonly action: DifferenceAction | 'assign';
      readonly actor: string;
      readonly note: string;
      readonly atMs: number;
      readonly waitUntilMs?: number | undefined;
      readonly owner?: string | undefined;
    },
  ): Promise<{ readonly amountMinor: number }>;
  /** Throws `BOOKS_DAY_CLOSED`. */
  close(
    tx: CloudTransaction,
    asked: {
      readonly merchantId: string;
      readonly day: string;
      readonly actor: string;
      readonly atMs: number;
    },
  ): Promise<{ readonly day: string; readonly entries: number; readonly debitMinor: number }>;
  /** What is wrong with the books; empty where all is well. */
  check(merchantId: string): Promise<string[]>;
  readonly writeOffMinorMax: number;
}
