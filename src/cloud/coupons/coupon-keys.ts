/**
 * The cloud's own keys about coupons, derived from its payment secret, so that every process has the same and
 * none is stored: one that signs the coupons of a merchant, one under which codes are hashed. Another payment
 * secret makes them new: coupons issued before are then worth nothing any more.
 */
import { createHmac, hkdfSync, type KeyObject } from 'node:crypto';
import { privateKeyOf, publicTextOf } from '../../domain/curve-keys.ts';

export class CouponKeys {
  #secret: Uint8Array;

  constructor(secret: Uint8Array) {
    this.#secret = createHmac('sha256', secret).update('coupons').digest();
  }

  signingKey(merchantId: string): KeyObject {
    const seed = hkdfSync('sha256', this.#secret, '', `kioskd coupons of ${merchantId} 1`, 32);
    return privateKeyOf('ed25519', new Uint8Array(seed));
  }

  /** As machines are told it, base64url. */
  publicKey(merchantId: string): string {
    return publicTextOf(this.signingKey(merchantId));
  }

  /** What a code is stored as. */
  hash(merchantId: string, code: string): string {
    return createHmac('sha256', this.#secret).update(`code ${merchantId} ${code}`).digest('hex');
  }
}
