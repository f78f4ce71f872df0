/** Gifts as the screen shows them. Nothing by which somebody was found is in a view. */
import type { GiftPolicy, GiftWording } from '../../domain/gift.ts';
import { giftChargeOf } from '../../domain/gift-order.ts';
import { isPaid, type Order } from '../../domain/order.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import type { SaleState } from '../sale/sale-state.ts';
import type { View } from './view.ts';

/** Ways in which a shopper can be found, in the order of the least that has to be told. */
export type GiftWay = 'pickup' | 'member' | 'phone' | 'face';

/** How the gift is found; `phone` tells how far its code is. */
export interface GiftClaimPage {
  readonly page: 'giftClaim';
  readonly ways: readonly GiftWay[];
  readonly offline: boolean;
  readonly phone?: { readonly masked: string; readonly stage: 'sending' | 'sent' };
}

export interface GiftOfferPage {
  readonly page: 'giftOffer';
  readonly offerId: string;
  /** Absent where the giver does not want to be known. */
  readonly from?: string;
  readonly words?: string;
  readonly coverMinor: number;
  readonly restMinor: number;
  /** The giver would like to hear from whoever accepts. */
  readonly conversation: boolean;
}

export type GiftPage = GiftClaimPage | GiftOfferPage | { readonly page: 'giftSeek' };

export interface ViewGift {
  /** The shopper may say that somebody paid for them. */
  readonly claimable?: true;
  /** They have said so; it is looked for when they pay. */
  readonly noted?: true;
  readonly accepted?: {
    readonly from?: string;
    readonly words?: string;
    readonly contact?: string;
    readonly paidMinor: number;
  };
}

export interface SiteGifts {
  readonly policy: GiftPolicy | undefined;
  readonly members: boolean;
  /** Somebody who enrolled their face here can be recognised now. */
  readonly face?: boolean;
}

export function giftOf(
  sale: SaleState,
  order: Order | undefined,
  gifts: SiteGifts | undefined,
  wording: GiftWording | undefined,
): Pick<View, 'gift'> {
  const accepted = acceptedOf(order, wording);
  if (accepted) return { gift: { accepted } };
  const over = order !== undefined && (isPaid(order) || order.abandoned !== undefined);
  if (!gifts?.policy || sale.vend || over || (order && giftChargeOf(order))) return {};
  return { gift: { claimable: true, ...(sale.gift?.clues.length ? { noted: true } : {}) } };
}

/** Once its charge is paid. */
function acceptedOf(order: Order | undefined, wording: GiftWording | undefined): ViewGift['accepted'] {
  const paid = order && giftChargeOf(order);
  if (paid?.state !== 'paid') return undefined;
  const { words, giverName, giverContact } = wording ?? {};
  return {
    ...(giverName ? { from: giverName } : {}),
    ...(words ? { words } : {}),
    ...(giverContact ? { contact: giverContact } : {}),
    paidMinor: paid.amountMinor,
  };
}

export function claimPage(
  { gift }: SaleState,
  { policy, members, face }: SiteGifts,
  online: boolean,
): GiftClaimPage {
  const ways: GiftWay[] = [
    'pickup',
    ...(members ? (['member'] as const) : []),
    ...(policy?.phone && online ? (['phone'] as const) : []),
    ...(face ? (['face'] as const) : []),
  ];
  const { phone } = gift ?? {};
  return {
    ...{ page: 'giftClaim', ways, offline: !online },
    ...(phone ? { phone: { masked: `…${phone.phone.slice(-4)}`, stage: phone.stage } } : {}),
  };
}

export function offerPage({ gift }: SaleState, order: Order | undefined): GiftPage {
  const { offer } = gift ?? {};
  if (!offer) return { page: 'giftSeek' };
  const { offerId, coverMinor, conversation, wording } = offer;
  const { words, giverName } = wording;
  return {
    ...{ page: 'giftOffer', offerId, coverMinor, conversation },
    restMinor: Math.max(0, (order ? remainingMinor(order) : 0) - coverMinor),
    ...(giverName ? { from: giverName } : {}),
    ...(words ? { words } : {}),
  };
}
