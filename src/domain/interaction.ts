/**
 * What happens on a screen: a page was shown, an element was touched. Only names of this list can be said, so
 * nothing about a person can be; a visit is a random name that belongs to nobody and to no order. A visit's way
 * from choosing to paying is told in steps.
 */
import { z } from 'zod';

export const faces = ['kiosk', 'cashier'] as const;
export type Face = (typeof faces)[number];

/** Pages of every face, in the order of a visit where there is one. `other` stands for what has no name here. */
export const pageNames = [
  ...['welcome', 'list', 'picture', 'expiredWarning', 'memberPhone'],
  ...['parkingOffer', 'parkingCar', 'parkingCheck', 'giftClaim', 'giftSeek', 'giftOffer'],
  ...['tenderChoice', 'presentCode', 'showCode', 'presentCard', 'enterPin', 'insertCash', 'splitTender'],
  ...['waitingForPayment', 'verificationFailed', 'paymentFailed', 'paymentUnknown'],
  ...['delivering', 'done', 'refunded', 'outOfService', 'settleAgain'],
  ...['order', 'payByCode', 'payByCard', 'scanToPay', 'waiting', 'paid', 'failed', 'closed'],
  'other',
] as const;

/** Elements that can be touched; what has no name here is `other`. */
const elementNames = [
  ...['choose', 'setQuantity', 'pay', 'parking', 'namePlate', 'goOn', 'takePicture'],
  ...['askMember', 'leaveMember', 'nameCoupon', 'dropCoupon', 'usePoints', 'leavePoints'],
  ...['askGift', 'nameGift', 'sendGiftCode', 'enterGiftCode', 'answerGift'],
  ...['chooseTender', 'askForCode', 'enterPin', 'enrolFinger', 'settleAgain'],
  ...['back', 'cancel', 'retry', 'moreTime', 'finish', 'language'],
  ...['help', 'speak', 'large', 'submit', 'giveUp'],
  'other',
] as const;

export const pageNameSchema = z.enum(pageNames as unknown as [string, ...string[]]);
export const elementNameSchema = z.enum(elementNames as unknown as [string, ...string[]]);

export const visitSchema = z.string().regex(/^[0-9a-f]{16}$/);

export const interactionSchema = z.object({
  visit: visitSchema,
  page: pageNameSchema,
  /** Absent where the page itself was shown. */
  element: elementNameSchema.optional(),
  atMs: z.number().int().min(0),
});
export type Interaction = z.infer<typeof interactionSchema>;

const known = { page: new Set<string>(pageNames), element: new Set<string>(elementNames) };

/** A name of the list, `other` for what is not in it. */
export function listedName(kind: 'page' | 'element', name: string): string {
  return known[kind].has(name) ? name : 'other';
}

/** Steps of a visit, each with the pages that show that it was reached. */
export const funnelSteps = ['began', 'wantedToPay', 'tendered', 'paid'] as const;
export type FunnelStep = (typeof funnelSteps)[number];

const paidPages = ['delivering', 'done', 'refunded', 'paid'];
const tenderedPages = [
  'waitingForPayment',
  'insertCash',
  'paymentUnknown',
  'waiting',
  'scanToPay',
  'enterPin',
];
const wantedPages = [
  ...['tenderChoice', 'presentCode', 'showCode', 'presentCard', 'splitTender'],
  ...['verificationFailed', 'paymentFailed', 'payByCode', 'payByCard', 'failed', 'giftSeek', 'giftOffer'],
];

/** The pages of a step and of all after it: who reached a later step has reached this one. */
export const pagesFrom: Readonly<Record<FunnelStep, readonly string[]>> = {
  began: pageNames.filter((page) => page !== 'welcome' && page !== 'outOfService' && page !== 'closed'),
  wantedToPay: [...wantedPages, ...tenderedPages, ...paidPages],
  tendered: [...tenderedPages, ...paidPages],
  paid: paidPages,
};
