/**
 * The time line of one story: what happened when, as somebody outside would tell it. Its hash is the same
 * for two runs of one seed, or the simulation is not repeatable. Ids are shown by short names.
 */
import { hash } from 'node:crypto';
import type { Log, LogFields } from '../../../src/platform/log.ts';
import type { Timeline } from '../../../src/platform/virtual-clock.ts';

interface Entry {
  readonly atMs: number;
  readonly who: string;
  readonly what: string;
}

const nameOfKind: Readonly<Record<string, string>> = {
  ord: 'order',
  lin: 'line',
  chg: 'charge',
  dlv: 'delivery',
  rfd: 'refund',
  pay: 'payout',
  rct: 'receipt',
  jnl: 'journal',
};

export class Chronicle {
  #timeline: Timeline;
  #entries: Entry[] = [];

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  tell(who: string, what: string): void {
    this.#entries.push({ atMs: this.#timeline.nowMs(), who, what });
  }

  hash(): string {
    return hash('sha256', this.#entries.map(({ atMs, who, what }) => `${atMs} ${who} ${what}`).join('\n'));
  }

  /** One line per entry, `  12:03.456 shopper 1.2  scans water`, and after them each of `ending`. */
  lines(ending: readonly string[] = []): string[] {
    const named = shortNames();
    return [
      ...this.#entries.map(
        ({ atMs, who, what }) => `${clockFace(atMs)} ${named(who).padEnd(12)} ${named(what)}`,
      ),
      ...ending.map((what) => `${' '.repeat(11)} ${'RULE BROKEN'.padEnd(12)} ${named(what)}`),
    ];
  }

  /** Lines of a program's log, from warnings on. */
  logOf(who: string): Log {
    const write = (level: string) => (message: string, fields?: LogFields) =>
      this.tell(who, `${level}: ${message}${textOf(fields)}`);
    const silent = () => undefined;
    const log: Log = {
      debug: silent,
      info: silent,
      warn: write('warns'),
      error: write('reports'),
      with: () => log,
    };
    return log;
  }
}

/** Ids are numbered within their kind in the order in which they are first told. */
function shortNames(): (text: string) => string {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  return (text) =>
    text.replace(/\b([a-z]{3})_[0-9A-Z]{26}/g, (id, kind: string) => {
      const name = known.get(id);
      if (name) return name;
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      const fresh = `${nameOfKind[kind] ?? kind} #${number}`;
      known.set(id, fresh);
      return fresh;
    });
}

function textOf(fields: LogFields | undefined): string {
  const words = Object.entries(fields ?? {}).map(([name, value]) => `${name}=${String(value)}`);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

/** Minutes, seconds and milliseconds since the story began. */
function clockFace(atMs: number): string {
  const minutes = String(Math.floor(atMs / 60_000)).padStart(4);
  return `${minutes}:${((atMs % 60_000) / 1000).toFixed(3).padStart(6, '0')}`;
}
