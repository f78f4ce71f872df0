/**
 * Where a platform's stand-in makes its statements of a day: from its book, once the day is over in China, or as the
 * outside world says: late, or early for a demonstration that cannot wait for tomorrow. A day without trades has none.
 * A made statement is fetched once by an address that is hard to guess.
 */
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { StatementTrade } from './statement-text.ts';
import type { WalletBook } from './wallet-book.ts';

export const statementModes = ['punctual', 'late', 'early'] as const;
export const statementModeSchema = z.object({ mode: z.enum(statementModes) });

export interface StatementOfficeOptions {
  readonly book: WalletBook;
  readonly clock: Clock;
  readonly random: Random;
  /** Writes the file of a day. */
  readonly write: (accountId: string, day: string, trades: readonly StatementTrade[]) => Buffer;
  /** Under which number the book keeps a reversal. */
  readonly reversalNo: string;
}

export type MadeStatement =
  | { readonly kind: 'made'; readonly token: string; readonly file: Buffer }
  | { readonly kind: 'none' }
  | { readonly kind: 'notYet' };

const chinaMs = 8 * 3_600_000;
const dayMs = 86_400_000;
const waitingMax = 50;
/** 0.6 %, rounded to the cent. */
const feeOf = (minor: number) => Math.floor((minor * 12 + 1000) / 2000);

export class StatementOffice {
  #options: StatementOfficeOptions;
  #mode: (typeof statementModes)[number] = 'punctual';
  #waiting = new Map<string, Buffer>();

  constructor(options: StatementOfficeOptions) {
    this.#options = options;
  }

  setMode(mode: (typeof statementModes)[number]): void {
    this.#mode = mode;
  }

  make(accountId: string, day: string): MadeStatement {
    const { clock, random, write } = this.#options;
    const startMs = Date.parse(`${day}T00:00:00Z`) - chinaMs;
    const isOver = clock.now() >= startMs + dayMs;
    if (Number.isNaN(startMs) || this.#mode === 'late' || (!isOver && this.#mode !== 'early')) {
      return { kind: 'notYet' };
    }
    const trades = this.#trades(accountId, startMs);
    if (trades.length === 0) return { kind: 'none' };
    const file = write(accountId, day, trades);
    const token = Buffer.from(random.bytes(16)).toString('hex');
    this.#waiting.set(token, file);
    for (const old of this.#waiting.keys()) {
      if (this.#waiting.size <= waitingMax) break;
      this.#waiting.delete(old);
    }
    return { kind: 'made', token, file };
  }

  /** The file behind an address. */
  fetch(token: string): Buffer | undefined {
    return this.#waiting.get(token);
  }

  #trades(accountId: string, startMs: number): StatementTrade[] {
    const { book, clock, reversalNo } = this.#options;
    const inDay = (atMs: number | null): atMs is number =>
      atMs !== null && atMs >= startMs && atMs < startMs + dayMs;
    const trades: StatementTrade[] = [];
    for (const trade of book.book(clock.now())) {
      if (trade.accountId !== accountId || trade.paidAtMs === null) continue;
      const { outTradeNo, tradeNo, subject, terminalId, totalMinor } = trade;
      const named = { outTradeNo, tradeNo, subject, terminalId };
      if (inDay(trade.paidAtMs)) {
        const feeMinor = feeOf(totalMinor);
        trades.push({ ...named, kind: 'payment', amountMinor: totalMinor, feeMinor, atMs: trade.paidAtMs });
      }
      for (const { outRequestNo, amountMinor, atMs } of trade.refunds) {
        if (!inDay(atMs)) continue;
        const back = { ...named, amountMinor, feeMinor: 0 - feeOf(amountMinor), atMs };
        trades.push(
          outRequestNo === reversalNo
            ? { ...back, kind: 'reversal' }
            : { ...back, kind: 'refund', refundNo: outRequestNo },
        );
      }
    }
    return trades.sort((a, b) => a.atMs - b.atMs);
  }
}
