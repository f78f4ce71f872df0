/**
 * Films of drawn people as sequences of looks: somebody stands before the kiosk, blinks, sways a little, shows an
 * expression from a moment on, and does what they are asked to. Times in milliseconds from the film's begin.
 */
import { type DrawnExpression, type Look, mimics, mixMimics, plainLook } from './look.ts';

/** What a person does again and again, `movesEveryMs`: for the half of it, and back. */
export const movements = ['closesEyes', 'turnsLeft', 'turnsRight', 'nods', 'shakesHead'] as const;
export type Movement = (typeof movements)[number];

export interface FilmPlan {
  /** Shown until then: neutral, without movement. */
  readonly reactsAtMs: number;
  readonly expression: DrawnExpression;
  /** How much of it, 0 to 1; 1 if not said. */
  readonly strength?: number;
  readonly movement?: Movement;
  readonly lengthMs: number;
  readonly frameEveryMs: number;
}

const blinkEveryMs = 2_800;
const blinkMs = 260;
const swayEveryMs = 5_600;
const movesEveryMs = 2_800;
/** Nods and shakes. */
const swingEveryMs = 800;
/** How long a face takes from one expression, or a head from one side, to another. */
const growMs = 500;
/** So far that the mesh sees more than 20 degrees. */
const turnDeg = 40;
const swingDeg = 12;
/** People at a kiosk look down at its screen a little. */
const towardsScreen = -6;

export function filmLooks(plan: FilmPlan): { readonly atMs: number; readonly look: Look }[] {
  const count = Math.ceil(plan.lengthMs / plan.frameEveryMs);
  return Array.from({ length: count }, (_, i) => {
    const atMs = i * plan.frameEveryMs;
    return { atMs, look: lookAt(plan, atMs) };
  });
}

function lookAt({ reactsAtMs, expression, strength, movement }: FilmPlan, atMs: number): Look {
  const share = Math.min(1, Math.max(0, (atMs - reactsAtMs) / growMs));
  const sway = Math.sin((atMs / swayEveryMs) * 2 * Math.PI);
  const moved = movement && atMs >= reactsAtMs ? movedBy(movement, atMs - reactsAtMs) : {};
  const isBlink = atMs % blinkEveryMs > blinkEveryMs - blinkMs;
  return {
    ...plainLook,
    mimic: mixMimics(mimics.neutral, mimics[expression], share * (strength ?? 1)),
    yaw: 2 * sway + (moved.yaw ?? 0),
    pitch: towardsScreen + (moved.pitch ?? 0),
    roll: 0.8 * sway,
    lids: moved.lids ?? (isBlink ? 0 : 1),
    offset: [4 * sway, 0],
  };
}

/** The person's own left is the picture's right. */
function movedBy(movement: Movement, forMs: number): Partial<Pick<Look, 'yaw' | 'pitch' | 'lids'>> {
  const at = forMs % movesEveryMs;
  const there = Math.min(1, Math.max(0, (at - movesEveryMs / 2) / growMs));
  const swing = Math.sin((forMs / swingEveryMs) * 2 * Math.PI);
  switch (movement) {
    case 'closesEyes':
      return { lids: at > movesEveryMs / 2 ? 0 : 1 };
    case 'turnsLeft':
      return { yaw: turnDeg * there, lids: 1 };
    case 'turnsRight':
      return { yaw: -turnDeg * there, lids: 1 };
    case 'nods':
      return { pitch: swingDeg * swing };
    case 'shakesHead':
      return { yaw: 1.5 * swingDeg * swing };
  }
}
