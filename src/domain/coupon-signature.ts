/** Signing coupons and believing them: Ed25519 by the merchant's key over the claim (RFC 8032). */
import { type KeyObject, sign, verify } from 'node:crypto';
import { type CouponClaim, type CouponCode, claimText, signedCoupon } from './coupon.ts';
import { publicKeyOf } from './curve-keys.ts';

/** The code of a signed coupon. */
export function signCoupon(key: KeyObject, merchantId: string, claim: CouponClaim): string {
  const signature = sign(null, Buffer.from(claimText(merchantId, claim)), key);
  return signedCoupon(claim, signature.toString('base64url'));
}

/** Whether the merchant with that public key signed it; says nothing of its expiry. */
export function isGenuine(
  publicKey: string,
  merchantId: string,
  { claim, signature }: Extract<CouponCode, { form: 'signed' }>,
): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  // The last character has bits to spare: one signature has one spelling.
  if (bytes.toString('base64url') !== signature) return false;
  return verify(null, Buffer.from(claimText(merchantId, claim)), publicKeyOf('ed25519', publicKey), bytes);
}
