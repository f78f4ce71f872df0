/**
 * The keys behind members' codes and phone numbers. A machine hashes under its merchant's key, which travels
 * with the bundle; what is stored is hashed once more under a key that never leaves the cloud's secret, so
 * that neither a bundle nor the database alone lets anybody try numbers out.
 */
import { createHmac } from 'node:crypto';
import type { MemberProof } from '../../domain/member.ts';
import { memberHash } from '../../domain/member-hash.ts';

export class MemberKeys {
  #secret: Uint8Array;

  /** `secret` is any secret of the cloud; the keys made of it are used for nothing else. */
  constructor(secret: Uint8Array) {
    this.#secret = createHmac('sha256', secret).update('members').digest();
  }

  /** The key for the merchant's machines, base64. */
  machineKey(merchantId: string): string {
    return createHmac('sha256', this.#secret).update(`machines of ${merchantId}`).digest('base64');
  }

  /** What a machine's hash is stored as. */
  stored(merchantId: string, hash: string): string {
    return createHmac('sha256', this.#secret).update(`stored ${merchantId} ${hash}`).digest('hex');
  }

  /** What a code or phone number is stored as. */
  storedOf(merchantId: string, by: MemberProof, given: string): string {
    return this.stored(merchantId, memberHash(this.machineKey(merchantId), by, given));
  }
}
