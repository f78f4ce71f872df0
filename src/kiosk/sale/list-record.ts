/** The list as the checkout is asked about it, and as it goes on record. */
import type { RecordOf } from '../../domain/record.ts';
import type { Basket, CheckoutContext } from '../checkout/checkout-machine.ts';
import { benefitsOf } from './benefit-steps.ts';
import type { SaleContext, SaleState } from './sale-state.ts';

export function checkoutContext(
  state: SaleState,
  { shop, nowMs, clockDoubt, makeId }: SaleContext,
): CheckoutContext {
  return { shop, nowMs, clockDoubt, makeLineId: () => makeId('lin'), benefits: benefitsOf(state) };
}

export function basketRecord(
  orderId: string,
  { lines, totals }: Basket,
  { shop }: SaleContext,
): RecordOf<'basketChanged'> {
  return { kind: 'basketChanged', orderId, currency: shop.bundle.currency, lines: [...lines], totals };
}
