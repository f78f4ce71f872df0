/**
 * The operations of the REST API about payments that are not final; a part of `restApi`. Every decision names
 * its reason and carries a number of the caller's own: the same number again does nothing more.
 */
import { z } from 'zod';
import { merchantQuery, pageQuery } from './rest-requests.ts';
import { currencySchema, faultCodeSchema, idSchema, pageOf } from './rest-schemas.ts';

const atMs = z.number().int();

export const paymentActionSchema = z.enum(['ask', 'reverse', 'refund', 'settle']);
export type PaymentAction = z.infer<typeof paymentActionSchema>;

/** How a person says that a payment ended: the money was taken, was not taken, or was given back. */
export const settledEndSchema = z.enum(['paid', 'notPaid', 'refunded']);
export type SettledEnd = z.infer<typeof settledEndSchema>;

export const openPaymentSchema = z.object({
  about: z.enum(['charge', 'refund']),
  /** The charge id or the refund id. */
  id: idSchema,
  kind: z.enum(['charge', 'reversal', 'refund']),
  chargeId: idSchema,
  orderId: idSchema,
  kiosk: idSchema,
  /** `null` where only the charge's number is known. */
  platform: z.string().nullable(),
  amountMinor: z.number().int().nullable(),
  currency: currencySchema.nullable(),
  state: z.string(),
  reason: faultCodeSchema.nullable(),
  sinceMs: atMs,
  /** When the cloud acts next by itself; `null` where it waits for a person. */
  nextAtMs: atMs.nullable(),
  /** The last call to the platform that settled nothing, and what came of it. */
  tried: z
    .object({
      what: z.enum(['pay', 'show', 'query', 'cancel', 'refund', 'queryRefund']),
      answer: z.string(),
      reason: faultCodeSchema.nullable(),
      times: z.number().int(),
      atMs,
    })
    .nullable(),
  /** What may be decided about it now. */
  actions: z.array(paymentActionSchema),
  /** The ends that settling it by hand may name. */
  ends: z.array(settledEndSchema),
});
export type OpenPayment = z.infer<typeof openPaymentSchema>;

const decision = z.object({
  about: z.enum(['charge', 'refund']),
  /** Made by the caller; the same again changes nothing more. */
  actionId: idSchema,
  /** Why, for the audit. */
  why: z.string().trim().min(3).max(300),
});
export type PaymentDecision = z.infer<typeof decision>;

const decided = z.object({
  done: z.literal(true),
  /** It had been decided before under the same number. */
  repeated: z.boolean(),
});

const deciding = (path: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/open-payments/{id}/${path}`,
    summary,
    permission: 'closePayments',
    query: merchantQuery,
    body: decision,
    answer: decided,
  }) as const;

export const paymentsApi = {
  listOpenPayments: {
    method: 'GET',
    path: '/api/open-payments',
    summary: 'Charges, reversals and refunds that are not final, oldest first',
    permission: 'read',
    query: pageQuery.extend({ kiosk: idSchema.optional() }),
    answer: pageOf(openPaymentSchema),
  },
  askPayment: deciding('ask', 'Ask the platform now instead of at the next time'),
  reversePayment: deciding('reverse', 'Reverse a charge, if the platform says that it is not paid'),
  refundPayment: deciding('refund', 'Try a refund again that the platform refused or did not confirm'),
  settlePayment: {
    ...deciding('settle', 'Settle by hand what was found out elsewhere; the amount is said once more'),
    body: decision.extend({ end: settledEndSchema, amountMinor: z.number().int().min(0) }),
  },
} as const;
