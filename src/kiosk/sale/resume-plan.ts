/**
 * After a start: which open order goes on on the screen, and which are given up. An order goes on only if
 * the shopper can still be standing there: the operating system did not restart, and its last record is
 * young; what a vending controller asked for only if it is paid or being paid, because the request itself is
 * gone. Everything else is settled in the background, and what was paid and not delivered is refunded.
 */
import { isPaid, type Order } from '../../domain/order.ts';
import { vendOf } from '../../domain/vend-line.ts';

/** How long a shopper is taken to wait in front of a machine that went dark. */
export const resumeWithinMs = 120_000;

export interface ResumePlan {
  readonly onScreen: Order | undefined;
  readonly giveUp: readonly Order[];
}

export function planResume(open: readonly Order[], nowMs: number, sameBoot: boolean): ResumePlan {
  const waiting = open.filter((order) => order.abandoned === undefined);
  const latest = waiting.reduce<Order | undefined>(
    (best, order) => (best && best.updatedAtMs >= order.updatedAtMs ? best : order),
    undefined,
  );
  const ageMs = latest ? nowMs - latest.updatedAtMs : Number.POSITIVE_INFINITY;
  const young = sameBoot && ageMs >= 0 && ageMs <= resumeWithinMs;
  const onScreen = young && latest && standsAlone(latest) ? latest : undefined;
  return { onScreen, giveUp: waiting.filter((order) => order !== onScreen) };
}

/** Whether the order can go on without the request that it may have answered. */
function standsAlone(order: Order): boolean {
  if (vendOf(order.lines) === undefined || isPaid(order)) return true;
  const last = order.charges.at(-1)?.state;
  return last === 'intended' || last === 'paid';
}
