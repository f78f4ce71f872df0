/** The browser's clock, given to the page from outside, and a `now` that ticks for ages and "as of". */
import { createContext, useEffect, useState } from 'react';
import type { Clock } from '../../../platform/clock.ts';
import { useRequired } from '../parts/use-required.ts';

export const ClockContext = createContext<Clock | undefined>(undefined);

export function useClock(): Clock {
  return useRequired(ClockContext, 'the clock');
}

/** UTC milliseconds, read again every `everyMs`. */
export function useNow(everyMs = 15_000): number {
  const clock = useClock();
  const [nowMs, setNowMs] = useState(() => clock.now());
  useEffect(() => {
    let cancel = clock.after(everyMs, tick);
    function tick() {
      setNowMs(clock.now());
      cancel = clock.after(everyMs, tick);
    }
    return () => cancel();
  }, [clock, everyMs]);
  return nowMs;
}
