/**
 * A KCM/1 coffee machine behind a TCP port: makes one drink at a time, tells its progress, never makes a
 * job twice and remembers jobs where `memory` puts them. A drink counts as dropped at the moment it is
 * done; a job that a power cut interrupts has failed.
 */
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import { splitQuestion } from '../asking-line.ts';
import { SimulatedLine } from '../simulated-line.ts';
import { TextLines } from '../text-lines.ts';
import {
  type CoffeeEvent,
  type CoffeeJobState,
  type CoffeeMachineState,
  type CoffeeOption,
  type CoffeeRefusal,
  type CoffeeRequest,
  coffeeJobsKept,
  coffeeLineLengthMax,
  coffeeProtocol,
  decodeCoffeeRequest,
  encodeCoffeeEvent,
  encodeJobState,
  encodeSettings,
} from './coffee-codec.ts';
import type { DispenserScript, TellDrop } from './drop.ts';

/** What outlasts a power cut. */
export interface CoffeeMemory {
  readonly name: string;
  readonly jobs: readonly (readonly [job: string, state: CoffeeJobState])[];
  /** How often each recipe was made and failed. */
  readonly counts?: readonly (readonly [recipe: string, counts: CoffeeCounts])[];
}

export interface CoffeeCounts {
  readonly made: number;
  readonly failed: number;
}

export interface SimulatedCoffeeMachineOptions {
  readonly tellDrop: TellDrop;
  /** Names a memory that has never been used before. */
  readonly newMemory: () => string;
  readonly memory?: { load(): CoffeeMemory | undefined; save(memory: CoffeeMemory): void };
  /** Life-like durations; a recipe that is not listed takes as long as a latte. */
  readonly recipeMs?: Readonly<Record<string, number>>;
  /** The recipes it is set up for, with what can be set; without it, any recipe with any option. */
  readonly recipes?: Readonly<Record<string, readonly CoffeeOption[]>>;
  readonly port?: number;
}

/** `slow`: everything takes five times as long. `jam`: stops half-way through the next drink. */
export type CoffeeScript = DispenserScript | 'slow';

export const recipeDurationsMs: Readonly<Record<string, number>> = {
  espresso: 4_000,
  americano: 5_000,
  latte: 8_000,
  cappuccino: 8_000,
  'hot-water': 2_500,
};

type MakeRequest = Extract<CoffeeRequest, { verb: 'make' }>;

const progressStep = 5;
const slowFactor = 5;

export class SimulatedCoffeeMachine {
  readonly line: SimulatedLine;
  readonly #clock: Clock;
  readonly #options: SimulatedCoffeeMachineOptions;
  readonly #lines = new TextLines(coffeeLineLengthMax);
  readonly #jobs = new Map<string, CoffeeJobState>();
  readonly #counts = new Map<string, CoffeeCounts>();
  #memoryName = '';
  #script: CoffeeScript = 'ok';
  #making: { job: string; cancel: Cancel } | undefined;

