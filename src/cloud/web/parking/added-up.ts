/** Lots added up to their site. Pure. */
import type { ParkingLotSums } from '../../../wire/rest-parking.ts';

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
