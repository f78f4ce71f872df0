/**
 * The messages about coupons and points: a machine asks the cloud to keep a coupon or points for an order,
 * which twice is the same as once. What becomes of them then follows from the order's own records.
 */
import { z } from 'zod';
import { couponCodeMax } from '../domain/coupon.ts';
import { type FaultCode, faultCatalogue } from '../domain/fault-catalogue.ts';
import { pointsRateSchema } from '../domain/points.ts';

const id = z.string().min(1).max(40);
const atMs = z.number().int().min(0);
const points = z.number().int().min(1).max(1_000_000_000);
const faultCode = z.custom<FaultCode>(
  (value) => typeof value === 'string' && Object.hasOwn(faultCatalogue, value),
);

/** up/benefit: late ones are dropped. `code` is worth money and never logged. */
export const benefitQuestionSchema = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('coupon'),
    askId: id,
    orderId: id,
    code: z.string().min(1).max(couponCodeMax),
    expiresAtMs: atMs,
  }),
  z.object({ about: z.literal('points'), askId: id, orderId: id, memberId: id, points, expiresAtMs: atMs }),
]);
export type BenefitQuestion = z.infer<typeof benefitQuestionSchema>;

/** down/benefited: kept for the order, or why not. */
export const benefitAnswerSchema = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('coupon'),
    askId: id,
    orderId: id,
    coupon: z
      .object({
        couponId: id,
        seriesId: z.string().max(32),
        codeMasked: z.string().max(40),
        expiresAtMs: atMs,
      })
      .optional(),
    refused: faultCode.optional(),
    cloudTimeMs: atMs,
  }),
  z.object({
    about: z.literal('points'),
    askId: id,
    orderId: id,
    kept: z.object({ memberId: id, points, rate: pointsRateSchema }).optional(),
    refused: faultCode.optional(),
    cloudTimeMs: atMs,
  }),
]);
export type BenefitAnswer = z.infer<typeof benefitAnswerSchema>;

export const benefitMessages = {
  benefit: {
    direction: 'up',
    schema: benefitQuestionSchema,
    retained: false,
    summary: 'A question with a deadline: keep this coupon or these points for an order',
  },
  benefited: {
    direction: 'down',
    schema: benefitAnswerSchema,
    retained: false,
    summary: 'Kept for the order, or why not',
  },
} as const;
