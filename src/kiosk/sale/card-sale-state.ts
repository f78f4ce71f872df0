/** What a sale knows, takes and wants done about a stored-value card: parts of `sale-state.ts`. */
import type { CardFactor } from '../../domain/card-factor.ts';
import type { UnsignedFaceVerdict } from '../../domain/face-verdict.ts';
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
  /** A face is enrolled for it here: under which consent, and what its verdict has to name. */
  readonly face?: { readonly consentId: string; readonly nonce: string } | undefined;
  /** Looks so far, whatever came of them. */
  readonly looks?: number | undefined;
  /** The face was verified then; the shopper still has to say that they want to pay. */
  readonly verifiedAtMs?: number | undefined;
  /** What the cloud was asked with; after the PIN a finger or a face may be enrolled. */
  readonly askedBy?: CardFactor | undefined;
  /** What it may pay, where that is less than what remains. */
  readonly spendableMinor?: number | undefined;
}

/** The card that paid by its PIN, for which a finger or a face may be enrolled while its shopper still stands there. */
export interface Enrolment {
  readonly chargeId: string;
  readonly orderId: string;
  readonly code: string;
  readonly codeMasked: string;
  /** What is enrolled for it here. */
  readonly has: { readonly finger: boolean; readonly face: boolean };
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
  readonly face?: { readonly consentId: string; readonly nonce: string } | undefined;
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
  /** The shopper wants the camera to look, in place of the PIN. */
  | { readonly type: 'verifyFace' }
  | { readonly type: 'faceVerified'; readonly consentId: string; readonly atMs: number }
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
  readonly face?: UnsignedFaceVerdict;
};
