/**
 * APIv3 of WeChat Pay as the platform sees it: reads a request's `Authorization`, checks who sent it, when,
 * and that nobody changed it, and signs answers. A request is signed over method, path with query, timestamp,
 * nonce and body, a line each; an answer over timestamp, nonce and body. Only answers with a 2xx status are
 * signed.
 */
import { createPrivateKey, createSign, createVerify } from 'node:crypto';
import type { WechatDoubleAccount } from './wechat-double-accounts.ts';

/** An answer as it goes out; a status outside 2xx is not signed. */
export interface WechatAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface WechatRequest {
  readonly method: string;
  /** Path with query, as it came. */
  readonly target: string;
  readonly body: string;
  readonly authorization: string | undefined;
}

/** Who signed and what makes the request unique; or the refusal. */
export type CheckedRequest =
  | { readonly account: WechatDoubleAccount; readonly nonce: string; readonly refusal?: undefined }
  | { readonly refusal: WechatAnswer };

/** How far a request's timestamp may be from the platform's clock. */
export const wechatClockSkewMsMax = 300_000;

const scheme = 'WECHATPAY2-SHA256-RSA2048 ';
const fields = ['mchid', 'serial_no', 'timestamp', 'nonce_str', 'signature'] as const;
type Field = (typeof fields)[number];

export function refusal(status: number, code: string, message: string): WechatAnswer {
  return { status, body: { code, message } };
}

const signError = (message: string) => ({ refusal: refusal(401, 'SIGN_ERROR', message) });

/** Checks the frame of a request: everything but whether its nonce was used before. */
export function checkWechatRequest(
  request: WechatRequest,
  accounts: ReadonlyMap<string, WechatDoubleAccount>,
  nowMs: number,
): CheckedRequest {
  const given = readAuthorization(request.authorization);
  if (!given) return signError('Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》');
  const account = accounts.get(given.mchid);
  if (!account) return signError('商户号不存在');
  if (given.serial_no !== account.serialNo) return signError('商户证书序列号有误');
  const sentAtMs = Number(given.timestamp) * 1000;
  if (!/^\d{10}$/.test(given.timestamp) || Math.abs(sentAtMs - nowMs) > wechatClockSkewMsMax) {
    return signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟');
  }
  const { method, target, body } = request;
  const lines = [method, target, given.timestamp, given.nonce_str, body, ''].join('\n');
  const signature = Buffer.from(given.signature, 'base64');
  const genuine = createVerify('RSA-SHA256').update(lines).verify(account.merchantPublicKeyPem, signature);
  return genuine ? { account, nonce: given.nonce_str } : signError('错误的签名，验签失败');
}

/** The five fields, each exactly once; anything else is no authorization. */
function readAuthorization(header: string | undefined): Record<Field, string> | undefined {
  if (!header?.startsWith(scheme)) return undefined;
  const read = new Map<string, string>();
  for (const part of header.slice(scheme.length).split(',')) {
    const [, name, value] = /^([a-z_]+)="([^"]+)"$/.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined || read.has(name)) return undefined;
    read.set(name, value);
  }
  if (read.size !== fields.length || !fields.every((field) => read.has(field))) return undefined;
  return Object.fromEntries(read) as Record<Field, string>;
}

/** The headers that make an answer of exactly these bytes authentic. */
export function signatureHeaders(
  body: string,
  account: WechatDoubleAccount,
  nowMs: number,
  nonce: string,
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const sign = createSign('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`);
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': account.platformKeyId,
    'wechatpay-signature': sign.sign(createPrivateKey(account.platformPrivateKeyPem), 'base64'),
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  };
}
