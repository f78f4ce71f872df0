/**
 * Whether a promotion holds at an instant: its campaign in UTC, its days and hours on the site's wall clock.
 * Ends are exclusive. Hours past midnight belong to the day on which they began.
 */
import type { LocalTime } from './local-time.ts';
import type { Promotion } from './promotion.ts';

type Window = Promotion['window'];

const dayMinutes = 1440;

/** `local` is asked only where days or hours matter. */
export function isWithinWindow(window: Window, nowMs: number, local: () => LocalTime): boolean {
  if (window.fromMs !== undefined && nowMs < window.fromMs) return false;
  if (window.untilMs !== undefined && nowMs >= window.untilMs) return false;
  const { days, fromTime, untilTime } = window;
  if (days === undefined && fromTime === undefined && untilTime === undefined) return true;
  const { weekday, minuteOfDay } = local();
  const from = fromTime === undefined ? 0 : minutesOf(fromTime);
  const until = untilTime === undefined ? dayMinutes : minutesOf(untilTime);
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  const began = beganOn(minuteOfDay, from, until);
  if (began === undefined) return false;
  return days === undefined || days.includes(began === 'today' ? weekday : yesterday);
}

/** On which day the hours in force now began; undefined outside them. Equal ends are a whole day. */
function beganOn(minute: number, from: number, until: number): 'today' | 'yesterday' | undefined {
  if (from < until) return minute >= from && minute < until ? 'today' : undefined;
  if (minute >= from) return 'today';
  return minute < until ? 'yesterday' : undefined;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
