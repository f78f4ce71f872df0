/**
 * What a lot's secrets are made of: the key its messages are signed with comes from the cloud's own key and the
 * name under which it was made, and is stored nowhere; a new name is a new key. Cars are told apart by a keyed hash.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Car } from '../../domain/parking.ts';
import type { Random } from '../../platform/random.ts';

const appIdBytes = 12;

export interface LotKeys {
  newAppId(): string;
  /** The key of that name, shown to people once. */
  secretOf(appId: string): string;
  /** The same for the same car in the same lot, and nothing to anybody without the key. */
  carHash(merchantId: string, lotId: string, car: Car): string;
}

/** `secret` is any secret of the cloud; each of the keys made of it is used for one thing. */
export function lotKeys(secret: Uint8Array, random: Random): LotKeys {
  const keyOf = (use: string) => new Uint8Array(hkdfSync('sha256', secret, '', use, 32));
  const signing = keyOf('messages of parking lots');
  const cars = keyOf('cars in parking lots');
  return {
    newAppId: () => `plk_${Buffer.from(random.bytes(appIdBytes)).toString('hex')}`,
    secretOf: (appId) => `pls_${createHmac('sha256', signing).update(appId).digest('base64url')}`,
    carHash: (merchantId, lotId, { by, code }) =>
      createHmac('sha256', cars)
        .update(JSON.stringify([merchantId, lotId, by, code]))
        .digest('base64url'),
  };
}

export interface SignedParts {
  readonly app: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: string;
}

export function lotSignature(secret: string, { app, timestamp, nonce, body }: SignedParts): string {
  const signed = createHmac('sha256', secret).update(`${app}.${timestamp}.${nonce}.${body}`, 'utf8');
  return `v1=${signed.digest('hex')}`;
}

export function isSignedBy(secret: string, parts: SignedParts, signature: string): boolean {
  const given = Buffer.from(signature);
  const right = Buffer.from(lotSignature(secret, parts));
  return given.length === right.length && timingSafeEqual(given, right);
}
