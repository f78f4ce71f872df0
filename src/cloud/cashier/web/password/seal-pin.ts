/**
 * Seals a PIN in the browser for the cloud's key alone, in the same form as `domain/sealed-pin.ts`: X25519 with
 * a key of its own for each box, HKDF-SHA-256, AES-256-GCM. The box is bound to one charge of one card.
 */

export interface SealPurpose {
  readonly merchantId: string;
  readonly machineId: string;
  readonly orderId: string;
  readonly chargeId: string;
  readonly code: string;
}

const info = 'kioskd card pin 1';
const tagBits = 128;

const bytesOf = (text: string) => new TextEncoder().encode(text);

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function base64url(bytes: Uint8Array): string {
  return base64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function bytesOfUrl(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

/** Whether this page may use the browser's cryptography at all: only over TLS or from this computer. */
export function canSeal(): boolean {
  return typeof crypto.subtle !== 'undefined';
}

/** Rejects where the browser does not know X25519. */
export async function sealPin(cloudKey: string, purpose: SealPurpose, pin: string): Promise<string> {
  const { merchantId, machineId, orderId, chargeId, code } = purpose;
  const own = (await crypto.subtle.generateKey({ name: 'X25519' }, true, ['deriveBits'])) as CryptoKeyPair;
  const ownPublic = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey));
  const theirs = await crypto.subtle.importKey('raw', bytesOfUrl(cloudKey), { name: 'X25519' }, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'X25519', public: theirs }, own.privateKey, 256);
  const both = bytesOf(base64url(ownPublic) + cloudKey);
  const base = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: both, info: bytesOf(info) },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  // A web page has no reader whose word would be signed: nobody holds the other half of this key.
  const machineKey = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const sealed = await crypto.subtle.encrypt(
    {
      name: 'AES-GCM',
      iv: new Uint8Array(12),
      additionalData: bytesOf(JSON.stringify([info, merchantId, machineId, orderId, chargeId, code])),
      tagLength: tagBits,
    },
    key,
    bytesOf(JSON.stringify({ pin, machineKey })),
  );
  const box = new Uint8Array(ownPublic.length + sealed.byteLength);
  box.set(ownPublic);
  box.set(new Uint8Array(sealed), ownPublic.length);
  return base64(box);
}
