/** Runs a long job in a process of its own, one after another, so that no two of them take memory at once. */

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Fault, type FaultCode } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import { OneByOne } from '../../platform/one-by-one.ts';
import type { MatchJob, MatchResult } from './match-rows.ts';
import type { ReadStatement, readStatement } from './read-statement.ts';

export type BooksJob =
  | ({ readonly kind: 'read' } & Parameters<typeof readStatement>[0])
  | ({ readonly kind: 'match' } & MatchJob);

export type BooksAnswer =
  | { readonly ok: true; readonly value: unknown; readonly peakMb: number; readonly cpuMs: number }
  | {
      readonly ok: false;
      readonly code: FaultCode;
      readonly message: string;
      readonly facts: Readonly<Record<string, string | number | boolean>>;
    };

const jobMsMax = 15 * 60_000;
const heapMbMax = 512;
const program = fileURLToPath(new URL('./books-process.ts', import.meta.url));

/** What a job took of its process: memory in all, processor time for the job alone. */
export interface JobCost {
  readonly peakMb: number;
  readonly cpuMs: number;
}

/** Whoever does the long jobs. */
export interface BooksWork {
  /** Throws the statement's own fault. */
  read(job: Omit<Extract<BooksJob, { kind: 'read' }>, 'kind'>): Promise<ReadStatement>;
  match(job: MatchJob): Promise<MatchResult>;
}

export class BooksJobs implements BooksWork {
  #clock: Clock;
  readonly #oneByOne = new OneByOne();
  #running: ChildProcess | undefined;
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  read(job: Omit<Extract<BooksJob, { kind: 'read' }>, 'kind'>): Promise<ReadStatement & JobCost> {
    return this.#queue({ kind: 'read', ...job }) as Promise<ReadStatement & JobCost>;
  }

  match(job: MatchJob): Promise<MatchResult & JobCost> {
    return this.#queue({ kind: 'match', ...job }) as Promise<MatchResult & JobCost>;
  }

  /** The job under way ends as if its process had died. */
  stop(): void {
    this.#stopped = true;
    this.#running?.kill('SIGKILL');
  }

  #queue(job: BooksJob): Promise<unknown> {
    return this.#oneByOne.run(() => this.#run(job));
  }

  async #run(job: BooksJob): Promise<object> {
    if (this.#stopped) throw new Fault('PROGRAM_NOT_READY', 'work on the books while stopping');
    const child = fork(program, {
      execArgv: [`--max-old-space-size=${heapMbMax}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#running = child;
    const cancel = this.#clock.after(jobMsMax, () => child.kill('SIGKILL'));
    try {
      const answer = await new Promise<BooksAnswer>((resolve, reject) => {
        child.once('message', (message) => resolve(message as BooksAnswer));
        child.once('error', reject);
        child.once('exit', () => reject(new Fault('PROGRAM_NOT_READY', 'work on the books')));
        child.send(job);
      });
      if (!answer.ok) {
        const cause = new Error(answer.message);
        throw new Fault(answer.code, `${job.kind} in the books`, { cause, facts: answer.facts });
      }
      return { ...(answer.value as object), peakMb: answer.peakMb, cpuMs: answer.cpuMs };
    } finally {
      cancel();
      this.#running = undefined;
      if (child.exitCode === null && child.connected) child.disconnect();
    }
  }
}
