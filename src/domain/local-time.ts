/**
 * The wall clock of a site: what day and minute it is there at an instant. Formatters are costly to make
 * and are kept, one for each time zone.
 */
import { Fault } from './fault.ts';

/** A site has one time zone, a cloud a few hundred; more than this is somebody making names up. */
const zonesMax = 700;
const formatters = new Map<string, Intl.DateTimeFormat>();

export interface LocalTime {
  /** `YYYY-MM-DD` */
  readonly dateIso: string;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday: number;
  /** Minutes since local midnight, 0 … 1439. */
  readonly minuteOfDay: number;
}

/** Day, weekday and minute at `nowMs` in an IANA time zone. Throws `CONFIG_INVALID` for an unknown zone. */
export function localTime(nowMs: number, timeZone: string): LocalTime {
  const minute = Math.floor(nowMs / minuteMs);
  if (last?.minute === minute && last.timeZone === timeZone) return last.local;
  const local = computed(nowMs, timeZone);
  last = { minute, timeZone, local };
  return local;
}

const minuteMs = 60_000;
/** The minute that was asked about last: the same one is asked about again and again. */
let last: { readonly minute: number; readonly timeZone: string; readonly local: LocalTime } | undefined;

function computed(nowMs: number, timeZone: string): LocalTime {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(nowMs)
      .map((part) => [part.type, part.value]),
  );
  const dateIso = `${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
  return {
    dateIso,
    weekday: new Date(`${dateIso}T00:00:00Z`).getUTCDay() || 7,
    minuteOfDay: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

const dayMinutes = 1440;

/** The instant at which the site's day of `nowMs` began, also on days when clocks change. */
export function startOfDay(nowMs: number, timeZone: string): number {
  const { dateIso, minuteOfDay } = localTime(nowMs, timeZone);
  const guessMs = Math.floor(nowMs / minuteMs) * minuteMs - minuteOfDay * minuteMs;
  const found = localTime(guessMs, timeZone);
  if (found.dateIso === dateIso) return guessMs - found.minuteOfDay * minuteMs;
  return guessMs + (dayMinutes - found.minuteOfDay) * minuteMs;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const kept = formatters.get(timeZone);
  if (kept) return kept;
  const made = makeFormatter(timeZone);
  if (formatters.size >= zonesMax) formatters.clear();
  formatters.set(timeZone, made);
  return made;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', 'use a time zone', { cause, facts: { timeZone } });
  }
}
