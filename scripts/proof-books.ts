/**
 * Proves the books: `npm run proof:books -- --payments N --seed S [--days D] [--faults F] [--seeds K] [--forms]`. Makes days of
 * payments with known faults, imports the platforms' statements, compares every day, closes every difference, and
 * judges by the list of faults and by the balance of each channel. With `--seeds` that many books, one after another
 * in one database, small ones in this process. With `--forms` every payment is an order too, and the forms must agree
 * with each other and with the ledger. On PostgreSQL where `DATABASE_URL` names one, else embedded. Exits with 1 where anything
 * is not found, found and not there, or off by a cent.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BooksJobs } from '../src/cloud/finance/books-jobs.ts';
import { matchRows } from '../src/cloud/finance/match-rows.ts';
import { readStatement } from '../src/cloud/finance/read-statement.ts';
import { SystemClock } from '../src/platform/clock.ts';
import type { BooksAsked } from '../test/support/books/books-plan.ts';
import { type BooksVerdict, runBooks } from '../test/support/books/books-run.ts';
import { openPostgresForTest, postgresUrl } from '../test/support/cloud-database.ts';
import { openMemoryDatabase } from '../test/support/memory-database.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  days: { type: 'integer', default: 10 },
  payments: { type: 'integer', default: 20000 },
  seed: { type: 'integer', default: 1 },
  seeds: { type: 'integer', default: 1 },
  faults: { type: 'integer' },
  forms: { type: 'boolean' },
});
const { days, payments, seed: first, seeds } = values;
const faults = values.faults ?? Math.max(28, Math.round(payments / 1000));
/** From here on each job has a process of its own, as in the cloud. */
const smallMax = 5000;

const clock = new SystemClock();
const own = new BooksJobs(clock);
const jobs = payments > smallMax ? own : { read: readStatement, match: matchRows };
const spoolDir = mkdtempSync(join(tmpdir(), 'kioskd-proof-books-'));
const opened =
  postgresUrl === undefined ? await openMemoryDatabase() : await openPostgresForTest(postgresUrl);

/** Each book is of a merchant of its own; all are in one database. */
function prove(asked: BooksAsked, say?: (line: string) => void): Promise<BooksVerdict> {
  const merchantId = `books-${asked.seed}`;
  const ports = { db: opened.db, clock, jobs, spoolDir, merchantId, withForms: values.forms };
  return runBooks({ ...ports, ...(say ? { say } : {}) }, asked);
}

const sum = { truth: 0, found: 0, right: 0 };
const wrong: string[] = [];
let formsOff = 0;
const begun = performance.now();
for (let seed = first; seed < first + seeds; seed += 1) {
  const verdict = await prove({ days, payments, seed, faults }, seeds === 1 ? console.log : undefined);
  sum.truth += verdict.truth;
  sum.found += verdict.found;
  sum.right += verdict.right;
  const off = Object.entries(verdict.offMinor).filter(([, minor]) => minor !== 0);
  wrong.push(...verdict.unlike.map((line) => `seed ${seed}: ${line}`));
  wrong.push(...off.map(([channel, minor]) => `seed ${seed}: ${channel} is off by ${minor}`));
  wrong.push(...[...verdict.broken, ...verdict.forms].map((line) => `seed ${seed}: ${line}`));
  formsOff += verdict.forms.length;
  if (seeds > 1 && (seed - first + 1) % 10 === 0)
    console.log(`${seed - first + 1} books, ${wrong.length} findings`);
}
const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole).toFixed(4);
console.log(`books ${seeds}, payments ${payments * seeds}, faults ${sum.truth}, found ${sum.found}`);
console.log(`precision ${share(sum.right, sum.found)}, recall ${share(sum.right, sum.truth)}`);
console.log(
  `balance ${wrong.some((line) => line.includes('off by')) ? 'OFF' : 'exact'}, ${((performance.now() - begun) / 1000).toFixed(0)} s`,
);
if (values.forms) console.log(`forms ${formsOff === 0 ? 'agree' : 'DISAGREE'}`);
for (const line of wrong.slice(0, 20)) console.log(line);
own.stop();
await opened.close();
rmSync(spoolDir, { recursive: true, force: true });
process.exit(wrong.length === 0 ? 0 : 1);
