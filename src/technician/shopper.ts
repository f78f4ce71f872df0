/**
 * What a shopper who wants to pay does next, from what the screen shows. Pure: the same view, wish and
 * visit give the same move. What the shopper has done and seen already is in `Visit`.
 */
import type { FaultCode } from '../domain/fault-catalogue.ts';
import type { Page, Tap, View } from '../kiosk/screen/view.ts';

export interface Wish {
  readonly tender: 'code' | 'cash';
}

export type Ending =
  | 'sold'
  | 'refunded'
  | 'declined'
  | 'unknown'
  | 'unavailable'
  | 'nothingToPay'
  | 'moreCashNeeded'
  | 'outOfService';

/** What happened since the shopper came to pay. */
export interface Visit {
  /** The notice that was on the screen before, which is no answer to this shopper. */
  readonly noticeBefore: number;
  /** Something was touched, so what the screen shows now is about this shopper. */
  readonly began: boolean;
  /** A payment code was shown, or coins were dropped in. */
  readonly presented: boolean;
  /** How much cash the machine must have counted once all coins are in. */
  readonly cashTargetMinor: number;
  /** The ending that the screen has shown already and may leave by itself. */
  readonly seen?: Ending;
}

export type Move =
  | { readonly move: 'tap'; readonly tap: Tap }
  /** Show the code, or drop in the coins. */
  | { readonly move: 'present' }
  | { readonly move: 'wait' }
  | { readonly move: 'rest'; readonly ending: Ending; readonly reason?: FaultCode };

/** A shopper who comes to a machine that shows `view`. */
export function newVisit(view: View): Visit {
  return { noticeBefore: view.notice?.noticeId ?? 0, began: false, presented: false, cashTargetMinor: 0 };
}

/** The visit after `view` was seen. */
export function seeing(view: View, visit: Visit): Visit {
  if (!visit.began) return visit;
  if (view.page.page === 'done') return { ...visit, seen: 'sold' };
  return view.page.page === 'refunded' ? { ...visit, seen: 'refunded' } : visit;
}

/** The next move. */
export function nextMove(view: View, wish: Wish, visit: Visit): Move {
  const { page } = view;
  const decide = moves[page.page] as (page: Page, view: View, wish: Wish, visit: Visit) => Move;
  return decide(page, view, wish, visit);
}

const wait: Move = { move: 'wait' };

type Decide<P extends Page['page']> = (
  page: Extract<Page, { page: P }>,
  view: View,
  wish: Wish,
  visit: Visit,
) => Move;

const moves: { [P in Page['page']]: Decide<P> } = {
  welcome: (_page, view, _wish, visit) => {
    if (visit.seen) return rest(visit.seen);
    return visit.presented ? rest('declined', newNotice(view, visit)) : rest('nothingToPay');
  },
  list: (_page, view, _wish, visit) => {
    if (visit.seen) return rest(visit.seen);
    if (view.lines.length === 0) return rest('nothingToPay');
    const refused = newNotice(view, visit);
    return refused ? rest('unavailable', refused) : touch({ tap: 'pay' });
  },
  memberPhone: () => touch({ tap: 'back' }),
  takePicture: () => touch({ tap: 'goOn' }),
  expiredWarning: () => touch({ tap: 'goOn' }),
  parkingOffer: () => touch({ tap: 'parking', wanted: false }),
  parkingCar: () => touch({ tap: 'parking', wanted: false }),
  parkingCheck: ({ stage }) => (stage === 'asking' ? wait : touch({ tap: 'goOn' })),
  giftClaim: () => touch({ tap: 'back' }),
  giftSeek: () => wait,
  giftOffer: ({ offerId }) => touch({ tap: 'answerGift', offerId, answer: 'notMe' }),
  faceDesk: () => touch({ tap: 'back' }),
  faceAge: () => touch({ tap: 'back' }),
  consent: () => touch({ tap: 'answerConsent', agreed: false }),
  faceLook: () => wait,
  faceKept: () => touch({ tap: 'finish' }),
  tenderChoice: ({ tenders }, view, wish, visit) => {
    const offered = tenders.find(({ tender }) => tender === wish.tender);
    if (!offered) return rest('unavailable');
    const refused = offered.unavailable ?? newNotice(view, visit);
    return refused ? rest('unavailable', refused) : touch({ tap: 'chooseTender', tender: wish.tender });
  },
  cardPin: () => rest('declined', 'CARD_PIN_NEEDED'),
  fingerConsent: () => touch({ tap: 'back' }),
  fingerEnrol: () => touch({ tap: 'back' }),
  cardFace: () => touch({ tap: 'back' }),
  cardPart: () => rest('declined', 'PAY_BALANCE_LOW'),
  presentCode: (_page, view, wish, visit) => {
    if (wish.tender === 'cash') return touch({ tap: 'back' });
    if (!visit.presented) return { move: 'present' };
    const refused = newNotice(view, visit);
    return refused ? rest('declined', refused) : wait;
  },
  showCode: () => touch({ tap: 'back' }),
  waitingForPayment: () => wait,
  insertCash: ({ insertedMinor }, view, wish, visit) => {
    if (wish.tender === 'code') return touch({ tap: 'back' });
    if (!visit.presented) return { move: 'present' };
    const allIn = insertedMinor >= visit.cashTargetMinor;
    return allIn && insertedMinor < view.totals.dueMinor ? rest('moreCashNeeded') : wait;
  },
  verificationFailed: () => rest('declined', 'PAY_NOT_VERIFIED'),
  paymentFailed: ({ reason }, _view, _wish, visit) =>
    visit.presented ? rest('declined', reason) : touch({ tap: 'retry' }),
  delivering: () => wait,
  done: ({ receipt }, _view, _wish, visit) => {
    if (!visit.began) return rest('nothingToPay');
    return receipt.state === 'printing' ? wait : rest('sold');
  },
  refunded: ({ refund, reason }, _view, _wish, visit) => {
    if (!visit.began) return rest('nothingToPay');
    return refund === 'inExecution' ? wait : rest('refunded', reason);
  },
  paymentUnknown: (_page, _view, _wish, visit) =>
    visit.began ? rest('unknown', 'PAY_UNKNOWN') : rest('nothingToPay'),
  outOfService: ({ reason }) => rest('outOfService', reason),
};

function newNotice(view: View, visit: Visit): FaultCode | undefined {
  const { notice } = view;
  return notice && notice.noticeId > visit.noticeBefore ? notice.code : undefined;
}

function touch(tap: Tap): Move {
  return { move: 'tap', tap };
}

function rest(ending: Ending, reason?: FaultCode): Move {
  return reason === undefined ? { move: 'rest', ending } : { move: 'rest', ending, reason };
}
