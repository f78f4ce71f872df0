/**
 * Opens the cloud's database and brings its schema up to date: PostgreSQL by URL, otherwise PGlite in a
 * worker thread on a folder of its own, or in memory without one. PGlite does not flush to the disk at
 * commit: it is the embedded default of a demo, not a place for real books.
 */
import { join } from 'node:path';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { faultDialect } from './fault-dialect.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migration.ts';
import { migrations } from './migrations.ts';
import { PgliteThread } from './pglite-thread.ts';
import type { CloudDatabase, CloudTables } from './schema.ts';

export interface OpenDatabaseOptions {
  /** `postgres://…`; takes precedence over `dataDir`. */
  readonly url?: string;
  /** Folder of the embedded database; without it everything is in memory and gone at the end. */
  readonly dataDir?: string;
  /** Connections to PostgreSQL at most. */
  readonly connectionsMax?: number;
}

export interface OpenedDatabase {
  readonly db: CloudDatabase;
  readonly engine: 'postgresql' | 'pglite';
  /** Of PostgreSQL. */
  readonly url: string | undefined;
  close(): Promise<void>;
}

/** PostgreSQL's int8, and with it every count; beyond 2^53 nothing in this schema goes. */
const int8Oid = 20;

function postgres(url: string, connectionsMax: number): { db: CloudDatabase; release: () => void } {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: 5000,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === int8Oid ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that dies while idle is replaced by the pool; whoever needs one next sees the fault.
  pool.on('error', () => undefined);
  return {
    db: new Kysely<CloudTables>({ dialect: faultDialect(new PostgresDialect({ pool })) }),
    release: () => undefined,
  };
}

function embedded(dataDir: string | undefined): { db: CloudDatabase; release: () => void } {
  const release = dataDir === undefined ? () => undefined : lockFolder(dataDir);
  const pglite = new PgliteThread(dataDir === undefined ? undefined : join(dataDir, 'pglite'));
  return { db: new Kysely<CloudTables>({ dialect: faultDialect(new PGliteDialect({ pglite })) }), release };
}

/** Opens and migrates; throws `DATABASE_UNAVAILABLE`, `DATABASE_LOCKED` or `CONFIG_INVALID`. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const { db, release } =
    options.url === undefined
      ? embedded(options.dataDir)
      : postgres(options.url, options.connectionsMax ?? 10);
  const close = async () => {
    await db.destroy();
    release();
  };
  try {
    await migrate(db, migrations);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, engine: options.url === undefined ? 'pglite' : 'postgresql', url: options.url, close };
}
