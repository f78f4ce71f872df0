/**
 * What the shopper's screen shows, as data. The screen server sends a `View` at every change; the browser
 * draws it and sends back a `Tap`. A view holds nothing a shopper may not see, and says everything in
 * both languages or as numbers, so that the browser can change the language without asking.
 */
import { z } from 'zod';
import type { PricedLine, Totals } from '../../domain/basket.ts';
import { cardSecretPattern } from '../../domain/card-secret.ts';
import type { ShownList } from '../../domain/display-rules.ts';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { HeldBack } from '../../domain/held-back.ts';
import type { Currency } from '../../domain/money.ts';
import type { Stay } from '../../domain/parking.ts';
import type { RecipeOption } from '../../domain/product.ts';
import type { Language, Text } from '../../domain/text.ts';
import type { KeyResult } from '../../domain/verification-outcome.ts';
import type { ViewBenefits } from './benefit-view.ts';
import type { GiftPage, ViewGift } from './gift-view.ts';
import { type PeoplePage, peopleTaps, type ViewPeople } from './people-view.ts';
import type { PicturePage } from './picture-view.ts';

/** A product that can be chosen by touch. */
export interface ViewSelection {
  readonly selectionId: string;
  readonly productId: string;
  readonly name: Text;
  readonly category: string;
  readonly picture: string;
  readonly priceMinor: number;
  /** After the promotions that hold now for one piece; absent when nothing is off. */
  readonly nowMinor?: number;
  readonly how: 'slot' | 'recipe' | 'door';
  readonly slot?: string;
  readonly soldOut: boolean;
  readonly options: readonly RecipeOption[];
}

/** One piece on its way to the shopper. */
export interface ViewDelivery {
  readonly lineId: string;
  readonly piece: number;
  readonly name: Text;
  readonly picture?: string;
  readonly how: 'none' | 'slot' | 'recipe' | 'door' | 'vend';
  readonly where?: string;
  readonly state: 'waiting' | 'running' | 'delivered' | 'notDelivered';
  readonly percent?: number;
  readonly reason?: FaultCode;
}

/** A part of what is paid or goes back. */
export interface ViewPart {
  readonly tender: 'code' | 'cash';
  readonly platform?: string;
  readonly amountMinor: number;
}

/** A time-out the shopper can see: a bar that shrinks from `startedAtMs` to `endsAtMs`, both server time. */
export interface ViewTimeout {
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  readonly canExtend: boolean;
}

export type ReceiptView = {
  /** `printing`, `printed`, `waiting` for the printer, or `screenOnly` where there is no printer. */
  readonly state: 'printing' | 'printed' | 'waiting' | 'screenOnly';
  /** Content of the QR on the screen. */
  readonly link: string;
};

/**
 * Parking that goes with the order, the car masked. `asked` before the order is paid, `settling` until the lot
 * has answered; `late` says that the shopper need not wait for it.
 */
export interface ViewParking {
  readonly carMasked: string;
  readonly by: 'plate' | 'ticket';
  readonly state: 'asked' | 'settling' | 'late' | 'granted' | 'refused';
  /** Since when it stands there, how long, and the fee: what it would cost, or what was waived. */
  readonly stay?: Stay;
  readonly leaveByMs?: number;
  readonly reason?: FaultCode;
}

/** One line of a list that is shown by rules. */
export interface ViewListLine {
  readonly lineId: string;
  /** Its place in the order of scanning, from 1. */
  readonly number: number;
  /** Dearer than the threshold. */
  readonly dear?: true;
  /** Pieces of its name on the whole list, where they are more than the threshold. */
  readonly many?: number;
}

/** How the list is shown where rules say more than "as scanned"; every line once, in this order. */
export interface ViewList extends Pick<ShownList, 'order' | 'dear' | 'many'> {
  readonly lines: readonly ViewListLine[];
}

/** The member who is greeted; the name masked. */
export interface ViewMember {
  readonly nameMasked: string;
  readonly by: 'code' | 'phone';
  readonly memberPrice: boolean;
  /** Only where it is known, and not to somebody who merely knows a phone number. */
  readonly pointsBalance?: number;
}

