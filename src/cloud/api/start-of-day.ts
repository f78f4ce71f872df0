/** Midnight in a time zone, purely, also on the days when clocks change. */

const parts = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** What the wall clock of `timeZone` shows, as if it were UTC. */
function wallMs(atMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const shown = new Map(format.formatToParts(new Date(atMs)).map((part) => [part.type, Number(part.value)]));
  const [year, month, day, hour, minute, second] = parts.map((part) => shown.get(part) ?? 0);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/** The instant at which the day of `nowMs` began; an unknown zone counts as UTC. */
export function startOfDayMs(nowMs: number, timeZone: string): number {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const midnight = Math.floor(wallMs(nowMs, zone) / 86_400_000) * 86_400_000;
  // The offset at midnight may differ from the offset now: correct once with the offset found there.
  const guess = midnight - (wallMs(nowMs, zone) - Math.floor(nowMs / 1000) * 1000);
  return guess - (wallMs(guess, zone) - midnight);
}

export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone });
    return true;
  } catch {
    return false;
  }
}
