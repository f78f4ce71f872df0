/** Whole seconds until a moment of the machine's time, counted down on the screen. */
import { useEffect, useState } from 'react';

/** Rounds up, never below zero; changes once a second. */
export function useSecondsUntil(endsAtMs: number, nowMs: () => number): number {
  const [, redraw] = useState(0);
  const leftMs = Math.max(0, endsAtMs - nowMs());
  useEffect(() => {
    if (leftMs <= 0) return;
    const untilNextSecondMs = leftMs % 1000 || 1000;
    const timer = setTimeout(() => redraw((n) => n + 1), untilNextSecondMs + 5);
    return () => clearTimeout(timer);
  });
  return Math.ceil(leftMs / 1000);
}

/** Whole seconds since a moment of the browser's steady clock. */
export function useSecondsSince(startedAtMs: number): number {
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.floor((performance.now() - startedAtMs) / 1000));
}
