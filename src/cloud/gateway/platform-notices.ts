/**
 * What a platform tells by itself when a trade was paid: an HTTP request to the cloud. Nothing in it is believed
 * before the platform's own library has verified it; what is old, forged or about something else is refused, and
 * the platform is told so, so that it sends again. The same notice twice changes nothing.
 */
import type { Currency } from '../../domain/money.ts';

/** No notice is larger. */
export const noticeBytesMax = 64 * 1024;

/** One request as it came. */
export interface PlatformNotice {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Authentic: this trade took this much. */
export interface PaidNotice {
  readonly kind: 'paid';
  readonly chargeId: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly platformTradeNo: string;
}

/** `stale`: too old, or from the future; `replayed`: came before; `foreign`: of another account. */
export type NoticeFlaw = 'malformed' | 'forged' | 'stale' | 'replayed' | 'foreign';

export type NoticeReading =
  | PaidNotice
  /** Authentic, and about nothing that the gateway waits for. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly why: NoticeFlaw };

/** What the platform is answered. */
export interface NoticeAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface PlatformNotices {
  /** Never throws. */
  read(notice: PlatformNotice): NoticeReading;
  /** `taken` ends the platform's repetitions; anything else asks for one. */
  answer(taken: boolean): NoticeAnswer;
}

export function refusedNotice(why: NoticeFlaw): NoticeReading {
  return { kind: 'refused', why };
}