  constructor(clock: Clock, options: SimulatedCoffeeMachineOptions) {
    this.#clock = clock;
    this.#options = options;
    this.line = new SimulatedLine(options.port ?? 0);
    this.line.on('connected', () => this.#lines.reset());
    this.line.on('data', (bytes) => {
      for (const read of this.#lines.feed(bytes)) if ('line' in read) this.#obey(read.line);
    });
  }

  get script(): CoffeeScript {
    return this.#script;
  }

  /** The job being made and how far it is. */
  get making(): { job: string; percent: number } | undefined {
    const job = this.#making?.job;
    const state = job === undefined ? undefined : this.#jobs.get(job);
    return job !== undefined && state?.is === 'running' ? { job, percent: state.percent } : undefined;
  }

  async start(): Promise<void> {
    const kept = this.#options.memory?.load();
    this.#memoryName = kept?.name ?? this.#options.newMemory();
    for (const [job, state] of kept?.jobs ?? []) {
      this.#jobs.set(job, state.is === 'running' ? { is: 'failed', reason: 'power' } : state);
    }
    for (const [recipe, counts] of kept?.counts ?? []) this.#counts.set(recipe, counts);
    this.#keep();
    await this.line.plug();
  }

  async stop(): Promise<void> {
    this.#making?.cancel();
    await this.line.unplug();
  }

  /** Sets how the machine behaves; `offline` pulls its cable while it goes on working. */
  async play(script: CoffeeScript): Promise<void> {
    this.#script = script;
    if (script === 'offline') await this.line.unplug();
    else await this.line.plug();
    this.#tell({ event: 'state', state: this.#state() });
  }

  /** Loses the job list, as after a change of the control board. */
  loseMemory(): void {
    this.#jobs.clear();
    this.#counts.clear();
    this.#memoryName = this.#options.newMemory();
    this.#keep();
  }

  #state(): CoffeeMachineState {
    if (this.#script === 'empty') return 'empty';
    return this.#making ? 'busy' : 'ready';
  }

  #obey(text: string): void {
    const question = splitQuestion(text);
    if (!question) return;
    const request = decodeCoffeeRequest(question.words);
    const answer = typeof request === 'string' ? request : this.#perform(request);
    const words = typeof answer === 'string' ? ['no', answer] : ['ok', ...answer];
    this.#say([question.id, ...words].join(' '));
  }

  #perform(request: CoffeeRequest): string[] | CoffeeRefusal {
    if (request.verb === 'hello') return [coffeeProtocol, this.#memoryName, this.#state()];
    if (request.verb === 'recipe' || request.verb === 'count') return this.#tellOf(request);
    const known = this.#jobs.get(request.job);
    if (request.verb === 'status') return encodeJobState(known ?? { is: 'unknown' });
    if (known) return encodeJobState(known);
    const refusal = this.#refusal(request);
    if (refusal) return refusal;
    if (this.#script === 'empty') return 'empty';
    if (this.#making) return 'busy';
    this.#begin(request);
    return ['running', '0'];
  }

  #tellOf({ verb, recipe }: Extract<CoffeeRequest, { verb: 'recipe' | 'count' }>): string[] | CoffeeRefusal {
    const { recipes } = this.#options;
    if (recipes && !Object.hasOwn(recipes, recipe)) return 'recipe';
    if (verb === 'recipe') return encodeSettings(recipes?.[recipe] ?? []);
    const { made, failed } = this.#countsOf(recipe);
    return [String(made), String(failed)];
  }

  /** What a machine that is set up for certain recipes does not make. */
  #refusal({ recipe, options }: MakeRequest): CoffeeRefusal | undefined {
    const { recipes } = this.#options;
    if (!recipes) return undefined;
    if (!Object.hasOwn(recipes, recipe)) return 'recipe';
    const fits = Object.entries(options).every(([name, value]) => {
      const setting = recipes[recipe]?.find((one) => one.name === name);
      if (!setting || value < setting.min || value > setting.max) return false;
      return (value - setting.min) % setting.step === 0;
    });
    return fits ? undefined : 'option';
  }

  #countsOf(recipe: string): CoffeeCounts {
    return this.#counts.get(recipe) ?? { made: 0, failed: 0 };
  }

  #begin(request: MakeRequest): void {
    const { job, recipe } = request;
    const durations = this.#options.recipeMs ?? recipeDurationsMs;
    const durationMs = durations[recipe] ?? durations.latte ?? 8_000;
    this.#set(job, { is: 'running', percent: 0 });
    const stepMs = (durationMs * progressStep) / 100;
    const step = (percent: number) => {
      const delayMs = this.#script === 'slow' ? stepMs * slowFactor : stepMs;
      this.#making = {
        job,
        cancel: this.#clock.after(delayMs, () => this.#step(request, percent, step)),
      };
    };
    step(progressStep);
  }

  #step(request: MakeRequest, percent: number, next: (percent: number) => void): void {
    const { job, recipe, options } = request;
    if (this.#script === 'jam' && percent >= 50) {
      this.#making = undefined;
      const { made, failed } = this.#countsOf(recipe);
      this.#counts.set(recipe, { made, failed: failed + 1 });
      this.#set(job, { is: 'failed', reason: 'jam' });
      this.#tell({ event: 'failed', job, reason: 'jam' });
    } else if (percent >= 100) {
      this.#making = undefined;
      this.#options.tellDrop({ atMs: this.#clock.now(), what: 'recipe', name: recipe, jobId: job, options });
      const { made, failed } = this.#countsOf(recipe);
      this.#counts.set(recipe, { made: made + 1, failed });
      this.#set(job, { is: 'done' });
      this.#tell({ event: 'done', job });
    } else {
      this.#jobs.set(job, { is: 'running', percent });
      this.#tell({ event: 'progress', job, percent });
      next(percent + progressStep);
    }
  }

  #set(job: string, state: CoffeeJobState): void {
    this.#jobs.set(job, state);
    for (const oldest of this.#jobs.keys()) {
      if (this.#jobs.size <= coffeeJobsKept) break;
      this.#jobs.delete(oldest);
    }
    this.#keep();
  }

  #keep(): void {
    this.#options.memory?.save({
      name: this.#memoryName,
      jobs: [...this.#jobs],
      counts: [...this.#counts],
    });
  }

  #tell(event: CoffeeEvent): void {
    this.#say(encodeCoffeeEvent(event));
  }

  #say(line: string): void {
    this.line.send(new TextEncoder().encode(`${line}\n`));
  }
}
