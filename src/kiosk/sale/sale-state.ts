/**
 * What the sale on the screen knows, takes and wants done: the types of `sale-machine.ts`, and how a phase
 * is entered. What happened to the order's money and goods is not kept here.
 */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { HeldBack } from '../../domain/held-back.ts';
import type { Member, MemberProof } from '../../domain/member.ts';
import type { Order } from '../../domain/order.ts';
import type { Car, Stay } from '../../domain/parking.ts';
import type { RecordBody, RecordOf } from '../../domain/record.ts';
import type { Language } from '../../domain/text.ts';
import type { Vend } from '../../domain/vend-line.ts';
import type { VerificationOutcome } from '../../domain/verification-outcome.ts';
import { type Basket, emptyBasket } from '../checkout/checkout-machine.ts';
import type { ClockDoubt, Shop } from '../checkout/shop.ts';
import { type ChargeToSend, chargeWaitMs } from '../payments/payment-machine.ts';
import type { BenefitAsk, BenefitInput, CouponFacts, SaleBenefits } from './benefit-state.ts';
import type { CardEffect, CardInput, CardLease, CardSession, Enrolment } from './card-sale-state.ts';
import type { GiftEffect, GiftInput, GiftSession } from './gift-sale-state.ts';
import type { PeopleEffect, PeopleInput, SalePeople } from './people-sale-state.ts';
import type { PictureSession } from './picture-sale-machine.ts';

export type PhaseName =
  | 'welcome'
  | 'listing'
  | 'expiredWarning'
  | 'namingMember'
  | 'takingPicture'
  | 'offeringParking'
  | 'namingCar'
  | 'checkingCar'
  | 'claimingGift'
  | 'seekingGift'
  | 'offeringGift'
  | 'faceDesk'
  | 'statingAge'
  | 'consenting'
  | 'lookingAtFace'
  | 'preparingReaction'
  | 'faceKept'
  | 'choosingTender'
  | 'presentingCode'
  | 'checkingCard'
  | 'enteringPin'
  | 'verifyingFace'
  | 'confirmingFace'
  | 'offeringCardPart'
  | 'charging'
  | 'insertingCash'
  | 'verificationFailed'
  | 'paymentFailed'
  | 'completing'
  | 'resting'
  | 'fingerConsent'
  | 'enrollingFinger'
  | 'paymentUnknown';

export interface SaleTimeout {
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  readonly canExtend: boolean;
}

export interface SaleState extends SaleBenefits, SalePeople {
  readonly phase: PhaseName;
  readonly language: Language;
  readonly basket: Basket;
  readonly orderId?: string | undefined;
  readonly changedLineId?: string | undefined;
  readonly notice?: { readonly noticeId: number; readonly code: FaultCode } | undefined;
  readonly timeout?: SaleTimeout | undefined;
  /** `showing`: the code on the screen waits to be scanned; `closing`: the shopper does without it. */
  readonly chargeStage?: 'sent' | 'confirmOnPhone' | 'checking' | 'showing' | 'closing' | undefined;
  readonly shownCode?: ShownCode | undefined;
  readonly failedReason?: FaultCode | undefined;
  /** What was checked and did not all pass, before any money moved. */
  readonly notVerified?: NotVerified | undefined;
  /** The request of a vending controller that this sale answers; it may be withdrawn while money is on its way. */
  readonly vend?: { readonly vendId: string; readonly withdrawn: boolean } | undefined;
  /** What the lot says of the car that was named; what becomes of its grant is in the order's facts. */
  readonly parking?: CarCheck | undefined;
  /** Whose list it is, as they said. */
  readonly member?: (Member & { readonly by: MemberProof }) | undefined;
  /** The last question about a member; `open` until it is answered. */
  readonly memberAsk?: MemberAsk | undefined;
  /** Goods that were held back for their date, until the warning about them is acknowledged. */
  readonly heldBack?: readonly HeldBack[] | undefined;
  /** What pictures of the goods came to, while their page stands. */
  readonly picture?: PictureSession | undefined;
  /** A card was chosen to pay with; it is no other code that is asked for. */
  readonly wanted?: 'card' | undefined;
  /** What is known of a gift for whoever pays. */
  readonly gift?: GiftSession | undefined;
  /** The stored-value card that wants to pay. */
  readonly card?: CardSession | undefined;
  readonly enrolment?: Enrolment | undefined;
  /** A finger was enrolled in this sale. */
  readonly fingerKept?: boolean | undefined;
  /** A face was enrolled to pay in this sale. */
  readonly facePays?: boolean | undefined;
  /** On the page after a charge whose result is not known: whether the shopper asked to settle again. */
  readonly settlingAgain?: boolean | undefined;
  readonly noticeCount: number;
}

