/** The cloud as the machine asks it about stored-value cards; a question moves no money. */
import type { FaceVerdict } from '../../domain/face-verdict.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { FingerVerdict } from '../../domain/finger-verdict.ts';
import type { Currency } from '../../domain/money.ts';
import type { SignedLease } from '../../domain/spend-lease.ts';

export interface CardQuestion {
  readonly chargeId: string;
  readonly orderId: string;
  readonly code: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  /** Sealed for the cloud. */
  readonly pin?: string;
  readonly finger?: FingerVerdict;
  readonly face?: FaceVerdict;
  readonly expiresAtMs: number;
}

export interface CardAnswer {
  readonly chargeId: string;
  readonly orderId: string;
  readonly state: 'granted' | 'pinNeeded' | 'pinWrong' | 'locked' | 'refused';
  readonly spendableMinor?: number | undefined;
  readonly secret?: 'mixed' | undefined;
  readonly triesLeft?: number | undefined;
  readonly waitMs?: number | undefined;
  readonly finger?: { readonly slot: number; readonly nonce: string } | undefined;
  readonly face?: { readonly consentId: string; readonly nonce: string } | undefined;
  readonly lease?: SignedLease | undefined;
  readonly reason?: FaultCode | undefined;
}

/** A face was enrolled for the card of a charge, as the cloud is told. */
export interface FaceNotice {
  readonly chargeId: string;
  readonly orderId: string;
  readonly consentId: string;
  readonly signature: string;
}

export interface CardLink {
  online(): boolean;
  /** Resolves when the network took it. */
  askCard(question: CardQuestion): Promise<void>;
  /** Resolves when the network took it. */
  tellFace(notice: FaceNotice): Promise<void>;
  onCarded(listener: (answer: CardAnswer) => void): void;
}
