/** What handlers are given while they are fuzzed: a clock that stands, a link that takes all, a log that tells. */
import { EventEmitter } from 'node:events';
import { faultCatalogue } from '../../../src/domain/fault-catalogue.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Log } from '../../../src/platform/log.ts';
import type { Link, LinkEvents } from '../../../src/platform/mqtt-link.ts';
import { Finding, type Verdict } from './boundary.ts';

export const nowMs = Date.UTC(2026, 10, 22, 4, 0, 0);

/** Time stands: nothing that is planned ever happens. */
export const stillClock: Clock = {
  now: () => nowMs,
  monotonicMs: () => 1_000_000,
  quality: () => 'synchronised',
  after: () => () => undefined,
};

/** Hands messages in and counts what goes out. */
export class StillLink extends EventEmitter<LinkEvents> implements Link {
  publishedCount = 0;
  publishedBytes = 0;

  online(): boolean {
    return true;
  }

  async publish(_topic: string, payload: string | Uint8Array): Promise<void> {
    this.publishedCount += 1;
    this.publishedBytes += payload.length;
  }

  subscribe(): void {}
  unsubscribe(): void {}
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
}

/** Keeps the first warning since it was last asked; an error that names no catalogued fault is a finding. */
export class VerdictLog implements Log {
  #warned: Verdict | undefined;
  #error: string | undefined;
  lines = 0;

  debug(): void {}
  info(): void {}

  warn(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.lines += 1;
    const told = String(fields.code ?? fields.fault ?? message);
    this.#warned ??= /^[A-Z]+(_[A-Z0-9]+)+/.exec(told)?.[0] ?? told.slice(0, 60);
    if (this.#warned === 'INTERNAL_DEFECT') this.#error ??= `${message} ${JSON.stringify(fields)}`;
  }

  error(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    const code = /^[A-Z]+(_[A-Z0-9]+)+/.exec(String(fields.fault ?? fields.code))?.[0] ?? '';
    if (code !== 'INTERNAL_DEFECT' && Object.hasOwn(faultCatalogue, code)) {
      this.warn(message, fields);
      return;
    }
    this.#error ??= `${message} ${JSON.stringify(fields).slice(0, 1_000)}`;
  }

  with(): Log {
    return this;
  }

  /** What came of the input just handled. */
  verdict(): Verdict {
    const [warned, error] = [this.#warned, this.#error];
    this.#warned = undefined;
    this.#error = undefined;
    this.lines = 0;
    if (error !== undefined) throw new Finding(`an error in the log: ${error}`);
    return warned ?? 'accepted';
  }
}

/** Lets everything that was begun go as far as it can. */
export async function settle(turns = 2): Promise<void> {
  for (let i = 0; i < turns; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
