/**
 * The demonstration's people as films for the simulated camera: neutral at first, then the expression or the
 * movement asked for, round and round.
 */
import type { SimulatedPerson } from '../../../hal/camera/simulated-person.ts';
import { personJpeg } from './draw-person.ts';
import { drawnExpressions, plainLook } from './look.ts';
import { filmLooks, movements } from './person-film.ts';
import { demoPersonas } from './persona.ts';

/** Round from the moment the expression is there: two swayings, four blinks and movements. */
const plan = { reactsAtMs: 3_000, lengthMs: 14_800, frameEveryMs: 200 };
const roundFromMs = 3_600;

export const simulatedPeople: readonly SimulatedPerson[] = demoPersonas.map((persona) => ({
  name: persona.name,
  looks: [...drawnExpressions, ...movements],
  film(look) {
    const expression = drawnExpressions.find((one) => one === look) ?? 'neutral';
    const movement = movements.find((one) => one === look);
    const looks = filmLooks({ ...plan, expression, ...(movement ? { movement } : {}) });
    return {
      pictures: looks.length,
      roundFrom: roundFromMs / plan.frameEveryMs,
      picture: (number) => personJpeg(persona, looks[number]?.look ?? plainLook),
    };
  },
}));
