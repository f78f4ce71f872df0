/** The rules that every story must keep, each checked on the evidence when everything is at rest. */
import type { LedgerRecord } from '../../../../src/cloud/ledger/ledger-ports.ts';
import { isClosed, isPaid } from '../../../../src/domain/order.ts';
import { chainHash } from '../../../../src/kiosk/journal/record-codec.ts';
import { genesisHash, type StoredRecord } from '../../../../src/kiosk/journal/store.ts';
import { booksAgree } from './books.ts';
import { type Evidence, heldMinor, type JudgedOrder, judgedOrder, sum } from './evidence.ts';
import { fatesOf } from './fate-model.ts';

/** What broke which rule; empty if all is well. */
export function judge(evidence: Evidence): string[] {
  const judged = [...evidence.orders.values()].map((order) => judgedOrder(order, evidence));
  return [
    ...evidence.outside.violations,
    ...everyOrderInTheCloud(evidence),
    ...judged.flatMap((order) => orderEnded(order, evidence)),
    ...judged.flatMap(moneyMatchesGoods),
    ...judged.flatMap(droppedOnce),
    ...nothingUnaccounted(evidence),
    ...fatesAgree(judged, evidence),
    ...booksAgree(evidence),
    ...receiptsPrinted(evidence),
  ];
}

/** The ledger holds the machine's records: all of them, once, in order, in one chain. */
export function judgeJournal(journal: readonly StoredRecord[], ledger: readonly LedgerRecord[]): string[] {
  if (journal.length !== ledger.length) {
    return [`records did not reach the ledger once: it has ${ledger.length} of ${journal.length}`];
  }
  let hash = genesisHash;
  for (const [index, { seq, text, hash: found }] of journal.entries()) {
    hash = chainHash(hash, text);
    const taken = ledger[index];
    if (found !== hash || seq !== index + 1) return [`the journal's chain is broken: at record ${seq}`];
    if (taken?.hash !== hash || taken.text !== text || taken.seq !== seq) {
      return [`a record of the ledger is not the machine's: ${seq}`];
    }
    if (taken.fault) return [`the ledger set a record aside: ${seq}, ${taken.fault}`];
  }
  return [];
}

function everyOrderInTheCloud({ outside, orders }: Evidence): string[] {
  return [...outside.orders.keys()]
    .filter((orderId) => !orders.has(orderId))
    .map((orderId) => `an order that the screen showed is not in the cloud: ${orderId}`);
}

function orderEnded({ order }: JudgedOrder, { outside }: Evidence): string[] {
  const problems: string[] = [];
  if (!isClosed(order)) problems.push(`an order is not closed: ${order.orderId} is ${order.state}`);
  const shown = outside.orders.get(order.orderId)?.shownTotalMinor;
  if (isPaid(order) && shown !== undefined && shown !== order.totals.dueMinor) {
    problems.push(
      `the price is not what the screen said: ${order.orderId} costs ${order.totals.dueMinor}, not ${shown}`,
    );
  }
  return problems;
}

/** What was taken and not given back is what the goods cost that the shopper got. */
function moneyMatchesGoods(judged: JudgedOrder): string[] {
  const { order, codeHeldMinor, coinsInMinor, coinsOutMinor, coinsUnprovedMinor, owedMinor, pieces } = judged;
  const heldNow = codeHeldMinor + coinsInMinor - coinsOutMinor - owedMinor;
  const fromCounter = order.lines.filter((line) => line.delivery.how === 'none');
  const counterMinor = isPaid(order) ? sum(fromCounter.map((line) => line.dueMinor)) : 0;
  const got = pieces.filter((piece) => piece.drops.length > 0);
  const gotMinor = counterMinor + sum(got.map((piece) => piece.dueMinor));
  const unprovedMinor = sum(got.filter((piece) => piece.allowed).map((piece) => piece.dueMinor));
  const allowedMinor = unprovedMinor + coinsUnprovedMinor;
  if (heldNow === gotMinor || (heldNow < gotMinor && heldNow >= gotMinor - allowedMinor)) return [];
  const rule = heldNow > gotMinor ? 'money without goods or refund' : 'goods without money';
  return [
    `${rule}: order ${order.orderId} (${order.state}) holds ${heldNow}, its goods are worth ${gotMinor}` +
      ` (by code ${codeHeldMinor}, coins in ${coinsInMinor}, out ${coinsOutMinor}, owed ${owedMinor})`,
  ];
}

function droppedOnce({ order, pieces }: JudgedOrder): string[] {
  return pieces
    .filter((piece) => piece.drops.length > 1)
    .map((piece) => `a piece came out twice: ${piece.drops.length} drops for one of ${order.orderId}`);
}

/** Every drop, trade and coin belongs to an order of the cloud. */
function nothingUnaccounted({ outside, orders, book, charges }: Evidence): string[] {
  const all = [...orders.values()];
  const deliveries = new Set(all.flatMap((order) => order.deliveries.map((d) => d.deliveryId)));
  const payouts = new Set(all.flatMap((order) => order.payouts.map((p) => p.payoutId)));
  const ofOrder = new Map(charges.map((charge) => [charge.chargeId, charge.orderId]));
  return [
    ...outside.drops
      .filter((drop) => drop.deliveryId === undefined || !deliveries.has(drop.deliveryId))
      .map((drop) => `goods without an order: ${drop.how} ${drop.name} at ${Math.round(drop.atMs)} ms`),
    ...book
      .filter((trade) => heldMinor(trade) > 0 && !orders.has(ofOrder.get(trade.chargeId) ?? ''))
      .map((trade) => `a charge without an order: ${trade.chargeId}`),
    ...outside.payouts
      .filter((payout) => payout.payoutId === undefined || !payouts.has(payout.payoutId))
      .map((payout) => `coins paid out for no order: at ${Math.round(payout.atMs)} ms`),
    ...outside.coins
      .filter((coin) => coin.orderId === undefined || !orders.has(coin.orderId))
      .map((coin) => `a coin taken in for no order: at ${Math.round(coin.atMs)} ms`),
  ];
}

/** Every receipt is on paper. */
function receiptsPrinted({ orders, printed }: Evidence): string[] {
  const tray = new Set(printed);
  return [...orders.values()]
    .filter(({ receipt }) => receipt !== undefined && !tray.has(receipt.receiptId))
    .map(({ orderId }) => `a receipt was never printed: order ${orderId}`);
}

function fatesAgree(judged: readonly JudgedOrder[], { outside }: Evidence): string[] {
  return judged.flatMap((one) => {
    const fates = fatesOf(one, outside.orders.get(one.order.orderId));
    if (fates.includes(one.order.state)) return [];
    const { orderId, state } = one.order;
    return [`an order ended as it should not: ${orderId} as ${state}, expected ${fates.join(' or ')}`];
  });
}
