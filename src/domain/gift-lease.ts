/**
 * A gift kept for one machine, so that it can be redeemed there while the network is down, and nowhere else.
 * The cloud signs it; the machine redeems it at most once, before `expiresAtMs`, and writes `leaseReturned`
 * when it keeps it no longer. Nobody else gets the gift before that is in the cloud. The redemption is a charge
 * on platform `gift` with this `leaseId` and the number that `leaseTradeNumber` makes.
 */
import { type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { publicKeyOf } from './curve-keys.ts';
import { giftTermsSchema } from './gift.ts';

export const giftLeaseSchema = z.object({
  leaseId: z.string().min(1).max(40),
  /** The offer that a redemption of this lease is, so that it is the same in every record. */
  offerId: z.string().min(1).max(40),
  machineId: z.string().min(1).max(64),
  terms: giftTermsSchema,
  issuedAtMs: z.number().int().min(0),
  /** Never after the gift's own end. */
  expiresAtMs: z.number().int().min(0),
});
export type GiftLease = z.infer<typeof giftLeaseSchema>;

/** `signature`: Ed25519 by the cloud's gift key over the lease as text, base64url. */
export const signedGiftLeaseSchema = z.object({
  lease: z.string().max(8000),
  signature: z.string().max(120),
});
export type SignedGiftLease = z.infer<typeof signedGiftLeaseSchema>;

export function signGiftLease(key: KeyObject, lease: GiftLease): SignedGiftLease {
  const text = JSON.stringify(lease);
  return { lease: text, signature: sign(null, Buffer.from(text), key).toString('base64url') };
}

/** The lease, if the cloud with that key signed it for this machine; undefined otherwise. */
export function readGiftLease(
  leaseKey: string,
  { lease: text, signature }: SignedGiftLease,
  machine: { readonly merchantId: string; readonly machineId: string },
): GiftLease | undefined {
  const signed = Buffer.from(signature, 'base64url');
  if (!verify(null, Buffer.from(text), publicKeyOf('ed25519', leaseKey), signed)) return undefined;
  const lease = giftLeaseSchema.safeParse(JSON.parse(text));
  if (!lease.success) return undefined;
  const { machineId, terms } = lease.data;
  return machineId === machine.machineId && terms.merchantId === machine.merchantId ? lease.data : undefined;
}
