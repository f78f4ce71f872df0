/** What the cashier page is told of its order, and what it may send. The page belongs to no client's program. */
import { z } from 'zod';
import { paymentMessageSchema } from '../domain/payment-message.ts';
import { pinBoxPattern } from '../domain/sealed-pin.ts';
import { textSchema } from '../domain/text.ts';
import { cardAnswerSchema } from './card-messages.ts';
import { preOrderLineSchema, preOrderStates } from './client-schemas.ts';
import { shownCodeSchema } from './messages.ts';

export const cashierOrderSchema = z.object({
  orderId: z.string(),
  merchantName: textSchema,
  helpPhone: z.string(),
  lines: z.array(preOrderLineSchema),
  amountMinor: z.number().int(),
  currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
  state: z.enum(preOrderStates),
  expiresAtMs: z.number().int(),
  /** The cloud's clock, so that a wrong clock of a phone does not matter. */
  nowMs: z.number().int(),
  /** Platforms whose codes are taken here, and those that make one for the payer to scan. */
  scanned: z.array(z.string()),
  shown: z.array(z.string()),
  /** The platform of the charge under way. */
  platform: z.string().nullable(),
  shownCode: shownCodeSchema.nullable(),
  /** The newest message about the order: the page that pops up, word for word what the client is told. */
  message: paymentMessageSchema.nullable(),
});
export type CashierOrder = z.infer<typeof cashierOrderSchema>;

const code = z.string().regex(/^[0-9A-Za-z]{6,64}$/);
const chargeId = z.string().regex(/^chg_[0-9A-HJKMNP-TV-Z]{26}$/);

/** A code, with a card's PIN sealed for the cloud where it has one; or a code to be shown. */
export const cashierPaymentSchema = z.union([
  z.object({ code, chargeId, pin: z.string().max(402).regex(pinBoxPattern) }),
  z.object({ code }),
  z.object({ show: z.string().min(1).max(32) }),
]);
export type CashierPayment = z.infer<typeof cashierPaymentSchema>;

/** Whether a card needs its PIN, and what the page seals it with. */
export const cardAskedSchema = z.object({ code });
export const cardToldSchema = z.object({
  chargeId: z.string(),
  state: cardAnswerSchema.shape.state,
  secret: cardAnswerSchema.shape.secret,
  triesLeft: cardAnswerSchema.shape.triesLeft,
  waitMs: cardAnswerSchema.shape.waitMs,
  reason: cardAnswerSchema.shape.reason,
  sealKey: z.string(),
  /** What the sealed PIN is bound to, beside the charge, the order and the card. */
  merchantId: z.string(),
  machineId: z.string(),
});
export type CardTold = z.infer<typeof cardToldSchema>;

/** What a payment came to at once: the order, or what the card still needs. */
export const cashierPaidSchema = z.object({ order: cashierOrderSchema, card: cardToldSchema.nullable() });
export type CashierPaid = z.infer<typeof cashierPaidSchema>;

/** A page that shows an order can be opened so long after the order's end, to see what became of it. */
export const cashierOpenMs = 24 * 3600 * 1000;
