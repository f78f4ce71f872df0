/**
 * What a client's secrets are made of: the key of its webhook's signatures and the signature of an order's
 * link come from the cloud's own key and are stored nowhere. Of its token only a hash is stored.
 */
import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../platform/random.ts';
import { webhookHeaders } from '../../wire/client-schemas.ts';

export interface ClientKeys {
  /** The key that a client checks webhooks with, shown once when it is made. */
  webhookSecret(clientId: string): string;
  /** The token of an order's cashier page. */
  orderToken(orderId: string, expiresAtMs: number): string;
  /** The order of a token; undefined if nobody here made it. */
  orderOf(token: string): { readonly orderId: string; readonly expiresAtMs: number } | undefined;
  /** Tells one body from another without keeping it. */
  bodyHash(clientId: string, operation: string, body: unknown): string;
}

const signatureChars = 43;
const tokenPattern = /^([A-Za-z0-9_]{1,40})\.([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/;

/** `secret` is any secret of the cloud; each of the keys made of it is used for one thing. */
export function clientKeys(secret: Uint8Array): ClientKeys {
  const keyOf = (use: string) => new Uint8Array(hkdfSync('sha256', secret, '', use, 32));
  const [webhooks, links, bodies] = ['webhooks of clients', 'links of orders', 'bodies of requests'].map(
    keyOf,
  ) as [Uint8Array, Uint8Array, Uint8Array];
  const signed = (text: string) =>
    createHmac('sha256', links).update(text).digest('base64url').slice(0, signatureChars);
  return {
    webhookSecret: (clientId) => `whs_${createHmac('sha256', webhooks).update(clientId).digest('base64url')}`,
    orderToken: (orderId, expiresAtMs) => {
      const text = `${orderId}.${expiresAtMs.toString(36)}`;
      return `${text}.${signed(text)}`;
    },
    orderOf: (token) => {
      const match = tokenPattern.exec(token);
      if (!match) return undefined;
      const [, orderId, expires, signature] = match as unknown as [string, string, string, string];
      const given = Buffer.from(signature);
      const expected = Buffer.from(signed(`${orderId}.${expires}`));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return { orderId, expiresAtMs: Number.parseInt(expires, 36) };
    },
    bodyHash: (clientId, operation, body) =>
      createHmac('sha256', bodies)
        .update(JSON.stringify([clientId, operation, body]))
        .digest('hex'),
  };
}

/** Signs a webhook: hex HMAC-SHA256 of `id.timestamp.body` under the client's key. */
export function webhookSignature(secret: string, id: string, timestampS: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${id}.${timestampS}.${body}`).digest('hex')}`;
}

/** The headers of a signed message. */
export function signedHeaders(
  secret: string,
  id: string,
  timestampS: number,
  body: string,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'kioskd',
    [webhookHeaders.id]: id,
    [webhookHeaders.timestamp]: String(timestampS),
    [webhookHeaders.signature]: webhookSignature(secret, id, timestampS, body),
  };
}

/** A client's bearer token: 256 random bits. */
export function newClientToken(random: Random): string {
  return `kdc_${Buffer.from(random.bytes(32)).toString('base64url')}`;
}

export function clientTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
