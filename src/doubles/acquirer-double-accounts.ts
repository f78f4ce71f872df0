/**
 * The merchants that the acquirer stand-in knows, each with how it signs: by a shared secret, or with a key on each
 * side. Made here with both halves, so that a demonstration or test can give one half to the stand-in and the
 * other to the merchant.
 */
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { makeRsaKeyPair } from './rsa-key-pair.ts';

const accountSchema = z.object({
  merId: z.string().regex(/^\d{15}$/),
  signing: z.discriminatedUnion('signMethod', [
    z.object({ signMethod: z.literal('HMAC-SHA256'), secret: z.string().min(16).max(256) }),
    z.object({
      signMethod: z.literal('RSA-SHA256'),
      merchantPublicKeyPem: z.string().max(10_000),
      acquirerPrivateKeyPem: z.string().max(10_000),
    }),
  ]),
});

/** One merchant as the stand-in's accounts file has it. */
export type AcquirerDoubleAccount = z.infer<typeof accountSchema>;

/** Reads the text of an accounts file, a JSON array; throws `CONFIG_INVALID`. */
export function parseAcquirerDoubleAccounts(text: string): AcquirerDoubleAccount[] {
  try {
    const accounts = z.array(accountSchema).min(1).max(1000).parse(JSON.parse(text));
    for (const { signing } of accounts) {
      if (signing.signMethod === 'HMAC-SHA256') continue;
      createPublicKey(signing.merchantPublicKeyPem);
      createPrivateKey(signing.acquirerPrivateKeyPem);
    }
    return accounts;
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', 'read the accounts of the acquirer stand-in', { cause });
  }
}

/** Both sides of one merchant: what the stand-in knows, and how the merchant signs. */
export interface AcquirerMerchantKeys {
  readonly acquirer: AcquirerDoubleAccount;
  readonly merchant:
    | { readonly method: 'HMAC-SHA256'; readonly secret: string }
    | {
        readonly method: 'RSA-SHA256';
        readonly merchantPrivateKeyPem: string;
        readonly acquirerPublicKeyPem: string;
      };
}

export function makeAcquirerMerchantKeys(
  merId: string,
  signMethod: 'HMAC-SHA256' | 'RSA-SHA256',
): AcquirerMerchantKeys {
  if (signMethod === 'HMAC-SHA256') {
    const secret = randomBytes(32).toString('hex');
    return { acquirer: { merId, signing: { signMethod, secret } }, merchant: { method: signMethod, secret } };
  }
  const merchant = makeRsaKeyPair();
  const acquirer = makeRsaKeyPair();
  return {
    acquirer: {
      merId,
      signing: {
        signMethod,
        merchantPublicKeyPem: merchant.publicKeyPem,
        acquirerPrivateKeyPem: acquirer.privateKeyPem,
      },
    },
    merchant: {
      method: signMethod,
      merchantPrivateKeyPem: merchant.privateKeyPem,
      acquirerPublicKeyPem: acquirer.publicKeyPem,
    },
  };
}
