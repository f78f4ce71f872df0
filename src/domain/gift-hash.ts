/** The keyed hash that stands for what identifies a gift's recipient, wherever it leaves the machine or page. */
import { createHmac } from 'node:crypto';

/** `code` is a member's code: the same hash by which the merchant knows its members. */
export type GiftHashKind = 'phone' | 'code' | 'pickup' | 'face';

/** Hex HMAC-SHA-256 under the merchant's key; `given` is in its one spelling. */
export function giftHash(keyBase64: string, kind: GiftHashKind, given: string): string {
  return createHmac('sha256', Buffer.from(keyBase64, 'base64')).update(`${kind} ${given}`).digest('hex');
}

/** What a machine knows an enrolled face by, in one spelling for its hash. */
export function faceSpelling(machineId: string, tag: string): string {
  return `${machineId} ${tag.trim().toUpperCase()}`;
}
