/**
 * Signed coupons that this machine accepted without the cloud, as a read model of the journal: none of them
 * counts twice here until it has expired, and how much is believed before the cloud has heard of it is
 * limited. What compaction would forget is carried over into a record of its own.
 */
import { couponOffMinor } from '../../domain/order-benefits.ts';
import type { JournalRecord, RecordOf } from '../../domain/record.ts';

interface Believed {
  readonly couponId: string;
  readonly expiresAtMs: number;
  readonly seriesId: string;
  /** Absent where only its use is remembered. */
  readonly orderId?: string;
  /** The last record that remembers it. */
  readonly seq: number;
  readonly offMinor: number;
  readonly paid: boolean;
}

/** Coupons in one record that carries them over. */
export const carriedMax = 500;

export class CouponBook {
  #believed = new Map<string, Believed>();

  apply({ body, seq }: JournalRecord): void {
    switch (body.kind) {
      case 'couponAccepted':
        if (body.by === 'signature') this.#accepted(body, seq);
        return;
      case 'couponDropped':
        if (this.#believed.get(body.couponId)?.orderId === body.orderId) this.#believed.delete(body.couponId);
        return;
      case 'orderSubmitted':
        this.#change(body.orderId, (one) => ({ ...one, offMinor: couponOffMinor(body.lines, one.seriesId) }));
        return;
      case 'orderPaid':
        this.#change(body.orderId, (one) => ({ ...one, paid: true, seq }));
        return;
      case 'orderClosed':
        for (const one of this.#of(body.orderId)) if (!one.paid) this.#believed.delete(one.couponId);
        return;
      case 'couponsRemembered':
        for (const { couponId, expiresAtMs } of body.coupons) {
          const before = this.#believed.get(couponId);
          const carried = before ?? { couponId, expiresAtMs, seriesId: '', offMinor: 0, paid: true };
          this.#believed.set(couponId, { ...carried, seq });
        }
    }
  }

  clear(): void {
    this.#believed.clear();
  }

  isUsed(couponId: string): boolean {
    return this.#believed.has(couponId);
  }

  /** What the cloud has not heard of: its number and what it took off. */
  unsettled(acknowledgedSeq: number): { count: number; minor: number } {
    let [count, minor] = [0, 0];
    for (const { orderId, seq, offMinor } of this.#believed.values()) {
      if (orderId === undefined || seq <= acknowledgedSeq) continue;
      count += 1;
      minor += offMinor;
    }
    return { count, minor };
  }

  /** The record to write before everything below `belowSeq` is forgotten; undefined where none is needed. */
  carryOver(belowSeq: number, nowMs: number): RecordOf<'couponsRemembered'> | undefined {
    const coupons: { couponId: string; expiresAtMs: number }[] = [];
    for (const { couponId, expiresAtMs, seq } of this.#believed.values()) {
      if (expiresAtMs <= nowMs) this.#believed.delete(couponId);
      else if (seq < belowSeq && coupons.length < carriedMax) coupons.push({ couponId, expiresAtMs });
    }
    return coupons.length === 0 ? undefined : { kind: 'couponsRemembered', coupons };
  }

  #accepted({ couponId, expiresAtMs, seriesId, orderId }: RecordOf<'couponAccepted'>, seq: number): void {
    const one = { couponId, expiresAtMs, seriesId, orderId, seq, offMinor: 0, paid: false };
    this.#believed.set(couponId, one);
  }

  #of(orderId: string): Believed[] {
    return [...this.#believed.values()].filter((one) => one.orderId === orderId);
  }

  #change(orderId: string, change: (one: Believed) => Believed): void {
    for (const one of this.#of(orderId)) this.#believed.set(one.couponId, change(one));
  }
}
