/**
 * Films of drawn people as sequences of looks: somebody stands before the kiosk, blinks, moves a little, sees
 * something, and shows an expression from then on. Times in milliseconds from the film's begin.
 */
import { type DrawnExpression, type Look, mimics, mixMimics, plainLook } from './look.ts';

export interface FilmPlan {
  /** Shown until then: neutral. */
  readonly reactsAtMs: number;
  readonly expression: DrawnExpression;
  readonly lengthMs: number;
  readonly frameEveryMs: number;
  /** Nods after reacting, as people do who agree. */
  readonly nods?: boolean;
  /** Where the head is turned to from `turnAtMs` on, degrees. */
  readonly turn?: { readonly atMs: number; readonly yaw: number };
}

const blinkEveryMs = 2_800;
const blinkMs = 260;
const swayEveryMs = 5_600;
/** How long a face takes from one expression to another. */
const growMs = 500;

export function filmLooks(plan: FilmPlan): { readonly atMs: number; readonly look: Look }[] {
  const count = Math.ceil(plan.lengthMs / plan.frameEveryMs);
  return Array.from({ length: count }, (_, i) => {
    const atMs = i * plan.frameEveryMs;
    return { atMs, look: lookAt(plan, atMs) };
  });
}

function lookAt(plan: FilmPlan, atMs: number): Look {
  const share = Math.min(1, Math.max(0, (atMs - plan.reactsAtMs) / growMs));
  const isBlink = atMs % blinkEveryMs > blinkEveryMs - blinkMs;
  const sway = Math.sin((atMs / swayEveryMs) * 2 * Math.PI);
  const nod = plan.nods && share > 0 ? 9 * Math.sin((atMs - plan.reactsAtMs) / 160) : 0;
  const turned =
    plan.turn && atMs >= plan.turn.atMs ? plan.turn.yaw * Math.min(1, (atMs - plan.turn.atMs) / growMs) : 0;
  return {
    ...plainLook,
    mimic: mixMimics(mimics.neutral, mimics[plan.expression], share),
    yaw: 2 * sway + turned,
    pitch: nod,
    roll: 0.8 * sway,
    lids: isBlink ? 0 : 1,
    offset: [4 * sway, 0],
  };
}
