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

const amounts = ['orders', 'regularMinor', 'couponMinor', 'pointsMinor', 'actualMinor'] as const;
export type Sums = Pick<ParkingLotSums, (typeof amounts)[number] | 'channels'>;

/** Several lots together: their orders are different ones. */
export function addedUp(sums: readonly Sums[]): Sums {
  const total = (amount: (typeof amounts)[number]) => sums.reduce((sum, one) => sum + one[amount], 0);
  const channels = new Map<string, Sums['channels'][number]>();
  for (const one of sums.flatMap((lot) => lot.channels)) {
    const before = channels.get(one.channel);
    const payments = one.payments + (before?.payments ?? 0);
    const actualMinor = one.actualMinor + (before?.actualMinor ?? 0);
    channels.set(one.channel, { ...one, payments, actualMinor });
  }
  return {
    ...{ orders: total('orders'), regularMinor: total('regularMinor'), couponMinor: total('couponMinor') },
    ...{ pointsMinor: total('pointsMinor'), actualMinor: total('actualMinor') },
    channels: [...channels.values()],
  };
}
