/** A fresh RSA-2048 key pair as PEM: what merchants and platforms sign with. */
import { generateKeyPairSync } from 'node:crypto';

export interface RsaKeyPair {
  /** SPKI. */
  readonly publicKeyPem: string;
  /** PKCS#8. */
  readonly privateKeyPem: string;
}

export function makeRsaKeyPair(): RsaKeyPair {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKeyPem: pair.privateKey, publicKeyPem: pair.publicKey };
}
