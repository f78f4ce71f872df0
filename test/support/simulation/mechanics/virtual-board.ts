/**
 * The I/O board as a thing in the world: it counts edges and times pulses whether or not anybody listens,
 * outlives the machine's process, and may lose its counters when its power goes. Mechanisms watch its
 * outputs and move its inputs.
 */
import { EventEmitter } from 'node:events';
import type { EdgeCount } from '../../../../hal/hal.ts';
import type { Cancel } from '../../../../src/platform/clock.ts';
import type { Timeline } from '../../../../src/platform/virtual-clock.ts';

export interface VirtualBoardEvents {
  outputChanged: [line: string, on: boolean];
  /** A rising edge on an input, for whoever is connected. */
  edge: [line: string, count: EdgeCount];
  /** Its cable was pulled or plugged in, or it lost its counters. */
  linkChanged: [];
  plugged: [connected: boolean];
}

interface Output {
  on: boolean;
  cancel: Cancel | undefined;
  stopAt: { readonly input: string; readonly targetCount: number } | undefined;
}

/** Outputs that were set are released when the board hears nothing for so long. */
const watchdogMs = 5000;

export class VirtualBoard extends EventEmitter<VirtualBoardEvents> {
  #timeline: Timeline;
  #epoch = 1;
  #counts = new Map<string, number>();
  #outputs = new Map<string, Output>();
  #connected = true;
  #cancelWatchdog: Cancel | undefined;

  constructor(timeline: Timeline) {
    super();
    this.setMaxListeners(100);
    this.#timeline = timeline;
  }

  get connected(): boolean {
    return this.#connected;
  }

  plug(connected: boolean): void {
    if (this.#connected === connected) return;
    this.#connected = connected;
    if (!connected) this.silent();
    this.emit('plugged', connected);
    this.emit('linkChanged');
  }

  /** Nobody speaks to the board any more: what was set goes off, what is timed goes on. */
  silent(): void {
    this.#cancelWatchdog?.();
    this.#cancelWatchdog = this.#timeline.after(watchdogMs, () => {
      for (const [line, output] of this.#outputs) if (!output.cancel) this.#drive(line, false);
    });
  }

  /** Somebody spoke to the board. */
  heard(): void {
    this.#cancelWatchdog?.();
    this.#cancelWatchdog = undefined;
  }

  /** Its power goes and comes back: everything stops, and the counters may be gone. */
  cutPower(losesCounters: boolean): void {
    for (const line of this.#outputs.keys()) this.#drive(line, false);
    if (!losesCounters) return;
    this.#epoch += 1;
    this.#counts.clear();
    this.emit('linkChanged');
  }

  count(line: string): EdgeCount {
    return { epoch: `epoch-${this.#epoch}`, count: this.#counts.get(line) ?? 0 };
  }

  isDriven(line: string): boolean {
    return this.#outputs.get(line)?.on ?? false;
  }

  set(line: string, on: boolean): 'done' | 'busy' {
    if (this.#output(line).cancel) return 'busy';
    this.#drive(line, on);
    return 'done';
  }

  pulse(line: string, durationMs: number, stopAt?: Output['stopAt']): 'done' | 'busy' {
    const output = this.#output(line);
    if (output.cancel) return 'busy';
    if (stopAt && this.count(stopAt.input).count >= stopAt.targetCount) return 'done';
    this.#drive(line, true);
    output.cancel = this.#timeline.after(durationMs, () => this.#drive(line, false));
    output.stopAt = stopAt;
    return 'done';
  }

  /** A rising edge on an input. */
  edge(input: string): void {
    this.#add(input);
    const count = this.count(input);
    if (this.#connected) this.emit('edge', input, count);
    for (const [line, { stopAt }] of this.#outputs) {
      if (stopAt?.input === input && count.count >= stopAt.targetCount) this.#drive(line, false);
    }
  }

  #output(line: string): Output {
    const known = this.#outputs.get(line);
    if (known) return known;
    const output: Output = { on: false, cancel: undefined, stopAt: undefined };
    this.#outputs.set(line, output);
    return output;
  }

  #add(line: string): void {
    this.#counts.set(line, (this.#counts.get(line) ?? 0) + 1);
  }

  #drive(line: string, on: boolean): void {
    const output = this.#output(line);
    output.cancel?.();
    output.cancel = undefined;
    output.stopAt = undefined;
    if (output.on === on) return;
    output.on = on;
    if (on) this.#add(line);
    this.emit('outputChanged', line, on);
  }
}
