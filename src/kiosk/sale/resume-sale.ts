/** Where the screen goes on after a short power cut. */
import type { Item, PricedLine } from '../../domain/basket.ts';
import { isPaid, type Order } from '../../domain/order.ts';
import { vendOf } from '../../domain/vend-line.ts';
import { enter, type SaleState } from './sale-state.ts';

/** The phase that the facts of the order on the screen lead to. */
export function resumeSale(state: SaleState, order: Order, nowMs: number): SaleState {
  const items = order.lines.map(itemOfLine);
  const basket = { items, lines: order.lines, totals: order.totals };
  // No request outlasts the process that heard it.
  const asked = vendOf(order.lines);
  const vend = asked && { vendId: asked.vendId, withdrawn: true };
  const { member } = order;
  const at = {
    ...{ ...state, orderId: order.orderId, basket, vend },
    // The name lies sealed and follows.
    ...(member ? { member: { ...member, nameMasked: '*' } } : {}),
    ...benefitsAfresh(order),
  };
  if (isPaid(order)) return enter(at, 'completing', nowMs);
  const { heldBack } = order;
  if (!order.submitted && heldBack) return enter(at, 'expiredWarning', nowMs, { heldBack });
  if (!order.submitted) return enter(at, 'listing', nowMs);
  const last = order.charges.at(-1);
  // The list as it was, and the button as it was.
  if (last?.state === 'intended' && (last.overdue || last.closing))
    return enter(at, 'paymentUnknown', nowMs, { settlingAgain: last.closing === true });
  if (last?.state === 'intended' || last?.state === 'paid')
    return enter(at, 'charging', nowMs, { chargeStage: 'checking' });
  if (order.cashMinor > 0) return enter(at, 'insertingCash', nowMs);
  if (order.totals.dueMinor === 0) return enter(at, 'completing', nowMs);
  return enter(at, 'choosingTender', nowMs);
}

/** What counted for the list still does; what was being asked for is asked for anew. */
function benefitsAfresh({ coupons, points }: Order): Pick<SaleState, 'coupons' | 'points'> {
  const { memberId, state, reserved, rate } = points ?? {};
  const kept = memberId !== undefined && state === 'reserved' && reserved && rate;
  return {
    ...(coupons?.length ? { coupons } : {}),
    ...(kept ? { points: { memberId, reserved, rate } } : {}),
  };
}

/** The item behind a priced line. */
function itemOfLine(line: PricedLine): Item {
  const { regularMinor: _r, discountMinor: _d, dueMinor: _due, discounts: _list, ...item } = line;
  return item;
}
