/** Passwords as salted scrypt hashes: `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, base64url. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../platform/random.ts';

const logN = 15;
const blockSize = 8;
const lanes = 1;
const hashBytes = 32;
const memoryMax = 64 * 1024 * 1024;

function derive(password: string, salt: Uint8Array, log2N: number, r: number, p: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: 2 ** log2N, r, p, maxmem: memoryMax };
    scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}

export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = Buffer.from(random.bytes(16));
  const hash = await derive(password, salt, logN, blockSize, lanes);
  return ['scrypt', logN, blockSize, lanes, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** A hash that no password has, so that an unknown login takes as long as a wrong password. */
export const impossibleHash = `scrypt$${logN}$${blockSize}$${lanes}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

export async function checkPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, log2N, r, p, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), Number(log2N), Number(r), Number(p));
  return expected.length === given.length && timingSafeEqual(expected, given);
}
