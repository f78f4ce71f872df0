/**
 * Instants as the site's wall clock shows them, and back. Everything the console stores or sends is UTC
 * milliseconds; a zone is an IANA name. A zone the browser does not know is shown as UTC.
 */

interface WallClock {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  const options = {
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  }
}

function wallClock(atMs: number, timeZone: string): WallClock {
  const formatter = formatters.get(timeZone) ?? makeFormatter(timeZone);
  formatters.set(timeZone, formatter);
  const parts = formatter.formatToParts(atMs).map(({ type, value }) => [type, value]);
  return Object.fromEntries(parts) as unknown as WallClock;
}

export type TimeStyle = 'time' | 'second' | 'minuteOfYear' | 'secondOfYear' | 'date' | 'full';

/** `time` 14:02 · `second` 14:02:11 · `minuteOfYear` 08-28 14:02 · `full` 2026-08-28 14:02:11. */
export function formatInstant(atMs: number, timeZone: string, style: TimeStyle): string {
  const { year, month, day, hour, minute, second } = wallClock(atMs, timeZone);
  switch (style) {
    case 'time':
      return `${hour}:${minute}`;
    case 'second':
      return `${hour}:${minute}:${second}`;
    case 'minuteOfYear':
      return `${month}-${day} ${hour}:${minute}`;
    case 'secondOfYear':
      return `${month}-${day} ${hour}:${minute}:${second}`;
    case 'date':
      return `${year}-${month}-${day}`;
    case 'full':
      return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
  }
}

/** What stands in the UTC hover: `2026-08-28 06:02:11.120 UTC`. */
export function formatUtc(atMs: number): string {
  return `${new Date(atMs).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

/** An instant as a field shows it, `2026-08-28 17:30`. */
export function toLocalField(atMs: number, timeZone: string): string {
  const { year, month, day, hour, minute } = wallClock(atMs, timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

/** Minutes that the zone's wall clock is ahead of UTC at an instant, in milliseconds. */
function aheadMs(atMs: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(atMs, timeZone);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(atMs / 1000) * 1000;
}

/**
 * The instant at which the zone's wall clock shows a date, or a date and a time; `undefined` if it is none. A wall
 * time that a clock change skips becomes the instant as far after the change.
 */
export function fromLocalField(value: string, timeZone: string): number | undefined {
  const [day, time = '00:00'] = value.split(' ');
  const asUtcMs = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(asUtcMs)) return undefined;
  const guessMs = asUtcMs - aheadMs(asUtcMs, timeZone);
  return asUtcMs - aheadMs(guessMs, timeZone);
}
