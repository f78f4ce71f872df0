/**
 * The machine's orders as a read model of its journal: every open order, and the latest closed ones. It
 * is rebuilt by replay at every start, so it is never the truth itself.
 */
import { EventEmitter } from 'node:events';
import { evolveOrder, isClosed, isOrderRecord, type Order } from '../../domain/order.ts';
import type { JournalRecord } from '../../domain/record.ts';

export interface OrderBookEvents {
  changed: [order: Order];
}

/** Closed orders kept in memory, for the technician. */
const closedKept = 200;

const afterTheEnd: ReadonlySet<string> = new Set(['parkingPending', 'parkingGranted', 'parkingRefused']);

export class OrderBook extends EventEmitter<OrderBookEvents> {
  #open = new Map<string, { order: Order; firstSeq: number }>();
  #closed = new Map<string, Order>();

  /** Folds one more record in. */
  apply(record: JournalRecord): void {
    if (!isOrderRecord(record.body)) return;
    const orderId = record.body.orderId as string;
    const known = this.#open.get(orderId);
    // The lot may answer when the order itself was forgotten long ago: that is no new order.
    if (!known && !this.#closed.has(orderId) && afterTheEnd.has(record.body.kind)) return;
    const order = evolveOrder(known?.order ?? this.#closed.get(orderId), record.body, record.atMs);
    if (isClosed(order)) {
      this.#open.delete(orderId);
      this.#closed.set(orderId, order);
      this.#trim();
    } else {
      this.#open.set(orderId, { order, firstSeq: known?.firstSeq ?? record.seq });
    }
    this.emit('changed', order);
  }

  /** Forgets everything, before a replay. */
  clear(): void {
    this.#open.clear();
    this.#closed.clear();
  }

  get(orderId: string): Order | undefined {
    return this.#open.get(orderId)?.order ?? this.#closed.get(orderId);
  }

  /** Orders that are not closed, oldest first. */
  open(): Order[] {
    return [...this.#open.values()].map((entry) => entry.order);
  }

  /** The latest orders, newest first. */
  latest(limit: number): Order[] {
    const all = [...this.#closed.values(), ...this.open()];
    return all.sort((a, b) => b.openedAtMs - a.openedAtMs).slice(0, limit);
  }

  /** The first record that an open order still needs; compaction may not pass it. */
  oldestOpenSeq(): number {
    return Math.min(Number.MAX_SAFE_INTEGER, ...[...this.#open.values()].map((entry) => entry.firstSeq));
  }

  #trim(): void {
    for (const orderId of this.#closed.keys()) {
      if (this.#closed.size <= closedKept) return;
      this.#closed.delete(orderId);
    }
  }
}
