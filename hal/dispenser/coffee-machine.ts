/**
 * A coffee machine that speaks KCM/1 (see `coffee-codec.ts`). The machine itself makes a job at most once
 * and remembers it over a power cut, so its own answer is the proof, also for a delivery begun before a
 * crash of this process.
 */

import { Fault, type FaultCode, faultCodeOf } from '../../src/domain/fault.ts';
import type { Cancel } from '../../src/platform/clock.ts';
import { OneByOne } from '../../src/platform/one-by-one.ts';
import { AskingLine } from '../asking-line.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import {
  type CoffeeJobState,
  type CoffeeMachineState,
  coffeeLineLengthMax,
  coffeeReasons,
  decodeCoffeeEvent,
  decodeJobState,
  encodeCoffeeRequest,
  greetingOf,
} from './coffee-codec.ts';
import type {
  DeliveryJob,
  DeliveryMark,
  DeliveryProof,
  DeliveryTarget,
  Dispenser,
  DispenserEvents,
} from './dispenser.ts';

export interface CoffeeMachineOptions {
  readonly address: string;
  readonly baudRate: number;
  readonly answerWithinMs: number;
  readonly heartbeatMs: number;
  /** The recipes set up on the machine; none means that it decides alone. */
  readonly recipes: readonly string[];
  /** How long one job may take, with the machine's own recovery. */
  readonly makeWithinMs: number;
}

/** How often the job is asked for, in case the machine's own word was lost. */
const askEveryMs = 1_000;
/** How long `outcomeOf` waits for a machine that does not answer. */
const askForMs = 60_000;

function faultOf(reason: string): FaultCode {
  return Object.hasOwn(coffeeReasons, reason)
    ? coffeeReasons[reason as keyof typeof coffeeReasons]
    : 'DISPENSER_REFUSED';
}

/** Why the machine answered no. */
function reasonOf(error: unknown): string {
  return error instanceof Fault ? String(error.facts.reason) : '';
}

export class CoffeeMachine extends DeviceDriver<DispenserEvents> implements Dispenser {
  readonly kind = 'dispenser';
  readonly capabilities = { knowsEmpty: true, remembers: true, asksItself: false };
  readonly #options: CoffeeMachineOptions;
  readonly #line: AskingLine;
  readonly #wakes = new Set<() => void>();
  /** The machine makes one drink at a time. */
  readonly #deliveries = new OneByOne();
  #memory: string | undefined;
  /** Recipes of the profile that the machine says it does not have. */
  #missing: ReadonlySet<string> = new Set();
  /** The newest that was told; the machine makes one drink at a time. */
  #progress = { job: '', percent: 0 };
  #asked = false;
  #stopped = false;

