/** How often cards may be asked about from one order's page, so that nobody can look for cards through it. */
import { Fault } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';

const questionsMax = 30;
const windowMs = 600_000;
const ordersMax = 10_000;

export class QuestionLimit {
  #clock: Clock;
  #asked = new Map<string, { readonly sinceMs: number; count: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Throws `RATE_LIMITED` after too many. */
  count(orderId: string): void {
    const nowMs = this.#clock.monotonicMs();
    const known = this.#asked.get(orderId);
    if (known && nowMs - known.sinceMs < windowMs) {
      known.count += 1;
      if (known.count > questionsMax) throw new Fault('RATE_LIMITED', 'ask about cards so often');
      return;
    }
    this.#asked.delete(orderId);
    // The oldest make room; an order has only so many charges in any case.
    const [oldest] = this.#asked.keys();
    if (oldest !== undefined && this.#asked.size >= ordersMax) this.#asked.delete(oldest);
    this.#asked.set(orderId, { sinceMs: nowMs, count: 1 });
  }
}
