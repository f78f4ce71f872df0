/**
 * Buys one thing after the other as fast as the machine goes: by turns an article that is scanned and taken
 * along, and one that the shelf hands over; both paid by code, both with a printed receipt. Does not wait for
 * a page whose next touch is known, as the machine works on inputs in their order.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { View } from '../../src/kiosk/screen/view.ts';
import { benchGtin, benchSlots, paymentCode } from './bench-bundle.ts';
import type { MachineProcess } from './machine-process.ts';
import { ScreenFollower } from './screen-follower.ts';

/** A touch that met a page on its way out is tried again after this. */
const stuckMs = 2000;
const lookMs = 200;
const stuckTriesMax = 5;

export class TirelessShopper {
  readonly #machine: MachineProcess;
  readonly #products: number;
  readonly #screen: ScreenFollower;
  #view: View | undefined;
  #acted = '';
  #actedAtMs = 0;
  #goal = 0;
  #failed: unknown;
  sales = 0;
  /** Paid and given back, as when a device of an overloaded bench answers too late. */
  refunded = 0;

  /** `products` of the bundle are scanned in turn. */
  constructor(machine: MachineProcess, products: number) {
    this.#machine = machine;
    this.#products = products;
    this.#screen = new ScreenFollower(machine.url, (view) => this.#see(view));
  }

  async start(): Promise<void> {
    await this.#screen.start();
  }

  stop(): void {
    this.#screen.stop();
  }

  /** Buys until `goal` sales are done since the start. */
  async buyUntil(goal: number): Promise<void> {
    this.#goal = goal;
    this.#actedAtMs = performance.now();
    let tries = 0;
    let salesBefore = this.sales;
    this.#act();
    while (this.sales < goal) {
      await sleep(lookMs);
      if (this.#failed !== undefined) throw this.#failed;
      if (this.sales !== salesBefore) tries = 0;
      salesBefore = this.sales;
      if (performance.now() - this.#actedAtMs < stuckMs) continue;
      tries += 1;
      if (tries > stuckTriesMax)
        throw new Error(`sale ${this.sales + 1} stands still at ${JSON.stringify(this.#view?.page)}`);
      this.#act(true);
    }
  }

  #see(view: View): void {
    this.#view = view;
    this.#act();
  }

  /** Does what this page asks for, once; `again` if that was in vain. */
  #act(again = false): void {
    const view = this.#view;
    if (!view || (this.sales >= this.#goal && view.page.page === 'welcome')) return;
    const place = `${view.page.page} ${view.orderId ?? this.sales}`;
    if (place === this.#acted && !again) return;
    this.#acted = place;
    this.#actedAtMs = performance.now();
    this.#touch(view, again)?.catch((error: unknown) => {
      this.#failed = error;
    });
  }

  #touch(view: View, again: boolean): Promise<void> | undefined {
    switch (view.page.page) {
      case 'welcome':
        return this.#takeSomething();
      case 'list':
        return this.#paysAhead() && !again ? undefined : this.#pay();
      case 'tenderChoice':
        return again ? this.#pay() : undefined;
      case 'presentCode':
        this.#machine.devices.scan(paymentCode, 'qr');
        return undefined;
      case 'done':
        this.sales += 1;
        // The next shopper begins while the last one's page still stands.
        return this.sales < this.#goal ? this.#takeSomething() : this.#screen.tap({ tap: 'finish' });
      case 'refunded':
        if (!again) this.refunded += 1;
        return this.#screen.tap({ tap: 'finish' });
      default:
        return undefined;
    }
  }

  /** What is touched is paid for by the next touches; what is scanned comes another way, so its list is awaited. */
  #paysAhead(): boolean {
    return this.sales % 2 === 1;
  }

  #takeSomething(): Promise<void> | undefined {
    if (!this.#paysAhead()) {
      this.#machine.devices.scan(benchGtin(this.sales % this.#products), 'ean13');
      return undefined;
    }
    const slot = benchSlots[(this.sales >> 1) % benchSlots.length];
    const choice = { tap: 'choose', selectionId: `s-${slot}`, options: {} } as const;
    return this.#screen.tap(choice).then(() => this.#pay());
  }

  /** A touch that its page has already taken is ignored there. */
  async #pay(): Promise<void> {
    await this.#screen.tap({ tap: 'pay' });
    await this.#screen.tap({ tap: 'chooseTender', tender: 'code' });
  }
}
