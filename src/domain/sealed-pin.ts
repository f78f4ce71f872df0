/**
 * A PIN on its way through brokers and logs: sealed for the cloud's key alone, and bound to one charge of one
 * machine and card, so that it says nothing to anybody else and opens nowhere else. X25519 with a key of its
 * own for each box, HKDF-SHA-256, AES-256-GCM, as in HPKE's base mode (RFC 9180).
 */
import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import { cardSecretPattern } from './card-secret.ts';
import { curveKeyBytes, curveKeyPattern, privateKeyOf, publicKeyOf, publicTextOf } from './curve-keys.ts';
import { Fault } from './fault.ts';

/** What a box is for; it opens for nothing else. */
export interface PinPurpose {
  readonly merchantId: string;
  readonly machineId: string;
  readonly orderId: string;
  readonly chargeId: string;
  /** The card's code. */
  readonly code: string;
}

/** What is inside: the PIN, and the key with which this machine signs what its readers say. */
export const sealedPinSchema = z.object({
  pin: z.string().regex(cardSecretPattern),
  machineKey: z.string().regex(curveKeyPattern),
});
export type SealedPin = z.infer<typeof sealedPinSchema>;

const tagBytes = 16;
const info = 'kioskd card pin 1';
/** The key is used once, so its nonce may be fixed. */
const nonce = new Uint8Array(12);

/** Base64 of the box's own public key, the ciphertext and its tag. */
export const pinBoxPattern = /^[A-Za-z0-9+/]{100,400}={0,2}$/;

function purposeBytes({ merchantId, machineId, orderId, chargeId, code }: PinPurpose): Buffer {
  return Buffer.from(JSON.stringify([info, merchantId, machineId, orderId, chargeId, code]));
}

function boxKey(privateKey: KeyObject, publicKey: KeyObject, both: string): Uint8Array {
  const shared = diffieHellman({ privateKey, publicKey });
  return new Uint8Array(hkdfSync('sha256', shared, both, info, 32));
}

/** `seed`: 32 random bytes, for this box only. */
export function sealPin(cloudKey: string, purpose: PinPurpose, secret: SealedPin, seed: Uint8Array): string {
  const own = privateKeyOf('x25519', seed);
  const ownPublic = publicTextOf(own);
  const key = boxKey(own, publicKeyOf('x25519', cloudKey), ownPublic + cloudKey);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(purposeBytes(purpose));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from(ownPublic, 'base64url'), sealed, cipher.getAuthTag()]).toString('base64');
}

/** Throws `INPUT_MALFORMED` for a box that was altered, or made for another key or purpose. */
export function openPin(cloudKey: KeyObject, purpose: PinPurpose, box: string): SealedPin {
  try {
    const bytes = Buffer.from(box, 'base64');
    const ownPublic = bytes.subarray(0, curveKeyBytes).toString('base64url');
    const both = ownPublic + publicTextOf(createPublicKey(cloudKey));
    const decipher = createDecipheriv(
      'aes-256-gcm',
      boxKey(cloudKey, publicKeyOf('x25519', ownPublic), both),
      nonce,
    )
      .setAAD(purposeBytes(purpose))
      .setAuthTag(bytes.subarray(bytes.length - tagBytes));
    const sealed = bytes.subarray(curveKeyBytes, bytes.length - tagBytes);
    const text = Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
    return sealedPinSchema.parse(JSON.parse(text));
  } catch {
    // What was inside must not get into a chain of causes.
    throw new Fault('INPUT_MALFORMED', 'open a sealed PIN');
  }
}
