/**
 * The apps that the Alipay stand-in knows: each with the merchant's public key, which checks requests, and a
 * key of its own, which signs answers. Made here with both halves, so that a demonstration or test can give
 * one half to the stand-in and the other to the merchant.
 */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { makeRsaKeyPair } from './rsa-key-pair.ts';

const accountSchema = z.object({
  appId: z.string().regex(/^\d{8,32}$/),
  appPublicKeyPem: z.string().max(10_000),
  /** Signs the answers to this app. */
  platformPrivateKeyPem: z.string().max(10_000),
});

/** One app as the stand-in's accounts file has it. */
export type AlipayDoubleAccount = z.infer<typeof accountSchema>;

/** Reads the text of an accounts file, a JSON array; throws `CONFIG_INVALID`. */
export function parseAlipayDoubleAccounts(text: string): AlipayDoubleAccount[] {
  try {
    const accounts = z.array(accountSchema).min(1).max(1000).parse(JSON.parse(text));
    for (const account of accounts) {
      createPublicKey(account.appPublicKeyPem);
      createPrivateKey(account.platformPrivateKeyPem);
    }
    return accounts;
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', 'read the accounts of the Alipay stand-in', { cause });
  }
}

/** Both sides of one app: what the stand-in knows, and what the merchant is given. */
export interface AlipayAppKeys {
  readonly platform: AlipayDoubleAccount;
  readonly merchant: {
    readonly appId: string;
    readonly appPrivateKeyPem: string;
    readonly alipayPublicKeyPem: string;
  };
}

/** Makes two RSA-2048 key pairs for an app. */
export function makeAlipayAppKeys(appId: string): AlipayAppKeys {
  const app = makeRsaKeyPair();
  const platform = makeRsaKeyPair();
  return {
    platform: {
      appId,
      appPublicKeyPem: app.publicKeyPem,
      platformPrivateKeyPem: platform.privateKeyPem,
    },
    merchant: { appId, appPrivateKeyPem: app.privateKeyPem, alipayPublicKeyPem: platform.publicKeyPem },
  };
}