export interface MemberAsk {
  readonly askId: string;
  readonly by: MemberProof;
  /** Questions so far in this sale. */
  readonly asks: number;
  readonly open: boolean;
}

/** `late`: the lot did not answer in time, the parking is settled in the background. */
export interface CarCheck {
  readonly stage: 'asking' | 'found' | 'refused' | 'late';
  readonly stay?: Stay | undefined;
  readonly reason?: FaultCode | undefined;
}

/** What the shopper's wallet shall scan, and from when to when it is good. */
export interface ShownCode {
  readonly code: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A payment that the rules refused. */
export interface NotVerified {
  readonly tender: 'code' | 'cash' | 'free';
  readonly platform?: string | undefined;
  readonly outcome: VerificationOutcome;
}

export type SaleInput =
  | BenefitInput
  | CardInput
  | GiftInput
  | PeopleInput
  | { readonly type: 'scanned'; readonly text: string; readonly symbology?: string }
  | {
      readonly type: 'choose';
      readonly selectionId: string;
      readonly options: Readonly<Record<string, number>>;
    }
  /** A vending controller asks the money for a selection that was pressed at its keypad. */
  | { readonly type: 'vendRequested'; readonly vend: Vend }
  /** It does not wait for the money any more. */
  | { readonly type: 'vendWithdrawn'; readonly vendId: string }
  | { readonly type: 'setQuantity'; readonly lineId: string; readonly quantity: number }
  | { readonly type: 'pay' }
  /** The answer to the question whether to settle the parking too. */
  | { readonly type: 'parking'; readonly wanted: boolean }
  | { readonly type: 'namePlate'; readonly plate: string }
  | { readonly type: 'parkingLookedUp'; readonly orderId: string; readonly answer: CarCheck }
  | { readonly type: 'goOn' }
  /** The shopper wants to say who they are by a phone number. */
  | { readonly type: 'askMember' }
  | { readonly type: 'namePhone'; readonly phone: string }
  | {
      readonly type: 'memberLooked';
      readonly askId: string;
      readonly finding:
        | { readonly found: 'known'; readonly member: Member }
        | { readonly found: 'unknown' | 'late' | 'tooMany' };
    }
  /** Whom the resumed order was named for. */
  | {
      readonly type: 'memberRemembered';
      readonly orderId: string;
      readonly fields: Pick<Member, 'nameMasked' | 'display'>;
    }
  /** "Not me". */
  | { readonly type: 'leaveMember' }
  | { readonly type: 'chooseTender'; readonly tender: 'code' | 'card' | 'cash' }
  /** The shopper wants to scan a code of the machine's with that platform's wallet. */
  | { readonly type: 'askForCode'; readonly platform: string }
  | { readonly type: 'back' }
  | { readonly type: 'cancel' }
  | { readonly type: 'retry' }
  | { readonly type: 'finish' }
  | { readonly type: 'moreTime' }
  /** The result of a charge cannot be had: close it, and settle the same list by a new request. */
  | { readonly type: 'settleAgain' }
  | { readonly type: 'language'; readonly language: Language }
  /** The facts of the order on the screen changed. */
  | { readonly type: 'orderChanged' }
  /** The gateway said where the charge stands, without an end yet. */
  | { readonly type: 'chargeProgressed'; readonly stage: 'confirmOnPhone' | 'checking' }
  /** The platform made the code to show; it is good for so long. */
  | { readonly type: 'codeCame'; readonly code: string; readonly forMs: number }
  /** The page's time is up; `endsAtMs` tells which time-out it was. */
  | { readonly type: 'timedOut'; readonly endsAtMs: number }
  /** A new bundle is in force: prices are computed anew for what is not submitted yet. */
  | { readonly type: 'shopChanged' }
  /** A day began at the site, or the clock was confirmed: dates are judged anew. */
  | { readonly type: 'dayBegan' }
  /** The shopper wants the camera to look at the goods. */
  | { readonly type: 'takePicture' }
  /** What pictures say since the last time; `settled`: no more is to be expected while all lies as it does. */
  | {
      readonly type: 'pictureRead';
      readonly source: 'camera' | 'upload';
      readonly items: readonly {
        readonly item: number;
        readonly text: string;
        readonly symbology: string;
      }[];
      /** Every item that lies there now. */
      readonly here: readonly number[];
      readonly unread: number;
      readonly settled: boolean;
    }
  | { readonly type: 'pictureFailed'; readonly code: FaultCode };

export type SaleEffect =
  /** Asks the cloud to keep a coupon or points for the order. */
  | { readonly effect: 'keepBenefit'; readonly ask: BenefitAsk }
  | CardEffect
  | GiftEffect
  | PeopleEffect
  | { readonly effect: 'append'; readonly bodies: readonly RecordBody[] }
  /** Puts the car on record, sealed, and asks the lot about it. */
  | { readonly effect: 'nameCar'; readonly asked: RecordOf<'parkingAsked'>; readonly car: Car }
  /** Asks who it is; `given` is a code or a phone number and goes no further than to be hashed. */
  | {
      readonly effect: 'lookUpMember';
      readonly askId: string;
      readonly by: MemberProof;
      readonly given: string;
    }
  /** Puts on record for whom the order is, the name sealed. */
  | { readonly effect: 'nameMember'; readonly named: RecordOf<'memberNamed'>; readonly member: Member }
  | { readonly effect: 'sendCharge'; readonly charge: ChargeToSend }
  /** Asks the gateway to close a charge that is not paid; its end comes as a fact of the order. */
  | { readonly effect: 'closeCharge'; readonly chargeId: string; readonly orderId: string }
  | { readonly effect: 'cashSlot'; readonly open: boolean }
  | { readonly effect: 'denyVend'; readonly vendId: string }
  | {
      readonly effect: 'sound';
      readonly sound: 'scanAccepted' | 'scanRefused' | 'paid' | 'failed' | 'takeGoods';
    };

export interface SaleContext {
  readonly shop: Shop;
  readonly nowMs: number;
  /** Absent where the clock can be trusted. */
  readonly clockDoubt?: ClockDoubt | undefined;
  readonly online: boolean;
  /** Absent where none were accepted. */
  readonly couponFacts?: CouponFacts | undefined;
  readonly cashReady: boolean;
  /** What a card may spend here without the network, and whether any may. */
  readonly leaseOf?: (code: string) => CardLease | undefined;
  readonly anyLease?: boolean;
  /** Whether a gift kept on this machine may be redeemed at this moment. */
  readonly holdsGift?: (leaseId: string) => boolean;
  readonly cameraReady: boolean;
  /** Camera and recognizer could look at people now; what the site allows is in the bundle. */
  readonly facesReady?: boolean;
  readonly soldOut: (selectionId: string) => boolean;
  readonly makeId: (kind: 'ord' | 'lin' | 'chg' | 'ask' | 'cns') => string;
  /** The planted mistake: an unknown charge is tried again under a new id. */
  readonly retriesUnknown: boolean;
  /** The order on the screen, as its records tell it. */
  readonly order: Order | undefined;
  /** What this machine took since the site's day began; undefined where its records do not reach so far. */
  readonly takenToday: { readonly payments: number; readonly paidMinor: number } | undefined;
}

export interface SaleDecision {
  readonly state: SaleState;
  readonly effects: readonly SaleEffect[];
}

/** What an input does in a phase. */
export type SaleHandler<T extends SaleInput['type']> = (
  state: SaleState,
  input: Extract<SaleInput, { type: T }>,
  context: SaleContext,
) => SaleDecision;

/** The page waits no longer for the lot. */
const carCheckMs = 6000;

/** The page waits no longer for the cloud to say what a card needs. */
const cardCheckMs = 8000;

/** The page waits no longer for a gift that the shopper said there is. */
export const giftSeekMs = 6000;

/** How long each page waits for the shopper, milliseconds. A page after payment stays until it is read. */
export const pageMs: Readonly<Record<PhaseName, number | undefined>> = {
  welcome: undefined,
  listing: 120_000,
  expiredWarning: 120_000,
  namingMember: 60_000,
  takingPicture: 45_000,
  offeringParking: 60_000,
  namingCar: 90_000,
  checkingCar: carCheckMs,
  claimingGift: 90_000,
  seekingGift: giftSeekMs,
  offeringGift: 90_000,
  faceDesk: 60_000,
  statingAge: 60_000,
  consenting: 90_000,
  lookingAtFace: 60_000,
  preparingReaction: 20_000,
  faceKept: 60_000,
  choosingTender: 90_000,
  presentingCode: 60_000,
  checkingCard: cardCheckMs,
  enteringPin: 60_000,
  verifyingFace: 60_000,
  confirmingFace: 60_000,
  offeringCardPart: 60_000,
  charging: chargeWaitMs,
  insertingCash: 120_000,
  verificationFailed: 90_000,
  paymentFailed: 60_000,
  completing: undefined,
  resting: 30_000,
  fingerConsent: 90_000,
  enrollingFinger: 60_000,
  paymentUnknown: 120_000,
};

const siteLanguage: Language = 'zh';

export function initialSale(language: Language): SaleState {
  return { phase: 'welcome', language, basket: emptyBasket, noticeCount: 0 };
}

/** Moves to a phase and starts its time-out. */
export function enter(
  state: SaleState,
  phase: PhaseName,
  nowMs: number,
  more: Partial<SaleState> = {},
): SaleState {
  const waitMs = pageMs[phase];
  const timeout =
    waitMs === undefined
      ? undefined
      : {
          startedAtMs: nowMs,
          endsAtMs: nowMs + waitMs,
          canExtend: ![
            'charging',
            'checkingCar',
            'checkingCard',
            'seekingGift',
            'preparingReaction',
          ].includes(phase),
        };
  return { ...state, phase, timeout, notice: undefined, changedLineId: undefined, ...more };
}

/** The next shopper is greeted in the site's language, whatever the last one chose. */
export function welcome(state: SaleState, language: Language = siteLanguage): SaleState {
  return { ...initialSale(language), noticeCount: state.noticeCount };
}

export function notify(state: SaleState, code: FaultCode): SaleState {
  const noticeId = state.noticeCount + 1;
  return { ...state, noticeCount: noticeId, notice: { noticeId, code } };
}

export function refuse(state: SaleState, code: FaultCode): SaleDecision {
  return { state: notify(state, code), effects: [{ effect: 'sound', sound: 'scanRefused' }] };
}

/** Puts on record that nobody stands there for the order any more. */
export function abandonOrder(
  { orderId }: SaleState,
  reason: RecordOf<'orderAbandoned'>['reason'],
): SaleEffect[] {
  return orderId === undefined
    ? []
    : [{ effect: 'append', bodies: [{ kind: 'orderAbandoned', orderId, reason }] }];
}
