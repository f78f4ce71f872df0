/** Randomness comes in from outside: the system's in production, a seeded one in tests and simulation. */
import { randomBytes } from 'node:crypto';
import { type IdKinds, makeId } from '../domain/ids.ts';
import type { Clock } from './clock.ts';

export interface Random {
  bytes(count: number): Uint8Array;
  /** A number in [0, 1). */
  fraction(): number;
}

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
};

/** xoshiro128** seeded from one 32-bit number; the same seed gives the same run. Not for secrets. */
export function seededRandom(seed: number): Random {
  let s = seed >>> 0;
  const splitmix = () => {
    s = (s + 0x9e3779b9) >>> 0;
    let z = s;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()];
  const rotl = (x: number, k: number) => ((x << k) | (x >>> (32 - k))) >>> 0;
  const next = () => {
    const result = Math.imul(rotl(Math.imul(b, 5) >>> 0, 7), 9) >>> 0;
    const t = (b << 9) >>> 0;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotl(d >>> 0, 11);
    return result;
  };
  return {
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 0xff),
    fraction: () => next() / 2 ** 32,
  };
}

/** Makes ids of any kind from a clock and a random source. */
export type MakeId = <K extends keyof IdKinds>(kind: K) => IdKinds[K];

export function idMaker(clock: Clock, random: Random): MakeId {
  return (kind) => makeId(kind, clock.now(), random.bytes(10));
}
