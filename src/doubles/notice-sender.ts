/**
 * Tells merchants that a code they showed was paid, as the platforms do: a signed request to the address the
 * merchant gave, repeated until it is taken, also after the program began anew. Tests make it silent, or let it
 * tell everything twice.
 */
import type { Clock } from '../platform/clock.ts';
import { type BookedTrade, tradeKey, type WalletBook } from './wallet-book.ts';

/** One request to the merchant. */
export interface SignedNotice {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type NoticeMode = 'normal' | 'twice' | 'silent';

export interface NoticeSenderOptions {
  readonly book: WalletBook;
  readonly clock: Clock;
  /** Divides the pauses between repetitions. */
  readonly timeScale: number;
  /** A fresh notice about a paid trade; signed anew each time. */
  compose(trade: BookedTrade): SignedNotice;
  /** Whether the merchant's answer ends the repetitions. */
  isTaken(status: number, body: string): boolean;
}

const pausesMs = [15_000, 15_000, 30_000, 180_000, 600_000];
const answerWithinMs = 5000;

export class NoticeSender {
  #options: NoticeSenderOptions;
  #mode: NoticeMode = 'normal';
  #stopped = false;
  #waits = new Map<string, () => void>();
  #calls = new Set<AbortController>();

  constructor(options: NoticeSenderOptions) {
    this.#options = options;
  }

  /** Goes on with what nobody took before. */
  start(): void {
    this.#stopped = false;
    const { book, clock } = this.#options;
    for (const trade of book.unnoticed(clock.now())) this.tell(trade);
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#waits.values()) cancel();
    this.#waits.clear();
    for (const call of this.#calls) call.abort();
  }

  setMode(mode: NoticeMode): void {
    this.#mode = mode;
  }

  /** Looks at the trade after `delayMs`: a payer who is slow has paid by then. */
  watch(accountId: string, outTradeNo: string, delayMs: number): void {
    const { book, clock } = this.#options;
    this.#later(tradeKey(accountId, outTradeNo), delayMs, () => {
      const trade = book.trade(accountId, outTradeNo, clock.now());
      if (trade?.paidAtMs != null) this.tell(trade);
    });
  }

  tell(trade: BookedTrade, tries = 0): void {
    const url = this.#options.book.shown(trade.accountId, trade.outTradeNo)?.notifyUrl;
    if (this.#stopped || this.#mode === 'silent' || !url) return;
    void this.#tell(url, trade, tries);
  }

  async #tell(url: string, trade: BookedTrade, tries: number): Promise<void> {
    const { book, clock, timeScale } = this.#options;
    const key = tradeKey(trade.accountId, trade.outTradeNo);
    const times = this.#mode === 'twice' ? 2 : 1;
    const answers = await Promise.all(Array.from({ length: times }, () => this.#post(url, trade)));
    if (this.#stopped) return;
    if (answers.includes(true)) return book.append({ kind: 'noticed', key, atMs: clock.now() });
    const pauseMs = pausesMs[tries];
    if (pauseMs !== undefined) this.#later(key, pauseMs / timeScale, () => this.tell(trade, tries + 1));
  }

  async #post(url: string, trade: BookedTrade): Promise<boolean> {
    const { clock, compose, isTaken } = this.#options;
    const { headers, body } = compose(trade);
    const call = new AbortController();
    const cancel = clock.after(answerWithinMs, () => call.abort());
    this.#calls.add(call);
    try {
      const response = await fetch(url, { method: 'POST', headers, body, signal: call.signal });
      return isTaken(response.status, (await response.text()).slice(0, 1024));
    } catch {
      // Nobody there, or too slow: told again later.
      return false;
    } finally {
      cancel();
      this.#calls.delete(call);
    }
  }

  #later(key: string, delayMs: number, act: () => void): void {
    this.#waits.get(key)?.();
    const cancel = this.#options.clock.after(Math.max(1, delayMs), () => {
      this.#waits.delete(key);
      act();
    });
    this.#waits.set(key, cancel);
  }
}
