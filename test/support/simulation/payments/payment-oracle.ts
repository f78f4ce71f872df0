/**
 * Judges payments from outside alone: the wallets' books against what fell out of the machine at its list
 * price, and how long after the end of all trouble the books last moved. Nothing here reads what the product
 * has recorded.
 */

import type { SimulatedTrade } from '../../../../src/cloud/gateway/simulated-platform.ts';
import type { FaultWindows } from '../fault-windows.ts';
import { heldMinor, sum } from '../oracle/evidence.ts';
import type { Outside, SeenDrop } from '../outside.ts';

/** A payment is final this long after the end of the last trouble that it met. */
export const finalWithinMs = 60_000;

/** List prices of what the shoppers of these stories buy, by where it falls. */
const listPriceMinor: Readonly<Record<string, number>> = { 'slot A1': 350, 'door D1': 2000 };

export interface PaymentFigures {
  /** Payment codes that were put to a wallet. */
  readonly payments: number;
  readonly paid: number;
  readonly givenBack: number;
  readonly closed: number;
  /** Wallet trades whose books and drops disagree; pairs are found by the sums of the whole story. */
  readonly singleSidedMinor: number;
  /** Fallen without a proof that the machine could see, and given back: the recorded allowance. */
  readonly allowedMinor: number;
  /** How long after the end of trouble each payment was final. */
  readonly finalAfterMs: readonly number[];
}

/** Everything that somebody outside of a story about payments knows. */
export interface SeenPayments {
  readonly book: readonly SimulatedTrade[];
  /** Codes that the wallets refused. */
  readonly refused: number;
  readonly outside: Outside;
  readonly faults: FaultWindows;
  /** Wall time at the story's beginning. */
  readonly originMs: number;
}

/** What the books and the drops say, and which rules that breaks. */
export function judgePayments(story: SeenPayments): { figures: PaymentFigures; violations: string[] } {
  const { book, refused, outside } = story;
  const violations: string[] = [];
  const held = sum(book.map(heldMinor));
  const fallen = sum(outside.drops.map(priceOf));
  const unproved = sum(outside.drops.filter((drop) => !isProved(drop, outside)).map(priceOf));
  if (held > fallen || held < fallen - unproved) {
    const rule = held > fallen ? 'money without goods or refund' : 'goods without money';
    violations.push(`${rule}: the wallets hold ${held}, what fell is worth ${fallen}`);
  }
  const finalAfterMs: number[] = [];
  for (const trade of book) {
    if (trade.status === 'waiting') violations.push(`a payment is not final: ${trade.chargeId}`);
    const afterMs = finalAfter(trade, story);
    finalAfterMs.push(afterMs);
    if (afterMs <= finalWithinMs) continue;
    violations.push(`a payment is final too late: ${trade.chargeId} after ${Math.round(afterMs)} ms`);
  }
  const paid = book.filter(({ status }) => status === 'paid');
  const figures = {
    payments: book.length + refused,
    paid: paid.filter((trade) => heldMinor(trade) > 0).length,
    givenBack: paid.filter((trade) => heldMinor(trade) === 0).length,
    closed: book.filter(({ status }) => status === 'closed').length,
    singleSidedMinor: Math.abs(held - fallen) <= unproved ? 0 : Math.abs(held - fallen),
    allowedMinor: fallen - held,
    finalAfterMs,
  };
  return { figures, violations };
}

/** Whether the machine could see that it fell: its board was there, and its sensor. */
function isProved({ proved, atMs }: SeenDrop, { boardAway }: Outside): boolean {
  return proved && !boardAway.some(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);
}

function priceOf({ how, name }: SeenDrop): number {
  const price = listPriceMinor[`${how} ${name}`];
  if (price === undefined) throw new Error(`${how} ${name} has no list price here`);
  return price;
}

/** Trouble, and a mechanism at work, put off when a payment had to be final. */
function finalAfter(
  { openedAtMs = 0, changedAtMs = 0 }: SimulatedTrade,
  { outside: { jobEndsMs }, faults, originMs }: SeenPayments,
): number {
  const finalMs = changedAtMs - originMs;
  const lastJobMs = jobEndsMs.findLast((atMs) => atMs <= finalMs) ?? 0;
  const beganMs = Math.max(openedAtMs - originMs, lastJobMs);
  return Math.max(0, finalMs - faults.quietFromMs(beganMs, finalWithinMs));
}
