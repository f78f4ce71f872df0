/**
 * What became of a payment, as people and programs are told: the page that pops up on a screen and the message
 * pushed to whoever asked are the same thing. It holds no payment code and nothing about the payer.
 */
import { z } from 'zod';
import { type FaultCode, faultCatalogue } from './fault-catalogue.ts';
import { textSchema } from './text.ts';
import { keyResultSchema, rulesMax } from './verification-outcome.ts';

export const paymentOutcomeKinds = [
  'paymentSucceeded',
  'paymentFailed',
  /** A check before the payment said no; nothing was charged. */
  'verificationFailed',
  'refunded',
  'refundFailed',
  /** Nobody can pay it any more: it was cancelled or its time is over. Nothing was charged. */
  'orderClosed',
] as const;
export type PaymentOutcomeKind = (typeof paymentOutcomeKinds)[number];

const faultCode = z.custom<FaultCode>(
  (value) => typeof value === 'string' && Object.hasOwn(faultCatalogue, value),
);

export const paymentMessageSchema = z
  .object({
    kind: z.enum(paymentOutcomeKinds),
    orderId: z.string().max(40),
    amountMinor: z.number().int(),
    currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
    chargeId: z.string().max(40).optional(),
    platform: z.string().max(32).optional(),
    platformTradeNo: z.string().max(64).optional(),
    /** Why, unless it succeeded. */
    reason: faultCode.optional(),
    /** What was checked, where that is why it failed. */
    results: z.array(keyResultSchema).max(rulesMax).optional(),
    /** The words of the page, in both languages. */
    title: textSchema,
    note: textSchema,
    atMs: z.number().int().min(0),
  })
  .readonly();
export type PaymentMessage = z.infer<typeof paymentMessageSchema>;
