/**
 * Protocol v2 of Alipay's open platform as the platform sees it: reads a request's parameters, checks who
 * sent it and that nobody changed it, and signs answers. A request is signed over all its parameters but
 * `sign`, sorted, `k=v` joined by `&`, raw values; an answer over exactly the bytes of its node.
 */
import { createPrivateKey, createSign, createVerify } from 'node:crypto';
import type { AlipayDoubleAccount } from './alipay-double-accounts.ts';

/** What the open platform says to a request it does not pass on: code 40001 or 40002 with a sub-code. */
export interface Refusal {
  readonly code: '40001' | '40002';
  readonly msg: string;
  readonly subCode: string;
  readonly subMsg: string;
}

export interface SignedRequest {
  readonly params: ReadonlyMap<string, string>;
  readonly requestId: string | undefined;
}

const chinaOffsetMs = 8 * 3600 * 1000;
/** How far a request's timestamp may be from the platform's clock. */
export const clockSkewMsMax = 10 * 60 * 1000;

/** The parameters of a request's query and body; `undefined` if one stands twice or is not UTF-8. */
export function readParams(query: string, body: Buffer): Map<string, string> | undefined {
  const params = new Map<string, string>();
  for (const part of [query, body.toString('latin1')]) {
    for (const pair of part.split('&')) {
      if (pair === '') continue;
      const at = pair.indexOf('=');
      const name = decode(at < 0 ? pair : pair.slice(0, at));
      const value = decode(at < 0 ? '' : pair.slice(at + 1));
      if (name === undefined || value === undefined || params.has(name)) return undefined;
      params.set(name, value);
    }
  }
  return params;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

const refuse = (subCode: string, subMsg: string): Refusal => ({
  ...{ code: '40002', msg: 'Invalid Arguments' },
  ...{ subCode, subMsg },
});

/** What is wrong with the request's frame, or nothing. The app is known already. */
export function checkRequest(
  request: SignedRequest,
  account: AlipayDoubleAccount,
  nowMs: number,
): Refusal | undefined {
  const { params } = request;
  for (const name of ['method', 'charset', 'sign_type', 'sign', 'timestamp', 'version', 'biz_content']) {
    if (!params.get(name)) return { ...refuse(`isv.missing-${name}`, `缺少${name}参数`), code: '40001' };
  }
  if ((params.get('format') ?? 'JSON').toUpperCase() !== 'JSON') {
    return refuse('isv.invalid-format', '无效的数据格式');
  }
  if (params.get('charset')?.toLowerCase() !== 'utf-8') return refuse('isv.invalid-charset', '无效字符集');
  if (params.get('version') !== '1.0') return refuse('isv.invalid-version', '无效的版本');
  if (params.get('sign_type') !== 'RSA2') return refuse('isv.invalid-signature-type', '无效签名类型');
  if (!isSignedBy(params, account.appPublicKeyPem)) {
    return refuse('isv.invalid-signature', '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配');
  }
  const sentAtMs = chinaTimeOf(params.get('timestamp') ?? '');
  if (sentAtMs === undefined || Math.abs(sentAtMs - nowMs) > clockSkewMsMax) {
    return refuse('isv.invalid-timestamp', '非法的时间戳参数');
  }
  return undefined;
}

/** A repeated request that was already answered: the platform acts on each signed request once. */
export const replayed: Refusal = refuse('isv.request-replayed', '重复的请求');

function isSignedBy(params: ReadonlyMap<string, string>, publicKeyPem: string): boolean {
  const names = [...params.keys()].filter((name) => name !== 'sign' && params.get(name) !== '').sort();
  const signed = names.map((name) => `${name}=${params.get(name)}`).join('&');
  const sign = Buffer.from(params.get('sign') ?? '', 'base64');
  return createVerify('RSA-SHA256').update(signed, 'utf8').verify(publicKeyPem, sign);
}

function chinaTimeOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  const atMs = Date.parse(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(atMs) ? undefined : atMs;
}

/** `yyyy-MM-dd HH:mm:ss` of China, as answers carry times. */
export function chinaTime(atMs: number): string {
  const local = new Date(atMs + chinaOffsetMs).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)}`;
}

/** The whole body of an answer: the node's bytes once, signed as they are. */
export function signedAnswer(
  method: string,
  node: Readonly<Record<string, unknown>>,
  account: AlipayDoubleAccount,
): string {
  const bytes = nodeText(node);
  const sign = createSign('RSA-SHA256').update(bytes, 'utf8');
  const signature = sign.sign(createPrivateKey(account.platformPrivateKeyPem), 'base64');
  return `{"${method.replaceAll('.', '_')}_response":${bytes},"sign":"${signature}"}`;
}

/** A form to the merchant; `sign` and `sign_type` are not signed. */
export function signedForm(fields: Readonly<Record<string, string>>, account: AlipayDoubleAccount): string {
  const text = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`);
  const sign = createSign('RSA-SHA256').update(text.join('&'), 'utf8');
  const signature = sign.sign(createPrivateKey(account.platformPrivateKeyPem), 'base64');
  return new URLSearchParams({ ...fields, sign_type: 'RSA2', sign: signature }).toString();
}

/** The answer to a sender the platform does not know; nothing signs it. */
export function unsignedError(refusal: Refusal): string {
  return `{"error_response":${nodeText(refusalNode(refusal))}}`;
}

export function refusalNode(refusal: Refusal): Record<string, string> {
  return { code: refusal.code, msg: refusal.msg, sub_code: refusal.subCode, sub_msg: refusal.subMsg };
}

/** The platform escapes slashes, so a node parsed and written again has other bytes. */
function nodeText(node: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(node).replaceAll('/', '\\/');
}
