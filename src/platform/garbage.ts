/**
 * Collects garbage at a moment of our choosing: V8 by itself lets a heap grow for as long as there is room,
 * and a kiosk should neither grow over a day nor pause while somebody stands there.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Of the calling thread alone. `quick` takes milliseconds; `whole` also compacts, throws away compiled code
 * that may be needed again and gives pages back, for some tenths of a second.
 */
export function collectGarbage(how: 'quick' | 'whole'): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: object) => void;
  // Compiled code is taken from the cache only under the flags that it was made with.
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', execution: 'sync', ...(how === 'whole' ? { flavor: 'last-resort' } : {}) });
}
