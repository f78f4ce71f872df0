/**
 * Drives every open order to its end: asks `nextStep`, performs it, and again, until the order waits for
 * somebody or is closed. An order that failed retryably is tried again later; one whose record could not
 * be made durable stands still until the journal works again. Each order has one driver at a time.
 */

import { faultChain, faultCodeOf } from '../../domain/fault.ts';
import type { Order } from '../../domain/order.ts';
import type { Cancel } from '../../platform/clock.ts';
import { retryDelayMs } from '../../platform/retry-schedule.ts';
import { nextStep, type OrderStep } from './order-steps.ts';
import type { SalePorts } from './sale-ports.ts';

/** What performing a step led to: look again at once, or wait until the order changes. */
export type StepOutcome = 'again' | 'wait';

/** One executor for each step; a step without one does not compile. */
export type StepExecutors = {
  readonly [S in OrderStep['step']]: (
    order: Order,
    step: Extract<OrderStep, { step: S }>,
  ) => Promise<StepOutcome> | StepOutcome;
};

export type OrderFlowPorts = Pick<SalePorts, 'orders' | 'clock' | 'random' | 'log'>;

const retryLimits = { firstMs: 500, maxMs: 30_000 };

export class OrderFlow {
  #ports: OrderFlowPorts;
  #executors: StepExecutors;
  #running = new Set<string>();
  #again = new Set<string>();
  #attempts = new Map<string, number>();
  #retries = new Map<string, Cancel>();
  #stopped = true;

  constructor(ports: OrderFlowPorts, executors: StepExecutors) {
    this.#ports = ports;
    this.#executors = executors;
  }

  /** Drives all open orders on. */
  start(): void {
    this.#stopped = false;
    for (const order of this.#ports.orders.open()) this.drive(order.orderId);
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#retries.values()) cancel();
    this.#retries.clear();
    this.#attempts.clear();
  }

  /** Looks at an order again, now or when the step under way is done. */
  drive(orderId: string): void {
    if (this.#stopped) return;
    if (this.#running.has(orderId)) this.#again.add(orderId);
    else void this.#run(orderId);
  }

  async #run(orderId: string): Promise<void> {
    this.#running.add(orderId);
    this.#retries.get(orderId)?.();
    this.#retries.delete(orderId);
    try {
      let outcome: StepOutcome = 'again';
      while (!this.#stopped && (outcome === 'again' || this.#again.has(orderId))) {
        this.#again.delete(orderId);
        outcome = await this.#stepOnce(orderId);
      }
      this.#attempts.delete(orderId);
    } catch (error) {
      this.#retryLater(orderId, error);
    } finally {
      this.#running.delete(orderId);
      this.#again.delete(orderId);
    }
  }

  async #stepOnce(orderId: string): Promise<StepOutcome> {
    const order = this.#ports.orders.get(orderId);
    if (!order) return 'wait';
    const step = nextStep(order);
    const execute = this.#executors[step.step] as (
      order: Order,
      step: OrderStep,
    ) => Promise<StepOutcome> | StepOutcome;
    return execute(order, step);
  }

  #retryLater(orderId: string, error: unknown): void {
    if (this.#stopped) return;
    const attempt = this.#attempts.get(orderId) ?? 0;
    this.#attempts.set(orderId, attempt + 1);
    const delayMs = retryDelayMs(attempt, retryLimits, this.#ports.random);
    this.#ports.log.warn('a step of an order failed, it is tried again', {
      orderId,
      code: faultCodeOf(error),
      chain: faultChain(error),
      delayMs,
    });
    this.#retries.set(
      orderId,
      this.#ports.clock.after(delayMs, () => this.drive(orderId)),
    );
  }
}
