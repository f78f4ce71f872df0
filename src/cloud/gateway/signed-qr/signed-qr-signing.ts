/**
 * Signs requests and verifies answers: over all fields but the signature itself that are not empty, sorted by
 * name, `name=value` joined by `&`, UTF-8. Pure.
 */
import { createHmac, createSign, createVerify, timingSafeEqual } from 'node:crypto';
import type { SignedQrAccount } from './signed-qr-account.ts';

/** A message as it travels: flat, text only. */
export type Fields = Readonly<Record<string, string>>;

type Signature = SignedQrAccount['signature'];

function signedText(fields: Fields, except: string): string {
  const names = Object.keys(fields).filter((name) => name !== except && fields[name] !== '');
  return names
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
}

export function signatureOf(fields: Fields, except: string, signature: Signature): string {
  const text = signedText(fields, except);
  if (signature.method === 'HMAC-SHA256') {
    return createHmac('sha256', signature.secret).update(text, 'utf8').digest('hex');
  }
  return createSign('RSA-SHA256').update(text, 'utf8').sign(signature.merchantPrivateKeyPem, 'base64');
}

/** Whether the acquirer signed exactly these fields. */
export function isGenuine(fields: Fields, except: string, signature: Signature): boolean {
  const given = Object.hasOwn(fields, except) ? (fields[except] ?? '') : '';
  const text = signedText(fields, except);
  if (signature.method === 'HMAC-SHA256') {
    const own = Buffer.from(createHmac('sha256', signature.secret).update(text, 'utf8').digest('hex'));
    const theirs = Buffer.from(given);
    return own.length === theirs.length && timingSafeEqual(own, theirs);
  }
  const verify = createVerify('RSA-SHA256').update(text, 'utf8');
  return verify.verify(signature.acquirerPublicKeyPem, Buffer.from(given, 'base64'));
}
