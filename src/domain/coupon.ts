/**
 * Coupons: single-use codes of a series, which promotions name as their condition. A short code is known to
 * the cloud alone (`KC`, eleven characters of Crockford's base 32 and a check character); a signed one
 * carries its own proof (`KS1.series.coupon.expiry.signature`) and holds offline. Neither form is one of
 * goods, members, payments or parking tickets. A code is worth money: it is shown masked and never logged.
 */
import { z } from 'zod';

/** Coupons of one order. */
export const couponsMax = 5;
/** Longer than any coupon's code. */
export const couponCodeMax = 240;

export const seriesIdPattern = /^[A-Za-z0-9_-]{1,32}$/;

/** What machines of a merchant know about coupons, in their bundle. */
export const couponPolicySchema = z
  .object({
    /** Base64url of the Ed25519 key by which the merchant's coupons are signed. */
    key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    /**
     * The risk limit: signed coupons that the machine accepts on their signature alone before the cloud has
     * heard of them, by number and by what they took off.
     */
    offlineCountMax: z.number().int().min(0).max(1000),
    offlineMinorMax: z.number().int().min(0).max(1_000_000_000),
  })
  .readonly();

/** What a signature vouches for, beside the merchant. */
export interface CouponClaim {
  readonly seriesId: string;
  readonly couponId: string;
  readonly expiresAtMs: number;
}

export type CouponCode =
  | { readonly form: 'short'; readonly code: string; readonly masked: string }
  | {
      readonly form: 'signed';
      readonly code: string;
      readonly masked: string;
      readonly claim: CouponClaim;
      /** Base64url. */
      readonly signature: string;
    };

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const body = 11;
const shortForm = /^KC[0-9A-HJKMNP-TV-Z]{12}$/;
/** The expiry begins with no zero: a coupon has one spelling. */
const signedForm =
  /^KS1\.([A-Za-z0-9_-]{1,32})\.([0-9A-Za-z_]{1,40})\.([1-9a-z][0-9a-z]{0,8})\.([A-Za-z0-9_-]{86})$/;

/** Each place weighs differently, so that a swap of neighbours shows. */
function checkOf(text: string): string {
  let sum = 0;
  for (const [at, char] of [...text].entries()) sum += alphabet.indexOf(char) * (2 * at + 1);
  return alphabet[sum % alphabet.length] as string;
}

/** A new short code out of eleven random bytes, of which each gives five bits. */
export function makeShortCoupon(randomBytes: Uint8Array): string {
  const text = Array.from({ length: body }, (_, at) => alphabet[(randomBytes[at] ?? 0) & 31]).join('');
  return `KC${text}${checkOf(text)}`;
}

/** As people read and type it: `KC-ABCD-EFGH-JKMN`. */
export function groupedCoupon(code: string): string {
  return shortForm.test(code) ? `KC-${code.slice(2, 6)}-${code.slice(6, 10)}-${code.slice(10)}` : code;
}

export function signedCoupon({ seriesId, couponId, expiresAtMs }: CouponClaim, signature: string): string {
  return `KS1.${seriesId}.${couponId}.${Math.floor(expiresAtMs / 1000).toString(36)}.${signature}`;
}

/** The text that is signed; the merchant stands in it and not in the code. */
export function claimText(merchantId: string, { seriesId, couponId, expiresAtMs }: CouponClaim): string {
  return ['kioskd coupon 1', merchantId, seriesId, couponId, Math.floor(expiresAtMs / 1000)].join('\n');
}

/** A coupon's code as it was scanned or typed; undefined for everything that has not the form of one. */
export function readCoupon(text: string): CouponCode | undefined {
  if (text.length > couponCodeMax) return undefined;
  const bare = text.trim();
  const signed = signedForm.exec(bare);
  if (signed) {
    const [, seriesId = '', couponId = '', expiry = '', signature = ''] = signed;
    const expiresAtMs = Number.parseInt(expiry, 36) * 1000;
    if (!Number.isSafeInteger(expiresAtMs)) return undefined;
    const masked = `KS…${couponId.slice(-4)}`;
    return { form: 'signed', code: bare, masked, claim: { seriesId, couponId, expiresAtMs }, signature };
  }
  const code = bare.toUpperCase().replace(/[\s-]/g, '');
  if (!code.startsWith('KC')) return undefined;
  const spelt = `KC${code.slice(2).replaceAll('O', '0').replace(/[IL]/g, '1')}`;
  if (!shortForm.test(spelt) || checkOf(spelt.slice(2, 2 + body)) !== spelt.at(-1)) return undefined;
  return { form: 'short', code: spelt, masked: `KC…${spelt.slice(-4)}` };
}
