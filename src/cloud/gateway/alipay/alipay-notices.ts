/**
 * Alipay's asynchronous notices (异步通知): a form whose signature the SDK verifies. Alipay repeats an unanswered
 * notice for 25 hours under one `notify_id`, so one that came before is no attack and changes nothing; an older
 * one is refused. A notice about a refund carries `refund_fee` and says nothing about a payment.
 */
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

const noticeSchema = z.object({
  sign: text(1024),
  sign_type: z.literal('RSA2'),
  charset: text(16),
  app_id: text(32),
  notify_id: text(128),
  notify_time: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  notify_type: text(64),
  out_trade_no: text(64),
  trade_no: text(64),
  trade_status: text(32),
  total_amount: z.string().regex(/^\d{1,9}(\.\d{1,2})?$/),
  refund_fee: text(16).optional(),
});

export interface AlipayNoticesOptions {
  readonly appId: string;
  readonly clock: Clock;
  /** Whether Alipay signed the whole form. */
  readonly isGenuine: (form: Readonly<Record<string, string>>) => boolean;
}

const fieldsMax = 64;
const ageMsMax = 26 * 3600 * 1000;
const aheadMsMax = 10 * 60 * 1000;
const paidStates: ReadonlySet<string> = new Set(['TRADE_SUCCESS', 'TRADE_FINISHED']);

export class AlipayNotices implements PlatformNotices {
  #options: AlipayNoticesOptions;

  constructor(options: AlipayNoticesOptions) {
    this.#options = options;
  }

  read({ body }: PlatformNotice): NoticeReading {
    const { appId, clock, isGenuine } = this.#options;
    const form = formOf(body);
    const read = noticeSchema.safeParse(form);
    if (!form || !read.success) return refusedNotice('malformed');
    const notice = read.data;
    if (!isGenuine(form)) return refusedNotice('forged');
    if (notice.app_id !== appId) return refusedNotice('foreign');
    const ageMs = clock.now() - Date.parse(`${notice.notify_time.replace(' ', 'T')}+08:00`);
    if (!(ageMs <= ageMsMax && ageMs >= -aheadMsMax)) return refusedNotice('stale');
    const isPaid = notice.notify_type === 'trade_status_sync' && paidStates.has(notice.trade_status);
    if (!isPaid || notice.refund_fee !== undefined) return { kind: 'nothing' };
    return {
      kind: 'paid',
      chargeId: notice.out_trade_no,
      amountMinor: fenOf(notice.total_amount),
      currency: 'CNY',
      platformTradeNo: notice.trade_no,
    };
  }

  answer(taken: boolean): NoticeAnswer {
    return { status: 200, contentType: 'text/plain; charset=utf-8', body: taken ? 'success' : 'failure' };
  }
}

/** The form's fields; undefined if one stands twice, or for what is no form at all. */
function formOf(body: string): Record<string, string> | undefined {
  if (body.length > noticeBytesMax) return undefined;
  const fields = [...new URLSearchParams(body)];
  if (fields.length > fieldsMax || new Set(fields.map(([name]) => name)).size < fields.length) {
    return undefined;
  }
  return Object.fromEntries(fields);
}

function fenOf(yuan: string): number {
  const [whole = '0', part = ''] = yuan.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
