/**
 * What the gateway needs from a payment platform, one folder per platform. Obligations: no method ever
 * rejects; each resolves within the platform's own time-outs; `paid`, `failed`, `closed`, `refunded` are
 * said only on an authentic answer that names this trade and its amount. Everything else (no answer, a
 * bad signature, an HTTP error, an answer nobody has a rule for) is `unknown`, and the gateway asks again.
 * The trade's number at the platform is the charge id, the refund's request number is the refund id. A trade
 * that `showsCode` is cancelled by closing it, which never gives money back.
 */
import type { FaultCode } from '../../domain/fault.ts';
import type { Currency } from '../../domain/money.ts';
import type { PlatformNotices } from './platform-notices.ts';
import type { StatementAnswer } from './platform-statement.ts';

/** Names one trade at the platform and what it must be worth. */
export interface Trade {
  readonly merchantId: string;
  readonly machineId: string;
  readonly chargeId: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  /** The machine shows the code and the shopper's wallet scans it. */
  readonly showsCode?: true;
}

/** Take this amount by this code. `authCode` is single use and lives only for the call. */
export interface PayOrder extends Trade {
  readonly authCode: string;
  readonly subject: string;
}

/** Make a code that asks for this amount, for the machine to show; it is good for about `validMs`. */
export interface ShowOrder extends Trade {
  readonly subject: string;
  readonly validMs: number;
}

/** Give part or all of a trade back; the same `refundId` again gives nothing more. */
export interface RefundOrder extends Trade {
  readonly refundId: string;
  readonly refundMinor: number;
  readonly reason: FaultCode;
}

export type PayOutcome =
  | { readonly kind: 'paid'; readonly platformTradeNo: string }
  /** `unproved`: it said so twice, but signed neither; money that is found later goes back by itself. */
  | { readonly kind: 'failed'; readonly reason: FaultCode; readonly unproved?: true }
  | { readonly kind: 'userPaying' }
  /** `code` is what the machine shows; the money comes when somebody scans it. */
  | { readonly kind: 'shown'; readonly code: string }
  | { readonly kind: 'unknown'; readonly reason: FaultCode };

export type QueryOutcome =
  | { readonly kind: 'paid'; readonly platformTradeNo: string }
  /** Closed without money, or all of it given back: this trade can never take money any more. */
  | { readonly kind: 'closed'; readonly reason?: FaultCode }
  | { readonly kind: 'userPaying' }
  /** The platform has no such trade now; a request under way may still bring it. */
  | { readonly kind: 'notFound' }
  | { readonly kind: 'unknown'; readonly reason: FaultCode };

export type CancelOutcome =
  /**
   * `closed` or `refunded`: it takes no money any more and holds none; a platform that does not say which
   * says `closed`. `nothingFound`: no trade was there to cancel, so a late request could still make one.
   */
  | { readonly kind: 'done'; readonly action: 'closed' | 'refunded' | 'nothingFound' }
  /** The platform will not cancel this trade; a query says where it stands. */
  | { readonly kind: 'refused'; readonly reason: FaultCode }
  | { readonly kind: 'again'; readonly reason: FaultCode };

export type RefundOutcome =
  | { readonly kind: 'refunded' }
  | { readonly kind: 'failed'; readonly reason: FaultCode }
  /** Accepted without a word on whether money moved: the refund query tells. */
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'unknown'; readonly reason: FaultCode };

export type RefundQueryOutcome =
  | { readonly kind: 'refunded' }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'unknown'; readonly reason: FaultCode };

/**
 * How patient the gateway is with a platform. In lists of pauses the last one repeats; none is longer than
 * 45 s, so that a payment is final within a minute after a platform that was down answers again.
 */
