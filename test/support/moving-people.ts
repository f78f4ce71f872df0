/** People before a camera who move, as a recognizer would tell of them. */
import type { SeenFace } from '../../src/domain/identity-face.ts';
import { type FaceMood, seenFace, templateOf } from './seen-people.ts';

export type FilmOf = (ms: number) => readonly SeenFace[];

/** Somebody before the camera, each look a little different. */
export function person(who: number, mood: (ms: number) => FaceMood = () => ({})): FilmOf {
  let look = 0;
  return (ms) => {
    look += 1;
    return [seenFace({ template: templateOf(who, look), ...mood(ms) })];
  };
}

/** Does every movement that may be asked for, one after another, again and again. */
export function movements(ms: number): FaceMood {
  const at = (ms % 4000) / 4000;
  if (at > 0.28 && at < 0.42) return { eyesOpen: 0.05 };
  if (at > 0.55 && at < 0.67) return { yawDeg: 26 };
  if (at > 0.8 && at < 0.92) return { yawDeg: -26 };
  return {};
}

export const moving = (who: number): FilmOf => person(who, movements);
