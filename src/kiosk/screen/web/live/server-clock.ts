/**
 * The machine's time as the browser can know it. Each view says when it was made; the smallest distance
 * over the last few is the best guess, because a view can arrive late but never early. A view that is off
 * by seconds was not late on the same machine: its clock was set, and the guess begins anew.
 */

const samplesMax = 5;
const clockSetMs = 2000;

export interface ServerClock {
  /** Takes in the time a view was made. */
  heard(serverTimeMs: number): void;
  /** The machine's time now. */
  nowMs(): number;
}

/** `localNowMs` is the browser's steady clock. */
export function createServerClock(localNowMs: () => number): ServerClock {
  let samples: number[] = [];
  return {
    heard(serverTimeMs) {
      const sample = localNowMs() - serverTimeMs;
      const wasSet = samples.length > 0 && Math.abs(sample - Math.min(...samples)) > clockSetMs;
      samples = wasSet ? [sample] : [...samples, sample].slice(-samplesMax);
    },
    nowMs() {
      return localNowMs() - (samples.length > 0 ? Math.min(...samples) : 0);
    },
  };
}
