/**
 * What is left when a channel's statements and our books were compared day by day, decided purely: matched over the
 * cut-off, named as a difference, or carried on until the next days' statements are there. One finding never hides
 * another: an amount, a fee and a day that are all wrong are three differences. Days are those of China.
 */
import type { DifferenceCategory } from './difference.ts';
import { proportion } from './money.ts';
import type { StatementKind, StatementRow } from './statement.ts';
import { chinaDay, chinaDayStartMs, dayAfter } from './statement-cells.ts';

/** How a payment or refund of ours stands: `success` moved money, the others should not have. */
export type Standing = 'success' | 'reversed' | 'failed' | 'open';

/** A payment or refund of ours. */
export interface OursRow {
  readonly kind: 'payment' | 'refund';
  readonly orderNo: string;
  /** Of a refund. */
  readonly ref: string;
  readonly orderId: string;
  readonly machineId: string;
  readonly tradeNo: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly atMs: number;
  readonly standing: Standing;
}

/** A row of the statement of `day`. */
export interface ChannelRow extends StatementRow {
  readonly day: string;
}

export interface FoundDifference {
  readonly category: DifferenceCategory;
  readonly day: string;
  /** Unique among the differences of a category. */
  readonly key: string;
  readonly kind: StatementKind;
  readonly orderNo: string;
  readonly ref: string;
  readonly ours?: OursRow | undefined;
  readonly channel?: ChannelRow | undefined;
  /** What the channel's view would change in our books. */
  readonly deltaMinor: number;
}

export interface Leftovers {
  /** What is known of every number that is left on either side, whenever it was. */
  readonly ours: readonly OursRow[];
  /** Keys of ours that found no row that agrees in the statement of their own day. */
  readonly oursLeft: ReadonlySet<string>;
  /** Keys of payments of ours whose number at the platform stands in another payment of ours. */
  readonly twins: ReadonlySet<string>;
  readonly channelLeft: readonly ChannelRow[];
  /** Days whose statements were compared. */
  readonly compared: ReadonlySet<string>;
  readonly ratePpm?: number | undefined;
}

export interface Decided {
  readonly differences: readonly FoundDifference[];
  /** Ours that wait for the statements of the next days. */
  readonly carried: readonly OursRow[];
  /** Pairs whose days differ because they happened around midnight. */
  readonly overCutOff: number;
}

/** Both sides' clocks, and how long a payer may take to confirm. */
const cutOffMs = 15 * 60_000;
/** What is in none of so many statements after its own is missing. */
const carryDays = 3;

export function keyOf(row: {
  readonly kind: string;
  readonly orderNo: string;
  readonly ref: string;
}): string {
  return `${row.kind} ${row.orderNo} ${row.ref}`;
}

/** What a channel may charge for a row, in hundred-thousandths. */
function expectedFeeE5(row: { readonly kind: StatementKind; readonly amountMinor: number }, ratePpm: number) {
  const fee = proportion(row.amountMinor, ratePpm, 1_000_000) * 1000;
  return row.kind === 'payment' ? fee : 0 - fee;
}

interface Order {
  readonly orderNo: string;
  readonly payment: OursRow | undefined;
  readonly refunds: ReadonlyMap<string, OursRow>;
  readonly channel: readonly ChannelRow[];
}

class Decision {
  readonly differences: FoundDifference[] = [];
  readonly carried: OursRow[] = [];
  overCutOff = 0;
  #left: Leftovers;

  constructor(left: Leftovers) {
    this.#left = left;
  }

