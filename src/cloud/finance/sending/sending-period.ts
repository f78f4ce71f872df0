/** Which periods a schedule tells of and when: each is sent once it is over, at an hour of the day after it. */
import { localTime, startOfDay } from '../../../domain/local-time.ts';
import type { ScheduleEvery } from '../../../wire/rest-forms.ts';

export interface Period {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
/** After a long time away only the latest periods are told of. */
const periodsMax = 10;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The period that holds `day`; a week begins on Monday. */
export function periodOf(day: string, every: ScheduleEvery): Period {
  switch (every) {
    case 'day':
      return { from: day, to: day };
    case 'week': {
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
      const from = addDays(day, 1 - weekday);
      return { from, to: addDays(from, 6) };
    }
    case 'month': {
      const from = `${day.slice(0, 7)}-01`;
      const next = periodStart(addDays(from, 31));
      return { from, to: addDays(next, -1) };
    }
  }
}

const periodStart = (day: string) => `${day.slice(0, 7)}-01`;

export interface Timing {
  readonly every: ScheduleEvery;
  readonly hour: number;
  readonly timeZone: string;
  /** Periods that ended before it are not told of. */
  readonly fromDay: string;
}

/** The periods whose time has come, the earliest first, at most the latest ten. */
export function periodsDue({ every, hour, timeZone, fromDay }: Timing, nowMs: number): Period[] {
  const { dateIso, minuteOfDay } = localTime(nowMs, timeZone);
  const lastDay = addDays(dateIso, minuteOfDay >= hour * 60 ? -1 : -2);
  const due: Period[] = [];
  // From the latest one backwards: a schedule may be years old.
  let period = periodOf(lastDay, every);
  if (period.to > lastDay) period = periodOf(addDays(period.from, -1), every);
  while (period.to >= fromDay && due.length < periodsMax) {
    due.unshift(period);
    period = periodOf(addDays(period.from, -1), every);
  }
  return due;
}

/** When the next period is sent. */
export function nextSendingMs({ every, hour, timeZone, fromDay }: Timing, nowMs: number): number {
  const { dateIso } = localTime(nowMs, timeZone);
  let period = periodOf(fromDay > dateIso ? fromDay : addDays(dateIso, -1), every);
  for (;;) {
    const atMs = instantOf(addDays(period.to, 1), hour, timeZone);
    if (atMs > nowMs) return atMs;
    period = periodOf(addDays(period.to, 1), every);
  }
}

function instantOf(day: string, hour: number, timeZone: string): number {
  let startMs = startOfDay(Date.parse(`${day}T12:00:00Z`), timeZone);
  const found = localTime(startMs, timeZone).dateIso;
  if (found < day) startMs = startOfDay(startMs + 1.5 * dayMs, timeZone);
  if (found > day) startMs = startOfDay(startMs - dayMs / 2, timeZone);
  return startMs + hour * 3_600_000;
}
