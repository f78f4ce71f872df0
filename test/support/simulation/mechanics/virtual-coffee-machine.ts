/**
 * A coffee machine as a thing in the world: it makes a job at most once, one at a time, and remembers its
 * jobs; when its own power goes, the job under way has failed, and its memory may be gone.
 */
import { EventEmitter } from 'node:events';
import type { Cancel } from '../../../../src/platform/clock.ts';
import type { Random } from '../../../../src/platform/random.ts';
import type { Timeline } from '../../../../src/platform/virtual-clock.ts';

export type CoffeeJob = 'running' | 'done' | 'failed';

export interface VirtualCoffeeMachineOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  /** A cup was filled for this job. */
  readonly dropped: (job: string) => void;
}

export class VirtualCoffeeMachine extends EventEmitter<{ linkChanged: [] }> {
  /** The next drink stops half-way. */
  jammed = false;
  #options: VirtualCoffeeMachineOptions;
  #memory = 1;
  #jobs = new Map<string, CoffeeJob>();
  #connected = true;
  #making: { job: string; cancel: Cancel } | undefined;

  constructor(options: VirtualCoffeeMachineOptions) {
    super();
    this.setMaxListeners(100);
    this.#options = options;
  }

  get connected(): boolean {
    return this.#connected;
  }

  get memory(): string {
    return `memory-${this.#memory}`;
  }

  plug(connected: boolean): void {
    if (this.#connected === connected) return;
    this.#connected = connected;
    this.emit('linkChanged');
  }

  cutPower(losesMemory: boolean): void {
    this.#making?.cancel();
    if (this.#making) this.#jobs.set(this.#making.job, 'failed');
    this.#making = undefined;
    if (!losesMemory) return;
    this.#memory += 1;
    this.#jobs.clear();
  }

  stateOf(job: string): CoffeeJob | 'unknown' {
    return this.#jobs.get(job) ?? 'unknown';
  }

  make(job: string): 'accepted' | 'busy' {
    if (this.#jobs.has(job)) return 'accepted';
    if (this.#making) return 'busy';
    this.#jobs.set(job, 'running');
    const durationMs = 3000 + this.#options.random.fraction() * 4000;
    const cancel = this.#options.timeline.after(durationMs, () => this.#made(job));
    this.#making = { job, cancel };
    return 'accepted';
  }

  #made(job: string): void {
    this.#making = undefined;
    this.#jobs.set(job, this.jammed ? 'failed' : 'done');
    if (!this.jammed) this.#options.dropped(job);
  }
}
