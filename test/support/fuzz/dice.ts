/** Chance for fuzzing: every input has dice of its own, thrown from the seed and the input's number. */
import { type Random, seededRandom } from '../../../src/platform/random.ts';

export class Dice {
  readonly #random: Random;

  constructor(seed: number, index: number) {
    this.#random = seededRandom(
      (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0,
    );
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.#random.fraction() * count);
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined && from.length === 0) throw new Error('nothing to pick from');
    return picked as T;
  }

  bytes(count: number): Uint8Array {
    return this.#random.bytes(count);
  }

  /** `bytes` in parts of any size, none empty. */
  cut(bytes: Uint8Array): Uint8Array[] {
    if (bytes.length < 2 || this.oneIn(3)) return [bytes];
    const parts: Uint8Array[] = [];
    const most = this.oneIn(2) ? 4 : bytes.length;
    for (let at = 0; at < bytes.length; ) {
      const end = at + 1 + this.below(most);
      parts.push(bytes.subarray(at, end));
      at = end;
    }
    return parts;
  }
}
