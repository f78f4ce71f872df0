/** What a sale knows, takes and wants done about a stored-value card: parts of `sale-state.ts`. */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { FingerVerdict } from '../../domain/finger-verdict.ts';
import type { Currency } from '../../domain/money.ts';

/** What a card may spend here without the network. */
export interface CardLease {
  readonly leaseId: string;
  readonly leftMinor: number;
  readonly secret?: 'mixed';
}

/** The card that wants to pay. Its code is here and nowhere else; the PIN is not even here. */
export interface CardSession {
  /** The charge that this card would pay, known before it is intended, so that a grant is for it alone. */
  readonly chargeId: string;
  readonly code: string;
  readonly codeMasked: string;
  /** Its secret is a password of several kinds of characters, not six digits. */
  readonly secret?: 'mixed' | undefined;
  /** After a wrong PIN. */
  readonly wrong?: FaultCode | undefined;
  readonly triesLeft?: number | undefined;
  /** No PIN is taken before. */
  readonly notBeforeMs?: number | undefined;
  /** The lease that is spent of while the network is down. */
  readonly lease?: CardLease | undefined;
  /** A finger stands for the PIN here: its slot in the reader, and what its verdict has to name. */
  readonly finger?: { readonly slot: number; readonly nonce: string } | undefined;
  /** The PIN was asked with, so that a finger may be enrolled once it was right. */
  readonly byPin?: boolean | undefined;
  /** What it may pay, where that is less than what remains. */
  readonly spendableMinor?: number | undefined;
}

/** The card that paid by its PIN, for which a finger may be enrolled while its shopper still stands there. */
export interface Enrolment {
  readonly chargeId: string;
  readonly orderId: string;
  readonly code: string;
  readonly codeMasked: string;
  /** Touches taken so far, of how many. */
  readonly touch?: number;
  readonly of?: number;
}

/** What the cloud said about the card. */
export interface CardFinding {
  readonly state: 'granted' | 'pinNeeded' | 'pinWrong' | 'locked' | 'refused';
  readonly secret?: 'mixed' | undefined;
  readonly spendableMinor?: number | undefined;
  readonly triesLeft?: number | undefined;
  readonly waitMs?: number | undefined;
  readonly finger?: { readonly slot: number; readonly nonce: string } | undefined;
  readonly reason?: FaultCode | undefined;
}

export type CardInput =
  /** The six digits, or the password, as they were entered; they go no further than to be sealed. */
  | { readonly type: 'enterPin'; readonly pin: string }
  | { readonly type: 'cardAnswered'; readonly chargeId: string; readonly finding: CardFinding }
  /** What a PIN was at the lease of a card. */
  | {
      readonly type: 'leaseOpened';
      readonly chargeId: string;
      readonly opened: boolean;
      readonly triesLeft: number;
    }
  /** The reader looked at a finger; without a verdict it was another one. */
  | { readonly type: 'fingerRead'; readonly chargeId: string; readonly verdict?: FingerVerdict }
  /** The shopper wants to pay by finger from now on. */
  | { readonly type: 'enrolFinger' }
  | { readonly type: 'fingerTouched'; readonly chargeId: string; readonly touch: number; readonly of: number }
  | { readonly type: 'fingerEnrolled'; readonly chargeId: string; readonly fault?: FaultCode };

export type CardEffect = AskCardEffect | OpenLeaseEffect;

/** Tries a PIN at the lease of a card; without the network. */
export type OpenLeaseEffect = {
  readonly effect: 'openLease';
  readonly chargeId: string;
  readonly leaseId: string;
  readonly code: string;
  readonly pin: string;
};

export type AskCardEffect = {
  readonly effect: 'askCard';
  readonly chargeId: string;
  readonly orderId: string;
  readonly code: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly pin?: string;
  readonly finger?: FingerVerdict;
};
