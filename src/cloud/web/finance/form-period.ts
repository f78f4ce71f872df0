/** Periods of whole days by name, on the merchant's clock; days are `YYYY-MM-DD`. */
import type { periodNames } from './finance-texts.ts';

export type PeriodName = keyof typeof periodNames;

export interface FormPeriod {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The days of a name; of `custom` those before. */
export function periodOfName(name: PeriodName, today: string, before: FormPeriod): FormPeriod {
  const monthStart = `${today.slice(0, 7)}-01`;
  switch (name) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week':
      return { from: addDays(today, -6), to: today };
    case 'month':
      return { from: monthStart, to: today };
    case 'lastMonth': {
      const to = addDays(monthStart, -1);
      return { from: `${to.slice(0, 7)}-01`, to };
    }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case 'custom':
      return before;
  }
}

const named: readonly PeriodName[] = ['today', 'yesterday', 'week', 'month', 'lastMonth', 'year'];

/** The name that fits, or `custom`. */
export function nameOfPeriod({ from, to }: FormPeriod, today: string): PeriodName {
  const fits = (name: PeriodName) => {
    const days = periodOfName(name, today, { from, to });
    return days.from === from && days.to === to;
  };
  return named.find(fits) ?? 'custom';
}

/** The days that an address names, else this month's. */
export function periodOfAddress(search: URLSearchParams, today: string): FormPeriod {
  const usual = periodOfName('month', today, { from: today, to: today });
  const from = search.get('from') ?? usual.from;
  const to = search.get('to') ?? usual.to;
  return dayPattern.test(from) && dayPattern.test(to) && from <= to ? { from, to } : usual;
}
