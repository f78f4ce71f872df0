/** Parking as the screen shows it, from the order's facts and, before it is paid, from what the lot said. */
import type { Order } from '../../domain/order.ts';
import type { SaleState } from '../sale/sale-state.ts';
import type { Page, ViewParking } from './view.ts';

export function parkingOf(order: Order | undefined, sale: SaleState): ViewParking | undefined {
  const parking = order?.parking;
  if (!parking) return undefined;
  const { carMasked, by, state, pending, stay, leaveByMs, reason } = parking;
  const known = state === 'asked' ? sale.parking?.stay : stay;
  // What the lot said no to is not promised while the shopper thinks about it.
  if (state === 'asked' && sale.parking?.stage === 'refused') {
    const { reason: why } = sale.parking;
    return { carMasked, by, state: 'refused', ...(why === undefined ? {} : { reason: why }) };
  }
  return {
    ...{ carMasked, by },
    state: state === 'intended' ? (pending ? 'late' : 'settling') : state,
    ...(known === undefined ? {} : { stay: known }),
    ...(leaveByMs === undefined ? {} : { leaveByMs }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The page on which the lot is waited for. */
export function carCheckPage({ parking }: SaleState): Extract<Page, { page: 'parkingCheck' }> {
  const { stage = 'late', reason } = parking ?? {};
  return { page: 'parkingCheck', stage, ...(reason === undefined ? {} : { reason }) };
}
