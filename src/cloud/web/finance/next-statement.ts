/** Which statement each channel sends next, by those that came. */
import type { StatementFile } from '../../../wire/rest-finance.ts';
import { addDays } from './form-period.ts';

/** When platforms have the day before, on the clock of China. */
const readyAt: Readonly<Record<string, string>> = { alipay: '09:30', wechat: '10:30' };

export interface NextStatement {
  readonly channel: string;
  readonly day: string;
  /** `2026-08-29 09:30` in China. */
  readonly at: string;
}

/** Of each channel that sent one, the day after the latest that was taken. */
export function nextStatements(
  files: readonly Pick<StatementFile, 'channel' | 'day' | 'state'>[],
): NextStatement[] {
  const latest = new Map<string, string>();
  for (const { channel, day, state } of files) {
    if (state === 'refused') continue;
    if (day > (latest.get(channel) ?? '')) latest.set(channel, day);
  }
  return [...latest].sort().map(([channel, last]) => {
    const day = addDays(last, 1);
    return { channel, day, at: `${addDays(day, 1)} ${readyAt[channel] ?? '09:30'}` };
  });
}
