/**
 * A KIO/1 board behind a TCP port: times pulses itself, counts edges whether or not anybody is connected,
 * keeps its counters where `memory` puts them, releases what was `set` when it hears nothing, and refuses
 * what the protocol refuses. Simulated mechanisms watch its outputs and move its inputs.
 */
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import { splitQuestion } from '../asking-line.ts';
import { EventSource } from '../event-source.ts';
import { SimulatedLine } from '../simulated-line.ts';
import { TextLines } from '../text-lines.ts';
import {
  type BoardEvent,
  type BoardRefusal,
  type BoardRequest,
  boardLineLengthMax,
  boardProtocol,
  boardWatchdogMs,
  decodeRequest,
  encodeEvent,
} from './board-codec.ts';

/** What a board with lasting memory keeps; losing it means a new epoch. */
export interface BoardCounters {
  readonly epoch: string;
  readonly counts: Readonly<Record<string, number>>;
}

export interface SimulatedBoardOptions {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Names a memory that has never been used before. */
  readonly newEpoch: () => string;
  /** Where the counters last; without it they live as long as the board. */
  readonly memory?: { load(): BoardCounters | undefined; save(counters: BoardCounters): void };
  /** Times pulses and runs, where the mechanisms run faster than life; the watchdog never does. */
  readonly mechanismClock?: Clock;
  readonly port?: number;
}

export interface SimulatedBoardEvents {
  outputChanged: [line: string, on: boolean];
}

interface Output {
  on: boolean;
  /** Ends a pulse or a run; undefined while the output is driven by `set`, or off. */
  cancel?: Cancel | undefined;
  stopAt?: { readonly input: string; readonly targetCount: number } | undefined;
}

export class SimulatedBoard extends EventSource<SimulatedBoardEvents> {
  readonly line: SimulatedLine;
  /** While true the board takes requests and answers none. */
  mute = false;
  readonly #clock: Clock;
  readonly #options: SimulatedBoardOptions;
  readonly #lines = new TextLines(boardLineLengthMax);
  readonly #levels = new Map<string, boolean>();
  readonly #outputs = new Map<string, Output>();
  readonly #counts = new Map<string, number>();
  #epoch = '';
  #cancelWatchdog: Cancel | undefined;

  constructor(clock: Clock, options: SimulatedBoardOptions) {
    super();
    this.#clock = clock;
    this.#options = options;
    for (const input of options.inputs) this.#levels.set(input, false);
    for (const output of options.outputs) this.#outputs.set(output, { on: false });
    this.line = new SimulatedLine(options.port ?? 0);
    this.line.on('connected', () => this.#greet());
    this.line.on('data', (bytes) => {
      for (const read of this.#lines.feed(bytes)) if ('line' in read) this.#obey(read.line);
    });
  }

  get epoch(): string {
    return this.#epoch;
  }

  async start(): Promise<void> {
    const kept = this.#options.memory?.load();
    this.#epoch = kept?.epoch ?? this.#options.newEpoch();
    for (const [line, count] of Object.entries(kept?.counts ?? {})) this.#counts.set(line, count);
    this.#keep();
    await this.line.plug();
  }

  async stop(): Promise<void> {
    this.#cancelWatchdog?.();
    for (const name of this.#outputs.keys()) this.#drive(name, false);
    await this.line.unplug();
  }

  /** Loses every counter, as a board without lasting memory does at a power cut. */
  loseCounters(): void {
    this.#counts.clear();
    this.#epoch = this.#options.newEpoch();
    this.#keep();
    this.#greet();
  }

  count(line: string): number {
    return this.#counts.get(line) ?? 0;
  }

  isDriven(output: string): boolean {
    return this.#outputs.get(output)?.on ?? false;
  }

  /** Moves an input; a rise is an edge. */
  setLevel(input: string, level: boolean): void {
    const rose = level && this.#levels.get(input) === false;
    this.#levels.set(input, level);
    if (rose) this.#edge(input);
  }

  /** A short pulse on an input, as from a drop sensor or a coin. */
  edge(input: string): void {
    this.setLevel(input, true);
    this.setLevel(input, false);
  }

  #edge(input: string): void {
    this.#add(input);
    const count = this.count(input);
    this.#tell({ event: 'edge', line: input, count });
    for (const [name, output] of this.#outputs) {
      const { stopAt } = output;
      if (stopAt?.input === input && count >= stopAt.targetCount) this.#drive(name, false);
    }
  }

  #add(line: string): void {
    this.#counts.set(line, this.count(line) + 1);
    this.#keep();
  }

  #keep(): void {
    this.#options.memory?.save({ epoch: this.#epoch, counts: Object.fromEntries(this.#counts) });
  }

  #greet(): void {
    this.#lines.reset();
    this.#tell({ event: 'hello', epoch: this.#epoch });
  }

  #tell(event: BoardEvent): void {
    this.#say(encodeEvent(event));
  }

  #say(line: string): void {
    if (!this.mute) this.line.send(new TextEncoder().encode(`${line}\n`));
  }

  #obey(text: string): void {
    this.#cancelWatchdog?.();
    this.#cancelWatchdog = this.#clock.after(boardWatchdogMs, () => this.#release());
    const question = splitQuestion(text);
    if (!question) return;
    const request = decodeRequest(question.words);
    const answer = typeof request === 'string' ? request : this.#perform(request);
    this.#say(
      typeof answer === 'string' ? `${question.id} no ${answer}` : [question.id, 'ok', ...answer].join(' '),
    );
  }

  /** The values of the answer, or why the request is refused. */
  #perform(request: BoardRequest): string[] | BoardRefusal {
    if (request.verb === 'hello') return [boardProtocol, this.#epoch];
    const { line } = request;
    const output = this.#outputs.get(line);
    if (request.verb === 'read') {
      const level = output ? output.on : this.#levels.get(line);
      return level === undefined ? 'line' : [level ? '1' : '0'];
    }
    if (request.verb === 'count') {
      const known = output !== undefined || this.#levels.has(line);
      return known ? [String(this.count(line)), this.#epoch] : 'line';
    }
    if (!output) return 'line';
    if (output.cancel) return 'busy';
    if (request.verb === 'set') this.#drive(line, request.on);
    else if (request.verb === 'pulse') this.#driveFor(line, request.durationMs);
    else {
      if (!this.#levels.has(request.input)) return 'line';
      if (this.count(request.input) >= request.targetCount) return [];
      this.#driveFor(line, request.limitMs, { input: request.input, targetCount: request.targetCount });
    }
    return [];
  }

  #driveFor(name: string, durationMs: number, stopAt?: Output['stopAt']): void {
    this.#drive(name, true);
    const output = this.#outputs.get(name);
    if (!output) return;
    output.cancel = (this.#options.mechanismClock ?? this.#clock).after(durationMs, () =>
      this.#drive(name, false),
    );
    output.stopAt = stopAt;
  }

  #drive(name: string, on: boolean): void {
    const output = this.#outputs.get(name);
    if (!output) return;
    output.cancel?.();
    output.cancel = undefined;
    output.stopAt = undefined;
    if (output.on === on) return;
    output.on = on;
    if (on) this.#add(name);
    this.raise('outputChanged', name, on);
  }

  /** The caller fell silent: what it had switched on goes off; timed runs end by themselves. */
  #release(): void {
    for (const [name, output] of this.#outputs) if (output.on && !output.cancel) this.#drive(name, false);
  }
}
