/**
 * What other clients of a merchant ask of the cloud and are told: an app, a till. Amounts are minor units,
 * instants UTC milliseconds. A payment code is taken and never given back, stored or logged.
 */
import { z } from 'zod';
import { amountMinorMax } from '../domain/money.ts';
import { paymentMessageSchema } from '../domain/payment-message.ts';
import { textSchema } from '../domain/text.ts';
import { keyResultSchema } from '../domain/verification-outcome.ts';
import { shownCodeSchema } from './messages.ts';

/** What a client may be allowed. */
export const clientScopes = ['verify', 'orders', 'messages', 'gifts'] as const;
export const clientScopeSchema = z.enum(clientScopes);
export type ClientScope = z.infer<typeof clientScopeSchema>;

/** An answer is kept under its request's key for so long; the same key later is a new request. */
export const answerKeptMs = 7 * 24 * 3600 * 1000;
/** A message can be read again for so long. */
export const messageKeptMs = 7 * 24 * 3600 * 1000;
/** Whoever took no message for so long is told no more of it by webhook; the stream still has it. */
export const webhookTriedMs = 3 * 24 * 3600 * 1000;
/** The longest life of an order that nobody pays. */
const orderLifeSMax = 24 * 3600;
/** Tries to pay one order. */
export const chargesMax = 20;

const currency = z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']);
const amount = z.number().int().min(1).max(amountMinorMax);
const code = z.string().regex(/^[0-9A-Za-z]{6,64}$/);
const basket = z.object({
  pieces: z.number().int().min(0).max(1_000_000),
  lines: z.number().int().min(0).max(200),
  categories: z.array(z.string().max(64)).max(200),
});

export const verificationQuestionSchema = z.object({
  amountMinor: amount,
  currency,
  platform: z.string().max(32).optional(),
  /** The payer's payment code, if it is known already; it names the platform and, of a card, the account. */
  code: code.optional(),
  basket: basket.optional(),
});
export type VerificationQuestion = z.infer<typeof verificationQuestionSchema>;

export const verificationAnswerSchema = z.object({
  passed: z.boolean(),
  /** Version of the rules in force; 0 where the merchant has none. */
  rulesVersion: z.number().int(),
  results: z.array(keyResultSchema),
  /** The page to show where it did not pass. */
  title: textSchema.nullable(),
  note: textSchema.nullable(),
});
export type VerificationAnswer = z.infer<typeof verificationAnswerSchema>;

export const preOrderLineSchema = z.object({
  name: textSchema,
  quantity: z.number().int().min(1).max(999),
  unitPriceMinor: z.number().int().min(0).max(amountMinorMax),
  discountMinor: z.number().int().min(0).max(amountMinorMax).default(0),
  category: z.string().max(64).default(''),
});
export type PreOrderLine = z.output<typeof preOrderLineSchema>;

export const preOrderAskedSchema = z.object({
  /** The client's own name of the order; comes back in every message. */
  reference: z.string().min(1).max(64),
  lines: z.array(preOrderLineSchema).min(1).max(100),
  /** Must be the sum of the lines. */
  amountMinor: amount,
  currency,
  /** How long it can be paid. */
  expiresInS: z.number().int().min(60).max(orderLifeSMax).default(900),
});
export type PreOrderAsked = z.output<typeof preOrderAskedSchema>;

export const preOrderStates = [
  'open',
  'paying',
  'paid',
  'cancelled',
  'expired',
  'refunding',
  'refunded',
  'refundFailed',
] as const;
export type PreOrderStateName = (typeof preOrderStates)[number];

export const preOrderSchema = z.object({
  orderId: z.string(),
  reference: z.string(),
  state: z.enum(preOrderStates),
  lines: z.array(preOrderLineSchema),
  amountMinor: amount,
  currency,
  createdAtMs: z.number().int(),
  expiresAtMs: z.number().int(),
  /** Where the payer pays; only good for this order. */
  cashierUrl: z.string(),
  chargeId: z.string().nullable(),
  /** What the payer scans, where a platform was asked to make it. */
  shownCode: shownCodeSchema.nullable(),
});
export type PreOrder = z.infer<typeof preOrderSchema>;

/** By the code that the payer shows, single use; or by one that the named platform makes for the payer to scan. */
export const paymentAskedSchema = z.union([
  z.object({ code }),
  z.object({ show: z.string().min(1).max(32) }),
]);
export type PaymentAsked = z.infer<typeof paymentAskedSchema>;

/** One message as it is pushed, by webhook and by stream alike. `id` rises; the same id is the same message. */
export const pushedMessageSchema = z.object({
  id: z.string().regex(/^\d{1,18}$/),
  clientId: z.string(),
  reference: z.string(),
  message: paymentMessageSchema,
});
export type PushedMessage = z.infer<typeof pushedMessageSchema>;

export const messagePageSchema = z.object({
  items: z.array(pushedMessageSchema),
  /** The `after` of the next page; the same again while there is nothing newer. */
  next: z.string(),
});

export const messagesQuerySchema = z.object({
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .default('0'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The header with the signature of a webhook, and how it is made. */
export const webhookHeaders = {
  id: 'kioskd-message-id',
  timestamp: 'kioskd-timestamp',
  signature: 'kioskd-signature',
} as const;
