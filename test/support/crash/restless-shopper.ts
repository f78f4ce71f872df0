/**
 * A shopper for the crash proof: looks at whatever the screen shows and does something that a person could
 * do there, drawn from a seed. Nothing is expected of the machine; it may be dead at any moment.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tap, View } from '../../../src/kiosk/screen/view.ts';
import { liveViews, tap } from '../../../src/technician/live-view.ts';
import { type Outside, type SampleCode, walletPlatforms } from '../product-outside.ts';

/** A source of decisions: a whole number below `count`. */
export type Choose = (count: number) => number;

export interface ShopperPorts {
  readonly kioskUrl: string;
  readonly outside: Outside;
  readonly codes: readonly SampleCode[];
  readonly choose: Choose;
}

/** What the wallets do, the usual outcome more often. */
const outcomes = [
  'paid',
  'paid',
  'paid',
  'paid',
  'slow',
  'unknown',
  'declined',
  'balance',
  'socketClosed',
] as const;
const lookAgainMs = 400;
const reconnectMs = 30;

export class RestlessShopper {
  readonly #ports: ShopperPorts;
  readonly #leaving = new AbortController();
  /** Orders that were on the screen beyond the list: each must stand in the cloud. */
  readonly submitted = new Set<string>();
  /** How often the page on the screen has changed. */
  pagesSeen = 0;
  #view: View | undefined;
  #changed: () => void = () => undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(ports: ShopperPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#running = Promise.all([this.#follow(), this.#shop()]);
  }

  /** Only looks on, while everything comes to rest. */
  watch(): void {
    this.#running = this.#follow();
  }

  async leave(): Promise<void> {
    this.#leaving.abort();
    this.#changed();
    await this.#running;
  }

  /** Whether the machine stands where the next shopper could begin. */
  atRest(): boolean {
    return this.#view?.page.page === 'welcome';
  }

  async #follow(): Promise<void> {
    const { signal } = this.#leaving;
    while (!signal.aborted) {
      try {
        for await (const view of liveViews(this.#ports.kioskUrl, signal)) this.#see(view);
      } catch {
        // A dead machine has no screen; it comes back.
      }
      await sleep(reconnectMs);
    }
  }

  #see(view: View): void {
    if (view.page.page !== this.#view?.page.page) this.pagesSeen += 1;
    this.#view = view;
    if (view.orderId !== undefined && !['welcome', 'list', 'outOfService'].includes(view.page.page)) {
      this.submitted.add(view.orderId);
    }
    this.#changed();
  }

  async #shop(): Promise<void> {
    while (!this.#leaving.signal.aborted) {
      const view = this.#view;
      const next = new Promise<void>((resolve) => (this.#changed = resolve));
      if (view) await this.#act(view).catch(() => undefined);
      await Promise.race([next, sleep(lookAgainMs)]);
    }
  }

  /** What is done in vain on a dead machine is simply in vain. */
  async #act(view: View): Promise<unknown> {
    const { choose, outside } = this.#ports;
    switch (view.page.page) {
      case 'welcome':
        return this.#takeSomething(view);
      case 'list':
        if (choose(10) < 4) return this.#takeSomething(view);
        return this.#tap(choose(12) === 0 ? { tap: 'cancel' } : { tap: 'pay' });
      case 'expiredWarning':
        return this.#tap({ tap: 'goOn' });
      case 'parkingOffer':
        return this.#tap({ tap: 'parking', wanted: false });
      case 'tenderChoice':
        if (choose(15) === 0) return this.#tap({ tap: 'back' });
        return this.#tap({ tap: 'chooseTender', tender: !view.online || choose(4) === 0 ? 'cash' : 'code' });
      case 'presentCode': {
        const outcome = outcomes[choose(outcomes.length)] ?? 'paid';
        const platform = walletPlatforms[choose(walletPlatforms.length)] ?? 'alipay';
        return outside.play('scan', { code: await outside.walletCode(outcome, { platform }) });
      }
      case 'insertCash': {
        if (choose(8) === 0) return this.#tap({ tap: 'cancel' });
        const missing = view.totals.dueMinor - view.page.insertedMinor;
        const some = choose(3) === 0 ? Math.ceil(missing / 2) : missing;
        return outside.play('coins', { amountMinor: Math.ceil(Math.max(50, some) / 50) * 50 });
      }
      case 'verificationFailed':
        return this.#tap({ tap: 'cancel' });
      case 'paymentFailed':
        return this.#tap(choose(3) === 0 ? { tap: 'cancel' } : { tap: 'retry' });
      case 'paymentUnknown':
        if (view.page.again === 'offered' && choose(2) === 0) return this.#tap({ tap: 'settleAgain' });
        // The result comes, or the shopper loses patience.
        return view.page.again === 'asked' && choose(10) > 0 ? undefined : this.#tap({ tap: 'finish' });
      case 'done':
      case 'refunded':
        return this.#tap({ tap: 'finish' });
      default:
        return undefined;
    }
  }

  #takeSomething(view: View): Promise<unknown> {
    const { choose, outside, codes } = this.#ports;
    const chosen = view.selections.filter((s) => !s.soldOut);
    const selection = chosen[choose(Math.max(1, chosen.length))];
    if (selection && choose(3) > 0) {
      return this.#tap({ tap: 'choose', selectionId: selection.selectionId, options: {} });
    }
    const code = codes[choose(codes.length)];
    return code ? outside.play('scan', { code: code.code, symbology: code.symbology }) : Promise.resolve();
  }

  #tap(touched: Tap): Promise<unknown> {
    return tap(this.#ports.kioskUrl, touched);
  }
}
