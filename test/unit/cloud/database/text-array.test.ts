/** An array literal brings every text that a column can hold to the database unchanged. */
import { sql } from 'kysely';
import t from 'tap';
import { textArray } from '../../../../src/cloud/database/text-array.ts';
import { openPostgresForTest, postgresSkipReason, postgresUrl } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const texts = [
  '',
  'NULL',
  '{"name":"可乐 \\"大\\" 🥤","path":"a\\\\b"}',
  'a, b {c} "d" \\e\\\\f',
  'line\nfeed\ttab\u0001\u001f\u007f',
  '\u2028\u2029\ufeff',
  null,
];

const engines = {
  PGlite: { open: () => openMemoryDatabase(), skip: false as const },
  PostgreSQL: {
    open: () => openPostgresForTest(postgresUrl ?? ''),
    skip: postgresUrl === undefined && postgresSkipReason,
  },
};

for (const [name, { open, skip }] of Object.entries(engines)) {
  t.test(`what goes in comes out, on ${name}`, { skip }, async (t) => {
    const { db, close } = await open();
    t.teardown(close);
    const { rows } = await sql<{ text: string | null }>`
      select x.text from unnest(${textArray(texts)}::text[]) as x (text)`.execute(db);
    t.strictSame(
      rows.map((row) => row.text),
      texts,
    );
    const none = await sql`select 1 from unnest(${textArray([])}::text[])`.execute(db);
    t.strictSame(none.rows, []);
  });
}
