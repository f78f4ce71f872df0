import fc from 'fast-check';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import type { OpenedDatabase } from '../../../../src/cloud/database/open-database.ts';
import { accountBalance, postEntries } from '../../../../src/cloud/database/posting-rows.ts';
import { type AccountEntry, type AccountName, accountNames } from '../../../../src/domain/account.ts';
import {
  addMachineRow,
  openPostgresForTest,
  postgresSkipReason,
  postgresUrl,
} from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

/** 2026-03-02, noon in Shanghai. */
const noonMs = Date.UTC(2026, 2, 2, 4);
const dayMs = 86_400_000;

function entry(id: string, amounts: readonly [AccountName, number][], atMs = noonMs): AccountEntry {
  const postings = amounts.map(([account, amountMinor]) => ({ account, amountMinor, channel: 'alipay' }));
  return { source: { kind: 'charge', id }, atMs, currency: 'CNY', machineId: 'm1', postings };
}

const paid = (id: string, minor: number, atMs = noonMs) =>
  entry(
    id,
    [
      ['receivable', minor],
      ['orders', -minor],
    ],
    atMs,
  );

function behaves(t: Test, { db }: OpenedDatabase): void {
  const post = (entries: readonly AccountEntry[], atMs = noonMs) =>
    db.transaction().execute((tx) => postEntries(tx, 'shop', entries, atMs));

  t.test('an entry is posted once however often it comes', async (t) => {
    await addMachineRow(db, 'shop', 'm1');
    await post([paid('one', 250), paid('two', 50)]);
    await post([paid('one', 250), paid('three', 100), paid('nothing', 0)]);
    t.equal(await accountBalance(db, 'shop', 'receivable', 'alipay'), 400);
    t.equal(await accountBalance(db, 'shop', 'receivable', 'wechat'), 0);
    t.equal(await accountBalance(db, 'shop', 'orders'), -400);
    const entries = await db.selectFrom('account_entries').select(['source_id', 'day']).execute();
    t.same(new Set(entries.map((row) => row.source_id)), new Set(['one', 'two', 'three']));
    t.ok(entries.every((row) => row.day === '2026-03-02'));
  });

  t.test('an entry that does not add up is refused, by the program and by the database', async (t) => {
    const crooked = entry('crooked', [
      ['receivable', 3],
      ['orders', -2],
    ]);
    await t.rejects(post([paid('fine', 1), crooked]), { code: 'BOOKS_UNBALANCED' });
    const row = { merchant_id: 'shop', day: '2026-03-02', account: 'sales', currency: 'CNY' };
    const { entry_id } = await db
      .selectFrom('account_entries')
      .select('entry_id')
      .where('source_id', '=', 'one')
      .executeTakeFirstOrThrow();
    const insert = (rows: { n: number; amount_minor: number; day?: string }[]) =>
      db
        .insertInto('account_postings')
        .values(rows.map((one) => ({ entry_id, ...row, ...one })))
        .execute();
    await t.rejects(insert([{ n: 8, amount_minor: 1 }]), {
      code: 'INTERNAL_DEFECT',
      facts: { sqlState: '23514' },
    });
    const otherDay = [
      { n: 8, amount_minor: 1, day: '2026-03-01' },
      { n: 9, amount_minor: -1, day: '2026-03-01' },
    ];
    await t.rejects(insert(otherDay), { code: 'INTERNAL_DEFECT', facts: { sqlState: '23514' } });
    t.equal(await accountBalance(db, 'shop', 'receivable'), 400);
  });

  t.test('the books are only added to', async (t) => {
    for (const change of [
      sql`update account_postings set amount_minor = amount_minor * 2`,
      sql`delete from account_entries`,
      sql`truncate account_postings`,
    ]) {
      await t.rejects(change.execute(db), { code: 'INTERNAL_DEFECT', facts: { sqlState: '23514' } });
    }
  });

  t.test('what comes after its day was closed counts for the first open day', async (t) => {
    const close = (day: string) =>
      db
        .insertInto('closed_days')
        .values({
          ...{ merchant_id: 'shop', day, closed_at_ms: noonMs, closed_by: 'test' },
          ...{ entries: 0, debit_minor: 0 },
        })
        .execute();
    await close('2026-03-02');
    await post([paid('late', 7)], noonMs + 3 * dayMs);
    await post([paid('future', 8, noonMs + 900 * dayMs)], noonMs + 3 * dayMs);
    const rows = await db
      .selectFrom('account_entries')
      .select(['source_id', 'day'])
      .where('source_id', 'in', ['late', 'future'])
      .orderBy('day')
      .execute();
    t.strictSame(rows, [
      { source_id: 'late', day: '2026-03-03' },
      { source_id: 'future', day: '2026-03-05' },
    ]);
    const change = sql`delete from closed_days`.execute(db);
    await t.rejects(change, { code: 'INTERNAL_DEFECT', facts: { sqlState: '23514' } });
    const straight = sql`
      with e as (
        insert into account_entries (merchant_id, source_kind, source_id, day, at_ms, posted_at_ms, currency)
        values ('shop', 'charge', 'smuggled', '2026-03-02', 1, 1, 'CNY') returning entry_id
      )
      insert into account_postings (entry_id, n, merchant_id, day, account, currency, amount_minor)
      select entry_id, n, 'shop', '2026-03-02', 'sales', 'CNY', 3 - 2 * n from e, (values (1), (2)) as v (n)`;
    await t.rejects(straight.execute(db));
  });

  t.test('whatever is posted, everything adds up to nothing', async (t) => {
    const amounts = fc.array(
      fc.tuple(fc.constantFrom(...accountNames), fc.integer({ min: -1e9, max: 1e9 })),
      { minLength: 1, maxLength: 6 },
    );
    const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), amounts), { maxLength: 8 });
    const property = fc.asyncProperty(some, async (asked) => {
      const entries = asked.map(([id, sides]) => {
        const sum = sides.reduce((total, [, minor]) => total + minor, 0);
        return entry(`p${id}`, [...sides, ['differences', -sum]], noonMs + 5 * dayMs);
      });
      await post(entries, noonMs + 5 * dayMs);
      const { rows } = await sql<{ entry_id: number }>`
        select entry_id from account_postings group by entry_id having sum(amount_minor) <> 0`.execute(db);
      return rows.length === 0;
    });
    await t.resolves(fc.assert(property, { numRuns: 25 }));
  });
}

t.test('PGlite', async (t) => {
  const opened = await openMemoryDatabase();
  t.teardown(() => opened.close());
  behaves(t, opened);
});

t.test('PostgreSQL', { skip: postgresUrl === undefined && postgresSkipReason }, async (t) => {
  const opened = await openPostgresForTest(postgresUrl ?? '');
  t.teardown(() => opened.close());
  behaves(t, opened);
});
