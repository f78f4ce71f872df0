/**
 * A person at the machine: sees every view that the screen is sent, in order, touches, scans, pays. A wait
 * looks only at what came after the last action and after what was seen before, so that a step that was left
 * out, or came in another order, is not found.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Tap, View } from '../../src/kiosk/screen/view.ts';
import { liveViews, tap } from '../../src/technician/live-view.ts';
import type { Outside, SampleCode } from './product-outside.ts';

type PageName = Page['page'];
/** A view that shows this page. */
export type ViewOf<P extends PageName> = View & { readonly page: Extract<Page, { page: P }> };

/** A machine that a shopper can stand at, with what is around it. */
export interface Place {
  readonly ready: { readonly kiosk: string };
  readonly outside: Outside;
}

const restingPages = new Set<PageName>(['done', 'refunded', 'paymentUnknown']);
/** Longer than a payment waits for the successor of a cloud that died. */
const giveUpAfterMs = 60_000;
const reconnectMs = 50;

/** Comes with `at`, goes with `leave`. */
export class Shopper {
  readonly views: View[] = [];
  readonly #place: Place;
  readonly #leaving = new AbortController();
  readonly #waiting = new Set<() => void>();
  #samples: readonly SampleCode[] | undefined;
  /** The first view that a wait may look at. */
  #from = 0;
  /** Where the views of each connection to the screen begin. */
  readonly #connections: number[] = [];
  #following: Promise<void> = Promise.resolve();

  private constructor(place: Place) {
    this.#place = place;
  }

  /** Resolves when the screen is seen. */
  static async at(place: Place): Promise<Shopper> {
    const shopper = new Shopper(place);
    shopper.#following = shopper.#follow();
    await shopper.#until('the screen', () => shopper.views[0]);
    return shopper;
  }

  async leave(): Promise<void> {
    this.#leaving.abort();
    await this.#following;
  }

  /** What the screen shows now. */
  get view(): View {
    const view = this.views.at(-1);
    if (!view) throw new Error('no screen was seen');
    return view;
  }

  /** The pages since the place `from` in `views`, each once in a row. */
  pages(from = 0): PageName[] {
    const names = this.views.slice(from).map(({ page }) => page.page);
    return names.filter((name, i) => name !== names[i - 1]);
  }

