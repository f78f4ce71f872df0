/** From when on a shopper may settle again (A7) while the result of a charge is waited for. */
import type { OrderCharge } from './order.ts';

/** While the network is there, a result is waited for so long before the button is offered. */
export const settleAgainAfterMs = 20_000;

/** The machine's time; at once where nobody can answer. */
export function settleAgainFromMs(
  { intendedAtMs }: Pick<OrderCharge, 'intendedAtMs'>,
  online: boolean,
): number {
  return online ? intendedAtMs + settleAgainAfterMs : intendedAtMs;
}