export type Page =
  | { readonly page: 'welcome' }
  | { readonly page: 'list' }
  /** Not sold because of their date; left by `goOn`, once it was read. */
  | { readonly page: 'expiredWarning'; readonly goods: readonly HeldBack[] }
  /** Typing a phone number; `asking` while it is looked up. */
  | { readonly page: 'memberPhone'; readonly asking: boolean }
  | { readonly page: 'parkingOffer'; readonly validMinutes: number }
  | { readonly page: 'parkingCar'; readonly tickets: boolean }
  /** What the lot says of the car; `late` when it did not say anything in time. */
  | {
      readonly page: 'parkingCheck';
      readonly stage: 'asking' | 'found' | 'refused' | 'late';
      readonly reason?: FaultCode;
    }
  | {
      readonly page: 'tenderChoice';
      readonly tenders: readonly {
        readonly tender: 'code' | 'card' | 'cash';
        readonly unavailable?: FaultCode;
      }[];
      /** Whose codes the machine can show now, for the shopper's wallet to scan. */
      readonly shown?: readonly string[];
    }
  /** The shopper's wallet shall scan this. */
  | { readonly page: 'showCode'; readonly platform: string; readonly code: string }
  | {
      readonly page: 'cardPin';
      readonly cardMasked: string;
      /** A password of several kinds of characters, not six digits. */
      readonly secret?: 'mixed';
      /** Why the PIN is asked for once more, how many tries are left, and when the next one is taken. */
      readonly wrong?: FaultCode;
      readonly triesLeft?: number;
      readonly notBeforeMs?: number;
      /** A finger on the reader stands for it. */
      readonly finger?: true;
      /** So does a face, once the shopper asks for it. */
      readonly face?: true;
    }
  /** The face was verified: one tap pays. */
  | { readonly page: 'cardFace'; readonly cardMasked: string; readonly secret?: 'mixed' }
  /** May a finger stand for the PIN from now on? */
  | { readonly page: 'fingerConsent' }
  | { readonly page: 'fingerEnrol'; readonly touch: number; readonly of?: number }
  /** The card covers a part of what is to be paid. */
  | { readonly page: 'cardPart'; readonly cardMasked: string; readonly spendableMinor: number }
  | { readonly page: 'presentCode'; readonly platforms: readonly string[] }
  /** The charge is on its way. `stage`: sent, the shopper must confirm on the phone, or being checked. */
  | {
      readonly page: 'waitingForPayment';
      readonly platform: string;
      readonly stage: 'sent' | 'confirmOnPhone' | 'checking';
      /** From then on, machine's time, the shopper may settle again; absent where they may not. */
      readonly settleAgainFromMs?: number;
    }
  | { readonly page: 'insertCash'; readonly insertedMinor: number }
  /** A check before payment said no: nothing was charged. */
  | {
      readonly page: 'verificationFailed';
      readonly tender: 'code' | 'cash' | 'free';
      readonly results: readonly KeyResult[];
    }
  | { readonly page: 'paymentFailed'; readonly reason: FaultCode }
  | { readonly page: 'delivering'; readonly deliveries: readonly ViewDelivery[] }
  | {
      readonly page: 'done';
      readonly deliveries: readonly ViewDelivery[];
      readonly changeMinor: number;
      readonly changeOwedMinor: number;
      /** A finger may stand for the card's PIN from now on, or does. */
      readonly finger?: 'offered' | 'kept';
      /** So may a face. */
      readonly face?: 'offered' | 'kept';
      readonly receipt: ReceiptView;
    }
  | {
      readonly page: 'refunded';
      readonly deliveries: readonly ViewDelivery[];
      readonly refundMinor: number;
      /** `inExecution` until the platform confirmed or the coins were counted out. */
      readonly refund: 'inExecution' | 'refunded' | 'failed';
      readonly by: 'code' | 'cash';
      /** Each part by the way it came, where there is more than one. */
      readonly parts?: readonly ViewPart[];
      readonly reason: FaultCode;
      readonly receipt: ReceiptView;
    }
  /** The result of a payment is unknown; it is settled in the background. */
  | {
      readonly page: 'paymentUnknown';
      readonly receiptLink: string;
      /** The button to settle the same list again; `never` where the order was given up. */
      readonly again: 'offered' | 'asked' | 'never';
    }
  | PicturePage
  | PeoplePage
  | GiftPage
  | { readonly page: 'outOfService'; readonly reason: FaultCode };

/** A short-lived message over the page: a refused scan, a network change. */
export interface ViewNotice {
  readonly noticeId: number;
  readonly code: FaultCode;
  readonly tone: 'info' | 'warning';
}

