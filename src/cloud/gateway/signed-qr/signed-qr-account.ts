/**
 * An account with an acquirer that takes payment codes over signed flat messages, as UnionPay's and many banks'
 * do. Everything that differs from one acquirer to the next is configuration: addresses, the names of fields,
 * how messages are signed, which codes are its, and what its result codes mean.
 */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { expressionProblem } from '../../../domain/expression-cost.ts';
import { type FaultCode, faultCatalogue } from '../../../domain/fault-catalogue.ts';

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/);
const path = z.string().regex(/^\/[\w./-]{1,120}$/);
const key = (read: (text: string) => unknown) =>
  z
    .string()
    .max(10_000)
    .refine((text) => {
      try {
        return read(text) !== undefined;
      } catch {
        return false;
      }
    }, 'is no key in PEM');

/** Why a payment or refund was refused for good. */
const refusal = z.custom<FaultCode>(
  (code) => typeof code === 'string' && /^(PAY|REFUND)_/.test(code) && Object.hasOwn(faultCatalogue, code),
);

/**
 * What a result code says: what was asked for is `done`; the `payerIsAsked`; a trade is `closed` without money or
 * all of it was `returned`; a refund is `accepted` without a word on money; there is `nothing` of that number; or
 * it was refused for that reason. A code that is not listed says nothing, and the gateway asks again.
 */
export const resultMeaningSchema = z.union([
  z.enum(['done', 'payerIsAsked', 'closed', 'returned', 'accepted', 'nothing']),
  refusal,
]);
export type ResultMeaning = z.infer<typeof resultMeaningSchema>;

/** HMAC as lower-case hex under a shared secret, or RSA as base64 with a key on each side. */
const signatureSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('HMAC-SHA256'), secret: z.string().min(16).max(256) }),
  z.object({
    method: z.literal('RSA-SHA256'),
    /** The merchant's own key, PKCS#8. */
    merchantPrivateKeyPem: key((text) => createPrivateKey(text)),
    /** The key the acquirer signs answers with, SPKI. */
    acquirerPublicKeyPem: key((text) => createPublicKey(text)),
  }),
]);

/** The acquirer's name of each field; those of requests come back in the answers. */
const fieldsSchema = z.object({
  merchantNo: name,
  orderNo: name,
  amount: name,
  currency: name,
  code: name,
  subject: name,
  terminalNo: name,
  tradeNo: name,
  refundNo: name,
  refundAmount: name,
  /** `yyyyMMddHHmmss` in China, of each message. */
  time: name,
  /** Names one request; its answer carries the same. */
  nonce: name,
  result: name,
  signature: name,
});

export const signedQrAccountFields = {
  /** What machines, books and people know the platform by. */
  name: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/),
  merchantNo: z.string().regex(/^[0-9A-Za-z]{4,32}$/),
  baseUrl: z.url({ protocol: /^https?$/ }).max(300),
  paths: z.object({ pay: path, query: path, cancel: path, refund: path, queryRefund: path }),
  encoding: z.enum(['form', 'json']),
  signature: signatureSchema,
  fields: fieldsSchema.refine(
    (fields) => new Set(Object.values(fields)).size === Object.keys(fields).length,
    {
      message: 'a name stands for two fields',
    },
  ),
  /** Sent with every request as they are. */
  constants: z.record(name, z.string().min(1).max(64)).default({}),
  /** Which payment codes are its, where the merchant published no table; each covers the whole code. */
  codes: z
    .array(
      z
        .string()
        .max(200)
        .refine((text) => expressionProblem(text) === undefined, 'is no expression'),
    )
    .min(1)
    .max(8),
  currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
  /** The acquirer's sign for it. */
  currencyCode: z.string().regex(/^[0-9A-Z]{3}$/),
  results: z.record(z.string().max(16), resultMeaningSchema),
} as const;

const accountSchema = z.object(signedQrAccountFields);
export type SignedQrAccount = Readonly<z.infer<typeof accountSchema>>;
export type SignedQrOperation = keyof SignedQrAccount['paths'];
