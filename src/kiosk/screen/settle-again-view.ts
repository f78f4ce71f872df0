/** The button to settle again, where a charge is on its way or its result cannot be had. */
import type { Order } from '../../domain/order.ts';
import { settleAgainFromMs } from '../../domain/settle-again.ts';
import type { SaleState } from '../sale/sale-state.ts';
import type { Page } from './view.ts';

/** From when on it is offered, the machine's time; absent where it never is. */
export function settleAgainOffer(
  order: Order | undefined,
  sale: SaleState,
  online: boolean,
): { readonly settleAgainFromMs?: number } {
  const last = order?.charges.at(-1);
  const open = last?.state === 'intended' && !order?.abandoned && !sale.vend;
  return open ? { settleAgainFromMs: settleAgainFromMs(last, online) } : {};
}

/** The list as it was before the failure. */
export function overduePage(
  order: Order | undefined,
  sale: SaleState,
  receiptLink: string,
): Extract<Page, { page: 'paymentUnknown' }> {
  const open = order?.charges.at(-1)?.state === 'intended' && !order.abandoned && !sale.vend;
  return {
    page: 'paymentUnknown',
    receiptLink,
    again: !open ? 'never' : sale.settlingAgain ? 'asked' : 'offered',
  };
}
