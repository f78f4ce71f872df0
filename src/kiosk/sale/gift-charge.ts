/**
 * What follows the touch that accepts a gift: the answer and the intent to charge it are one append, so that no
 * charge on a gift is without a recorded acceptance. Without the network a lease of this machine pays at once.
 * Pure, a part of `gift-sale-machine.ts`.
 */
import type { Order } from '../../domain/order.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import type { RecordOf } from '../../domain/record.ts';
import { leaseTradeNumber } from '../../domain/spend-lease.ts';
import { hasPassed } from '../../domain/verification-outcome.ts';
import { chargeValidMs } from '../payments/payment-machine.ts';
import { basketFacts, checkAtMachine } from '../payments/pre-verification.ts';
import type { GiftSession } from './gift-sale-state.ts';
import { enter, refuse, type SaleContext, type SaleDecision, type SaleState } from './sale-state.ts';
import { refusedByRules } from './verification-steps.ts';

/** The platform whose charge redeems a gift. */
export const giftPlatform = 'gift';

type Offer = NonNullable<GiftSession['offer']>;

/** `answered` is the acceptance; it is on record with the intent or not at all. */
export function payByGift(
  state: SaleState,
  offer: Offer,
  order: Order,
  answered: RecordOf<'giftAnswered'>,
  context: SaleContext,
): SaleDecision {
  const { shop, nowMs } = context;
  if (order.charges.some((charge) => charge.state === 'intended')) return refuse(state, 'SALE_BUSY');
  // A gift is taken as it was offered or not at all.
  const gone = offer.leaseId !== undefined && !context.holdsGift?.(offer.leaseId);
  if (gone || remainingMinor(order) < offer.coverMinor)
    return refuse(enter(state, 'choosingTender', nowMs), 'GIFT_TAKEN');
  const { orderId, lines, totals, currency } = order;
  const amountMinor = offer.coverMinor;
  const platform = giftPlatform;
  const asked = { tender: 'code', platform, codeMasked: '', orderId, lines, totals, amountMinor } as const;
  const checked = checkAtMachine(asked, context);
  if (checked && !hasPassed(checked)) {
    return refusedByRules(state, { tender: 'code', platform, outcome: checked }, amountMinor, context);
  }
  const { bundle } = shop;
  const about = {
    ...{ chargeId: context.makeId('chg'), orderId, platform, amountMinor, currency },
    expiresAtMs: nowMs + chargeValidMs,
  };
  const rules = bundle.verification ? { rulesVersion: bundle.verification.version } : {};
  const intent = { kind: 'chargeIntended' as const, ...about, codeMasked: '', ...rules };
  const paying = enter(state, 'charging', nowMs, { chargeStage: 'sent' });
  const { code, leaseId } = offer;
  if (leaseId !== undefined) {
    const { chargeId } = about;
    const settled = {
      ...{ kind: 'chargeSettled' as const, orderId, chargeId, outcome: 'paid' as const },
      platformTradeNo: leaseTradeNumber(leaseId, chargeId),
    };
    return {
      state: paying,
      effects: [{ effect: 'append', bodies: [answered, { ...intent, leaseId }, settled] }],
    };
  }
  const charge = { ...about, subject: bundle.merchantName.zh, basket: basketFacts(lines, totals) };
  return {
    state: paying,
    effects: [
      { effect: 'append', bodies: [answered, intent] },
      { effect: 'sendCharge', charge: { ...charge, ...(code === undefined ? {} : { authCode: code }) } },
    ],
  };
}
