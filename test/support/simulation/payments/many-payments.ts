/**
 * Tells stories about payments with several processes until enough payments were made. Chunks are cut by their
 * number alone and added up in order, so the sums are the same however many processes there are.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Plant } from '../plan/plants.ts';
import {
  addPayments,
  nothingTold,
  type PaymentsChunk,
  type ToldPayments,
  tellPayments,
} from './tell-payments.ts';

export interface ManyPayments {
  /** The first seed. */
  readonly first: number;
  /** At least so many. */
  readonly payments: number;
  readonly jobs: number;
  readonly plant?: Plant | undefined;
  /** Called after every chunk. */
  readonly progress?: (soFar: ToldPayments) => void;
}

const chunkStories = 20;
/** Stories make much garbage that dies young. */
const execArgv = ['--max-semi-space-size=64'];
const tellerFile = fileURLToPath(new URL('./payment-teller.ts', import.meta.url));

/** Ends early, after the chunk, when a story broke a rule. */
export async function tellManyPayments(wanted: ManyPayments): Promise<ToldPayments> {
  const told: (ToldPayments | undefined)[] = [];
  let next = 0;
  const soFar = () =>
    told.reduce<ToldPayments>((sum, chunk) => (chunk ? addPayments(sum, chunk) : sum), nothingTold);
  const isEnough = () => {
    const { payments, broken } = soFar();
    return payments >= wanted.payments || broken.length > 0;
  };
  const work = async (tell: (chunk: PaymentsChunk) => Promise<ToldPayments>) => {
    while (!isEnough()) {
      const index = next;
      next += 1;
      const first = wanted.first + index * chunkStories;
      told[index] = await tell({ first, count: chunkStories, plant: wanted.plant });
      wanted.progress?.(soFar());
    }
  };
  if (wanted.jobs <= 1) await work(tellPayments);
  else await Promise.all(Array.from({ length: wanted.jobs }, () => withTeller(work)));
  return soFar();
}

async function withTeller(
  work: (tell: (chunk: PaymentsChunk) => Promise<ToldPayments>) => Promise<void>,
): Promise<void> {
  const teller = fork(tellerFile, { execArgv });
  try {
    await work((chunk) => ask(teller, chunk));
  } finally {
    if (teller.connected) teller.disconnect();
  }
}

function ask(teller: ChildProcess, chunk: PaymentsChunk): Promise<ToldPayments> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a teller ended with ${code}`));
    teller.once('exit', ended);
    teller.once('message', (answer: { told?: ToldPayments; failed?: string }) => {
      teller.off('exit', ended);
      if (answer.told) resolve(answer.told);
      else reject(new Error(answer.failed));
    });
    teller.send(chunk);
  });
}
