/** What was due, taken off and paid in a period, as the address names it; nothing for those who keep no books. */
import { useSearchParams } from 'wouter';
import type { ParkingLotSums } from '../../../wire/rest-parking.ts';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { useNow } from '../time/clock-context.tsx';
import { formatInstant, fromLocalField } from '../time/zone-time.ts';

export const periods = ['today', 'week', 'month', 'ever'] as const;
export type Period = (typeof periods)[number];

const dayMs = 86_400_000;
const daysOf: Readonly<Record<Exclude<Period, 'ever'>, number>> = { today: 0, week: 6, month: 29 };

export function usePeriod(): readonly [Period, (period: Period) => void] {
  const [search, setSearch] = useSearchParams();
  const period = periods.find((one) => one === search.get('period')) ?? 'week';
  return [period, (next) => setSearch({ period: next })];
}

/** The sums of each lot; undefined while they load and for who may not see them. */
export function useParkingSums(period: Period): readonly ParkingLotSums[] | undefined {
  const { may, merchant } = useSession();
  const nowMs = useNow();
  const today = formatInstant(nowMs, merchant.timeZone, 'date');
  const startMs = fromLocalField(today, merchant.timeZone) ?? 0;
  const from = period === 'ever' ? undefined : Math.max(0, startMs - daysOf[period] * dayMs);
  const sums = useRest('readParkingSums', { query: { from }, enabled: may('readBooks'), keepPrevious: true });
  return sums.data?.items;
}
