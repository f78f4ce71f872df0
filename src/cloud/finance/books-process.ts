/**
 * A process of its own for what is long: reads one statement, or compares one day, answers once and ends. What it
 * loads and takes of memory is given back with it.
 */
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { BooksAnswer, BooksJob } from './books-jobs.ts';
import { matchRows } from './match-rows.ts';
import { readStatement } from './read-statement.ts';

async function perform(job: BooksJob): Promise<BooksAnswer> {
  const begun = process.cpuUsage();
  try {
    const value = job.kind === 'read' ? await readStatement(job) : await matchRows(job);
    const { user, system } = process.cpuUsage(begun);
    const cpuMs = (user + system) / 1000;
    return { ok: true, value, peakMb: process.resourceUsage().maxRSS / 1024, cpuMs };
  } catch (error) {
    const { message, facts } = error instanceof Fault ? error : { message: String(error), facts: {} };
    return { ok: false, code: faultCodeOf(error), message, facts };
  }
}

process.once('message', async (job: BooksJob) => {
  const answer = await perform(job);
  process.send?.(answer, () => process.disconnect());
});
