/**
 * Tells many stories with several processes at once. Chunks are cut by their number alone and their results
 * put in order, so the digest over all is the same however many processes there are.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { hash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Plant } from '../plan/plants.ts';
import { type BrokenStory, type Chunk, type ToldChunk, tellChunk } from './tell-chunk.ts';

export interface Telling {
  readonly first: number;
  readonly seeds: number;
  readonly jobs: number;
  readonly plant?: Plant | undefined;
  readonly fleet?: number | undefined;
  /** No new chunk is begun once so many stories broke a rule. */
  readonly violationsMax: number;
  /** Called after every chunk. */
  readonly progress?: (soFar: Told) => void;
}

export interface Told {
  readonly seeds: number;
  readonly orders: number;
  readonly lastedMs: number;
  /** Ordered by seed. */
  readonly broken: readonly BrokenStory[];
  /** Over every story told. */
  readonly digest: string;
}

const chunkSeeds = 25;
/** Stories make much garbage that dies young. */
const execArgv = ['--max-semi-space-size=64'];
const tellerFile = fileURLToPath(new URL('./teller.ts', import.meta.url));

export async function tellStories(telling: Telling): Promise<Told> {
  const results: (ToldChunk | undefined)[] = [];
  let next = 0;
  let broken = 0;
  const takeChunk = (): (Chunk & { index: number }) | undefined => {
    const begin = next * chunkSeeds;
    if (begin >= telling.seeds || broken >= telling.violationsMax) return undefined;
    const count = Math.min(chunkSeeds, telling.seeds - begin);
    const { plant, fleet } = telling;
    next += 1;
    return { index: next - 1, first: telling.first + begin, count, plant, fleet };
  };
  const work = async (tell: (chunk: Chunk) => Promise<ToldChunk>) => {
    for (let chunk = takeChunk(); chunk; chunk = takeChunk()) {
      const told = await tell(chunk);
      results[chunk.index] = told;
      broken += told.broken.length;
      telling.progress?.(summary(results));
    }
  };
  if (telling.jobs <= 1) await work(tellChunk);
  else await Promise.all(Array.from({ length: telling.jobs }, () => withTeller(work)));
  return summary(results);
}

function summary(results: readonly (ToldChunk | undefined)[]): Told {
  const told = results.filter((result) => result !== undefined);
  return {
    seeds: told.length * chunkSeeds,
    orders: told.reduce((sum, { orders }) => sum + orders, 0),
    lastedMs: told.reduce((sum, { lastedMs }) => sum + lastedMs, 0),
    broken: told.flatMap(({ broken }) => broken),
    digest: hash('sha256', told.map(({ digest }) => digest).join('\n')),
  };
}

async function withTeller(
  work: (tell: (chunk: Chunk) => Promise<ToldChunk>) => Promise<void>,
): Promise<void> {
  const teller = fork(tellerFile, { execArgv });
  try {
    await work((chunk) => ask(teller, chunk));
  } finally {
    if (teller.connected) teller.disconnect();
  }
}

function ask(teller: ChildProcess, chunk: Chunk): Promise<ToldChunk> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a teller ended with ${code}`));
    teller.once('exit', ended);
    teller.once('message', (answer: { told?: ToldChunk; failed?: string }) => {
      teller.off('exit', ended);
      if (answer.told) resolve(answer.told);
      else reject(new Error(answer.failed));
    });
    teller.send(chunk);
  });
}
