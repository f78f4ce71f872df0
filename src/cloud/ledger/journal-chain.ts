/**
 * The hash chain of a journal: each record carries the hex SHA-256 of the hash before it, a line feed,
 * and its own text, so that a missing or altered record is seen.
 */
import { hash } from 'node:crypto';

/** Stands before record 1. */
export const genesisHash = '0'.repeat(64);

export function recordHash(previousHash: string, text: string): string {
  return hash('sha256', `${previousHash}\n${text}`);
}

/** A claimed hash as it is; what is no hash at all is replaced by its digest, which then fits nothing. */
export function hashOrDigest(claimed: string): string {
  return /^[0-9a-f]{64}$/.test(claimed) ? claimed : hash('sha256', claimed);
}
