/** The keyed hash that stands for a member code or phone number wherever it leaves the machine. */
import { createHmac } from 'node:crypto';
import type { MemberProof } from './member.ts';

/** Hex HMAC-SHA-256 under the merchant's key; `given` is in its one spelling. */
export function memberHash(keyBase64: string, by: MemberProof, given: string): string {
  return createHmac('sha256', Buffer.from(keyBase64, 'base64')).update(`${by} ${given}`).digest('hex');
}
