/**
 * Makes inputs out of samples: bits and bytes changed, parts taken out, put in, doubled, joined with another
 * sample; JSON also by its structure. A few inputs are floods, a part repeated up to 64 KiB, and a few
 * are chance alone. The same seed and number give the same input.
 */
import type { Boundary } from './boundary.ts';
import { Dice } from './dice.ts';
import { mutateJson } from './mutate-json.ts';

const bytesMaxDefault = 4_096;
const floodBytes = 64 * 1024;
const interestingBytes = [
  0, 1, 2, 3, 9, 10, 13, 16, 27, 29, 32, 34, 44, 48, 57, 58, 91, 93, 123, 125, 127, 128, 0xd8, 0xd9, 0xda,
  0xef, 0xfe, 0xff,
];

export function inputOf(boundary: Boundary, seed: number, index: number): { input: Uint8Array; dice: Dice } {
  const dice = new Dice(seed, index);
  const samples = boundary.samples;
  if (index < samples.length) return { input: samples[index] as Uint8Array, dice };
  const max = boundary.bytesMax ?? bytesMaxDefault;
  if (dice.oneIn(50)) return { input: dice.bytes(dice.below(200)), dice };
  let input = dice.pick(samples);
  if (boundary.json && !dice.oneIn(4)) {
    input =
      typeof boundary.json === 'string' ? mutateBody(input, boundary.json, dice) : mutateJson(input, dice);
    if (!dice.oneIn(5)) return { input: input.subarray(0, max), dice };
  }
  for (let changes = 1 + dice.below(4); changes > 0; changes -= 1) input = change(input, samples, dice);
  if (dice.oneIn(2_000)) return { input: flood(input, dice), dice };
  return { input: input.length > max ? input.subarray(0, max) : input, dice };
}

/** The head stays as it is. */
function mutateBody(input: Uint8Array, end: string, dice: Dice): Uint8Array {
  const at = Buffer.from(input).indexOf(end);
  if (at < 0) return input;
  const head = input.subarray(0, at + end.length);
  return joined(head, mutateJson(input.subarray(at + end.length), dice));
}

function change(input: Uint8Array, samples: readonly Uint8Array[], dice: Dice): Uint8Array {
  const at = dice.below(input.length + 1);
  switch (dice.below(9)) {
    case 0: {
      const changed = Uint8Array.from(input);
      if (at < input.length) changed[at] = (changed[at] ?? 0) ^ (1 << dice.below(8));
      return changed;
    }
    case 1: {
      const changed = Uint8Array.from(input);
      if (at < input.length) changed[at] = dice.pick(interestingBytes);
      return changed;
    }
    case 2:
      return joined(input.subarray(0, at), input.subarray(at + 1 + dice.below(12)));
    case 3:
      return joined(input.subarray(0, at), dice.bytes(1 + dice.below(4)), input.subarray(at));
    case 4:
      return joined(input.subarray(0, at), Uint8Array.of(dice.pick(interestingBytes)), input.subarray(at));
    case 5: {
      const part = input.subarray(at, at + 1 + dice.below(24));
      return joined(input.subarray(0, at + part.length), part, input.subarray(at + part.length));
    }
    case 6: {
      const other = dice.pick(samples);
      return joined(input.subarray(0, at), other.subarray(dice.below(other.length + 1)));
    }
    case 7:
      return joined(input, dice.pick(samples));
    default:
      return input.subarray(0, at);
  }
}

function flood(input: Uint8Array, dice: Dice): Uint8Array {
  const from = dice.below(input.length + 1);
  const part = joined(input.subarray(from, from + 1 + dice.below(40)), Uint8Array.of(0x31));
  const flooded = new Uint8Array(floodBytes);
  flooded.set(input.subarray(0, floodBytes));
  for (let at = Math.min(input.length, floodBytes); at < floodBytes; at += part.length) {
    flooded.set(part.subarray(0, floodBytes - at), at);
  }
  return flooded;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
