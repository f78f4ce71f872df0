/**
 * Calendar dates of goods: text `YYYY-MM-DD` in the site's time zone, so comparing texts compares days.
 * A date of expiry is the last day on which the goods may be sold. Production date plus shelf life counts
 * from the day after production: made on the 1st with 7 days, sold until the 8th.
 */
import { Fault } from './fault.ts';

const dayMs = 86_400_000;

/** The date of a day that exists, else undefined: the 30th of February is no day. */
export function isoDateOf(year: number, month: number, day: number): string | undefined {
  if (!Number.isInteger(year) || year < 1900 || year > 2999) return undefined;
  if (!Number.isInteger(month) || month < 1 || month > 12) return undefined;
  if (!Number.isInteger(day) || day < 1 || day > lastDayOfMonth(year, month)) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** 28 to 31; `month` counts from 1. */
export function lastDayOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && isoDateOf(Number(match[1]), Number(match[2]), Number(match[3])) !== undefined;
}

/** The date `days` later (earlier where negative). Throws `INPUT_MALFORMED` for what is no date. */
export function addDays(dateIso: string, days: number): string {
  checkDate(dateIso);
  return new Date(Date.parse(`${dateIso}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Whether goods may no longer be sold: the day after their date of expiry has begun. */
export function isExpired(expiresOn: string, todayIso: string): boolean {
  checkDate(expiresOn);
  checkDate(todayIso);
  return expiresOn < todayIso;
}

/** What a code and the catalogue say about how long goods keep. */
export interface ShelfDates {
  readonly expiresOn?: string;
  readonly bestBefore?: string;
  readonly producedOn?: string;
  readonly shelfLifeDays?: number;
}

/**
 * The date of expiry: the one in the code, else production date plus shelf life, else none. Best before is a
 * promise of quality and not of safety; only where the site's policy says so (`bestBeforeBlocks`) does it
 * end the sale too, and then the earlier date holds.
 */
export function expiryOf(dates: ShelfDates, bestBeforeBlocks: boolean): string | undefined {
  const { producedOn, shelfLifeDays } = dates;
  const computed =
    producedOn !== undefined && shelfLifeDays !== undefined ? addDays(producedOn, shelfLifeDays) : undefined;
  const safety = dates.expiresOn ?? computed;
  const quality = bestBeforeBlocks ? dates.bestBefore : undefined;
  if (safety === undefined || quality === undefined) return safety ?? quality;
  return quality < safety ? quality : safety;
}

/**
 * The date of two-digit year, month and day as codes carry it. The year is the one within 50 years of today
 * (GS1 General Specifications 7.12); day 00 is the last day of the month. Undefined for no such day.
 */
export function dateOfYymmdd(yymmdd: string, todayIso: string): string | undefined {
  if (!/^\d{6}$/.test(yymmdd)) return undefined;
  checkDate(todayIso);
  const thisYear = Number(todayIso.slice(0, 4));
  const shortYear = Number(yymmdd.slice(0, 2));
  const month = Number(yymmdd.slice(2, 4));
  const day = Number(yymmdd.slice(4, 6));
  const ahead = shortYear - (thisYear % 100);
  const century = Math.floor(thisYear / 100) + (ahead >= 51 ? -1 : ahead <= -50 ? 1 : 0);
  const year = century * 100 + shortYear;
  if (month < 1 || month > 12) return undefined;
  return isoDateOf(year, month, day === 0 ? lastDayOfMonth(year, month) : day);
}

function checkDate(dateIso: string): void {
  if (!isIsoDate(dateIso)) throw new Fault('INPUT_MALFORMED', 'read a calendar date');
}
