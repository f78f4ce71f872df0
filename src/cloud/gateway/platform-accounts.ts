/**
 * The merchants' accounts with payment platforms, from configuration: each merchant pays with its own. Keys
 * stay out of the database and its backups. The only file that names the concrete platforms.
 */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { CodeFormat } from '../../domain/code-pattern.ts';
import { Fault } from '../../domain/fault.ts';
import { defaultCodeFormats, storedValueFormat } from '../../domain/payment-code.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { GiftKeys } from '../database/gift-keys.ts';
import type { CloudDatabase } from '../database/schema.ts';
import { AlipayPlatform } from './alipay/alipay-platform.ts';
import type { PlatformAccounts } from './gateway-ports.ts';
import { GiftPlatform } from './gift/gift-platform.ts';
import {
  alipayManners,
  hurried,
  type PaymentPlatform,
  type PlatformManners,
  signedQrManners,
  wechatManners,
} from './payment-platform.ts';
import { signedQrAccountFields } from './signed-qr/signed-qr-account.ts';
import { SignedQrPlatform } from './signed-qr/signed-qr-platform.ts';
import { StoredValuePlatform } from './stored-value/stored-value-platform.ts';
import { WechatPlatform } from './wechat/wechat-platform.ts';

const merchantId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const pem = (read: (text: string) => unknown) =>
  z
    .string()
    .max(10_000)
    .refine((text) => {
      try {
        return read(text) !== undefined;
      } catch {
        return false;
      }
    }, 'is no key in PEM');

/** How long one call may take. */
const timeoutMs = z.number().int().min(50).max(15_000).optional();

