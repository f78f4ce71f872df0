/** The rows of a form by channel and day as columns to draw: one for each day, a part for each channel. */
import type { FormRow } from '../../../wire/rest-forms.ts';
import { addDays, type FormPeriod } from './form-period.ts';

export interface ChartPart {
  readonly channel: string;
  /** Place of its colour. */
  readonly tone: number;
  readonly minor: number;
  /** Where it begins and how high it is, as shares of the chart. */
  readonly from: number;
  readonly height: number;
}

export interface ChartDay {
  readonly day: string;
  readonly minor: number;
  readonly parts: readonly ChartPart[];
}

export interface Chart {
  readonly days: readonly ChartDay[];
  /** The largest first; its place is its colour. */
  readonly channels: readonly { readonly channel: string; readonly minor: number }[];
  /** What the full height stands for. */
  readonly highestMinor: number;
}

/** What went back on a day beyond what came is drawn as nothing; its number is said. */
export function chartOf(rows: readonly FormRow[], { from, to }: FormPeriod): Chart {
  const totals = new Map<string, number>();
  const cells = new Map<string, number>();
  for (const { keys, netMinor } of rows) {
    const [channel = '', day = ''] = keys;
    totals.set(channel, (totals.get(channel) ?? 0) + netMinor);
    cells.set(`${day} ${channel}`, netMinor);
  }
  const channels = [...totals]
    .map(([channel, minor]) => ({ channel, minor }))
    .sort((one, other) => other.minor - one.minor);
  const days: { day: string; minors: number[] }[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push({ day, minors: channels.map(({ channel }) => cells.get(`${day} ${channel}`) ?? 0) });
  }
  const drawn = (minors: readonly number[]) => minors.reduce((sum, minor) => sum + Math.max(0, minor), 0);
  const highestMinor = Math.max(1, ...days.map(({ minors }) => drawn(minors)));
  return {
    channels,
    highestMinor,
    days: days.map(({ day, minors }) => {
      let reached = 0;
      const parts = minors.map((minor, tone) => {
        const height = Math.max(0, minor) / highestMinor;
        const part = { channel: channels[tone]?.channel ?? '', tone, minor, from: reached, height };
        reached += height;
        return part;
      });
      return { day, minor: minors.reduce((sum, minor) => sum + minor, 0), parts };
    }),
  };
}
