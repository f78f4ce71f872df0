/**
 * What a machine's fingerprint reader said, signed by the machine. The template never leaves the reader; the
 * cloud learns only that the finger enrolled under a slot was there for one charge. Each verdict names a nonce
 * that the cloud gave out for that charge, so it counts once.
 */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type CardPurpose, isSignedStatement, purposeWords, signStatement } from './machine-statement.ts';

export const fingerVerdictSchema = z.object({
  readerId: z.string().max(64),
  slot: z.number().int().min(0).max(1000),
  /** The reader's own measure. */
  score: z.number().int().min(0).max(1_000_000),
  nonce: z.string().min(16).max(64),
  atMs: z.number().int().min(0),
  /** Ed25519 by the machine's key, base64url. */
  signature: z.string().max(120),
});
export type FingerVerdict = z.infer<typeof fingerVerdictSchema>;
export type UnsignedVerdict = Omit<FingerVerdict, 'signature'>;

const verdictOf = (purpose: CardPurpose, { readerId, slot, score, nonce, atMs }: UnsignedVerdict) =>
  ['kioskd finger verdict 1', ...purposeWords(purpose), readerId, slot, score, nonce, atMs] as const;

export function signVerdict(key: KeyObject, purpose: CardPurpose, verdict: UnsignedVerdict): FingerVerdict {
  return { ...verdict, signature: signStatement(key, verdictOf(purpose, verdict)) };
}

/** Whether the machine with that key said it for this purpose. */
export function isSignedVerdict(machineKey: string, purpose: CardPurpose, verdict: FingerVerdict): boolean {
  return isSignedStatement(machineKey, verdictOf(purpose, verdict), verdict.signature);
}

/** The notice that a finger was enrolled under a slot, for the charge whose PIN vouched for the machine. */
export interface Enrolment {
  readonly slot: number;
  readonly readerId: string;
}

const enrolmentOf = (purpose: CardPurpose, { slot, readerId }: Enrolment) =>
  ['kioskd finger enrolment 1', ...purposeWords(purpose), readerId, slot] as const;

export function signEnrolment(key: KeyObject, purpose: CardPurpose, enrolment: Enrolment): string {
  return signStatement(key, enrolmentOf(purpose, enrolment));
}

export function isSignedEnrolment(
  machineKey: string,
  purpose: CardPurpose,
  enrolment: Enrolment,
  signature: string,
): boolean {
  return isSignedStatement(machineKey, enrolmentOf(purpose, enrolment), signature);
}
