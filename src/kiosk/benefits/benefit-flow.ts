/**
 * Asks the cloud to keep a coupon or points for an order, within a deadline. It holds no truth: that it asked
 * is in the journal, and what the cloud keeps for an order is free when the order ends. A coupon's code is in
 * memory until its answer, and nowhere else.
 */
import { type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { PointsRate } from '../../domain/points.ts';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { BenefitAnswer, BenefitLink, BenefitQuestion } from './benefit-ports.ts';

/** Nobody waits longer for a coupon to be checked. */
export const benefitWaitMs = 4000;

type Unsent<Q> = Q extends unknown ? Omit<Q, 'expiresAtMs'> : never;

/** What became of a question, told once. */
export type BenefitFound =
  | {
      readonly about: 'coupon';
      readonly askId: string;
      readonly found: 'kept';
      readonly coupon: {
        readonly couponId: string;
        readonly seriesId: string;
        readonly codeMasked: string;
        readonly expiresAtMs: number;
      };
    }
  | { readonly about: 'coupon'; readonly askId: string; readonly found: 'late'; readonly code: string }
  | {
      readonly about: 'points';
      readonly askId: string;
      readonly found: 'kept';
      readonly points: number;
      readonly rate: PointsRate;
    }
  | { readonly about: 'points'; readonly askId: string; readonly found: 'late' }
  | {
      readonly about: 'coupon' | 'points';
      readonly askId: string;
      readonly found: 'refused';
      readonly reason: FaultCode;
    };

export interface BenefitFlowPorts {
  readonly link: BenefitLink;
  readonly clock: Clock;
  readonly log: Log;
  answered(finding: BenefitFound): void;
}

interface Asked {
  readonly late: BenefitFound;
  readonly cancel: Cancel;
}

export class BenefitFlow {
  #ports: BenefitFlowPorts;
  #asked = new Map<string, Asked>();

  constructor(ports: BenefitFlowPorts) {
    this.#ports = ports;
    ports.link.onBenefit((answer) => this.#take(answer));
  }

  keep(ask: Unsent<BenefitQuestion>): void {
    const { link, clock, log } = this.#ports;
    const { askId } = ask;
    const late: BenefitFound =
      ask.about === 'coupon'
        ? { about: 'coupon', askId, found: 'late', code: ask.code }
        : { about: 'points', askId, found: 'late' };
    const cancel = clock.after(benefitWaitMs, () => this.#end(askId, late));
    this.#asked.set(askId, { late, cancel });
    link.askBenefit({ ...ask, expiresAtMs: clock.now() + benefitWaitMs }).catch((error: unknown) =>
      // The deadline answers for it.
      log.debug('a question about a coupon was not handed over', { askId, code: faultCodeOf(error) }),
    );
  }

  stop(): void {
    for (const { cancel } of this.#asked.values()) cancel();
    this.#asked.clear();
  }

  #take(answer: BenefitAnswer): void {
    const { about, askId, refused } = answer;
    if (refused !== undefined) this.#end(askId, { about, askId, found: 'refused', reason: refused });
    else if (answer.about === 'coupon' && answer.coupon) {
      this.#end(askId, { about: 'coupon', askId, found: 'kept', coupon: answer.coupon });
    } else if (answer.about === 'points' && answer.kept) {
      const { points, rate } = answer.kept;
      this.#end(askId, { about: 'points', askId, found: 'kept', points, rate });
    }
  }

  #end(askId: string, finding: BenefitFound): void {
    this.#asked.get(askId)?.cancel();
    if (this.#asked.delete(askId)) this.#ports.answered(finding);
  }
}
