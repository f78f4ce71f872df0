/**
 * The judge of the crash proof: what the outside saw — things that fell, the platform's book, coins — must
 * be what the cloud says, order by order. The machine's own record is not heard. Pure.
 */
import type { Drop } from '../../../hal/dispenser/drop.ts';
import { allocate } from '../../../src/domain/money.ts';
import type { BookedTrade } from '../../../src/doubles/wallet-book.ts';
import type { RestOrder } from '../../../src/wire/rest.ts';

export interface Evidence {
  readonly orders: readonly RestOrder[];
  readonly drops: readonly Drop[];
  readonly trades: readonly BookedTrade[];
  readonly coins: { readonly takenMinor: number; readonly paidMinor: number };
  /** Orders that a shopper saw being paid for. */
  readonly seen: ReadonlySet<string>;
}

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);

/** What the shopper has for the money: the delivered pieces and the goods from the counter. */
function keptMinor(order: RestOrder): number {
  if (order.times.paidAtMs === null) return 0;
  return sum(
    order.lines.map((line) => {
      if (line.delivery.how === 'none') return line.dueMinor;
      const dues = allocate(
        line.dueMinor,
        Array.from({ length: line.quantity }, () => 1),
      );
      const delivered = order.deliveries.filter((d) => d.lineId === line.lineId && d.state === 'delivered');
      return sum(delivered.map((d) => dues[d.piece] ?? 0));
    }),
  );
}

function judgeOrder(order: RestOrder, trades: readonly BookedTrade[]): string[] {
  const wrong: string[] = [];
  const own = trades.filter((t) => order.payments.some((p) => p.chargeId === t.outTradeNo));
  const heldMinor = sum(own.map((t) => (t.paidAtMs === null ? 0 : t.totalMinor - t.refundedMinor)));
  const cashMinor = sum(order.payments.filter((p) => p.tender === 'cash').map((p) => p.amountMinor));
  const backMinor = sum(order.payouts.map((p) => p.paidMinor + p.owedMinor));
  const netMinor = heldMinor + cashMinor - backMinor;
  if (order.times.closedAtMs === null) wrong.push(`is not closed (${order.state})`);
  if (netMinor !== keptMinor(order)) wrong.push(`holds ${netMinor} for goods worth ${keptMinor(order)}`);
  const paid = own.filter((t) => t.paidAtMs !== null && t.refundedMinor < t.totalMinor);
  if (paid.length > 1) wrong.push(`was charged ${paid.length} times`);
  const pieces = order.deliveries.filter((d) => d.state === 'delivered').map((d) => `${d.lineId} ${d.piece}`);
  if (new Set(pieces).size !== pieces.length) wrong.push('delivered a piece twice');
  return wrong.map((what) => `order ${order.id} ${what}`);
}

/** Everything that fell, and everything that the cloud says was handed over, by mechanism. */
function judgeDrops({ orders, drops }: Evidence): string[] {
  const delivered = orders.flatMap((order) => order.deliveries.filter((d) => d.state === 'delivered'));
  const keys = (list: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const key of list) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const fell = keys(drops.map((d) => (d.what === 'recipe' ? `recipe ${d.jobId}` : `${d.what} ${d.name}`)));
  const said = keys(
    delivered.map(({ id, target }) => {
      if (target.how === 'recipe') return `recipe ${id}`;
      return target.how === 'slot'
        ? `slot ${target.slot}`
        : `door ${target.how === 'door' ? target.door : ''}`;
    }),
  );
  return [...new Set([...fell.keys(), ...said.keys()])]
    .filter((key) => fell.get(key) !== said.get(key))
    .map((key) => `${key}: ${fell.get(key) ?? 0} came out, the orders say ${said.get(key) ?? 0}`);
}

/** Every way in which the outside and the cloud disagree; empty when nothing was lost or doubled. */
export function judge(evidence: Evidence): string[] {
  const { orders, trades, coins, seen } = evidence;
  const ids = orders.map((order) => order.id);
  const charges = new Set(orders.flatMap((order) => order.payments.map((p) => p.chargeId)));
  const cash = orders.flatMap((order) => order.payments.filter((p) => p.tender === 'cash'));
  const cashMinor = sum(cash.map((p) => p.amountMinor));
  const paidOutMinor = sum(orders.flatMap((order) => order.payouts.map((p) => p.paidMinor)));
  return [
    ...orders.flatMap((order) => judgeOrder(order, trades)),
    ...judgeDrops(evidence),
    ...(new Set(ids).size === ids.length ? [] : ['an order stands twice in the cloud']),
    ...[...seen]
      .filter((id) => !ids.includes(id))
      .map((id) => `order ${id} was seen and is not in the cloud`),
    ...trades
      .filter((t) => t.paidAtMs !== null && !charges.has(t.outTradeNo))
      .map((t) => `trade ${t.outTradeNo} belongs to no order`),
    ...(cashMinor === coins.takenMinor
      ? []
      : [`${coins.takenMinor} in coins went in, the orders say ${cashMinor}`]),
    ...(paidOutMinor === coins.paidMinor
      ? []
      : [`${coins.paidMinor} in coins came out, the orders say ${paidOutMinor}`]),
  ];
}
