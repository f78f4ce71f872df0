/** Bearer secrets: 256 random bits for whoever holds them, their SHA-256 for the database. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../platform/random.ts';

/** `kdt_` begins API tokens, `kds_` sessions. */
export type TokenPrefix = 'kdt_' | 'kds_';

export function newToken(prefix: TokenPrefix, random: Random): string {
  return prefix + Buffer.from(random.bytes(32)).toString('base64url');
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares without telling by its time how much fits. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(tokenHash(given)), Buffer.from(tokenHash(expected)));
}

/** A short random id for rows that people see. */
export function newRowId(prefix: string, random: Random): string {
  return `${prefix}_${Buffer.from(random.bytes(12)).toString('hex')}`;
}
