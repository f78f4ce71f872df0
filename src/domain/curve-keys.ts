/**
 * Keys on Curve25519 from their raw 32 bytes and back (RFC 8410): X25519 to seal for somebody, Ed25519 to
 * sign. Keys travel and are kept as base64url of the raw bytes.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Fault } from './fault.ts';

export type CurveKind = 'x25519' | 'ed25519';

export const curveKeyBytes = 32;
/** Base64url of 32 bytes. */
export const curveKeyPattern = /^[A-Za-z0-9_-]{43}$/;

const privatePrefix: Readonly<Record<CurveKind, string>> = {
  x25519: '302e020100300506032b656e04220420',
  ed25519: '302e020100300506032b657004220420',
};
const publicPrefix: Readonly<Record<CurveKind, string>> = {
  x25519: '302a300506032b656e032100',
  ed25519: '302a300506032b6570032100',
};

/** The private key that 32 random or derived bytes are. */
export function privateKeyOf(kind: CurveKind, seed: Uint8Array): KeyObject {
  const der = Buffer.concat([Buffer.from(privatePrefix[kind], 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** Reads a public key as it travels; throws `INPUT_MALFORMED`. */
export function publicKeyOf(kind: CurveKind, text: string): KeyObject {
  try {
    if (!curveKeyPattern.test(text)) throw new Error('is not 32 bytes');
    const der = Buffer.concat([Buffer.from(publicPrefix[kind], 'hex'), Buffer.from(text, 'base64url')]);
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', `read a public ${kind} key`, { cause });
  }
}

/** The public half of a key, as it travels. */
export function publicTextOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return der.subarray(der.length - curveKeyBytes).toString('base64url');
}
