/**
 * What machine and cloud say to each other about a stored-value card before it is charged. A question never
 * moves money: it is answered with what is still needed, or grants one charge from that card.
 */
import { z } from 'zod';
import { faceVerdictSchema } from '../domain/face-verdict.ts';
import { type FaultCode, faultCatalogue } from '../domain/fault-catalogue.ts';
import { fingerVerdictSchema } from '../domain/finger-verdict.ts';
import { storedValueCode } from '../domain/payment-code.ts';
import { pinBoxPattern } from '../domain/sealed-pin.ts';
import { signedLeaseSchema } from '../domain/spend-lease.ts';

const id = z.string().min(1).max(40);
const atMs = z.number().int().min(0);
const minor = z.number().int().min(0).max(1_000_000_000);
const faultCode = z.custom<FaultCode>(
  (value) => typeof value === 'string' && Object.hasOwn(faultCatalogue, value),
);

/**
 * up/card: may this charge be taken from this card? Late ones are dropped, and the same box or verdict counts
 * once. The code is a key to money, as a payment code is: never stored, never logged.
 */
export const cardQuestionSchema = z.object({
  chargeId: id,
  orderId: id,
  code: z.string().max(64).regex(storedValueCode),
  /** What is still to be paid. */
  amountMinor: z.number().int().min(1).max(1_000_000_000),
  currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
  /** The PIN, sealed for the cloud; see `sealed-pin.ts`. */
  pin: z.string().max(402).regex(pinBoxPattern).optional(),
  /** What this machine's reader said of a finger, in place of the PIN. */
  finger: fingerVerdictSchema.optional(),
  /** The machine's word that the face enrolled for this card was there; nothing of the face itself. */
  face: faceVerdictSchema.optional(),
  expiresAtMs: atMs,
});
export type CardQuestion = z.infer<typeof cardQuestionSchema>;

/** down/carded: what the cloud says to it. Only `granted` lets the charge be taken. */
export const cardAnswerSchema = z.object({
  chargeId: id,
  orderId: id,
  state: z.enum(['granted', 'pinNeeded', 'pinWrong', 'locked', 'refused']),
  /** `granted`: the most that this charge may take, at most what was asked for. */
  spendableMinor: minor.optional(),
  /** A password of several kinds of characters is asked for, in place of six digits. */
  secret: z.literal('mixed').optional(),
  /** `pinWrong`: tries left before the card is locked, and how long the next one has to wait. */
  triesLeft: z.number().int().min(0).max(20).optional(),
  waitMs: z.number().int().min(0).max(3_600_000).optional(),
  /** A finger is enrolled for this card at this machine: its slot, and what the verdict has to name. */
  finger: z.object({ slot: z.number().int().min(0).max(1000), nonce: z.string().max(64) }).optional(),
  /** A face is enrolled for this card at this machine: under which consent, and what the verdict has to name. */
  face: z.object({ consentId: id, nonce: z.string().max(64) }).optional(),
  /** What this card may spend here while the network is down. */
  lease: signedLeaseSchema.optional(),
  reason: faultCode.optional(),
  cloudTimeMs: atMs,
});
export type CardAnswer = z.infer<typeof cardAnswerSchema>;

/** up/finger: a finger was enrolled or erased for a card, signed by the machine that its PIN vouched for. */
export const fingerNoticeSchema = z.object({
  chargeId: id,
  orderId: id,
  slot: z.number().int().min(0).max(1000),
  readerId: z.string().max(64),
  signature: z.string().max(120),
});
export type FingerNotice = z.infer<typeof fingerNoticeSchema>;

/** up/face: a face was enrolled for a card under a consent, signed by the machine that its PIN vouched for. */
export const faceNoticeSchema = z.object({
  chargeId: id,
  orderId: id,
  consentId: id,
  signature: z.string().max(120),
});
export type FaceNotice = z.infer<typeof faceNoticeSchema>;
