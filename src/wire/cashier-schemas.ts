/** What the cashier page is told of its order, and what it may send. The page belongs to no client's program. */
import { z } from 'zod';
import { paymentMessageSchema } from '../domain/payment-message.ts';
import { textSchema } from '../domain/text.ts';
import { preOrderLineSchema, preOrderStates } from './client-schemas.ts';

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
  /** Platforms whose codes are taken here. */
  platforms: z.array(z.string()),
  /** The platform of the charge under way. */
  platform: z.string().nullable(),
  /** The newest message about the order: the page that pops up, word for word what the client is told. */
  message: paymentMessageSchema.nullable(),
});
export type CashierOrder = z.infer<typeof cashierOrderSchema>;

export const cashierPaymentSchema = z.object({ code: z.string().regex(/^[0-9A-Za-z]{6,64}$/) });

/** A page that shows an order can be opened so long after the order's end, to see what became of it. */
export const cashierOpenMs = 24 * 3600 * 1000;
