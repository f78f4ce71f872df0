/**
 * This computer's own lines as the I/O board: a thread of this process does the board's work. It is as exact
 * as a board while the process lives. When the process dies the counters die with it, so the next one counts
 * in a new epoch and nothing begun before can be proved; what was on is let go of by the kernel, and driven
 * off by the next start where the chip keeps the level of a line that was let go.
 */
import type { DriverContext } from '../device.ts';
import { BoardThreads } from './board-thread-channel.ts';
import type { GpioAbilities } from './gpio.ts';
import type { LineBias } from './gpiochip-codec.ts';
import type { NamedLine } from './kernel-lines.ts';
import { KioGpio } from './kio-gpio.ts';

interface ProfileLine {
  readonly name: string;
  readonly line?: string | undefined;
  readonly chip?: string | undefined;
  readonly activeLow: boolean;
  readonly bias: LineBias;
}

export interface LinuxGpioOptions {
  /** The label or name of the chip whose lines are meant where a line names no other. */
  readonly chip: string;
  readonly outputs: readonly ProfileLine[];
  readonly inputs: readonly (ProfileLine & { readonly debounceMs: number })[];
  readonly answerWithinMs: number;
  readonly heartbeatMs: number;
}

/** The way to the lines; another may stand in between. */
export type LineThreads = Pick<BoardThreads, 'open' | 'ended'>;

export class LinuxGpio extends KioGpio {
  readonly abilities: GpioAbilities = { countsAlone: false, timesAlone: false };
  readonly #threads: LineThreads;

  constructor(
    deviceId: string,
    options: LinuxGpioOptions,
    context: DriverContext,
    threads: LineThreads = new BoardThreads(namedLines(options)),
  ) {
    const { chip, answerWithinMs, heartbeatMs } = options;
    const line = { address: chip, baudRate: 115_200, answerWithinMs, heartbeatMs };
    super(deviceId, { ...line, open: threads.open }, context);
    this.#threads = threads;
  }

  /** Resolves when every output is off. */
  override async stop(): Promise<void> {
    await super.stop();
    await this.#threads.ended();
  }
}

/** The lines of a profile with what they inherit. */
export function namedLines(options: Pick<LinuxGpioOptions, 'chip' | 'outputs' | 'inputs'>): NamedLine[] {
  const named = (line: ProfileLine) => ({
    name: line.name,
    line: line.line ?? line.name,
    chip: line.chip ?? options.chip,
    activeLow: line.activeLow,
    bias: line.bias,
  });
  return [
    ...options.outputs.map((line) => ({ ...named(line), direction: 'output' as const, debounceMs: 0 })),
    ...options.inputs.map((line) => ({
      ...named(line),
      direction: 'input' as const,
      debounceMs: line.debounceMs,
    })),
  ];
}
