/**
 * One template sealed for the disk with AES-256-GCM (NIST SP 800-38D), bound to whose it is and since when, so
 * that a box cannot be put under another name. What does not open is `FACE_STORE_UNREADABLE`.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';
import { templateLength } from '../../domain/identity-face.ts';
import { checkTemplate } from '../../domain/identity-gallery.ts';
import type { Random } from '../../platform/random.ts';

/** What is secret of an enrolled person. */
export interface FaceSecret {
  /** What the person tells those who may give them something; empty of a face that only pays. */
  readonly tag: string;
  readonly template: Float32Array;
}

/** Of whom a box is; a part of what its seal covers. */
export interface BoxOwner {
  readonly personId: string;
  readonly consentId: string;
  readonly enrolledAtMs: number;
  /** The card it stands for the PIN of, as only this machine names it; absent for gifts. */
  readonly cardTag?: string | undefined;
}

const nonceBytes = 12;
const sealBytes = 16;
export const tagPattern = /^[0-9A-HJKMNP-TV-Z]{8}$/;

const boundTo = ({ personId, consentId, enrolledAtMs, cardTag }: BoxOwner): Buffer =>
  Buffer.from(
    JSON.stringify([personId, consentId, enrolledAtMs, ...(cardTag === undefined ? [] : [cardTag])]),
  );

/** Base64 of nonce, ciphertext and seal. */
export function sealFace(
  key: Uint8Array,
  owner: BoxOwner,
  { tag, template }: FaceSecret,
  random: Random,
): string {
  checkTemplate(template);
  const nonce = random.bytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(owner));
  const numbers = Buffer.from(template.buffer, template.byteOffset, template.byteLength);
  const plain = Buffer.concat([Buffer.from(tag.padEnd(8), 'ascii'), numbers]);
  const secret = Buffer.concat([cipher.update(plain), cipher.final()]);
  plain.fill(0);
  return Buffer.concat([nonce, secret, cipher.getAuthTag()]).toString('base64');
}

export function openFace(key: Uint8Array, owner: BoxOwner, sealed: string): FaceSecret {
  try {
    const box = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes))
      .setAAD(boundTo(owner))
      .setAuthTag(box.subarray(box.length - sealBytes));
    const secret = box.subarray(nonceBytes, box.length - sealBytes);
    const plain = Buffer.concat([decipher.update(secret), decipher.final()]);
    const template = new Float32Array(templateLength);
    for (let i = 0; i < templateLength; i += 1) template[i] = plain.readFloatLE(8 + 4 * i);
    checkTemplate(template);
    return { tag: plain.toString('ascii', 0, 8).trim(), template };
  } catch (cause) {
    throw new Fault('FACE_STORE_UNREADABLE', 'open the template of a face', { cause });
  }
}

/** Hex SHA-256 of a box or of a whole store as it lies on the disk. */
export function sealedHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
