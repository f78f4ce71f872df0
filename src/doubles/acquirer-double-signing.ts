/**
 * The acquirer's messages as the acquirer sees them: a form in, JSON out, both signed over every field but
 * `signature` that is not empty, in the order of their names, `name=value` joined by `&`. A request is good for
 * five minutes and once.
 */
import { createHmac, createSign, createVerify, timingSafeEqual } from 'node:crypto';
import type { AcquirerDoubleAccount } from './acquirer-double-accounts.ts';

export type Message = ReadonlyMap<string, string>;

export const acquirerClockSkewMsMax = 5 * 60 * 1000;
const chinaOffsetMs = 8 * 3600 * 1000;

/** The fields of a form; undefined if one stands twice, or none is there. */
export function readForm(body: Buffer): Message | undefined {
  const message = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    if (message.has(name)) return undefined;
    message.set(name, value);
  }
  return message.size > 0 ? message : undefined;
}

function lines(message: Message): string {
  const signed = [...message].filter(([name, value]) => name !== 'signature' && value !== '');
  signed.sort(([a], [b]) => (a < b ? -1 : 1));
  return signed.map((pair) => pair.join('=')).join('&');
}

/** What is wrong with a request's frame, as the answer's code and words; undefined for nothing. */
export function checkAcquirerRequest(
  message: Message,
  account: AcquirerDoubleAccount,
  nowMs: number,
): readonly [code: string, words: string] | undefined {
  const { signing } = account;
  if (message.get('version') !== '1.0') return ['10', '版本号错误'];
  if (message.get('signMethod') !== signing.signMethod) return ['10', '签名方法错误'];
  if (!/^[0-9a-zA-Z]{16,64}$/.test(message.get('nonce') ?? '')) return ['10', '随机串错误'];
  if (!isSigned(message, signing)) return ['99', '验签失败'];
  const sentAtMs = timeOf(message.get('txnTime') ?? '');
  if (sentAtMs === undefined || Math.abs(sentAtMs - nowMs) > acquirerClockSkewMsMax) {
    return ['97', '交易时间超出允许范围'];
  }
  return undefined;
}

function isSigned(message: Message, signing: AcquirerDoubleAccount['signing']): boolean {
  const given = message.get('signature') ?? '';
  if (signing.signMethod === 'RSA-SHA256') {
    const verify = createVerify('RSA-SHA256').update(lines(message));
    return verify.verify(signing.merchantPublicKeyPem, given, 'base64');
  }
  const wanted = createHmac('sha256', signing.secret).update(lines(message)).digest();
  const theirs = Buffer.from(given, 'hex');
  return theirs.length === wanted.length && timingSafeEqual(theirs, wanted);
}

function timeOf(text: string): number | undefined {
  if (!/^\d{14}$/.test(text)) return undefined;
  const part = (from: number, to: number) => Number(text.slice(from, to));
  const utc = Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14));
  return utc - chinaOffsetMs;
}

/** `yyyyMMddHHmmss` of China. */
export function acquirerTime(atMs: number): string {
  const [day = '', time = ''] = new Date(atMs + chinaOffsetMs).toISOString().split('T');
  return `${day.replaceAll('-', '')}${time.slice(0, 8).replaceAll(':', '')}`;
}

/** The whole answer to a request of a known merchant. */
export function signedMessage(fields: Message, account: AcquirerDoubleAccount): string {
  const { signing } = account;
  const signature =
    signing.signMethod === 'RSA-SHA256'
      ? createSign('RSA-SHA256').update(lines(fields)).sign(signing.acquirerPrivateKeyPem, 'base64')
      : createHmac('sha256', signing.secret).update(lines(fields)).digest('hex');
  return JSON.stringify({ ...Object.fromEntries(fields), signature });
}