export interface View {
  readonly revision: number;
  readonly serverTimeMs: number;
  readonly language: Language;
  readonly machineName: Text;
  readonly merchantName: Text;
  readonly kioskId: string;
  readonly helpPhone: string;
  readonly currency: Currency;
  readonly online: boolean;
  readonly page: Page;
  readonly orderId?: string;
  readonly lines: readonly PricedLine[];
  readonly totals: Totals;
  /** The order and the marks of the lines; absent for as scanned and unmarked. */
  readonly list?: ViewList;
  /** The line a scan or touch changed last, to be highlighted. */
  readonly changedLineId?: string;
  readonly selections: readonly ViewSelection[];
  readonly canScan: boolean;
  /** The camera can be asked to look at the goods. */
  readonly canPhotograph?: boolean;
  /** The camera is on, whoever wanted it: people in front of it are told. */
  readonly cameraOn?: boolean;
  /** The machine has a loudspeaker of its own, so the screen stays silent; `speaks`: the voice guide too. */
  readonly machineSound?: { readonly speaks: boolean };
  readonly parking?: ViewParking;
  /** A part is paid, the rest is still to be paid. */
  readonly split?: { readonly parts: readonly ViewPart[]; readonly remainingMinor: number };
  /** Whose list it is; absent where nobody said so. */
  readonly member?: ViewMember;
  /** What may be said of faces; absent where there is nothing. */
  readonly people?: ViewPeople;
  /** A gift that may be claimed, or that paid; absent where there is none to speak of. */
  readonly gift?: ViewGift;
  /** Coupons and points; absent where there are none. */
  readonly benefits?: ViewBenefits;
  /** How the shopper may say who they are; absent where the site knows no members. */
  readonly memberWays?: { readonly phone: boolean; readonly asking: boolean };
  /** IANA name of the site's time zone. */
  readonly timeZone?: string;
  readonly timeout?: ViewTimeout;
  readonly notice?: ViewNotice;
  /** Faults a shopper may know of: printer without paper, network away, coin slot out of order. */
  readonly limits: readonly FaultCode[];
}

export type { ViewBenefits, ViewCoupon, ViewPoints } from './benefit-view.ts';

/** What the shopper did on the screen. */
export const tapSchema = z.discriminatedUnion('tap', [
  z.object({
    tap: z.literal('choose'),
    selectionId: z.string().max(32),
    options: z.record(z.string().max(32), z.number().int()).default({}),
  }),
  z.object({
    tap: z.literal('setQuantity'),
    lineId: z.string().max(40),
    quantity: z.number().int().min(0).max(999),
  }),
  z.object({ tap: z.literal('pay') }),
  z.object({ tap: z.literal('parking'), wanted: z.boolean() }),
  z.object({ tap: z.literal('namePlate'), plate: z.string().max(16) }),
  z.object({ tap: z.literal('goOn') }),
  z.object({ tap: z.literal('takePicture') }),
  z.object({ tap: z.literal('askMember') }),
  z.object({ tap: z.literal('namePhone'), phone: z.string().max(24) }),
  z.object({ tap: z.literal('leaveMember') }),
  z.object({ tap: z.literal('nameCoupon'), code: z.string().max(40) }),
  z.object({ tap: z.literal('dropCoupon'), couponId: z.string().max(40) }),
  z.object({ tap: z.literal('usePoints') }),
  z.object({ tap: z.literal('leavePoints') }),
  z.object({ tap: z.literal('askGift') }),
  z.object({ tap: z.literal('nameGift'), code: z.string().max(40) }),
  z.object({ tap: z.literal('sendGiftCode'), phone: z.string().max(24) }),
  z.object({ tap: z.literal('enterGiftCode'), code: z.string().regex(/^\d{6}$/) }),
  z.object({
    tap: z.literal('answerGift'),
    offerId: z.string().max(40),
    answer: z.enum(['accepted', 'declined', 'notMe']),
    conversation: z.boolean().optional(),
  }),
  z.object({ tap: z.literal('askForCode'), platform: z.string().max(32) }),
  z.object({ tap: z.literal('chooseTender'), tender: z.enum(['code', 'card', 'cash']) }),
  ...peopleTaps,
  z.object({ tap: z.literal('enrolFinger') }),
  z.object({ tap: z.literal('enterPin'), pin: z.string().regex(cardSecretPattern) }),
  z.object({ tap: z.literal('back') }),
  z.object({ tap: z.literal('cancel') }),
  z.object({ tap: z.literal('retry') }),
  z.object({ tap: z.literal('moreTime') }),
  z.object({ tap: z.literal('settleAgain') }),
  z.object({ tap: z.literal('finish') }),
  z.object({ tap: z.literal('language'), language: z.enum(['zh', 'en']) }),
]);
export type Tap = z.infer<typeof tapSchema>;
