/**
 * Paying by a code the shopper shows: which platform it belongs to, the intent to charge, and how often to
 * ask for a result that nobody pushed. Pure. The state of the sale has decided before that a payment code
 * is expected; the symbology is looked at second, the format last.
 */
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import type { Order } from '../../domain/order.ts';
import { remainingMinor } from '../../domain/order-money.ts';
import { bareCode, maskPaymentCode, platformOf } from '../../domain/payment-code.ts';
import type { RecordOf } from '../../domain/record.ts';
import { symbologyOf } from '../../domain/symbology.ts';
import { hasPassed, type VerificationOutcome } from '../../domain/verification-outcome.ts';
import type { Shop } from '../checkout/shop.ts';
import { basketFacts, type CheckContext, checkAtMachine } from './pre-verification.ts';

/** The gateway refuses a charge that reaches it later than this after the scan. */
export const chargeValidMs = 45_000;
/** The shopper waits no longer on the page; the charge is then settled in the background. */
export const chargeWaitMs = 75_000;

/** A charge to send: everything the gateway needs; the code itself stays in memory. */
export interface ChargeToSend {
  readonly chargeId: string;
  readonly orderId: string;
  readonly platform: string;
  /** Absent where the platform shall make a code for the machine to show. */
  readonly authCode?: string;
  readonly amountMinor: number;
  readonly currency: RecordOf<'chargeIntended'>['currency'];
  readonly subject: string;
  readonly expiresAtMs: number;
  readonly basket: ReturnType<typeof basketFacts>;
}

export type CodeOutcome =
  | { readonly charge: ChargeToSend; readonly intent: RecordOf<'chargeIntended'> }
  | { readonly refused: FaultCode }
  /** The machine's rules say no: nothing is intended. */
  | { readonly notVerified: VerificationOutcome; readonly platform: string };

/** A code was scanned while a payment code is expected. */
export function scanPaymentCode(
  scan: { text: string; symbology?: string },
  order: Order,
  context: {
    readonly shop: Shop;
    readonly nowMs: number;
    readonly makeChargeId: () => string;
    readonly retriesUnknown: boolean;
    readonly takenToday: CheckContext['takenToday'];
    /** A part of what remains; all of it if not said. */
    readonly amountMinor?: number;
  },
): CodeOutcome {
  const { bundle } = context.shop;
  const content = symbologyOf(scan.symbology)?.content ?? 'text';
  if (content !== 'text') return { refused: 'CODE_IS_GOODS' };
  const platform = platformOf(scan.text, bundle.codeFormats);
  if (platform === undefined) {
    return { refused: /^\d{8}$|^\d{12,14}$/.test(scan.text) ? 'CODE_IS_GOODS' : 'CODE_PLATFORM_UNKNOWN' };
  }
  if (!context.retriesUnknown && order.charges.some((c) => c.state === 'intended'))
    return { refused: 'SALE_BUSY' };
  const codeMasked = maskPaymentCode(scan.text);
  const { orderId, lines, totals } = order;
  const amountMinor = context.amountMinor ?? remainingMinor(order);
  const asked = { tender: 'code', platform, codeMasked, orderId, lines, totals, amountMinor } as const;
  const checked = checkAtMachine(asked, { ...context, order });
  if (checked && !hasPassed(checked)) return { notVerified: checked, platform };
  const chargeId = context.makeChargeId();
  const expiresAtMs = context.nowMs + chargeValidMs;
  const about = {
    chargeId,
    orderId: order.orderId,
    platform,
    amountMinor,
    currency: order.currency,
    expiresAtMs,
  };
  return {
    charge: {
      ...about,
      authCode: bareCode(scan.text),
      subject: bundle.merchantName.zh,
      basket: basketFacts(lines, totals),
    },
    intent: {
      kind: 'chargeIntended',
      ...about,
      codeMasked,
      ...(bundle.verification ? { rulesVersion: bundle.verification.version } : {}),
    },
  };
}

/** How long after the last question to ask again, by the age of what is asked for: quick at first. */
export function askAfterMs(ageMs: number): number {
  if (ageMs < 10_000) return 3000;
  if (ageMs < 120_000) return 5000;
  return 60_000;
}
