/** What all parts of one story share: its time, its time line, the broker, and the mistake planted in it. */
import { Timeline } from '../../../src/platform/virtual-clock.ts';
import { Chronicle } from './chronicle.ts';
import { FaultWindows } from './fault-windows.ts';
import { SimulatedBroker } from './network/simulated-broker.ts';
import type { Plant } from './plan/plants.ts';
import { randomOf } from './plan/random-of.ts';
import type { StoryPlan } from './plan/story-plan.ts';

/** Wall time at the beginning: a Monday morning in Shanghai. */
const originMs = Date.UTC(2026, 10, 23, 1, 0, 0);

export class World {
  readonly plan: StoryPlan;
  readonly plant: Plant | undefined;
  readonly timeline = new Timeline();
  readonly chronicle = new Chronicle(this.timeline);
  readonly broker: SimulatedBroker;
  readonly originMs = originMs;
  /** The highest record of each machine that the cloud ever committed. */
  readonly committedSeq = new Map<string, number>();
  readonly faults = new FaultWindows();
  /** What broke a rule at the moment it happened. */
  readonly violations: string[] = [];

  constructor(plan: StoryPlan, plant: Plant | undefined) {
    this.plan = plan;
    this.plant = plant;
    this.broker = new SimulatedBroker(randomOf(plan.seed, 'broker'));
  }

  /** Resolves after `delayMs` of the world's time, whatever becomes of the processes in it. */
  pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.timeline.after(delayMs, resolve);
    });
  }
}
