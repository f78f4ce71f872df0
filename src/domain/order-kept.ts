/** What of a paid order the shopper does not have: coupons and points follow the goods, as the money does. */
import type { PricedLine } from './basket.ts';
import { allocate } from './money.ts';
import type { Order } from './order.ts';

export interface Undelivered {
  readonly dueMinor: number;
  /** What points had taken off. */
  readonly pointsMinor: number;
  /** Nothing at all was handed over. */
  readonly everything: boolean;
}

/** Pieces that a mechanism should have handed over and did not, as far as is known. */
export function undelivered({ lines, deliveries }: Order): Undelivered {
  let [dueMinor, pointsMinor, delivered] = [0, 0, 0];
  for (const line of lines) {
    const due = perPiece(line, line.dueMinor);
    const points = perPiece(line, pointsOff(line));
    for (let piece = 0; piece < line.quantity; piece += 1) {
      const handed = deliveries.some(
        (one) => one.lineId === line.lineId && one.piece === piece && one.state === 'delivered',
      );
      if (handed || line.delivery.how === 'none') {
        delivered += 1;
        continue;
      }
      dueMinor += due[piece] ?? 0;
      pointsMinor += points[piece] ?? 0;
    }
  }
  return { dueMinor, pointsMinor, everything: delivered === 0 };
}

function perPiece({ quantity }: PricedLine, minor: number): number[] {
  return allocate(
    minor,
    Array.from({ length: quantity }, () => 1),
  );
}

function pointsOff({ discounts }: PricedLine): number {
  return discounts.reduce((sum, { points, amountMinor }) => sum + (points ? amountMinor : 0), 0);
}
