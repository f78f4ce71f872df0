/**
 * WeChat Pay's notices of payment (支付通知): signed headers over the raw body, and the trade sealed in it with the
 * merchant's APIv3 key. The library verifies and opens. A notice is good for five minutes and once: the platform
 * signs each repetition anew.
 */
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import {
  type NoticeAnswer,
  type NoticeReading,
  noticeBytesMax,
  type PlatformNotice,
  type PlatformNotices,
  refusedNotice,
} from '../platform-notices.ts';

const text = (max: number) => z.string().min(1).max(max);

const headersSchema = z.object({
  'wechatpay-timestamp': z.string().regex(/^\d{10}$/),
  'wechatpay-nonce': text(128),
  'wechatpay-serial': text(64),
  'wechatpay-signature': text(1024),
});
const noticeSchema = z.object({
  id: text(64),
  event_type: text(64),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: text(48_000),
    nonce: text(32),
    associated_data: z.string().max(64).optional(),
  }),
});
const tradeSchema = z.object({
  mchid: text(32),
  appid: text(32),
  out_trade_no: text(32),
  transaction_id: text(64),
  trade_state: text(32),
  amount: z.object({ total: z.int().min(0), currency: z.literal('CNY').optional() }),
});

export interface WechatNoticesOptions {
  readonly mchid: string;
  readonly appid: string;
  readonly platformKeyId: string;
  readonly platformPublicKeyPem: string;
  /** 32 characters that the merchant set at the platform. */
  readonly apiV3Key: string;
  readonly clock: Clock;
}

const skewMsMax = 300_000;
const noncesMax = 20_000;

export class WechatNotices implements PlatformNotices {
  #options: WechatNoticesOptions;
  /** Nonces of genuine notices with their time; forgotten when the time alone refuses them. */
  #seen = new Map<string, number>();

  constructor(options: WechatNoticesOptions) {
    this.#options = options;
  }

  read({ headers, body }: PlatformNotice): NoticeReading {
    const signed = headersSchema.safeParse(headers);
    if (!signed.success || body.length > noticeBytesMax) return refusedNotice('malformed');
    const { 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': nonce } = signed.data;
    if (!this.#isGenuine(signed.data, body)) return refusedNotice('forged');
    const nowMs = this.#options.clock.now();
    if (Math.abs(nowMs - Number(timestamp) * 1000) > skewMsMax) return refusedNotice('stale');
    if (!this.#isFirst(`${timestamp} ${nonce}`, nowMs)) return refusedNotice('replayed');
    const notice = noticeSchema.safeParse(jsonOf(body));
    if (!notice.success) return refusedNotice('malformed');
    if (notice.data.event_type !== 'TRANSACTION.SUCCESS') return { kind: 'nothing' };
    return this.#tradeOf(notice.data.resource);
  }

  answer(taken: boolean): NoticeAnswer {
    const contentType = 'application/json; charset=utf-8';
    if (taken) return { status: 204, contentType, body: '' };
    return { status: 500, contentType, body: '{"code":"FAIL","message":"失败"}' };
  }

  #isGenuine(signed: z.infer<typeof headersSchema>, body: string): boolean {
    const { platformKeyId, platformPublicKeyPem } = this.#options;
    if (signed['wechatpay-serial'] !== platformKeyId) return false;
    const message = Formatter.response(signed['wechatpay-timestamp'], signed['wechatpay-nonce'], body);
    try {
      return Rsa.verify(message, signed['wechatpay-signature'], platformPublicKeyPem);
    } catch {
      // What is no signature at all is none of the platform's.
      return false;
    }
  }

  #isFirst(key: string, nowMs: number): boolean {
    for (const [seen, atMs] of this.#seen) {
      if (nowMs - atMs <= 2 * skewMsMax && this.#seen.size < noncesMax) break;
      this.#seen.delete(seen);
    }
    if (this.#seen.has(key)) return false;
    this.#seen.set(key, nowMs);
    return true;
  }

  #tradeOf(resource: z.infer<typeof noticeSchema>['resource']): NoticeReading {
    const { apiV3Key, mchid, appid } = this.#options;
    const opened = tradeSchema.safeParse(jsonOf(open(resource, apiV3Key)));
    if (!opened.success) return refusedNotice('malformed');
    const trade = opened.data;
    if (trade.mchid !== mchid || trade.appid !== appid) return refusedNotice('foreign');
    if (trade.trade_state !== 'SUCCESS') return { kind: 'nothing' };
    return {
      kind: 'paid',
      chargeId: trade.out_trade_no,
      amountMinor: trade.amount.total,
      currency: 'CNY',
      platformTradeNo: trade.transaction_id,
    };
  }
}

/** The sealed text; empty if the key does not open it. */
function open(resource: z.infer<typeof noticeSchema>['resource'], key: string): string {
  try {
    return Aes.AesGcm.decrypt(resource.ciphertext, key, resource.nonce, resource.associated_data ?? '');
  } catch {
    // Read as no JSON, and refused.
    return '';
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Fits no schema and is refused.
    return undefined;
  }
}
