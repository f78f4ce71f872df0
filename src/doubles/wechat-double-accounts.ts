/**
 * The merchants that the WeChat Pay stand-in knows: each with the public key of its certificate, which checks
 * requests, and a platform key of its own, which signs answers and is named by a public key id. Made here
 * with both halves, so that a demonstration or test can give one half to the stand-in and the other to the
 * merchant.
 */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { makeRsaKeyPair } from './rsa-key-pair.ts';

const accountSchema = z.object({
  mchid: z.string().regex(/^\d{8,32}$/),
  appid: z.string().regex(/^wx[0-9a-f]{6,30}$/),
  /** Serial number of the merchant's certificate. */
  serialNo: z.string().regex(/^[0-9A-F]{16,40}$/),
  merchantPublicKeyPem: z.string().max(10_000),
  /** Names the key that signs the answers to this merchant. */
  platformKeyId: z.string().regex(/^PUB_KEY_ID_\d{10,40}$/),
  platformPrivateKeyPem: z.string().max(10_000),
  /** Seals notices to this merchant. */
  apiV3Key: z.string().regex(/^[0-9A-Za-z]{32}$/),
});

/** One merchant as the stand-in's accounts file has it. */
export type WechatDoubleAccount = z.infer<typeof accountSchema>;

/** Reads the text of an accounts file, a JSON array; throws `CONFIG_INVALID`. */
export function parseWechatDoubleAccounts(text: string): WechatDoubleAccount[] {
  try {
    const accounts = z.array(accountSchema).min(1).max(1000).parse(JSON.parse(text));
    for (const account of accounts) {
      createPublicKey(account.merchantPublicKeyPem);
      createPrivateKey(account.platformPrivateKeyPem);
    }
    return accounts;
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', 'read the accounts of the WeChat Pay stand-in', { cause });
  }
}

/** Both sides of one merchant: what the stand-in knows, and what the merchant is given. */
export interface WechatMerchantKeys {
  readonly platform: WechatDoubleAccount;
  readonly merchant: {
    readonly mchid: string;
    readonly appid: string;
    readonly serialNo: string;
    readonly merchantPrivateKeyPem: string;
    readonly platformKeyId: string;
    readonly platformPublicKeyPem: string;
    readonly apiV3Key: string;
  };
}

/** Makes two RSA-2048 key pairs for a merchant; serial and key id follow from the keys. */
export function makeWechatMerchantKeys(mchid: string, appid: string): WechatMerchantKeys {
  const merchant = makeRsaKeyPair();
  const platform = makeRsaKeyPair();
  const serialNo = fingerprintOf(merchant.publicKeyPem).slice(0, 40);
  const digits = [...fingerprintOf(platform.publicKeyPem)].map((hex) => Number.parseInt(hex, 16) % 10);
  const platformKeyId = `PUB_KEY_ID_0${mchid}${digits.slice(0, 20).join('')}`;
  const apiV3Key = fingerprintOf(platform.privateKeyPem).slice(0, 32);
  const named = { mchid, appid, serialNo, platformKeyId, apiV3Key };
  return {
    platform: {
      ...named,
      merchantPublicKeyPem: merchant.publicKeyPem,
      platformPrivateKeyPem: platform.privateKeyPem,
    },
    merchant: {
      ...named,
      merchantPrivateKeyPem: merchant.privateKeyPem,
      platformPublicKeyPem: platform.publicKeyPem,
    },
  };
}

function fingerprintOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').toUpperCase();
}
