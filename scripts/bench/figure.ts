/**
 * One measured figure: a median of several runs, beside the peer or limit that was measured or holds in the
 * same run, and what is required of it. A figure without a requirement is there to explain another one.
 */

export interface Peer {
  readonly name: string;
  readonly value: number;
}

/** `ratio`: of the figure to its peer; `value`: of the figure itself, in its unit. */
export interface Requirement {
  readonly of: 'ratio' | 'value';
  readonly is: 'atLeast' | 'atMost';
  readonly limit: number;
}

export interface Figure {
  /** Stable over versions, `journal.durable.8`: `--compare` finds the same figure by it. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: Peer;
  readonly required?: Requirement;
  /** The values of the single runs, in their order. */
  readonly runs: readonly number[];
  /** What exactly was measured, where the name does not say it. */
  readonly note?: string;
}

/** What a benchmark is told. */
export interface BenchSettings {
  /** Small sizes that only show that everything still runs; the figures mean nothing. */
  readonly quick: boolean;
  readonly seed: number;
  /** Progress, one line. */
  readonly say: (line: string) => void;
}

export interface Benchmark {
  readonly name: string;
  readonly about: string;
  /** Takes long: left out where nothing is named. */
  readonly onlyByName?: boolean;
  /** Why it cannot run here, if it cannot. */
  absent(): string | undefined;
  run(settings: BenchSettings): Promise<readonly Figure[]>;
}

/** How many times the peer the figure is. */
export function ratioOf(figure: Figure): number | undefined {
  return figure.peer && figure.peer.value !== 0 ? figure.value / figure.peer.value : undefined;
}

/** Undefined where nothing is required. */
export function holds(figure: Figure): boolean | undefined {
  const { required } = figure;
  if (!required) return undefined;
  const found = required.of === 'ratio' ? ratioOf(figure) : figure.value;
  if (found === undefined) return false;
  return required.is === 'atLeast' ? found >= required.limit : found <= required.limit;
}