export interface PlatformManners {
  /** While it can still be paid; while a platform is silent after that, they grow to the last cancel pause. */
  readonly queryPausesMs: readonly number[];
  /** A charge that is not clear this long after it was submitted is reversed. */
  readonly deadlineMs: number;
  /** A code that the machine shows is closed when nobody paid by it for so long. */
  readonly shownMs: number;
  /** No charge is reversed earlier than this after it was submitted. */
  readonly reverseNotBeforeMs: number;
  readonly cancelPausesMs: readonly number[];
  readonly refundPausesMs: readonly number[];
  /** After cancelling a trade that the platform did not know: pauses between looks whether it came late. */
  readonly lateChecksMs: readonly number[];
}

export interface PaymentPlatform {
  readonly manners: PlatformManners;
  /** Currencies this account can take; others are refused before the platform is asked. */
  readonly currencies: readonly Currency[];
  pay(order: PayOrder): Promise<PayOutcome>;
  /** Absent where the platform makes no codes to show. Before it is scanned `query` may find nothing. */
  show?(order: ShowOrder): Promise<PayOutcome>;
  /** What it tells by itself; absent where it tells nothing. */
  readonly notices?: PlatformNotices;
  query(trade: Trade): Promise<QueryOutcome>;
  cancel(trade: Trade): Promise<CancelOutcome>;
  refund(order: RefundOrder): Promise<RefundOutcome>;
  queryRefund(order: RefundOrder): Promise<RefundQueryOutcome>;
  /** Its statement of a day `YYYY-MM-DD` in China; absent where it makes none. */
  statement?(day: string): Promise<StatementAnswer>;
  /** Ends connections; calls under way end as `unknown`. */
  stop(): Promise<void>;
}

/** Alipay's face-to-face procedure: query every 3–5 s, cancel what is unclear after 45 s. */
export const alipayManners: PlatformManners = {
  queryPausesMs: [3000, 4000, 5000],
  deadlineMs: 45_000,
  shownMs: 110_000,
  reverseNotBeforeMs: 15_000,
  cancelPausesMs: [2000, 2000, 2000, 5000, 10_000, 20_000, 45_000],
  refundPausesMs: [2000, 5000, 15_000, 30_000, 45_000],
  lateChecksMs: [30_000, 45_000, 45_000, 45_000, 45_000, 600_000],
};

/**
 * WeChat Pay's code payment: query 5 s after the payment and every 10 s from then, reverse what is unclear
 * after 45 s, and nothing within 15 s of the payment's arrival, which is up to a second after it was sent.
 * A reversal is repeated until it is definite.
 */
export const wechatManners: PlatformManners = {
  queryPausesMs: [5000, 10_000],
  deadlineMs: 45_000,
  shownMs: 110_000,
  reverseNotBeforeMs: 16_000,
  cancelPausesMs: [2000, 2000, 5000, 10_000, 20_000, 45_000],
  // Several refunds of one trade are to be a minute apart; this is one, repeated under its own number.
  refundPausesMs: [2000, 5000, 15_000, 45_000],
  lateChecksMs: [30_000, 45_000, 45_000, 45_000, 45_000, 600_000],
};

/** Acquirers of signed messages: as patient as with Alipay, and a reversal is repeated until it is definite. */
export const signedQrManners: PlatformManners = {
  ...alipayManners,
  queryPausesMs: [3000, 5000],
};

/** The same manners with every time divided by `factor`, for demonstrations and tests. */
export function hurried(manners: PlatformManners, factor: number): PlatformManners {
  const shorter = (ms: number) => Math.max(1, Math.round(ms / factor));
  return {
    queryPausesMs: manners.queryPausesMs.map(shorter),
    deadlineMs: shorter(manners.deadlineMs),
    shownMs: shorter(manners.shownMs),
    reverseNotBeforeMs: shorter(manners.reverseNotBeforeMs),
    cancelPausesMs: manners.cancelPausesMs.map(shorter),
    refundPausesMs: manners.refundPausesMs.map(shorter),
    lateChecksMs: manners.lateChecksMs.map(shorter),
  };
}

/** The pause before try number `tries` + 1; the last of the list repeats. */
export function pauseMs(pauses: readonly number[], tries: number): number {
  return pauses[Math.min(tries, pauses.length - 1)] ?? 1000;
}
