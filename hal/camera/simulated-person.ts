/**
 * Somebody in front of a simulated camera: a film whose last part goes round until something else is put there.
 * Its pictures are made one after another while it plays, and kept for the rounds.
 */
import type { Cancel, Clock } from '../../src/platform/clock.ts';

export interface SimulatedPerson {
  readonly name: string;
  /** Ways to look that can be asked for. */
  readonly looks: readonly string[];
  film(look: string): PersonFilm;
}

export interface PersonFilm {
  readonly pictures: number;
  /** Where it goes on after the last picture. */
  readonly roundFrom: number;
  /** A whole JPEG. */
  picture(number: number): Promise<Uint8Array>;
}

/** As often as a file camera looks. */
const pictureEveryMs = 200;

export interface PlayingFilm {
  /** Resolves when the first picture is shown; rejects if it cannot be. */
  readonly begun: Promise<void>;
  readonly end: Cancel;
}

/** Shows a film until it is ended; `failed` is told if it ends by itself later. */
export function playFilm(
  film: PersonFilm,
  clock: Clock,
  show: (jpeg: Uint8Array) => Promise<void>,
  failed: (error: unknown) => void,
): PlayingFilm {
  const made = new Map<number, Uint8Array>();
  let over = false;
  let cancelNext: Cancel = () => undefined;
  const showNumber = async (number: number): Promise<void> => {
    const startedMs = clock.monotonicMs();
    const jpeg = made.get(number) ?? (await film.picture(number));
    made.set(number, jpeg);
    if (over) return;
    await show(jpeg);
    const next = number + 1 < film.pictures ? number + 1 : film.roundFrom;
    const restMs = Math.max(0, pictureEveryMs - (clock.monotonicMs() - startedMs));
    if (!over) cancelNext = clock.after(restMs, () => void showNumber(next).catch(failed));
  };
  const end = () => {
    over = true;
    cancelNext();
  };
  return { begun: showNumber(0), end };
}