  order(order: Order): void {
    const { payment, refunds, channel } = order;
    const of = (kind: StatementKind) => channel.filter((row) => row.kind === kind);
    const stray = of('refund').filter(({ ref }) => !refunds.has(ref));
    const taken = payment && payment.standing !== 'success';
    const back = [...of('reversal'), ...stray];
    const undone = taken ? this.#undone(payment, of('payment'), back) : false;
    if (!undone) {
      this.#side(payment, of('payment'));
      for (const row of of('reversal')) this.#one('statusMismatch', row, payment, -row.amountMinor);
      for (const rows of byRef(stray)) this.#side(undefined, rows);
    }
    for (const [ref, refund] of refunds) {
      this.#side(
        refund,
        of('refund').filter((row) => row.ref === ref),
      );
    }
  }

  /** A payment that is none in our books is settled where the channel gave all of it back. */
  #undone(payment: OursRow, paid: readonly ChannelRow[], back: readonly ChannelRow[]): boolean {
    const [first, ...more] = paid;
    if (!first) return back.length === 0;
    const returned = back.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    if (more.length === 0 && returned === first.amountMinor) return true;
    // The reversal of a payment just before midnight stands in the next statement.
    const nextDay = dayAfter(first.day);
    const late = (chinaDayStartMs(nextDay) ?? 0) - first.atMs <= cutOffMs;
    return payment.standing === 'reversed' && back.length === 0 && late && !this.#left.compared.has(nextDay);
  }

  /** One payment or refund of ours, and the rows that name it. */
  #side(ours: OursRow | undefined, rows: readonly ChannelRow[]): void {
    const success = ours?.standing === 'success';
    const isFree = success && this.#isFree(ours);
    const at = isFree
      ? Math.max(
          0,
          rows.findIndex(({ day }) => day === chinaDay(ours.atMs)),
        )
      : 0;
    const first = success && !isFree ? undefined : rows[at];
    for (const [n, row] of rows.filter((one) => one !== first).entries()) {
      this.#one('duplicateChannel', row, ours, signed(row), n + 1);
    }
    if (first && isFree) this.#pair(ours, first);
    else if (first) this.#channelOnly(ours, first);
    else if (ours && isFree) this.#oursOnly(ours);
  }

  /** Whether no row of its own day has been taken for it. */
  #isFree(ours: OursRow): boolean {
    return this.#left.oursLeft.has(keyOf(ours)) || !this.#left.compared.has(chinaDay(ours.atMs));
  }

  #pair(ours: OursRow, row: ChannelRow): void {
    const refund = row.kind !== 'payment';
    if (ours.currency !== row.currency) this.#one('currencyMismatch', row, ours, -signed(ours));
    else if (ours.amountMinor !== row.amountMinor) {
      const category = refund ? 'refundAmountMismatch' : 'amountMismatch';
      this.#one(category, row, ours, signed(row) - signed(ours));
    }
    const { ratePpm } = this.#left;
    const expected = ratePpm === undefined ? row.feeE5 : expectedFeeE5(row, ratePpm);
    if (expected !== row.feeE5 && ours.currency === row.currency) {
      this.#one('feeMismatch', row, ours, (expected - Math.round(row.feeE5 / 1000) * 1000) / 1000);
    }
    this.#days(ours, row);
  }

  #days(ours: OursRow, row: ChannelRow): void {
    const day = chinaDay(ours.atMs);
    if (day === row.day) return;
    const later = day > row.day ? day : row.day;
    const midnightMs = chinaDayStartMs(later) ?? 0;
    const near = (atMs: number) => Math.abs(atMs - midnightMs) <= cutOffMs;
    if (near(ours.atMs) && near(row.atMs)) this.overCutOff += 1;
    else this.#one('wrongDay', row, ours, 0);
  }

  #channelOnly(ours: OursRow | undefined, row: ChannelRow): void {
    if (ours?.standing === 'reversed') this.#one('reversedButPaid', row, ours, signed(row));
    else if (ours) this.#one('statusMismatch', row, ours, signed(row));
    else this.#one(row.kind === 'refund' ? 'refundMissingOurs' : 'missingInOurs', row, ours, signed(row));
  }

  #oursOnly(ours: OursRow): void {
    if (ours.kind === 'payment' && this.#left.twins.has(keyOf(ours))) {
      this.#add('duplicateOurs', ours, undefined, -signed(ours));
      return;
    }
    const day = chinaDay(ours.atMs);
    const days = Array.from({ length: carryDays + 1 }, (_, after) => dayAfter(day, after));
    if (!days.every((one) => this.#left.compared.has(one))) this.carried.push(ours);
    else
      this.#add(
        ours.kind === 'refund' ? 'refundMissingChannel' : 'missingInChannel',
        ours,
        undefined,
        -signed(ours),
      );
  }

  #one(
    category: DifferenceCategory,
    row: ChannelRow,
    ours: OursRow | undefined,
    deltaMinor: number,
    n = 0,
  ): void {
    this.#add(category, ours, row, deltaMinor, n);
  }

  #add(
    category: DifferenceCategory,
    ours: OursRow | undefined,
    channel: ChannelRow | undefined,
    deltaMinor: number,
    n = 0,
  ): void {
    const row = channel ?? ours;
    if (!row) return;
    const { kind, orderNo, ref } = row;
    const day = channel?.day ?? chinaDay(row.atMs);
    const key = n === 0 ? keyOf(row) : `${keyOf(row)} ${n}`;
    this.differences.push({ category, day, key, kind, orderNo, ref, ours, channel, deltaMinor });
  }
}

/** Above nothing where money came to us. */
function signed({ kind, amountMinor }: { readonly kind: string; readonly amountMinor: number }): number {
  return kind === 'payment' ? amountMinor : 0 - amountMinor;
}

function byRef(rows: readonly ChannelRow[]): ChannelRow[][] {
  const groups = new Map<string, ChannelRow[]>();
  for (const row of rows) groups.set(row.ref, [...(groups.get(row.ref) ?? []), row]);
  return [...groups.values()];
}

interface Gathered {
  payment?: OursRow;
  readonly refunds: Map<string, OursRow>;
  readonly channel: ChannelRow[];
}

/** Decides about everything that is left. */
export function decideLeftovers(left: Leftovers): Decided {
  const orders = new Map<string, Gathered>();
  const of = (orderNo: string) => {
    const order: Gathered = orders.get(orderNo) ?? { refunds: new Map(), channel: [] };
    orders.set(orderNo, order);
    return order;
  };
  for (const row of left.ours) {
    const order = of(row.orderNo);
    if (row.kind === 'payment') order.payment = row;
    else order.refunds.set(row.ref, row);
  }
  const rows = [...left.channelLeft].sort((a, b) =>
    a.day < b.day ? -1 : a.day > b.day ? 1 : a.line - b.line,
  );
  for (const row of rows) of(row.orderNo).channel.push(row);
  const decision = new Decision(left);
  for (const [orderNo, { payment, refunds, channel }] of orders) {
    decision.order({ orderNo, payment, refunds, channel });
  }
  const { differences, carried, overCutOff } = decision;
  return { differences, carried, overCutOff };
}