  constructor(deviceId: string, options: CoffeeMachineOptions, context: DriverContext) {
    super(deviceId, context, 'DISPENSER_OFFLINE');
    this.#options = options;
    const faults = { offline: 'DISPENSER_OFFLINE', refused: 'DISPENSER_REFUSED' } as const;
    this.#line = new AskingLine({ ...options, ...faults, lineLengthMax: coffeeLineLengthMax }, context);
    this.#line.on('greeted', (values) => this.#greeted(values));
    this.#line.on('closed', (reason) => {
      this.#asked = false;
      this.#tellOffline(reason);
    });
    this.#line.on('told', (words) => this.#told(words));
  }

  start(): Promise<void> {
    this.#stopped = false;
    return this.#line.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#line.stop();
    this.#wake();
  }

  handles(target: DeliveryTarget): boolean {
    const { recipes } = this.#options;
    if (target.how !== 'recipe' || this.#missing.has(target.recipe)) return false;
    return recipes.length === 0 || recipes.includes(target.recipe);
  }

  async mark(target: DeliveryTarget): Promise<DeliveryMark> {
    if (!this.handles(target)) throw this.#fault('DISPENSER_REFUSED', 'mark a delivery', 'not mine');
    return { memory: await this.#askMemory() };
  }

  deliver(job: DeliveryJob): Promise<DeliveryProof> {
    return this.#deliveries.run(() => this.#deliver(job));
  }

  async #deliver(job: DeliveryJob): Promise<DeliveryProof> {
    const { deliveryId, target } = job;
    const request =
      target.how === 'recipe' && this.handles(target)
        ? encodeCoffeeRequest({
            verb: 'make',
            job: deliveryId,
            recipe: target.recipe,
            options: target.options,
          })
        : undefined;
    if (request === undefined) throw this.#fault('DISPENSER_REFUSED', 'make a drink', 'not sayable');
    const memory = await this.#askMemory();
    if (memory !== job.mark.memory) {
      throw this.#fault('DISPENSER_NO_PROOF', 'make a drink', 'the job list was lost');
    }
    const asked = await this.#make(request);
    const state = await this.#finalState(job, asked === 'sent' ? this.#options.makeWithinMs : askForMs);
    if (state?.is === 'done') return { deliveryId, by: 'machineAnswer' };
    if (state?.is === 'failed') {
      throw this.#fault(faultOf(state.reason), 'make a drink', state.reason);
    }
    // A machine that never heard of the job has made nothing; one that still runs or is away may have.
    if (state?.is === 'unknown') throw this.#fault('DISPENSER_OFFLINE', 'make a drink', 'job not received');
    throw this.#fault('DISPENSER_NO_PROOF', 'make a drink', state ? 'not finished in time' : 'no answer');
  }

  async outcomeOf(job: DeliveryJob): Promise<'delivered' | 'notDelivered' | 'unknown'> {
    const state = await this.#finalState(job, this.#options.makeWithinMs);
    if (state === undefined && this.#stopped) {
      throw this.#fault('DISPENSER_OFFLINE', 'ask for a drink', 'stopped');
    }
    if (state?.is === 'done') return 'delivered';
    return state?.is === 'failed' || state?.is === 'unknown' ? 'notDelivered' : 'unknown';
  }

  /**
   * Asks for the job, for as long as the machine is busy with another, as after a crash of this process.
   * Whether the job reached the machine is open after `offline`: its list tells.
   */
  async #make(request: string): Promise<'sent' | 'uncertain'> {
    const untilMs = this.context.clock.monotonicMs() + this.#options.makeWithinMs;
    for (;;) {
      try {
        await this.#line.ask(request);
        return 'sent';
      } catch (cause) {
        if (faultCodeOf(cause) === 'DISPENSER_OFFLINE') return 'uncertain';
        const reason = reasonOf(cause);
        const mayWait = reason === 'busy' && this.context.clock.monotonicMs() < untilMs && !this.#stopped;
        if (!mayWait) throw this.#fault(faultOf(reason), 'make a drink', reason);
      }
      await this.#nap();
    }
  }

  /**
   * The job's state once it no longer changes; its last one after `withinMs`; undefined if the machine
   * could not be asked or has lost its list.
   */
  async #finalState(job: DeliveryJob, withinMs: number): Promise<CoffeeJobState | undefined> {
    const { clock } = this.context;
    const untilMs = clock.monotonicMs() + withinMs;
    const unansweredUntilMs = clock.monotonicMs() + askForMs;
    let state: CoffeeJobState | undefined;
    while (!this.#stopped) {
      state = await this.#stateOf(job.deliveryId).catch(() => undefined);
      if (state && this.#memory !== job.mark.memory) return undefined;
      if (state && state.is !== 'running') return state;
      if (clock.monotonicMs() >= (state ? untilMs : unansweredUntilMs)) return state;
      if (state) this.#tellProgress(job.deliveryId, state.percent);
      await this.#nap();
    }
    return undefined;
  }

  async #stateOf(job: string): Promise<CoffeeJobState | undefined> {
    const request = encodeCoffeeRequest({ verb: 'status', job });
    // The memory is asked first, so that an answer about the job never belongs to a newer list.
    await this.#askMemory();
    return request === undefined ? undefined : decodeJobState(await this.#line.ask(request));
  }

  async #askMemory(): Promise<string> {
    const greeting = greetingOf(await this.#line.ask('hello'));
    if (!greeting) throw this.#fault('DISPENSER_OFFLINE', 'greet', 'speaks another protocol');
    this.#memory = greeting.memory;
    return greeting.memory;
  }

  /** Waits a little, or until the machine tells something about a job. */
  async #nap(): Promise<void> {
    let cancel: Cancel = () => undefined;
    await new Promise<void>((resolve) => {
      cancel = this.context.clock.after(askEveryMs, resolve);
      this.#wakes.add(resolve);
      if (this.#stopped) resolve();
    });
    cancel();
  }

  #wake(): void {
    const wakes = [...this.#wakes];
    this.#wakes.clear();
    for (const wake of wakes) wake();
  }

  #greeted(values: readonly string[]): void {
    const greeting = greetingOf(values);
    if (!greeting) {
      this.#tellOffline('speaks another protocol');
      return;
    }
    this.#memory = greeting.memory;
    this.#tellState(greeting.state, greeting.reason);
    if (!this.#asked) void this.#askRecipes();
  }

  /** Finds out once for each connection what the machine is not set up for. */
  async #askRecipes(): Promise<void> {
    this.#asked = true;
    const missing = new Set<string>();
    for (const recipe of this.#options.recipes) {
      const code = await this.#lacks(recipe);
      if (code === 'DISPENSER_OFFLINE') return;
      if (code) missing.add(recipe);
    }
    this.#missing = missing;
    if (this.health().state !== 'unavailable') this.#tellReady();
  }

  /** Why the recipe cannot be made, as far as the machine says so; one that cannot say has them all. */
  async #lacks(recipe: string): Promise<FaultCode | undefined> {
    try {
      await this.#line.ask(encodeCoffeeRequest({ verb: 'recipe', recipe }) ?? 'recipe');
      return undefined;
    } catch (error) {
      const code = faultCodeOf(error);
      return code === 'DISPENSER_OFFLINE' || reasonOf(error) === 'recipe' ? code : undefined;
    }
  }

  #tellReady(): void {
    const detail = this.#options.address;
    if (this.#missing.size === 0) this.setHealth({ state: 'ready', detail });
    else {
      const lacks = `${detail}: has no recipe ${[...this.#missing].join(', ')}`;
      this.setHealth({ state: 'degraded', fault: 'DISPENSER_REFUSED', detail: lacks });
    }
  }

  #told(words: readonly string[]): void {
    const event = decodeCoffeeEvent(words);
    if (!event) this.context.log.warn('line from the coffee machine not understood');
    else if (event.event === 'state') this.#tellState(event.state, event.reason);
    else if (event.event === 'progress') this.#tellProgress(event.job, event.percent);
    else this.#wake();
  }

  /** Never backwards: an answer may be read behind what the machine told by itself after it. */
  #tellProgress(job: string, percent: number): void {
    if (job === this.#progress.job && percent < this.#progress.percent) return;
    this.#progress = { job, percent };
    this.raise('progress', job, percent);
  }

  #tellState(state: CoffeeMachineState, reason?: string): void {
    const detail = [this.#options.address, ...(reason === undefined ? [] : [reason])].join(': ');
    if (state === 'empty') this.setHealth({ state: 'unavailable', fault: 'DISPENSER_EMPTY', detail });
    else if (state === 'fault') this.setHealth({ state: 'unavailable', fault: 'DISPENSER_JAM', detail });
    else this.#tellReady();
  }

  #tellOffline(reason: string): void {
    const detail = `${this.#options.address}: ${reason}`;
    this.setHealth({ state: 'unavailable', fault: 'DISPENSER_OFFLINE', detail });
  }

  #fault(code: FaultCode, attempted: string, reason: string): Fault {
    return new Fault(code, attempted, { facts: { deviceId: this.deviceId, reason } });
  }
}
