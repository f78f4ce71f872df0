/** Looks through every table of a database for a text, wherever it may stand. */
import { sql } from 'kysely';
import type { CloudDatabase } from '../../src/cloud/database/schema.ts';

/** The tables in whose rows this text stands, by name. */
export async function tablesWith(db: CloudDatabase, text: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema()
    order by name`.execute(db);
  const found: string[] = [];
  for (const { name } of rows) {
    const held = await sql`
      select 1 from ${sql.table(name)} as one where one::text like ${`%${text}%`} limit 1`.execute(db);
    if (held.rows.length > 0) found.push(name);
  }
  return found;
}
