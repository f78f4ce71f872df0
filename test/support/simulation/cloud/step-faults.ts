/**
 * Time-outs at chosen steps of a payment: the next calls of one kind to the platforms get no answer within the
 * caller's patience, whether the request was lost or only its answer.
 */
import { sleep } from '../../../../src/platform/clock.ts';
import type { VirtualClock } from '../../../../src/platform/virtual-clock.ts';

export const platformSteps = ['pay', 'query', 'cancel', 'refund', 'queryRefund'] as const;
export type PlatformStep = (typeof platformSteps)[number];
export type LostWay = 'requestLost' | 'answerLost';

/** As long as a caller waits before it takes silence for an answer. */
const patienceMs = 10_000;

export class StepFaults {
  readonly #clock: VirtualClock;
  readonly #faulty: (forMs: number) => void;
  readonly #set = new Map<PlatformStep, { readonly way: LostWay; left: number }>();

  /** `faulty` is told how long a call is silent. */
  constructor(clock: VirtualClock, faulty: (forMs: number) => void) {
    this.#clock = clock;
    this.#faulty = faulty;
  }

  /** The next `times` calls of `step` time out so. */
  set(step: PlatformStep, way: LostWay, times: number): void {
    this.#set.set(step, { way, left: times });
  }

  clear(): void {
    this.#set.clear();
  }

  /** Makes the call, or what is left of it, and says what the caller hears. */
  async take<T>(step: PlatformStep, call: () => Promise<T>, silence: T): Promise<T> {
    const fault = this.#set.get(step);
    if (!fault || fault.left <= 0) return call();
    fault.left -= 1;
    this.#faulty(patienceMs);
    if (fault.way === 'answerLost') await call();
    await sleep(this.#clock, patienceMs);
    return silence;
  }
}
