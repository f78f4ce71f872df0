/**
 * Looks of one visit: the same light, place and distance as `variedLook` draws them, while the person sways, blinks
 * and changes the face a little. Another seed is another visit, on another day.
 */
import { seededRandom } from '../../platform/random.ts';
import { type Look, mimics, mixMimics } from './look.ts';
import { variedLook } from './varied-look.ts';

const blinkRate = 0.08;

export function visitLooks(seed: number, count: number): Look[] {
  const base = variedLook(seed);
  const random = seededRandom(seed ^ 0x5f3759df);
  const by = (most: number) => most * (2 * random.fraction() - 1);
  return Array.from({ length: count }, () => ({
    ...base,
    mimic: mixMimics(base.mimic, mimics.neutral, 0.4 * random.fraction()),
    yaw: base.yaw + by(5),
    pitch: base.pitch + by(4),
    roll: base.roll + by(3),
    lids: random.fraction() < blinkRate ? 0 : base.lids,
    size: base.size * (1 + by(0.04)),
    offset: [base.offset[0] + by(8), base.offset[1] + by(5)] as const,
    blur: Math.max(0, base.blur + by(0.3)),
  }));
}
