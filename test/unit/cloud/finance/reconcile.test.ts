import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { matchRows } from '../../../../src/cloud/finance/match-rows.ts';
import { readStatement } from '../../../../src/cloud/finance/read-statement.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { runBooks } from '../../../support/books/books-run.ts';
import { openPostgresForTest, postgresUrl } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

t.test(
  'every fault between books and statements is found, and nothing else',
  { timeout: 240_000 },
  async (t) => {
    const dir = mkdtempSync(join(tmpdir(), 'books-'));
    const opened =
      postgresUrl === undefined ? await openMemoryDatabase() : await openPostgresForTest(postgresUrl);
    t.teardown(async () => {
      await opened.close();
      rmSync(dir, { recursive: true, force: true });
    });
    const jobs = { read: readStatement, match: matchRows };
    const ports = { db: opened.db, clock: new SystemClock(), jobs, spoolDir: dir, merchantId: 'books' };
    const verdict = await runBooks(ports, { days: 8, payments: 600, seed: 11, faults: 42 });
    t.same(verdict.unlike, []);
    t.equal(verdict.right, 42);
    t.same(verdict.offMinor, { alipay: 0, wechat: 0 });
    t.same(verdict.broken, []);
  },
);
