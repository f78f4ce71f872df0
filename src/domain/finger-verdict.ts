/**
 * What a machine's fingerprint reader said, signed by the machine. The template never leaves the reader; the
 * cloud learns only that the finger enrolled under a slot was there for one charge. Each verdict names a nonce
 * that the cloud gave out for that charge, so it counts once.
 */
import { type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { publicKeyOf } from './curve-keys.ts';

/** What the verdict is about; signed with it. */
export interface FingerPurpose {
  readonly merchantId: string;
  readonly machineId: string;
  readonly orderId: string;
  readonly chargeId: string;
}

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

function verdictBytes(
  purpose: FingerPurpose,
  { readerId, slot, score, nonce, atMs }: UnsignedVerdict,
): Buffer {
  const { merchantId, machineId, orderId, chargeId } = purpose;
  const about = [merchantId, machineId, orderId, chargeId];
  return Buffer.from(
    JSON.stringify(['kioskd finger verdict 1', ...about, readerId, slot, score, nonce, atMs]),
  );
}

export function signVerdict(key: KeyObject, purpose: FingerPurpose, verdict: UnsignedVerdict): FingerVerdict {
  return { ...verdict, signature: sign(null, verdictBytes(purpose, verdict), key).toString('base64url') };
}

/** Whether the machine with that key said it for this purpose. */
export function isSignedVerdict(machineKey: string, purpose: FingerPurpose, verdict: FingerVerdict): boolean {
  const signature = Buffer.from(verdict.signature, 'base64url');
  return verify(null, verdictBytes(purpose, verdict), publicKeyOf('ed25519', machineKey), signature);
}

/** The notice that a finger was enrolled under a slot, for the charge whose PIN vouched for the machine. */
export interface Enrolment {
  readonly slot: number;
  readonly readerId: string;
}

function enrolmentBytes(purpose: FingerPurpose, { slot, readerId }: Enrolment): Buffer {
  const { merchantId, machineId, orderId, chargeId } = purpose;
  const about = [merchantId, machineId, orderId, chargeId];
  return Buffer.from(JSON.stringify(['kioskd finger enrolment 1', ...about, readerId, slot]));
}

export function signEnrolment(key: KeyObject, purpose: FingerPurpose, enrolment: Enrolment): string {
  return sign(null, enrolmentBytes(purpose, enrolment), key).toString('base64url');
}

export function isSignedEnrolment(
  machineKey: string,
  purpose: FingerPurpose,
  enrolment: Enrolment,
  signature: string,
): boolean {
  const bytes = enrolmentBytes(purpose, enrolment);
  return verify(null, bytes, publicKeyOf('ed25519', machineKey), Buffer.from(signature, 'base64url'));
}
