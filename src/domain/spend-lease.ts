/**
 * What one card may spend at one machine while the network is down. The cloud sets the amount apart from the
 * card's balance and signs the lease, so that nothing can be spent twice; the machine verifies card and PIN
 * together by a verifier of this lease alone, from which neither can be had without the other. Spending is on
 * record before goods move and never goes beyond the amount.
 */
import { argon2, createHash, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { publicKeyOf } from './curve-keys.ts';

/** Wrong tries at a lease in a row, after which it needs the network again. */
export const leaseTriesMax = 3;

export const spendLeaseSchema = z.object({
  leaseId: z.string().min(1).max(40),
  merchantId: z.string().max(64),
  machineId: z.string().max(64),
  /** First two and last four digits. */
  cardMasked: z.string().max(40),
  amountMinor: z.number().int().min(1).max(1_000_000),
  currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
  issuedAtMs: z.number().int().min(0),
  expiresAtMs: z.number().int().min(0),
  /** Two bytes of a hash of the code, hex: which lease to try, and no way to the code. */
  selector: z.string().regex(/^[0-9a-f]{4}$/),
  /** Base64url, 16 bytes, of this lease only. */
  salt: z.string().length(22),
  /** Base64url of argon2id over code and PIN, 32 bytes. */
  verifier: z.string().length(43),
  /** It is opened by a password of several kinds of characters, not by six digits. */
  secret: z.literal('mixed').optional(),
});
export type SpendLease = z.infer<typeof spendLeaseSchema>;

/** `signature`: Ed25519 by the cloud's lease key over the lease as text, base64url. */
export const signedLeaseSchema = z.object({ lease: z.string().max(2000), signature: z.string().max(120) });
export type SignedLease = z.infer<typeof signedLeaseSchema>;

/** Heavier than in the cloud, where the hash never leaves: 64 MiB, three passes. */
const cost = { parallelism: 1, tagLength: 32, memory: 64 * 1024, passes: 3 };

/** The selector of a code under a lease's salt. */
export function leaseSelector(code: string, salt: string): string {
  return createHash('sha256').update(`${salt} ${code}`).digest('hex').slice(0, 4);
}

/** The number of the trade that spends of a lease: the cloud takes it from what it set apart. */
export function leaseTradeNumber(leaseId: string, chargeId: string): string {
  return `LS-${leaseId}-${chargeId}`;
}

/** The lease that a trade of that number spends of; undefined for a number of another kind. */
export function leaseOfTrade(number: string): string | undefined {
  return /^LS-(lse_[0-9A-Z]{26})-/.exec(number)?.[1];
}

/** What code and PIN together are under this lease's salt. */
export async function leaseVerifier(code: string, pin: string, salt: string): Promise<string> {
  const nonce = Buffer.from(salt, 'base64url');
  // Made here and not once, so that what only takes the schema runs in browsers too.
  const derive = promisify(argon2);
  const tag = await derive('argon2id', { message: `${code} ${pin}`, nonce, ...cost });
  return tag.toString('base64url');
}

export async function opensLease(lease: SpendLease, code: string, pin: string): Promise<boolean> {
  const given = await leaseVerifier(code, pin, lease.salt);
  return timingSafeEqual(Buffer.from(given), Buffer.from(lease.verifier));
}

export function signLease(key: KeyObject, lease: SpendLease): SignedLease {
  const text = JSON.stringify(lease);
  return { lease: text, signature: sign(null, Buffer.from(text), key).toString('base64url') };
}

/** The lease, if the cloud with that key signed it for this machine; undefined otherwise. */
export function readLease(
  leaseKey: string,
  { lease: text, signature }: SignedLease,
  machine: { readonly merchantId: string; readonly machineId: string },
): SpendLease | undefined {
  const signed = Buffer.from(signature, 'base64url');
  if (!verify(null, Buffer.from(text), publicKeyOf('ed25519', leaseKey), signed)) return undefined;
  const lease = spendLeaseSchema.safeParse(JSON.parse(text));
  if (!lease.success) return undefined;
  const { merchantId, machineId } = lease.data;
  return merchantId === machine.merchantId && machineId === machine.machineId ? lease.data : undefined;
}
