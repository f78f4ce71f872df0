/**
 * A machine's word that the face in front of it was verified for one charge of a card, and that one was enrolled for
 * a card. It says nothing about the face: no template, no score, no picture. The consent it rests on names which
 * enrolment it was; the nonce came from the cloud for that charge, so a verdict counts once, for that amount.
 */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type CardPurpose, isSignedStatement, purposeWords, signStatement } from './machine-statement.ts';

export const faceVerdictSchema = z.object({
  consentId: z.string().min(1).max(40),
  amountMinor: z.number().int().min(1).max(1_000_000_000),
  nonce: z.string().min(16).max(64),
  atMs: z.number().int().min(0),
  /** Ed25519 by the machine's key, base64url. */
  signature: z.string().max(120),
});
export type FaceVerdict = z.infer<typeof faceVerdictSchema>;
export type UnsignedFaceVerdict = Omit<FaceVerdict, 'signature'>;

const verdict = (purpose: CardPurpose, { consentId, amountMinor, nonce, atMs }: UnsignedFaceVerdict) =>
  ['kioskd face verdict 1', ...purposeWords(purpose), consentId, amountMinor, nonce, atMs] as const;

const enrolment = (purpose: CardPurpose, consentId: string) =>
  ['kioskd face enrolment 1', ...purposeWords(purpose), consentId] as const;

export function signFaceVerdict(
  key: KeyObject,
  purpose: CardPurpose,
  unsigned: UnsignedFaceVerdict,
): FaceVerdict {
  return { ...unsigned, signature: signStatement(key, verdict(purpose, unsigned)) };
}

export function isSignedFaceVerdict(machineKey: string, purpose: CardPurpose, said: FaceVerdict): boolean {
  return isSignedStatement(machineKey, verdict(purpose, said), said.signature);
}

export function signFaceEnrolment(key: KeyObject, purpose: CardPurpose, consentId: string): string {
  return signStatement(key, enrolment(purpose, consentId));
}

export function isSignedFaceEnrolment(
  machineKey: string,
  purpose: CardPurpose,
  consentId: string,
  signature: string,
): boolean {
  return isSignedStatement(machineKey, enrolment(purpose, consentId), signature);
}
