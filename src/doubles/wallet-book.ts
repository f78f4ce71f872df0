/**
 * The book of a payment platform's stand-in: wallet codes, codes that machines show, trades and refunds, folded
 * from its file of entries. `book()` is the outside truth that proofs compare everything with, in the same words
 * whatever the platform calls them.
 */
import { EntryFile } from './entry-file.ts';

export type WalletOutcome = 'paid' | 'slow' | 'never' | 'unknown' | 'declined' | 'balance' | 'socketClosed';

/** How a payment with one code ends. */
export interface WalletScript {
  readonly outcome: WalletOutcome;
  /** `slow`: how long the payer takes to confirm. */
  readonly slowMs: number;
  /** `unknown`: whether the payment was taken all the same. */
  readonly truth: 'paid' | 'nothing';
  /** How often a cancellation asks to be repeated first. */
  readonly cancelRetries: number;
}

export type BookEntry =
  | { kind: 'codeIssued'; code: string; script: WalletScript; expiresAtMs: number }
  | { kind: 'codeBurnt'; code: string }
  | { kind: 'tradeOpened'; trade: OpenedTrade }
  | { kind: 'codeShown'; shown: ShownTrade }
  /** A wallet read the code of a trade that was there before. */
  | { kind: 'scanned'; key: string; paysAtMs: number | null }
  /** The merchant took the notice that it is paid. */
  | { kind: 'noticed'; key: string; atMs: number }
  | { kind: 'tradePaid'; key: string; atMs: number }
  | { kind: 'tradeClosed'; key: string; atMs: number }
  | { kind: 'refunded'; key: string; outRequestNo: string; amountMinor: number; atMs: number };

/** What a merchant asked a code for; whoever scans it pays this. */
export interface ShownTrade {
  readonly code: string;
  readonly accountId: string;
  readonly outTradeNo: string;
  readonly tradeNo: string;
  readonly totalMinor: number;
  readonly subject: string;
  readonly terminalId: string;
  readonly expiresAtMs: number;
  /** Where the merchant wants to be told; null for nowhere. */
  readonly notifyUrl: string | null;
}

interface OpenedTrade {
  /** The app or merchant number that the platform knows the merchant by. */
  readonly accountId: string;
  readonly outTradeNo: string;
  readonly tradeNo: string;
  readonly totalMinor: number;
  readonly subject: string;
  readonly terminalId: string;
  readonly openedAtMs: number;
  /** When the payer confirms; null for never. */
  readonly paysAtMs: number | null;
  readonly cancelRetries: number;
}

export type TradeStatus = 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_CLOSED';

export interface BookedTrade extends OpenedTrade {
  readonly status: TradeStatus;
  readonly paidAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly refunds: readonly { outRequestNo: string; amountMinor: number; atMs: number }[];
  readonly refundedMinor: number;
}

export interface WalletCode {
  readonly script: WalletScript;
  readonly expiresAtMs: number;
  readonly burnt: boolean;
}

/** Trade numbers are unique within an account. */
export const tradeKey = (accountId: string, outTradeNo: string) => `${accountId} ${outTradeNo}`;

export class WalletBook {
  #file: EntryFile<BookEntry>;
  #codes = new Map<string, WalletCode>();
  #trades = new Map<string, BookedTrade>();
  /** By the trade's key. */
  #shown = new Map<string, ShownTrade>();
  #noticed = new Set<string>();

  constructor(path: string) {
    this.#file = new EntryFile(path, (entry) => this.#apply(entry));
  }

  open(): void {
    this.#file.open();
  }

  close(): void {
    this.#file.close();
  }

  /** Makes the entries durable, then true. */
  append(...entries: readonly BookEntry[]): void {
    this.#file.append(...entries);
  }

  code(code: string): WalletCode | undefined {
    return this.#codes.get(code);
  }

