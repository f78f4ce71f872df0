/** What a sale knows, takes and wants done about gifts: parts of `sale-state.ts`. */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { GiftLine, GiftWording } from '../../domain/gift.ts';
import type { Currency } from '../../domain/money.ts';
import type { RecordOf } from '../../domain/record.ts';
import type { Language } from '../../domain/text.ts';

/**
 * What is known of the person who pays. Codes and numbers are in memory here and nowhere else; they leave the
 * machine as keyed hashes. A face is asserted by this machine's own recognition.
 */
export type GiftClue =
  | { readonly kind: 'pickupCode'; readonly code: string }
  | { readonly kind: 'memberCode'; readonly code: string }
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'phone'; readonly phone: string; readonly code: string }
  | { readonly kind: 'face'; readonly tag: string };

/** A gift that may be shown for this order. */
export interface GiftToOffer {
  readonly giftId: string;
  readonly offerId: string;
  /** Redeems it at the gateway; absent where the machine redeems a lease of its own. */
  readonly code?: string | undefined;
  readonly leaseId?: string | undefined;
  readonly coverMinor: number;
  readonly wording: GiftWording;
  /** The giver would like a conversation. */
  readonly conversation: boolean;
}

/** `asked`: the shopper said that there may be one, and waits; otherwise payment waits for nobody. */
export interface GiftAsk {
  readonly askId: string;
  readonly askedAtMs: number;
  readonly asked: boolean;
  readonly open: boolean;
}

/** A number that shall get a code by message. */
export interface GiftPhone {
  readonly askId: string;
  readonly phone: string;
  readonly stage: 'sending' | 'sent';
}

export interface GiftSession {
  readonly clues: readonly GiftClue[];
  readonly ask?: GiftAsk | undefined;
  /** Found while another page stood; shown before payment. */
  readonly found?: GiftToOffer | undefined;
  /** On the screen, and since when. */
  readonly offer?: (GiftToOffer & { readonly shownAtMs: number }) | undefined;
  /** Offers that were answered with no: not again for this order. */
  readonly notAgain: readonly string[];
  readonly phone?: GiftPhone | undefined;
  /** What was asked quietly was not answered in time: whoever says that there is a gift waits for it first. */
  readonly late?: boolean | undefined;
  /** Questions in this sale; whoever tries codes has to come again. */
  readonly asks: number;
}

/** What became of a question. */
export type GiftFinding =
  | { readonly found: 'offer'; readonly offer: GiftToOffer }
  | { readonly found: 'none' }
  /** Why nothing could be found: no network and no lease, too many tries, a wrong code. */
  | { readonly found: 'refused'; readonly reason: FaultCode };

export type GiftInput =
  /** Somebody may have paid for the shopper. */
  | { readonly type: 'askGift' }
  /** A pickup code as it was typed. */
  | { readonly type: 'nameGift'; readonly code: string }
  | { readonly type: 'sendGiftCode'; readonly phone: string }
  | { readonly type: 'giftCodeSent'; readonly askId: string; readonly refused?: FaultCode }
  | { readonly type: 'enterGiftCode'; readonly code: string }
  /** Something else proved who it is: a face, by this machine's own recognition and a tap. */
  | { readonly type: 'giftClue'; readonly clue: GiftClue }
  | { readonly type: 'giftFound'; readonly askId: string; readonly finding: GiftFinding }
  | {
      readonly type: 'answerGift';
      readonly offerId: string;
      readonly answer: 'accepted' | 'declined' | 'notMe';
      readonly conversation?: boolean;
    };

export type GiftEffect =
  | {
      readonly effect: 'seekGift';
      readonly askId: string;
      readonly orderId: string;
      readonly currency: Currency;
      readonly lines: readonly GiftLine[];
      readonly clues: readonly GiftClue[];
      readonly notAgain: readonly string[];
      readonly waitMs: number;
    }
  | {
      readonly effect: 'sendGiftCode';
      readonly askId: string;
      readonly phone: string;
      readonly language: Language;
    }
  /** Puts on record that the gift is about to be shown, the giver's words sealed. */
  | {
      readonly effect: 'offerGift';
      readonly offered: RecordOf<'giftOffered'>;
      readonly wording: GiftWording;
    };
