/** The gateway as the machine sees it: questions with a deadline, and results that may come at any time. */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { Currency } from '../../domain/money.ts';
import type { VerificationOutcome } from '../../domain/verification-outcome.ts';
import type { ChargeToSend } from './payment-machine.ts';

export type PaymentResult =
  | {
      readonly about: 'charge';
      readonly chargeId: string;
      readonly orderId: string;
      readonly state: 'submitted' | 'userPaying' | 'unknown' | 'reversing' | 'paid' | 'failed' | 'reversed';
      readonly reason?: FaultCode | undefined;
      readonly platformTradeNo?: string | undefined;
      readonly verification?: VerificationOutcome | undefined;
      /** For the machine to show until then, in cloud time. */
      readonly shownCode?: { readonly code: string; readonly untilMs: number } | undefined;
      readonly cloudTimeMs: number;
    }
  | {
      readonly about: 'refund';
      readonly refundId: string;
      readonly orderId: string;
      readonly state: 'pending' | 'refunded' | 'failed';
      readonly reason?: FaultCode | undefined;
    };

/** `terms` let a gateway that does not know the charge ask the platform for it. */
export type PaymentQuestion =
  | {
      readonly chargeId: string;
      readonly orderId: string;
      readonly terms?: {
        readonly platform: string;
        readonly amountMinor: number;
        readonly currency: Currency;
        readonly showsCode?: true;
      };
      /** The shopper wants to settle again: closed unless it is paid. */
      readonly giveUp?: true;
    }
  | { readonly refundId: string; readonly orderId: string };

export interface ChargeLink {
  online(): boolean;
  /** Resolves when the network took it, which says nothing of its end. */
  sendCharge(charge: ChargeToSend): Promise<void>;
  ask(question: PaymentQuestion): Promise<void>;
  onResult(listener: (result: PaymentResult) => void): void;
  onOnline(listener: () => void): void;
}