  /** The trade as it is at `nowMs`: a payer who was to confirm by then has paid. */
  trade(accountId: string, outTradeNo: string, nowMs: number): BookedTrade | undefined {
    const key = tradeKey(accountId, outTradeNo);
    const { status, paysAtMs } = this.#trades.get(key) ?? { status: undefined, paysAtMs: null };
    if (status === 'WAIT_BUYER_PAY' && paysAtMs !== null && paysAtMs <= nowMs) {
      this.append({ kind: 'tradePaid', key, atMs: paysAtMs });
    }
    return this.#trades.get(key);
  }

  /** Every trade as it is at `nowMs`, oldest first. */
  book(nowMs: number): BookedTrade[] {
    return [...this.#trades.values()].map(
      ({ accountId, outTradeNo }) => this.trade(accountId, outTradeNo, nowMs) as BookedTrade,
    );
  }

  shown(accountId: string, outTradeNo: string): ShownTrade | undefined {
    return this.#shown.get(tradeKey(accountId, outTradeNo));
  }

  /** What a wallet sees that scans `code`. */
  shownBy(code: string): ShownTrade | undefined {
    return [...this.#shown.values()].find((shown) => shown.code === code);
  }

  /** The latest first, with whether the merchant took the notice of its payment. */
  shownCodes(): (ShownTrade & { readonly noticed: boolean })[] {
    const codes = [...this.#shown].map(([key, shown]) => ({ ...shown, noticed: this.#noticed.has(key) }));
    return codes.reverse();
  }

  /** Paid by a code that was shown, and the merchant has not taken the notice. */
  unnoticed(nowMs: number): BookedTrade[] {
    return this.book(nowMs).filter(({ accountId, outTradeNo, paidAtMs }) => {
      const key = tradeKey(accountId, outTradeNo);
      return paidAtMs !== null && this.#shown.get(key)?.notifyUrl && !this.#noticed.has(key);
    });
  }

  get tradeCount(): number {
    return this.#trades.size;
  }

  #apply(entry: BookEntry): void {
    switch (entry.kind) {
      case 'codeIssued': {
        const { script, expiresAtMs } = entry;
        this.#codes.set(entry.code, { script, expiresAtMs, burnt: false });
        return;
      }
      case 'codeBurnt': {
        const code = this.#codes.get(entry.code);
        if (code) this.#codes.set(entry.code, { ...code, burnt: true });
        return;
      }
      case 'tradeOpened': {
        const { accountId, outTradeNo } = entry.trade;
        const fresh = { status: 'WAIT_BUYER_PAY' as const, paidAtMs: null, closedAtMs: null };
        const trade = { ...entry.trade, ...fresh, refunds: [], refundedMinor: 0 };
        this.#trades.set(tradeKey(accountId, outTradeNo), trade);
        return;
      }
      case 'codeShown':
        this.#shown.set(tradeKey(entry.shown.accountId, entry.shown.outTradeNo), entry.shown);
        return;
      case 'scanned':
        this.#change(entry.key, (trade) => ({ ...trade, paysAtMs: entry.paysAtMs }));
        return;
      case 'noticed':
        this.#noticed.add(entry.key);
        return;
      case 'tradePaid':
        this.#change(entry.key, (trade) => ({ ...trade, status: 'TRADE_SUCCESS', paidAtMs: entry.atMs }));
        return;
      case 'tradeClosed':
        this.#change(entry.key, (trade) => ({ ...trade, status: 'TRADE_CLOSED', closedAtMs: entry.atMs }));
        return;
      case 'refunded':
        this.#change(entry.key, (trade) => refunded(trade, entry));
    }
  }

  #change(key: string, change: (trade: BookedTrade) => BookedTrade): void {
    const trade = this.#trades.get(key);
    if (trade) this.#trades.set(key, change(trade));
  }
}

function refunded(trade: BookedTrade, entry: Extract<BookEntry, { kind: 'refunded' }>): BookedTrade {
  const { outRequestNo, amountMinor, atMs } = entry;
  const refundedMinor = trade.refundedMinor + amountMinor;
  const closed =
    refundedMinor === trade.totalMinor ? { status: 'TRADE_CLOSED' as const, closedAtMs: atMs } : {};
  return {
    ...trade,
    ...closed,
    refunds: [...trade.refunds, { outRequestNo, amountMinor, atMs }],
    refundedMinor,
  };
}
