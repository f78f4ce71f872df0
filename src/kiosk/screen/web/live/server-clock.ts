/**
 * The machine's time as the browser can know it. Each view says when it was made; the smallest distance
 * over the last few is the best guess, because a view can arrive late but never early.
 */

const samplesMax = 5;

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
      samples = [...samples, localNowMs() - serverTimeMs].slice(-samplesMax);
    },
    nowMs() {
      return localNowMs() - (samples.length > 0 ? Math.min(...samples) : 0);
    },
  };
}
