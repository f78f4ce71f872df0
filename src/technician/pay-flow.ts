/**
 * A shopper pays: follows the screen, touches what `shopper.ts` says, and tells every change. A screen that
 * goes away, as in a power cut, is waited for until the time is up.
 */
import { Fault, type FaultCode } from '../domain/fault.ts';
import type { View } from '../kiosk/screen/view.ts';
import { type Clock, sleep } from '../platform/clock.ts';
import { describePage } from './describe-view.ts';
import { liveViews, tap } from './live-view.ts';
import { type Ending, type Move, newVisit, nextMove, seeing, type Visit, type Wish } from './shopper.ts';

export interface PayFlowOptions {
  readonly machineUrl: string;
  readonly wish: Wish;
  /** Shows the code or drops the coins; resolves with the cash that the machine took. */
  readonly present: (view: View) => Promise<{ takenMinor: number }>;
  readonly clock: Clock;
  readonly withinMs: number;
  readonly tell: (step: PayStep) => void;
}

export interface PayStep {
  readonly afterMs: number;
  readonly page: string;
  readonly says: string;
}

export interface PayResult {
  readonly ending: Ending | 'tooLong';
  readonly reason?: FaultCode;
  readonly orderId?: string;
  readonly steps: readonly PayStep[];
}

const reconnectMs = 300;

/** Resolves when the sale rests, or with `tooLong`. */
export async function payFlow(options: PayFlowOptions): Promise<PayResult> {
  const { clock, withinMs, machineUrl } = options;
  const limit = new AbortController();
  const cancel = clock.after(withinMs, () => limit.abort());
  const visitor = new Visitor(options);
  try {
    while (!limit.signal.aborted) {
      const result = await visitor.follow(limit.signal).catch((error) => {
        if (error instanceof Fault && error.code === 'ADDRESS_UNREACHABLE' && visitor.came) return undefined;
        throw error;
      });
      if (result) return result;
      if (!limit.signal.aborted) visitor.say('away', `the screen of ${machineUrl} is away`);
      await sleep(clock, reconnectMs);
    }
    return visitor.result({ ending: 'tooLong' });
  } finally {
    cancel();
    limit.abort();
  }
}

/** One shopper at one machine. */
class Visitor {
  readonly #options: PayFlowOptions;
  readonly #startedAtMs: number;
  readonly #steps: PayStep[] = [];
  #visit: Visit | undefined;
  #view: View | undefined;
  #orderId: string | undefined;
  #touched = '';
  /** A step of which only the last of its kind is told. */
  #untold: PayStep | undefined;
  /** What ended the visit while no view came. */
  #end: { result: PayResult } | { error: unknown } | undefined;
  #leave = new AbortController();

  constructor(options: PayFlowOptions) {
    this.#options = options;
    this.#startedAtMs = options.clock.monotonicMs();
  }

  /** Whether the screen was seen at all. */
  get came(): boolean {
    return this.#visit !== undefined;
  }

  /** Follows one connection; undefined when it ended before the sale did. */
  async follow(signal: AbortSignal): Promise<PayResult | undefined> {
    this.#leave = new AbortController();
    const until = AbortSignal.any([signal, this.#leave.signal]);
    for await (const view of liveViews(this.#options.machineUrl, until)) {
      this.#view = view;
      this.#visit = seeing(view, this.#visit ?? newVisit(view));
      if (view.lines.length > 0 && view.orderId) this.#orderId = view.orderId;
      this.say(view.page.page, describePage(view, 'en'));
      const move = nextMove(view, this.#options.wish, this.#visit);
      if (move.move === 'rest') return this.result(move);
      await this.#do(move, view);
    }
    if (this.#end && 'error' in this.#end) throw this.#end.error;
    return this.#end?.result;
  }

  say(page: string, says: string): void {
    const last = this.#untold ?? this.#steps.at(-1);
    if (last?.says === says) return;
    const { clock } = this.#options;
    const step = { afterMs: Math.round(clock.monotonicMs() - this.#startedAtMs), page, says };
    const counting = page === 'insertCash' && last?.page === page;
    if (!counting) this.#tellUntold();
    if (counting) this.#untold = step;
    else this.#tell(step);
  }

  result(end: { ending: PayResult['ending']; reason?: FaultCode }): PayResult {
    this.#tellUntold();
    return {
      ending: end.ending,
      ...(end.reason === undefined ? {} : { reason: end.reason }),
      ...(this.#orderId === undefined ? {} : { orderId: this.#orderId }),
      steps: this.#steps,
    };
  }

  #tellUntold(): void {
    if (this.#untold) this.#tell(this.#untold);
    this.#untold = undefined;
  }

  #tell(step: PayStep): void {
    this.#steps.push(step);
    this.#options.tell(step);
  }

  async #do(move: Move, view: View): Promise<void> {
    if (move.move === 'present') this.#present(view);
    if (move.move !== 'tap') return;
    const touched = `${view.page.page} ${JSON.stringify(move.tap)}`;
    // The same page again without a change is an echo of something else, not an answer to the touch.
    if (touched === this.#touched) return;
    this.#touched = touched;
    this.#know({ began: true });
    await tap(this.#options.machineUrl, move.tap);
  }

  /** Coins take their time; the screen is followed meanwhile. */
  #present(view: View): void {
    const before = view.page.page === 'insertCash' ? view.page.insertedMinor : 0;
    this.#know({ began: true, presented: true, cashTargetMinor: Number.MAX_SAFE_INTEGER });
    this.#options.present(view).then(
      ({ takenMinor }) => this.#presented(before + takenMinor),
      (error) => this.#finish({ error }),
    );
  }

  /** The last coin may have been counted before this is known: look at the newest view once more. */
  #presented(cashTargetMinor: number): void {
    this.#know({ cashTargetMinor });
    if (!this.#view || !this.#visit) return;
    const move = nextMove(this.#view, this.#options.wish, this.#visit);
    if (move.move === 'rest') this.#finish({ result: this.result(move) });
  }

  #finish(end: { result: PayResult } | { error: unknown }): void {
    this.#end = end;
    this.#leave.abort();
  }

  #know(change: Partial<Visit>): void {
    if (this.#visit) this.#visit = { ...this.#visit, ...change };
  }
}
