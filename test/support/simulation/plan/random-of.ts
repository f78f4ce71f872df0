/** Chance in a story: each part draws from a source of its own, so that none shifts what another one draws. */
import { type Random, seededRandom } from '../../../../src/platform/random.ts';

/** A source of its own for one part of a story, whatever other parts there are. */
export function randomOf(seed: number, part: string): Random {
  let hash = 0x811c9dc5 ^ seed;
  for (const byte of Buffer.from(part)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return seededRandom(hash >>> 0);
}
