/** How the Alipay stand-in answers when it is asked for a statement. */
import { z } from 'zod';
import type { StatementOffice } from './statement-office.ts';

export const statementMethod = 'alipay.data.dataservice.bill.downloadurl.query';

const contentSchema = z.object({
  bill_type: z.enum(['trade', 'signcustomer']),
  bill_date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});

/** The merchant's number, which a statement names in the place of the app's. */
export const partnerOf = (appId: string) => `2088${appId.padStart(12, '0').slice(-12)}`;

export function answerStatement(
  content: unknown,
  office: StatementOffice,
  appId: string,
  address: string,
): Record<string, unknown> {
  const read = contentSchema.safeParse(content);
  const failed = { code: '40004', msg: 'Business Failed' };
  if (!read.success) return { ...failed, sub_code: 'isv.invalid-arguments', sub_msg: '参数无效' };
  const made = office.make(appId, read.data.bill_date);
  if (made.kind !== 'made') return { ...failed, sub_code: 'isp.bill_not_exist', sub_msg: '账单不存在' };
  return { code: '10000', msg: 'Success', bill_download_url: `${address}/bills/${made.token}` };
}
