/**
 * What the operator's gateway of text messages is told: a POST of this JSON, signed as webhooks are, with their
 * headers. It may come again under its id, and is to be sent once; any answer below 300 says that it was taken.
 */
import { z } from 'zod';
import type { Text } from '../domain/text.ts';

export const phoneMessageSchema = z.object({
  id: z.string(),
  kind: z.literal('phoneCode'),
  merchantId: z.string(),
  /** Digits: a Chinese mobile number without its country code, any other one as it was typed, without a plus. */
  phone: z.string(),
  language: z.enum(['zh', 'en']),
  /** For gateways that fill a form of their own. */
  code: z.string(),
  /** The whole message, for all others. */
  text: z.string(),
  expiresAtMs: z.number().int(),
});
export type PhoneMessageBody = z.infer<typeof phoneMessageSchema>;

export const phoneCodeText: Text = {
  zh: '验证码 {code}，{minutes} 分钟内有效。请不要告诉别人；不是您本人操作，请忽略。',
  en: '{code} is your code, good for {minutes} minutes. Give it to nobody. If you did not ask for it, ignore this.',
};
