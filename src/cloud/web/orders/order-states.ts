/** Which states belong together when an operator asks. */
import type { Text } from '../../../domain/text.ts';
import type { RestOrder } from '../../../wire/rest.ts';
import { orderStates } from '../language/state-texts.ts';

export type OrderState = RestOrder['state'];

/** Money is on the way: being paid, or paid and not closed. */
export const openStates: readonly OrderState[] = [
  'paymentInExecution',
  'paymentFinished',
  'deliveryInExecution',
  'deliveryFailRefundInExecution',
];

/** What the filter offers: `open` stands for `openStates`. */
export type StateFilter = OrderState | 'open';

export const openText: Text = { zh: '付款未了结', en: 'Not closed' };

export const stateFilters: readonly { readonly value: StateFilter; readonly name: Text }[] = [
  { value: 'open', name: openText },
  ...(Object.keys(orderStates) as OrderState[]).map((value) => ({ value, name: orderStates[value] })),
];

export function readStateFilter(value: string | null): StateFilter | undefined {
  return stateFilters.find((filter) => filter.value === value)?.value;
}

/** Longer than this is no ordinary sale: somebody should look. */
export const stuckAfterMs = 5 * 60_000;

/** What was paid by code or cash and is still on its way to being goods or a refund. */
export function isStuck(order: RestOrder, nowMs: number): boolean {
  return openStates.includes(order.state) && nowMs - order.times.updatedAtMs > stuckAfterMs;
}
