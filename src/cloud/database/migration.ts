/**
 * Brings a database to the newest schema: all missing migrations in one transaction, so that a failed one
 * leaves nothing behind. On PostgreSQL an advisory lock lets one process migrate while others wait.
 */
import { type Kysely, sql } from 'kysely';
import { Fault } from '../../domain/fault.ts';

/** One step of the schema. `up` runs inside the transaction of the whole run. */
export interface Migration {
  readonly name: string;
  readonly up: (db: Kysely<unknown>) => Promise<void>;
}

/** Any 64-bit number, the same in every process. */
const lockKey = 0x6b696f736b64;

/** Applies what is missing and returns the names; refuses a database newer than this program. */
export async function migrate<T>(db: Kysely<T>, migrations: readonly Migration[]): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    const plain = tx as unknown as Kysely<unknown>;
    await sql`select pg_advisory_xact_lock(${lockKey}::bigint)`.execute(plain);
    await sql`create table if not exists schema_migrations (name text primary key)`.execute(plain);
    const rows = await sql<{ name: string }>`select name from schema_migrations`.execute(plain);
    const applied = new Set(rows.rows.map((row) => row.name));
    for (const migration of migrations) applied.delete(migration.name);
    const [unknown] = applied;
    if (unknown !== undefined) {
      throw new Fault('CONFIG_INVALID', 'open a database that a newer version made', {
        facts: { migration: unknown },
      });
    }
    const done = new Set(rows.rows.map((row) => row.name));
    const missing = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of missing) {
      await migration.up(plain);
      await sql`insert into schema_migrations (name) values (${migration.name})`.execute(plain);
    }
    return missing.map((migration) => migration.name);
  });
}
