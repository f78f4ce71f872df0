/** Runs one boundary over many inputs and stops at the first finding, which it shrinks. */
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Boundary, Subject, Verdict } from './boundary.ts';
import type { Dice } from './dice.ts';
import { Dice as OwnDice } from './dice.ts';
import { inputOf } from './mutate.ts';
import { shrink } from './shrink.ts';

export interface FuzzFailure {
  readonly index: number;
  readonly error: string;
  readonly input: Uint8Array;
  readonly shrunk: Uint8Array;
}

export interface FuzzReport {
  readonly boundary: string;
  readonly seed: number;
  readonly inputs: number;
  readonly accepted: number;
  readonly refused: ReadonlyMap<Verdict, number>;
  readonly failure?: FuzzFailure;
  /** How many files, sockets and pipes more are open than before; 0 where the system does not tell. */
  readonly leftOpen: number;
}

/** Fewer are noise of the process, such as a thread that woke. */
export const leftOpenMax = 16;
const openFiles = '/proc/self/fd';
const openCount = () => (existsSync(openFiles) ? readdirSync(openFiles).length : 0);

/** What is being closed gets a moment for it. */
async function countLeftOpen(before: number): Promise<number> {
  for (let looks = 0; looks < 40 && openCount() - before > leftOpenMax; looks += 1) await sleep(50);
  return Math.max(0, openCount() - before);
}

/** `begun` is told the number of each input before it is taken, so that a watcher sees one that hangs. */
export async function fuzz(
  boundary: Boundary,
  seed: number,
  inputs: number,
  begun: (index: number) => void = () => undefined,
): Promise<FuzzReport> {
  const refused = new Map<Verdict, number>();
  let accepted = 0;
  const openBefore = openCount();
  const subject = await boundary.open();
  let failure: FuzzFailure | undefined;
  let index = 0;
  for (; index < inputs; index += 1) {
    begun(index);
    const { input, dice } = inputOf(boundary, seed, index);
    try {
      const taken = subject.take(input, dice);
      const verdict = taken instanceof Promise ? await taken : taken;
      if (verdict === 'accepted') accepted += 1;
      else refused.set(verdict, (refused.get(verdict) ?? 0) + 1);
    } catch (error) {
      failure = await failureOf(boundary, seed, index, input, error);
      break;
    }
  }
  await subject.stop?.();
  const leftOpen = await countLeftOpen(openBefore);
  return {
    ...{ boundary: boundary.name, seed, inputs: index, accepted, refused, leftOpen },
    ...(failure && { failure }),
  };
}

async function failureOf(
  boundary: Boundary,
  seed: number,
  index: number,
  input: Uint8Array,
  error: unknown,
): Promise<FuzzFailure> {
  const first = kindOf(error);
  const subject = await boundary.open();
  const fails = async (shorter: Uint8Array) =>
    (await errorOf(subject, shorter, diceAfter(boundary, seed, index))) === first;
  // One that fails only after others before it is told as it is.
  const shrunk = (await fails(input)) ? await shrink(input, fails) : input;
  await subject.stop?.();
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { index, error: text, input, shrunk };
}

/** Dice as the subject gets them: after the input was made. */
function diceAfter(boundary: Boundary, seed: number, index: number): Dice {
  return index < 0 ? new OwnDice(seed, 0) : inputOf(boundary, seed, index).dice;
}

async function errorOf(subject: Subject, input: Uint8Array, dice: Dice): Promise<string | undefined> {
  try {
    await subject.take(input, dice);
    return undefined;
  } catch (error) {
    return kindOf(error);
  }
}

/** Errors of one kind come from one place with one name. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return `${error.name}${place}`;
}
