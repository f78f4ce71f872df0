/**
 * Personal fields inside a record, sealed with a key of their person (AES-256-GCM, NIST SP 800-38D).
 * Deleting a person destroys the key: the record and the chain stay whole, the fields cannot be read.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';
import type { Random } from '../../platform/random.ts';

export interface SealedFields {
  readonly personId: string;
  /** Base64 of 12 bytes nonce, ciphertext, 16 bytes tag. */
  readonly box: string;
}

export const sealKeyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

export function sealFields(
  personId: string,
  key: Uint8Array,
  fields: Readonly<Record<string, string>>,
  random: Random,
): SealedFields {
  const nonce = random.bytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(personId));
  const secret = Buffer.concat([cipher.update(JSON.stringify(fields), 'utf8'), cipher.final()]);
  return { personId, box: Buffer.concat([nonce, secret, cipher.getAuthTag()]).toString('base64') };
}

/** Opens the box; throws `INPUT_MALFORMED` when it was altered or the key is another's. */
export function openFields(sealed: SealedFields, key: Uint8Array): Record<string, string> {
  try {
    const box = Buffer.from(sealed.box, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes))
      .setAAD(Buffer.from(sealed.personId))
      .setAuthTag(box.subarray(box.length - tagBytes));
    const plain = Buffer.concat([
      decipher.update(box.subarray(nonceBytes, box.length - tagBytes)),
      decipher.final(),
    ]);
    return JSON.parse(plain.toString('utf8'));
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', 'open sealed fields', { cause });
  }
}
