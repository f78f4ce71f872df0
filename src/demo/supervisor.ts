/**
 * Keeps the demo's programs running, as systemd keeps the services of a machine: one that ends by itself
 * is started again, after a pause that doubles with every quick end. Stopping ends them in the order in
 * which they depend on each other, and no program outlives the demo.
 */
import { EventEmitter } from 'node:events';
import { Fault, faultChain } from '../domain/fault.ts';
import type { Clock } from '../platform/clock.ts';
import { sleep } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { ChildProgram, type ProgramPlan, type Ready } from './child-program.ts';

export interface SupervisorOptions {
  readonly logFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly readyWithinMs?: number;
}

export interface ProgramState {
  readonly name: string;
  readonly pid: number;
  readonly running: boolean;
  /** Starts after the first one. */
  readonly restarts: number;
}

/** Programs that end together, and how long they may take before they are killed. */
export interface StopGroup {
  readonly names: readonly string[];
  readonly graceMs: number;
}

export interface SupervisorEvents {
  /** A program started or ended. */
  changed: [];
}

const pauseMsMin = 200;
const pauseMsMax = 10_000;
/** A program that ran this long begins with the shortest pause again. */
const settledMs = 30_000;
/** Long enough for a machine in an emulated guest on a busy computer; one that ends is seen at once. */
const readyWithinMsDefault = 240_000;

interface Kept {
  readonly plan: ProgramPlan;
  program: ChildProgram;
  running: boolean;
  restarts: number;
  pauseMs: number;
  /** Its power was cut on purpose: start again without a pause. */
  cut: boolean;
  startedAtMs: number;
  /** The newest start: resolves when the program is ready again. */
  ready: Promise<Ready>;
}

/** Runs programs from `run` to `stop`. */
export class Supervisor extends EventEmitter<SupervisorEvents> {
  readonly #options: SupervisorOptions;
  readonly #kept = new Map<string, Kept>();
  #stopping = false;

  constructor(options: SupervisorOptions) {
    super();
    this.#options = options;
  }

  /** Starts a program for good; resolves with its ready line, rejects if its first start fails. */
  async run(plan: ProgramPlan): Promise<Ready> {
    if (this.#stopping) throw new Fault('PROGRAM_NOT_READY', `start ${plan.name} while stopping`);
    const program = this.#start(plan);
    const kept: Kept = {
      plan,
      program,
      running: true,
      restarts: 0,
      pauseMs: pauseMsMin,
      cut: false,
      startedAtMs: this.#options.clock.monotonicMs(),
      ready: program.ready(),
    };
    this.#kept.set(plan.name, kept);
    this.emit('changed');
    const ready = await kept.ready;
    this.#keep(kept).catch((error) =>
      this.#options.log.error('supervision failed', { reason: faultChain(error) }),
    );
    return ready;
  }

  /** Kills a program without warning and starts it at once; resolves when it is ready again. */
  async cutPower(name: string): Promise<Ready> {
    const kept = this.#kept.get(name);
    if (!kept) throw new Fault('NOT_FOUND', `cut the power of ${name}`);
    const before = kept.program;
    kept.cut = true;
    before.signal('SIGKILL');
    await before.ended;
    while (kept.program === before && !this.#stopping) {
      await new Promise<void>((resolve) => this.once('changed', () => resolve()));
    }
    return kept.ready;
  }

  states(): ProgramState[] {
    return [...this.#kept.values()].map(({ plan, program, running, restarts }) => ({
      name: plan.name,
      pid: program.pid,
      running,
      restarts,
    }));
  }

  /** Ends the programs group after group, all of a group at once; those not named end with the last. */
  async stop(order: readonly StopGroup[], restGraceMs = 1000): Promise<void> {
    this.#stopping = true;
    this.emit('changed');
    const named = new Set(order.flatMap(({ names }) => names));
    const rest = [...this.#kept.keys()].filter((name) => !named.has(name));
    for (const { names, graceMs } of [...order, { names: rest, graceMs: restGraceMs }]) {
      await Promise.all(names.map((name) => this.#kept.get(name)?.program.stop(graceMs)));
    }
  }

  #start(plan: ProgramPlan): ChildProgram {
    const { logFolder, clock, readyWithinMs } = this.#options;
    return new ChildProgram({
      plan,
      logFolder,
      clock,
      readyWithinMs: readyWithinMs ?? readyWithinMsDefault,
    });
  }

  async #keep(kept: Kept): Promise<void> {
    const { clock, log } = this.#options;
    while (!this.#stopping) {
      const end = await kept.program.ended;
      kept.running = false;
      if (this.#stopping) return;
      if (kept.cut) {
        kept.cut = false;
      } else {
        log.warn('program ended by itself', { program: kept.plan.name, code: end.code, signal: end.signal });
        if (clock.monotonicMs() - kept.startedAtMs > settledMs) kept.pauseMs = pauseMsMin;
        await sleep(clock, kept.pauseMs);
        kept.pauseMs = Math.min(kept.pauseMs * 2, pauseMsMax);
      }
      if (!this.#stopping) this.#restart(kept);
    }
  }

  #restart(kept: Kept): void {
    const { clock, log } = this.#options;
    const program = this.#start(kept.plan);
    kept.program = program;
    kept.running = true;
    kept.restarts += 1;
    kept.startedAtMs = clock.monotonicMs();
    kept.ready = program.ready();
    kept.ready.catch((error) => {
      log.error('program not ready', { program: kept.plan.name, reason: faultChain(error) });
      // Only this start: a later one may run by now.
      program.signal('SIGKILL');
    });
    this.emit('changed');
  }
}