  /** The first view since the last action, or since what was seen after it, with this page that fits. */
  async sees<P extends PageName>(
    page: P,
    fits: (view: ViewOf<P>) => unknown = () => true,
  ): Promise<ViewOf<P>> {
    const what = `${page}${fits.length > 0 ? ` with ${fits}` : ''}`;
    return (await this.#sees(
      what,
      (view) => view.page.page === page && fits(view as ViewOf<P>),
    )) as ViewOf<P>;
  }

  /** The first view, as `sees`, that shows one of these pages. */
  seesOneOf(...pages: PageName[]): Promise<View> {
    return this.#sees(pages.join(' or '), ({ page }) => pages.includes(page.page));
  }

  /** The next view with a message over the page. */
  async isTold(): Promise<NonNullable<View['notice']>['code']> {
    const before = this.views[this.#from - 1]?.notice?.noticeId ?? 0;
    const view = await this.#sees(
      'a notice',
      ({ notice }) => notice !== undefined && notice.noticeId > before,
    );
    return (view.notice as NonNullable<View['notice']>).code;
  }

  async touch(touched: Tap): Promise<void> {
    this.#from = this.views.length;
    await tap(this.#place.ready.kiosk, touched);
  }

  /** Waits while `happening` takes the machine away, and looks only at what it shows afterwards. */
  async waitsThrough(happening: () => Promise<unknown>): Promise<void> {
    const before = this.#connections.length;
    await happening();
    this.#from = await this.#until('the screen again', () => this.#connections[before]);
  }

  /** Holds a code, or a sample of the demo by its name, to the scanner. */
  async scan(given: string, symbology?: string): Promise<void> {
    this.#samples ??= await this.#place.outside.sampleCodes();
    const sample = this.#samples.find(({ sampleId }) => sampleId === given);
    const code = sample?.code ?? given;
    const prefix = symbology ?? sample?.symbology;
    this.#from = this.views.length;
    await this.#place.outside.play('scan', {
      code,
      ...(prefix === undefined ? {} : { symbology: prefix }),
    });
  }

  /** Puts goods on the list, one after another. */
  async takes(...samples: string[]): Promise<void> {
    for (const sample of samples) {
      const before = this.view.page.page === 'list' ? this.view.totals.pieces : 0;
      await this.scan(sample);
      await this.sees('list', ({ totals }) => totals.pieces > before);
    }
  }

  async chooses(selectionId: string, options: Readonly<Record<string, number>> = {}): Promise<void> {
    const before = this.view.page.page === 'list' ? this.view.totals.pieces : 0;
    await this.touch({ tap: 'choose', selectionId, options: { ...options } });
    await this.sees('list', ({ totals }) => totals.pieces > before);
  }

  /** From the list to the page on which a payment code is awaited. */
  async goesToPayByCode(): Promise<void> {
    await this.#goesToPayBy('code');
    await this.touch({ tap: 'chooseTender', tender: 'code' });
    await this.sees('presentCode');
  }

  /** From the list to the page on which coins are awaited, with the slot open. */
  async goesToPayByCash(): Promise<void> {
    await this.#goesToPayBy('cash');
    await this.touch({ tap: 'chooseTender', tender: 'cash' });
    await this.sees('insertCash');
    while (!(await this.#place.outside.coins()).accepting) await sleep(reconnectMs);
  }

  /** Shows the code of a wallet whose payment ends as said; resolves with the code. */
  async showsCode(...wallet: Parameters<Outside['walletCode']>): Promise<string> {
    const code = await this.#place.outside.walletCode(...wallet);
    await this.scan(code);
    return code;
  }

  /** Presses a selection at the vending machine's own keypad; resolves when it asks for the money. */
  async pressesAtVendingMachine(item: string): Promise<ViewOf<'tenderChoice'>> {
    this.#from = this.views.length;
    await this.asksVendingMachine(item);
    return this.sees('tenderChoice');
  }

  /** Presses again while the vending machine is not ready yet, as people do. */
  async asksVendingMachine(item: string): Promise<void> {
    for (;;) {
      const answer = await this.#place.outside.play('keypad', { key: 'select', item });
      if ((answer as { result: string }).result === 'asked') return;
      await sleep(reconnectMs);
    }
  }

  /** Drops in coins; resolves with what the machine took. */
  async insertsCoins(amountMinor: number): Promise<number> {
    this.#from = this.views.length;
    const answer = await this.#place.outside.play('coins', { amountMinor });
    return (answer as { takenMinor: number }).takenMinor;
  }

  /** Leaves the last page of a sale once it rests, which its time-out tells. */
  async finishes(): Promise<void> {
    await this.#sees('a page that rests', ({ page, timeout }) => restingPages.has(page.page) && timeout);
    await this.touch({ tap: 'finish' });
    await this.sees('welcome');
  }

  /** Waits until the machine can take this tender, which it says itself. */
  async #goesToPayBy(wanted: 'code' | 'cash'): Promise<void> {
    if (this.view.page.page !== 'tenderChoice') {
      await this.touch({ tap: 'pay' });
      const asked = await this.seesOneOf('parkingOffer', 'tenderChoice');
      if (asked.page.page === 'parkingOffer') await this.touch({ tap: 'parking', wanted: false });
    }
    await this.sees('tenderChoice', ({ page }) =>
      page.tenders.some(({ tender, unavailable }) => tender === wanted && unavailable === undefined),
    );
  }

  async #sees(what: string, fits: (view: View) => unknown): Promise<View> {
    return this.#until(what, () => {
      const found = this.views.findIndex((view, i) => i >= this.#from && fits(view));
      if (found === -1) return undefined;
      this.#from = found;
      return this.views[found];
    });
  }

  async #follow(): Promise<void> {
    const { signal } = this.#leaving;
    while (!signal.aborted) {
      let first = true;
      try {
        for await (const view of liveViews(this.#place.ready.kiosk, signal)) {
          if (first) this.#connections.push(this.views.length);
          first = false;
          this.views.push(view);
          for (const look of this.#waiting) look();
        }
      } catch {
        // A machine without power has no screen; it comes back.
      }
      if (!signal.aborted) await sleep(reconnectMs);
    }
  }

  #until<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        this.#waiting.delete(check);
      };
      const check = () => {
        const found = look();
        if (found === undefined) return;
        settle();
        resolve(found);
      };
      const timer = setTimeout(() => {
        settle();
        const seen = this.views
          .slice(this.#from)
          .map(({ page, notice }) => JSON.stringify({ page, notice: notice?.code }));
        reject(new Error(`the screen never showed ${what}; it showed ${seen.join(' ') || 'nothing new'}`));
      }, giveUpAfterMs);
      this.#waiting.add(check);
      check();
    });
  }
}
