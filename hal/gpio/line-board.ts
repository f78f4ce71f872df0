/**
 * A KIO/1 board made of this computer's own lines: obeys requests, counts edges and activations, times
 * pulses and runs, lets go of outputs when its caller has fallen silent. Pure but for the lines it is
 * given; time comes in with every call. Its counters are as old as its lines, so each has its own epoch.
 */
import {
  type BoardRefusal,
  type BoardRequest,
  boardDurationMaxMs,
  boardProtocol,
  boardWatchdogMs,
} from './board-codec.ts';

/** What the board does its work with; both throw when the chip is gone. */
export interface BoardLines {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  drive(output: string, on: boolean): void;
  level(input: string): boolean;
}

interface Output {
  on: boolean;
  /** When a pulse or a run ends; undefined while the output is driven by `set`, or off. */
  endsAtMs?: number | undefined;
  stopAt?: { readonly input: string; readonly targetCount: number } | undefined;
}

/** The counter of a line in the kernel is 32 bits wide and begins anew behind its last value. */
const sequenceRange = 2 ** 32;

export class LineBoard {
  readonly epoch: string;
  readonly #lines: BoardLines;
  readonly #counts = new Map<string, number>();
  readonly #outputs = new Map<string, Output>();
  #heardAtMs: number;

  constructor(lines: BoardLines, epoch: string, nowMs: number) {
    this.#lines = lines;
    this.epoch = epoch;
    this.#heardAtMs = nowMs;
    for (const name of [...lines.inputs, ...lines.outputs]) this.#counts.set(name, 0);
    for (const name of lines.outputs) this.#outputs.set(name, { on: false });
  }

  /** The values of the answer, or why the request is refused. */
  obey(request: BoardRequest, nowMs: number): readonly string[] | BoardRefusal {
    this.#heardAtMs = nowMs;
    if (request.verb === 'hello') return [boardProtocol, this.epoch];
    const { line } = request;
    const output = this.#outputs.get(line);
    const count = this.#counts.get(line);
    if (count === undefined) return 'line';
    if (request.verb === 'count') return [String(count), this.epoch];
    if (request.verb === 'read') return [(output ? output.on : this.#lines.level(line)) ? '1' : '0'];
    if (!output) return 'line';
    if (output.endsAtMs !== undefined) return 'busy';
    if (request.verb === 'set') this.#drive(line, output, request.on);
    else return this.#run(request, output, nowMs);
    return [];
  }

  /** An input rose: `sequence` edges of it since its line was opened. The counter after it. */
  rose(input: string, sequence: number): number {
    const before = this.#counts.get(input) ?? 0;
    // Edges whose events were lost are in the sequence; it is counted up to, never by one.
    const rises = (sequence - (before % sequenceRange) + sequenceRange) % sequenceRange;
    const count = before + rises;
    this.#counts.set(input, count);
    for (const [name, output] of this.#outputs) {
      const { stopAt } = output;
      if (stopAt?.input === input && count >= stopAt.targetCount) this.#drive(name, output, false);
    }
    return count;
  }

  /** Ends what has run out, and what is left on by a caller that has fallen silent. */
  advance(nowMs: number): void {
    const silent = nowMs - this.#heardAtMs >= boardWatchdogMs;
    for (const [name, output] of this.#outputs) {
      const over = output.endsAtMs === undefined ? silent : nowMs >= output.endsAtMs;
      if (output.on && over) this.#drive(name, output, false);
    }
  }

  /** When `advance` has to be called next, if anything is on. */
  nextAtMs(): number | undefined {
    const on = [...this.#outputs.values()].filter((output) => output.on);
    if (on.length === 0) return undefined;
    return Math.min(...on.map(({ endsAtMs }) => endsAtMs ?? this.#heardAtMs + boardWatchdogMs));
  }

  /** Switches every output off: the board ends. */
  release(): void {
    for (const [name, output] of this.#outputs) if (output.on) this.#drive(name, output, false);
  }

  #run(
    request: Extract<BoardRequest, { verb: 'pulse' | 'until' }>,
    output: Output,
    nowMs: number,
  ): readonly string[] | BoardRefusal {
    const durationMs = request.verb === 'pulse' ? request.durationMs : request.limitMs;
    if (!(durationMs >= 1 && durationMs <= boardDurationMaxMs)) return 'range';
    if (request.verb === 'until') {
      const { input, targetCount } = request;
      if (!this.#lines.inputs.includes(input)) return 'line';
      if ((this.#counts.get(input) ?? 0) >= targetCount) return [];
      this.#drive(request.line, output, true);
      output.stopAt = { input, targetCount };
    } else this.#drive(request.line, output, true);
    output.endsAtMs = nowMs + durationMs;
    return [];
  }

  #drive(name: string, output: Output, on: boolean): void {
    this.#lines.drive(name, on);
    output.endsAtMs = undefined;
    output.stopAt = undefined;
    if (on && !output.on) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    output.on = on;
  }
}
