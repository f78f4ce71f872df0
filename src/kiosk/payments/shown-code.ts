/**
 * Paying by a code that the machine shows: the intent to have one made. Pure. The platform makes the code, the
 * gateway hands it over, and whoever scans it pays; nothing of a wallet passes through the machine.
 */
import type { Order } from '../../domain/order.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import { hasPassed } from '../../domain/verification-outcome.ts';
import type { Shop } from '../checkout/shop.ts';
import { type CodeOutcome, chargeValidMs } from './payment-machine.ts';
import { basketFacts, type CheckContext, checkAtMachine } from './pre-verification.ts';

/** The shopper asked for a code of `platform`. */
export function askForCode(
  platform: string,
  order: Order,
  context: {
    readonly shop: Shop;
    readonly nowMs: number;
    readonly makeChargeId: () => string;
    readonly takenToday: CheckContext['takenToday'];
  },
): CodeOutcome {
  const { bundle } = context.shop;
  if (!bundle.shownPlatforms?.includes(platform)) return { refused: 'CODE_PLATFORM_UNKNOWN' };
  if (order.charges.some((charge) => charge.state === 'intended')) return { refused: 'SALE_BUSY' };
  const { orderId, lines, totals, currency } = order;
  const amountMinor = remainingMinor(order);
  const asked = { tender: 'code', platform, codeMasked: '', orderId, lines, totals, amountMinor } as const;
  const checked = checkAtMachine(asked, { ...context, order });
  if (checked && !hasPassed(checked)) return { notVerified: checked, platform };
  const about = {
    ...{ chargeId: context.makeChargeId(), orderId, platform, amountMinor, currency },
    expiresAtMs: context.nowMs + chargeValidMs,
  };
  return {
    charge: { ...about, subject: bundle.merchantName.zh, basket: basketFacts(lines, totals) },
    intent: {
      ...{ kind: 'chargeIntended', ...about, codeMasked: '', showsCode: true },
      ...(bundle.verification ? { rulesVersion: bundle.verification.version } : {}),
    },
  };
}
