/**
 * Asks WeChat Pay for the statement of a day. The answer is signed and names the SHA-1 of the plain file; the file
 * itself is fetched with a signed request and is not signed.
 */
import { z } from 'zod';
import type { StatementAnswer } from '../platform-statement.ts';
import type { WechatClient } from './wechat-client.ts';

const answerSchema = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9A-Fa-f]{40}$/),
  download_url: z.url({ protocol: /^https?$/ }).max(2000),
});
const absentCodes = ['NO_STATEMENT_EXIST', 'STATEMENT_CREATING'];

export async function askStatement(client: WechatClient, day: string): Promise<StatementAnswer> {
  const reply = await client.get(`/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`);
  if (reply.kind === 'refused' && absentCodes.includes(reply.code)) return { kind: 'absent' };
  const read = answerSchema.safeParse(reply.kind === 'answered' ? reply.body : undefined);
  if (!read.success) {
    return { kind: 'unknown', reason: reply.kind === 'forged' ? 'PAY_ANSWER_FORGED' : 'PAY_PLATFORM_DOWN' };
  }
  const { hash_value: sha1, download_url: url } = read.data;
  return { kind: 'file', sha1, download: () => client.download(url) };
}
