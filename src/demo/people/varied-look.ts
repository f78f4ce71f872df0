/** Looks as a camera at a kiosk sees people through a day: turned a little, near and far, in any light. */
import { seededRandom } from '../../platform/random.ts';
import { type DrawnExpression, type Look, mimics, mixMimics } from './look.ts';

const backgrounds = [
  ['#8fa3ad', '#5b6b73'],
  ['#d8cfc0', '#a2917a'],
  ['#b9c4b0', '#6f7d68'],
  ['#3d4450', '#22262e'],
  ['#e7e9ec', '#b3b9c2'],
] as const;
const shown: readonly DrawnExpression[] = ['neutral', 'neutral', 'happy', 'happy', 'sad', 'surprised'];

export function variedLook(seed: number): Look {
  const random = seededRandom(seed);
  const between = (least: number, most: number) => least + (most - least) * random.fraction();
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random.fraction() * list.length)] as T;
  return {
    mimic: mixMimics(mimics.neutral, mimics[oneOf(shown)], between(0, 0.8)),
    yaw: between(-14, 14),
    pitch: between(-8, 8),
    roll: between(-7, 7),
    lids: between(0.8, 1),
    size: between(0.7, 1.3),
    offset: [between(-70, 70), between(-15, 30)],
    light: between(0.55, 1),
    lightFrom: between(-0.8, 0.8),
    blur: between(0, 1.2),
    background: oneOf(backgrounds),
  };
}