export const platformAccountSchema = z.discriminatedUnion('platform', [
  z
    .object({
      platform: z.literal('alipay'),
      merchantId,
      appId: z.string().regex(/^\d{8,32}$/),
      /** The merchant's own key, PKCS#8. */
      appPrivateKeyPem: pem((text) => createPrivateKey(text)),
      /** The key Alipay signs this app's answers with, SPKI. */
      alipayPublicKeyPem: pem((text) => createPublicKey(text)),
      gatewayUrl: z.url({ protocol: /^https?$/ }).max(300),
      timeoutMs,
    })
    .readonly(),
  z
    .object({
      platform: z.literal('wechat'),
      merchantId,
      mchid: z.string().regex(/^\d{8,32}$/),
      appid: z.string().regex(/^[0-9A-Za-z]{6,32}$/),
      /** Serial number of the merchant's certificate. */
      serialNo: z.string().regex(/^[0-9A-F]{16,40}$/),
      /** The merchant's own key, PKCS#8. */
      merchantPrivateKeyPem: pem((text) => createPrivateKey(text)),
      /** Names the key below: a public key id with its prefix, or a platform certificate's serial number. */
      platformKeyId: z.string().regex(/^(PUB_KEY_ID_\d{10,40}|[0-9A-F]{40})$/),
      /** The key WeChat Pay signs this merchant's answers with, SPKI or a certificate. */
      platformPublicKeyPem: pem((text) => createPublicKey(text)),
      /** `https://api.mch.weixin.qq.com`, or `https://api2.mch.weixin.qq.com`. */
      baseUrl: z.url({ protocol: /^https?$/ }).max(300),
      /** The address that the platform is told of the machines. */
      deviceIp: z.union([z.ipv4(), z.ipv6()]).optional(),
      /** What the merchant set at the platform to open notices with; without it machines show no codes. */
      apiV3Key: z
        .string()
        .regex(/^[0-9A-Za-z]{32}$/)
        .optional(),
      timeoutMs,
    })
    .readonly(),
  z
    .object({
      platform: z.literal('signed-qr'),
      merchantId,
      ...signedQrAccountFields,
      timeoutMs,
    })
    .readonly(),
  z
    .object({
      platform: z.literal('stored-value'),
      merchantId,
      currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
    })
    .readonly(),
  z
    .object({
      platform: z.literal('gift'),
      merchantId,
      currency: z.enum(['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'HKD']),
      /** Who bears a gift that was redeemed twice because a lease came back too late. */
      doubleRedemption: z.enum(['merchantBears', 'recordedAsOwed']).default('merchantBears'),
    })
    .readonly(),
]);
export type PlatformAccount = z.infer<typeof platformAccountSchema>;

export const platformAccountsSchema = z.array(platformAccountSchema).max(10_000);

export interface OpenPlatformAccountsOptions {
  readonly accounts: readonly PlatformAccount[];
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly hashKey: Uint8Array;
  /** Where notices of payment arrive from outside; without it codes that need them are not shown. */
  readonly noticeUrl?: (merchantId: string, platform: string) => string;
  /** Divides the platforms' pauses and deadlines, for demonstrations and tests; 1 in production. */
  readonly hurry?: number;
}

/** The codes a merchant's accounts can be paid with, and which platforms make codes for machines to show. */
export interface PaymentWays {
  readonly codeFormats: readonly CodeFormat[];
  readonly shown: readonly string[];
}

const publishedFormats = [...defaultCodeFormats, storedValueFormat];

export interface OpenedAccounts extends PlatformAccounts {
  waysOf(merchantId: string): PaymentWays;
}

/** Opens every account; two of one merchant with the same platform are `CONFIG_INVALID`. */
export function openPlatformAccounts(options: OpenPlatformAccountsOptions): OpenedAccounts {
  const platforms = new Map<string, PaymentPlatform>();
  for (const account of options.accounts) {
    const key = `${account.merchantId} ${nameOf(account)}`;
    if (platforms.has(key)) throw new Fault('CONFIG_INVALID', `open a second account ${key}`);
    platforms.set(key, open(account, options));
  }
  return {
    platformOf: (merchant, platform) => platforms.get(`${merchant} ${platform}`),
    waysOf: (merchant) => {
      const own = options.accounts.filter(({ merchantId: id }) => id === merchant);
      const names = own.map(nameOf);
      return {
        codeFormats: own.flatMap(formatsOf),
        shown: names.filter((name) => platforms.get(`${merchant} ${name}`)?.show),
      };
    },
    stop: async () => {
      await Promise.all([...platforms.values()].map((platform) => platform.stop()));
    },
  };
}

/** What machines and books know the platform by. */
function nameOf(account: PlatformAccount): string {
  return account.platform === 'signed-qr' ? account.name : account.platform;
}

function formatsOf(account: PlatformAccount): CodeFormat[] {
  const platform = nameOf(account);
  if (account.platform === 'signed-qr') return account.codes.map((expression) => ({ platform, expression }));
  return publishedFormats.filter((format) => format.platform === platform);
}

const mannersOf: Readonly<Record<PlatformAccount['platform'], PlatformManners>> = {
  alipay: alipayManners,
  wechat: wechatManners,
  'signed-qr': signedQrManners,
  'stored-value': alipayManners,
  gift: alipayManners,
};

function open(account: PlatformAccount, options: OpenPlatformAccountsOptions): PaymentPlatform {
  const { db, clock, log, hashKey, hurry = 1 } = options;
  const manners = hurried(mannersOf[account.platform], hurry);
  const { timeoutMs, ...rest } = { timeoutMs: undefined, ...account };
  const { noticeUrl: urlOf } = options;
  const noticeUrl = urlOf && (() => urlOf(account.merchantId, nameOf(account)));
  const world = { clock, log, manners, ...(noticeUrl ? { noticeUrl } : {}) };
  const limits = timeoutMs === undefined ? {} : { timeoutMs };
  switch (rest.platform) {
    case 'alipay':
      return new AlipayPlatform({ account: { ...rest, ...limits }, ...world });
    case 'wechat': {
      const { deviceIp, apiV3Key, ...keys } = rest;
      const told = deviceIp === undefined ? {} : { deviceIp };
      const opens = apiV3Key === undefined ? {} : { apiV3Key };
      return new WechatPlatform({ account: { ...keys, ...told, ...opens, ...limits }, ...world });
    }
    case 'signed-qr':
      return new SignedQrPlatform({ account: rest, clock, log, manners, timeoutMs });
    case 'stored-value':
      return new StoredValuePlatform({ db, clock, log, hashKey, currency: rest.currency, manners });
    case 'gift': {
      const keys = new GiftKeys(hashKey);
      return new GiftPlatform({ db, clock, log, keys, currency: rest.currency, manners });
    }
  }
}
