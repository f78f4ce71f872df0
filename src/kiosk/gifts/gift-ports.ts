/** Gifts as the machine sees them, through the cloud: questions with a deadline, answers at any time. */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { GiftAttribute, GiftLine, GiftWording } from '../../domain/gift.ts';
import type { SignedGiftLease } from '../../domain/gift-lease.ts';
import type { Currency } from '../../domain/money.ts';
import type { Language } from '../../domain/text.ts';

export type GiftQuestion =
  | {
      readonly about: 'offer';
      readonly askId: string;
      readonly orderId: string;
      readonly currency: Currency;
      readonly lines: GiftLine[];
      readonly attributes: GiftAttribute[];
      readonly notAgain?: string[];
      readonly expiresAtMs: number;
    }
  | {
      readonly about: 'phoneCode';
      readonly askId: string;
      readonly phone: string;
      readonly language: Language;
      readonly expiresAtMs: number;
    }
  | {
      readonly about: 'leases';
      readonly askId: string;
      readonly held: string[];
      readonly expiresAtMs: number;
    };

export type GiftAnswer =
  | {
      readonly about: 'offer';
      readonly askId: string;
      readonly orderId: string;
      readonly offer?:
        | {
            readonly giftId: string;
            readonly offerId: string;
            readonly code: string;
            readonly cover: { readonly coverMinor: number };
            readonly currency: Currency;
            readonly wording: GiftWording;
            readonly conversation: boolean;
          }
        | undefined;
      readonly refused?: FaultCode | undefined;
    }
  | {
      readonly about: 'phoneCode';
      readonly askId: string;
      readonly sent: boolean;
      readonly refused?: FaultCode | undefined;
    }
  | {
      readonly about: 'leases';
      readonly askId: string;
      readonly leases: readonly SignedGiftLease[];
      readonly giveUp: readonly string[];
    };

export interface GiftLink {
  online(): boolean;
  onOnline(listener: () => void): void;
  /** Resolves when the network took it. */
  askGift(question: GiftQuestion): Promise<void>;
  onGifted(listener: (answer: GiftAnswer) => void): void;
}

/** Gifts of orders, as the journal tells them. */
export interface TakenGifts {
  /** Whether it was taken or declined at this machine, by an offer or by a lease. */
  isTaken(giftId: string): boolean;
  /** Where the giver's words lie sealed, of the gift that was accepted for the order. */
  seqOf(orderId: string): number | undefined;
  /** The latest orders whose sealed words are not needed any more. */
  over(): readonly string[];
}

/** A gift that was found, in the sale's words. */
export interface FoundGift {
  readonly giftId: string;
  readonly offerId: string;
  readonly code?: string;
  readonly leaseId?: string;
  readonly coverMinor: number;
  readonly wording: GiftWording;
  readonly conversation: boolean;
}

/** What became of a question, told once. */
export type GiftFound =
  | { readonly found: 'offer'; readonly offer: FoundGift }
  | { readonly found: 'none' }
  | { readonly found: 'refused'; readonly reason: FaultCode };

/** What was said of the person; it goes no further than to be hashed. */
export type PersonClue =
  | { readonly kind: 'pickupCode'; readonly code: string }
  | { readonly kind: 'memberCode'; readonly code: string }
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'phone'; readonly phone: string; readonly code: string }
  | { readonly kind: 'face'; readonly tag: string };

export interface GiftWish {
  readonly askId: string;
  readonly orderId: string;
  readonly currency: Currency;
  readonly lines: readonly GiftLine[];
  readonly clues: readonly PersonClue[];
  readonly notAgain: readonly string[];
  /** Nobody waits longer. */
  readonly waitMs: number;
}
