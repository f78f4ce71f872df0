/**
 * The demo merchant's accounts with payment platforms. The Alipay stand-in gets one half of two key pairs and
 * the cloud the other, so that each can check the other's signatures and nobody can make them.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { type AlipayAppKeys, makeAlipayAppKeys } from '../doubles/alipay-double-accounts.ts';
import { atomicFile } from '../platform/atomic-file.ts';

const appId = '2021000100000601';

const text = z.string().max(10_000);
const keysSchema = z.object({
  platform: z.object({ appId: text, appPublicKeyPem: text, platformPrivateKeyPem: text }),
  merchant: z.object({ appId: text, appPrivateKeyPem: text, alipayPublicKeyPem: text }),
}) satisfies z.ZodType<AlipayAppKeys>;

export interface PaymentAccountsFiles {
  /** What the stand-in is started with. */
  readonly platformFile: string;
  /** What the cloud is started with. */
  readonly cloudFile: string;
}

export function paymentAccountsFiles(dataFolder: string): PaymentAccountsFiles {
  return {
    platformFile: join(dataFolder, 'payments', 'platform-accounts.json'),
    cloudFile: join(dataFolder, 'payments', 'cloud-accounts.json'),
  };
}

/** Writes both files, with the keys of the first start. */
export async function writePaymentAccounts(
  dataFolder: string,
  merchantId: string,
  platformPort: number,
): Promise<void> {
  await mkdir(join(dataFolder, 'payments'), { recursive: true });
  const keys = await keysOf(join(dataFolder, 'payments', 'keys.json'));
  const { platformFile, cloudFile } = paymentAccountsFiles(dataFolder);
  await save(platformFile, [keys.platform]);
  await save(cloudFile, [
    {
      platform: 'alipay',
      merchantId,
      ...keys.merchant,
      gatewayUrl: `http://127.0.0.1:${platformPort}/gateway.do`,
    },
    { platform: 'stored-value', merchantId, currency: 'CNY' },
  ]);
}

async function keysOf(path: string): Promise<AlipayAppKeys> {
  const kept = await atomicFile(path).load();
  if (kept === undefined) {
    const made = makeAlipayAppKeys(appId);
    await save(path, made);
    return made;
  }
  try {
    return keysSchema.parse(JSON.parse(kept));
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', `read ${path}`, { cause });
  }
}

function save(path: string, value: unknown): Promise<void> {
  return atomicFile(path).save(`${JSON.stringify(value, null, 2)}\n`);
}
