/** What Alipay answers when it is asked for the statement of a day. */
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { downloadFile, type StatementAnswer } from '../platform-statement.ts';

export const statementMethod = 'alipay.data.dataservice.bill.downloadurl.query';

/** The statement of business, of one day. */
export const statementContent = (day: string) => ({ bill_type: 'trade', bill_date: day });

const answerSchema = z.object({
  code: z.string().max(16),
  sub_code: z.string().max(64).optional(),
  bill_download_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});

export function statementAnswer(answer: unknown, clock: Clock): StatementAnswer {
  const read = answerSchema.safeParse(answer);
  if (!read.success) return { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' };
  const { code, sub_code, bill_download_url: url } = read.data;
  if (code === '10000' && url !== undefined) {
    return { kind: 'file', download: () => downloadFile(url, clock) };
  }
  if (sub_code === 'isp.bill_not_exist') return { kind: 'absent' };
  return { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' };
}
