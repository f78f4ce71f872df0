/**
 * The time line of one story: what happened when, as somebody outside would tell it. Its hash is the same
 * for two runs of one seed, or the simulation is not repeatable.
 */
import { createHash } from 'node:crypto';
import type { Log, LogFields } from '../../../src/platform/log.ts';
import type { Timeline } from '../../../src/platform/virtual-clock.ts';

interface Entry {
  readonly atMs: number;
  readonly who: string;
  readonly what: string;
}

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
    const hash = createHash('sha256');
    for (const { atMs, who, what } of this.#entries) hash.update(`${atMs} ${who} ${what}\n`);
    return hash.digest('hex');
  }

  /** One line per entry, `  12:03.456 shopper  scans water`. */
  lines(): string[] {
    return this.#entries.map(({ atMs, who, what }) => `${clockFace(atMs)} ${who.padEnd(9)} ${what}`);
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

function textOf(fields: LogFields | undefined): string {
  const words = Object.entries(fields ?? {}).map(([name, value]) => `${name}=${String(value)}`);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

/** Minutes, seconds and milliseconds since the story began. */
function clockFace(atMs: number): string {
  const minutes = String(Math.floor(atMs / 60_000)).padStart(4);
  return `${minutes}:${((atMs % 60_000) / 1000).toFixed(3).padStart(6, '0')}`;
}
