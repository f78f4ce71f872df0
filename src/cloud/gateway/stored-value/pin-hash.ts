/**
 * PINs of cards as argon2id hashes with a salt each: `argon2id$<KiB>$<passes>$<salt>$<hash>`, base64url. Six
 * digits are few, so the hash is also keyed by the cloud's own secret: a copy of the table alone is of no use.
 */
import { argon2, createHmac, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../../../platform/random.ts';

const memoryKiB = 19 * 1024;
const passes = 2;
const tagLength = 32;
const derive = promisify(argon2);

function tagOf(
  hashKey: Uint8Array,
  pin: string,
  salt: Uint8Array,
  memory: number,
  times: number,
): Promise<Buffer> {
  const message = createHmac('sha256', hashKey).update(`pin ${pin}`).digest();
  return derive('argon2id', { message, nonce: salt, parallelism: 1, tagLength, memory, passes: times });
}

export async function hashPin(hashKey: Uint8Array, pin: string, random: Random): Promise<string> {
  const salt = Buffer.from(random.bytes(16));
  const tag = await tagOf(hashKey, pin, salt, memoryKiB, passes);
  return ['argon2id', memoryKiB, passes, salt.toString('base64url'), tag.toString('base64url')].join('$');
}

export async function isPinOf(hashKey: Uint8Array, pin: string, stored: string): Promise<boolean> {
  const [scheme, memory, times, salt, tag] = stored.split('$');
  if (scheme !== 'argon2id' || salt === undefined || tag === undefined) return false;
  const expected = Buffer.from(tag, 'base64url');
  const given = await tagOf(hashKey, pin, Buffer.from(salt, 'base64url'), Number(memory), Number(times));
  return expected.length === given.length && timingSafeEqual(expected, given);
}
