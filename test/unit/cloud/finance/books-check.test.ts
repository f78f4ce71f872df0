/** The nightly check of the books: what is wrong is an alarm until it is right again. */
import { sql } from 'kysely';
import t from 'tap';
import { BooksDesk } from '../../../../src/cloud/finance/books-desk.ts';
import { BooksSchedule } from '../../../../src/cloud/finance/books-schedule.ts';
import { matchRows } from '../../../../src/cloud/finance/match-rows.ts';
import { readStatement } from '../../../../src/cloud/finance/read-statement.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import { openBooks } from '../../../support/books/books-run.ts';
import { HandClock } from '../../../support/cloud-clock.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

/** 2026-03-02 in Shanghai, at two in the morning. */
const atTwoMs = Date.UTC(2026, 2, 1, 18);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

t.test('broken books raise one alarm until they are right again', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  const clock = new HandClock(atTwoMs);
  const desk = new BooksDesk({
    ...{ db, clock, random: systemRandom, log: silentLog, spoolDir: '' },
    jobs: { read: readStatement, match: matchRows },
    statementOf: async () => undefined,
  });
  const schedule = new BooksSchedule({ db, clock, log: silentLog, desk, accounts: [] });
  for (const merchantId of ['sound', 'torn']) await openBooks(db, merchantId);
  const { rows } = await sql<{ entry_id: number }>`
    insert into account_entries (merchant_id, source_kind, source_id, day, at_ms, posted_at_ms, currency)
    values ('torn', 'charge', 'chg_1', '2026-03-01', 1, 1, 'CNY') returning entry_id`.execute(db);
  const [entryId] = rows.map(({ entry_id }) => Number(entry_id));
  const alarms = () =>
    db
      .selectFrom('alarms')
      .select(['merchant_id', 'kind', 'severity', 'subject', 'fault', 'count', 'cleared_at_ms'])
      .execute();

  await schedule.sweep();
  t.same(await alarms(), [], 'it is not night enough');
  clock.advance(2 * hourMs);
  await schedule.sweep();
  await schedule.sweep();
  const found = {
    ...{ merchant_id: 'torn', kind: 'books', severity: 'critical', fault: 'BOOKS_BROKEN' },
    subject: `entry ${entryId} has no postings`,
  };
  t.match(await alarms(), [{ ...found, count: 1, cleared_at_ms: null }], 'once a night');
  clock.advance(dayMs);
  await schedule.sweep();
  t.match(await alarms(), [{ ...found, count: 2, cleared_at_ms: null }], 'and the next night again');

  await sql`
    insert into account_postings (entry_id, n, merchant_id, day, account, channel, currency, amount_minor)
    values (${entryId}, 0, 'torn', '2026-03-01', 'receivable', 'alipay', 'CNY', 5),
      (${entryId}, 1, 'torn', '2026-03-01', 'orders', 'alipay', 'CNY', -5)`.execute(db);
  clock.advance(dayMs);
  await schedule.sweep();
  t.match(await alarms(), [{ ...found, cleared_at_ms: clock.now() }]);
});
