/** Alarms by how long they stand: what is new, what waits, what was forgotten. */
import type { Text } from '../../../domain/text.ts';
import type { Alarm } from '../../../wire/rest.ts';

export interface AgeGroup {
  /** Place on the alarms page. */
  readonly anchor: string;
  readonly name: Text;
  readonly fromMs: number;
  readonly toMs: number;
}

const hourMs = 3_600_000;

export const ageGroups: readonly AgeGroup[] = [
  { anchor: 'new', name: { zh: '1 小时内', en: 'Under 1 hour' }, fromMs: 0, toMs: hourMs },
  { anchor: 'day', name: { zh: '1 至 24 小时', en: '1 to 24 hours' }, fromMs: hourMs, toMs: 24 * hourMs },
  { anchor: 'older', name: { zh: '超过 1 天', en: 'Over 1 day' }, fromMs: 24 * hourMs, toMs: Infinity },
];

export function alarmsOfAge(alarms: readonly Alarm[], group: AgeGroup, nowMs: number): Alarm[] {
  return alarms.filter((alarm) => {
    const ageMs = Math.max(0, nowMs - alarm.sinceMs);
    return ageMs >= group.fromMs && ageMs < group.toMs;
  });
}
