/**
 * The demo merchant's accounts with payment platforms. Each stand-in gets one half of two key pairs and the
 * cloud the other, so that each can check the other's signatures and nobody can make them.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { type AcquirerMerchantKeys, makeAcquirerMerchantKeys } from '../doubles/acquirer-double-accounts.ts';
import { type AlipayAppKeys, makeAlipayAppKeys } from '../doubles/alipay-double-accounts.ts';
import { makeWechatMerchantKeys, type WechatMerchantKeys } from '../doubles/wechat-double-accounts.ts';
import { atomicFile } from '../platform/atomic-file.ts';
import { acquirerAccount, acquirerMerId } from './acquirer-account.ts';

const appId = '2021000100000601';
const mchid = '1900000601';
const wechatAppid = 'wx0a1b2c3d4e5f6071';

const text = z.string().max(10_000);
const alipayKeysSchema = z.object({
  platform: z.object({ appId: text, appPublicKeyPem: text, platformPrivateKeyPem: text }),
  merchant: z.object({ appId: text, appPrivateKeyPem: text, alipayPublicKeyPem: text }),
}) satisfies z.ZodType<AlipayAppKeys>;
const wechatNames = { mchid: text, appid: text, serialNo: text, platformKeyId: text, apiV3Key: text };
const wechatKeysSchema = z.object({
  platform: z.object({ ...wechatNames, merchantPublicKeyPem: text, platformPrivateKeyPem: text }),
  merchant: z.object({ ...wechatNames, merchantPrivateKeyPem: text, platformPublicKeyPem: text }),
}) satisfies z.ZodType<WechatMerchantKeys>;

const hmac = 'HMAC-SHA256';
const acquirerKeysSchema = z.object({
  acquirer: z.object({ merId: text, signing: z.object({ signMethod: z.literal(hmac), secret: text }) }),
  merchant: z.object({ method: z.literal(hmac), secret: text }),
}) satisfies z.ZodType<AcquirerMerchantKeys>;

export interface PaymentAccountsFiles {
  /** What Alipay's stand-in is started with. */
  readonly platformFile: string;
  /** What WeChat Pay's stand-in is started with. */
  readonly wechatFile: string;
  /** What the acquirer's stand-in is started with. */
  readonly acquirerFile: string;
  /** What the cloud is started with. */
  readonly cloudFile: string;
}

export function paymentAccountsFiles(dataFolder: string): PaymentAccountsFiles {
  return {
    platformFile: join(dataFolder, 'payments', 'platform-accounts.json'),
    wechatFile: join(dataFolder, 'payments', 'wechat-accounts.json'),
    acquirerFile: join(dataFolder, 'payments', 'acquirer-accounts.json'),
    cloudFile: join(dataFolder, 'payments', 'cloud-accounts.json'),
  };
}

/** Writes the files, with the keys of the first start. */
export async function writePaymentAccounts(
  dataFolder: string,
  merchantId: string,
  ports: { readonly platform: number; readonly wechat: number; readonly acquirer: number },
): Promise<void> {
  await mkdir(join(dataFolder, 'payments'), { recursive: true });
  const kept = (name: string) => join(dataFolder, 'payments', name);
  const alipay = await keysOf(kept('keys.json'), alipayKeysSchema, () => makeAlipayAppKeys(appId));
  const wechat = await keysOf(kept('wechat-merchant-keys.json'), wechatKeysSchema, () =>
    makeWechatMerchantKeys(mchid, wechatAppid),
  );
  const acquirer = await keysOf<AcquirerMerchantKeys>(kept('acquirer-keys.json'), acquirerKeysSchema, () =>
    makeAcquirerMerchantKeys(acquirerMerId, hmac),
  );
  const { platformFile, wechatFile, acquirerFile, cloudFile } = paymentAccountsFiles(dataFolder);
  await save(platformFile, [alipay.platform]);
  await save(wechatFile, [wechat.platform]);
  await save(acquirerFile, [acquirer.acquirer]);
  await save(cloudFile, [
    {
      platform: 'alipay',
      merchantId,
      ...alipay.merchant,
      gatewayUrl: `http://127.0.0.1:${ports.platform}/gateway.do`,
    },
    {
      platform: 'wechat',
      merchantId,
      ...wechat.merchant,
      baseUrl: `http://127.0.0.1:${ports.wechat}`,
    },
    acquirerAccount(merchantId, acquirer.merchant, ports.acquirer),
    { platform: 'stored-value', merchantId, currency: 'CNY' },
    { platform: 'gift', merchantId, currency: 'CNY' },
  ]);
}

/** The keys of the first start; made and kept if this is it. */
async function keysOf<Keys>(path: string, schema: z.ZodType<Keys>, make: () => Keys): Promise<Keys> {
  const kept = await atomicFile(path).load();
  if (kept === undefined) {
    const made = make();
    await save(path, made);
    return made;
  }
  try {
    return schema.parse(JSON.parse(kept));
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', `read ${path}`, { cause });
  }
}

function save(path: string, value: unknown): Promise<void> {
  return atomicFile(path).save(`${JSON.stringify(value, null, 2)}\n`);
}
