/**
 * The cloud's books against the world: what the gateway holds of every charge and refund is what the
 * platform did, what the order says, and what the transaction log says last; coins are counted exactly.
 */
import type { Charge, Refund } from '../../../../src/cloud/gateway/gateway-ports.ts';
import type { Order } from '../../../../src/domain/order.ts';
import { type Evidence, heldMinor, sum, unprovedMinor } from './evidence.ts';

export function booksAgree(evidence: Evidence): string[] {
  const charges = new Map(evidence.charges.map((charge) => [charge.chargeId, charge]));
  const refunds = new Map(evidence.refunds.map((refund) => [refund.refundId, refund]));
  const orders = [...evidence.orders.values()];
  return [
    ...foreignPayments(evidence),
    ...evidence.charges.flatMap((charge) => chargeIsAsThePlatformHasIt(charge, evidence)),
    ...orders.flatMap((order) => orderIsAsTheGatewayHasIt(order, charges, refunds)),
    ...logEndsAsRowsStand(evidence),
    ...orders.flatMap((order) => coinsAreCounted(order, evidence)),
  ];
}

/** What a machine took belongs to its merchant, here and at the platform. */
function foreignPayments({ merchantId, charges, refunds, book }: Evidence): string[] {
  return [...charges, ...refunds, ...book]
    .filter((payment) => payment.merchantId !== merchantId)
    .map((payment) => `a payment belongs to another merchant: ${payment.chargeId}`);
}

function chargeIsAsThePlatformHasIt({ chargeId, state }: Charge, { book, refunds }: Evidence): string[] {
  const trade = book.find((one) => one.chargeId === chargeId);
  const tookMoney = trade?.status === 'paid';
  const problem = (what: string) => [`the books differ from the platform: ${chargeId} ${what}`];
  if (state.name === 'paid' && !tookMoney) return problem(`is paid, the platform has ${trade?.status}`);
  if (state.name !== 'paid' && trade && heldMinor(trade) > 0)
    return problem(`is ${state.name}, but holds money`);
  const given = refunds.filter((r) => r.chargeId === chargeId && r.state.name === 'refunded');
  const givenMinor = state.name === 'paid' ? sum(given.map((r) => r.amountMinor)) : 0;
  const refundedMinor = tookMoney ? sum([...trade.refunds.values()]) : 0;
  if (state.name === 'paid' && givenMinor !== refundedMinor) {
    return problem(`had ${refundedMinor} given back, the books say ${givenMinor}`);
  }
  return [];
}

function orderIsAsTheGatewayHasIt(
  { orderId, charges: ofOrder, refunds: backOfOrder }: Order,
  charges: ReadonlyMap<string, Charge>,
  refunds: ReadonlyMap<string, Refund>,
): string[] {
  const problem = (what: string) => [`an order differs from the books: ${orderId}, ${what}`];
  const paidDiffers = ofOrder.flatMap(({ chargeId, state }) => {
    const held = charges.get(chargeId)?.state.name;
    return (held === 'paid') === (state === 'paid') ? [] : problem(`${chargeId} is ${state} and ${held}`);
  });
  const refundDiffers = backOfOrder.flatMap(({ refundId, state }) => {
    const held = refunds.get(refundId)?.state.name;
    return held === state ? [] : problem(`${refundId} is ${state} and ${held}`);
  });
  return [...paidDiffers, ...refundDiffers];
}

function logEndsAsRowsStand({ log, charges, refunds }: Evidence): string[] {
  const last = new Map(log.map((line) => [line.refId, line.state]));
  const rows = [
    ...charges.map((charge) => [charge.chargeId, charge.state.name] as const),
    ...refunds
      .filter((refund) => refund.state.name !== 'pending')
      .map((refund) => [refund.refundId, refund.state.name] as const),
  ];
  return rows
    .filter(([id, state]) => last.get(id) !== state)
    .map(([id, state]) => `the transaction log ends otherwise: ${id} is ${state}, logged ${last.get(id)}`);
}

/** Coins that the machine counted are those that fell, unless its counters were lost. */
function coinsAreCounted({ orderId, cashMinor, payouts }: Order, { outside }: Evidence): string[] {
  const inMinor = outside.orders.get(orderId)?.coinsMinor ?? 0;
  const problem = (what: string) => [`coins were miscounted: ${orderId}, ${what}`];
  if (inMinor !== cashMinor) return problem(`${inMinor} went in, ${cashMinor} are on record`);
  return payouts.flatMap((payout) => {
    const seen = outside.payouts.filter(({ payoutId }) => payoutId === payout.payoutId);
    const outMinor = sum(seen.map(({ amountMinor }) => amountMinor)) - unprovedMinor(payout, outside);
    const { paidMinor } = payout;
    return outMinor === paidMinor ? [] : problem(`${outMinor} came out, ${paidMinor} are on record`);
  });
}
