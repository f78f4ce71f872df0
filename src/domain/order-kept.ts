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

/** What of one line is missing. */
export interface UndeliveredLine {
  readonly line: PricedLine;
  readonly pieces: number;
  readonly dueMinor: number;
  readonly pointsMinor: number;
}

/** Of each line the pieces that a mechanism should have handed over and did not, as far as is known. */
export function undeliveredLines({ lines, deliveries }: Order): UndeliveredLine[] {
  return lines.map((line) => {
    const due = perPiece(line, line.dueMinor);
    const points = perPiece(line, pointsOff(line));
    let [pieces, dueMinor, pointsMinor] = [0, 0, 0];
    for (let piece = 0; piece < line.quantity; piece += 1) {
      const handed = deliveries.some(
        (one) => one.lineId === line.lineId && one.piece === piece && one.state === 'delivered',
      );
      if (handed || line.delivery.how === 'none') continue;
      pieces += 1;
      dueMinor += due[piece] ?? 0;
      pointsMinor += points[piece] ?? 0;
    }
    return { line, pieces, dueMinor, pointsMinor };
  });
}

/** All lines together. */
export function undelivered(order: Order): Undelivered {
  const lines = undeliveredLines(order);
  return {
    dueMinor: lines.reduce((sum, { dueMinor }) => sum + dueMinor, 0),
    pointsMinor: lines.reduce((sum, { pointsMinor }) => sum + pointsMinor, 0),
    everything: lines.every(({ line, pieces }) => pieces === line.quantity),
  };
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
