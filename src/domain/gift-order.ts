/** The gift of an order as its records tell it: what was offered, and what the person said to it. */
import type { z } from 'zod';
import type { GiftAnswerKind, giftRecords } from './gift-records.ts';
import type { Order } from './order.ts';
import type { OrderCharge } from './order-parts.ts';

export interface OrderGift {
  readonly giftId: string;
  readonly offerId: string;
  readonly coverMinor: number;
  /** The machine offered it by a lease of its own. */
  readonly leaseId?: string;
  readonly state: 'offered' | GiftAnswerKind;
  readonly answeredAfterMs?: number;
}

export interface WithGifts {
  /** In the order in which they were offered; present as soon as one was. */
  readonly gifts?: readonly OrderGift[];
}

/** The charge by which a gift pays for the order, or is about to; one that failed is none. */
export function giftChargeOf({ charges }: Pick<Order, 'charges'>): OrderCharge | undefined {
  return charges.find(
    ({ platform, state }) => platform === 'gift' && (state === 'paid' || state === 'intended'),
  );
}

type GiftBody = z.infer<(typeof giftRecords)[number]>;
type BodyOf<K extends GiftBody['kind']> = Extract<GiftBody, { kind: K }>;

/**
 * How an order of any shape takes these records. An offer's first answer stays; one that nobody took may be made again,
 * as a machine does with a lease of its own.
 */
export const giftAppliers = {
  giftOffered: <O extends WithGifts>(order: O, body: BodyOf<'giftOffered'>): O => {
    const known = order.gifts?.find(({ offerId }) => offerId === body.offerId);
    if (known && known.state !== 'noAnswer' && known.state !== 'notMe') return order;
    const gifts = (order.gifts ?? []).filter((one) => one !== known);
    const { giftId, offerId, coverMinor, leaseId } = body;
    const lease = leaseId === undefined ? {} : { leaseId };
    return { ...order, gifts: [...gifts, { giftId, offerId, coverMinor, ...lease, state: 'offered' }] };
  },
  giftAnswered: <O extends WithGifts>(order: O, body: BodyOf<'giftAnswered'>): O => {
    const { offerId, answer, answeredAfterMs } = body;
    const gifts = (order.gifts ?? []).map((gift) =>
      gift.offerId === offerId && gift.state === 'offered'
        ? { ...gift, state: answer, answeredAfterMs }
        : gift,
    );
    return { ...order, gifts };
  },
} as const;
