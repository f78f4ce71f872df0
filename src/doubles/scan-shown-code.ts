/**
 * What happens at a platform when a wallet scans a code that a machine shows: the payer confirms at once, takes
 * their time, or never does. A code is good until it expires or its trade is over.
 */
import type { NoticeSender } from './notice-sender.ts';
import { type BookEntry, tradeKey, type WalletBook } from './wallet-book.ts';

export interface Scan {
  readonly code: string;
  readonly outcome: 'paid' | 'slow' | 'never';
  readonly slowMs: number;
}

/** `refused`: the wallet says that there is nothing to pay. */
export type ScanEnd = 'paid' | 'asked' | 'refused';

export function scanShownCode(book: WalletBook, notices: NoticeSender, scan: Scan, nowMs: number): ScanEnd {
  const shown = book.shownBy(scan.code);
  if (!shown || shown.expiresAtMs < nowMs) return 'refused';
  const { accountId, outTradeNo, tradeNo, totalMinor, subject, terminalId } = shown;
  const standing = book.trade(accountId, outTradeNo, nowMs);
  if (standing && standing.status !== 'WAIT_BUYER_PAY') return 'refused';
  const key = tradeKey(accountId, outTradeNo);
  const paysAtMs = scan.outcome === 'slow' ? nowMs + scan.slowMs : null;
  const opened = { accountId, outTradeNo, tradeNo, totalMinor, subject, terminalId };
  const first: BookEntry = standing
    ? { kind: 'scanned', key, paysAtMs }
    : { kind: 'tradeOpened', trade: { ...opened, openedAtMs: nowMs, cancelRetries: 0, paysAtMs } };
  if (scan.outcome !== 'paid') {
    book.append(first);
    if (paysAtMs !== null) notices.watch(accountId, outTradeNo, scan.slowMs);
    return 'asked';
  }
  book.append(first, { kind: 'tradePaid', key, atMs: nowMs });
  const paid = book.trade(accountId, outTradeNo, nowMs);
  if (paid) notices.tell(paid);
  return 'paid';
}
