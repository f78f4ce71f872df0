/**
 * Opens the cloud's database and brings its schema up to date: PostgreSQL by URL, otherwise PGlite in a
 * worker thread on a folder of its own, or in memory without one. PGlite does not flush to the disk at
 * commit: it is the embedded default of a demo, not a place for real books.
 */
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  /** A file of PGlite's own making that a database in memory begins as, because making one takes seconds. */
  readonly beginAs?: string;
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

/** Opens and migrates; throws `DATABASE_UNAVAILABLE`, `DATABASE_LOCKED` or `CONFIG_INVALID`. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const { url, dataDir } = options;
  if (url !== undefined) {
    const db = await migrated(postgres(url, options.connectionsMax ?? 10));
    return { db, engine: 'postgresql', url, close: () => db.destroy() };
  }
  if (dataDir === undefined) {
    const db = await migrated(pglite(undefined, options.beginAs));
    return { db, engine: 'pglite', url, close: () => db.destroy() };
  }
  const unlock = lockFolder(dataDir);
  try {
    const db = await openFolder(dataDir);
    const close = async () => {
      await db.destroy();
      unlock();
    };
    return { db, engine: 'pglite', url, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * A process that dies while PGlite makes its files leaves a folder that opens no more. Nothing was ever
 * acknowledged from it, so it is put aside and made anew; one that was once whole is never touched.
 */
async function openFolder(dataDir: string): Promise<CloudDatabase> {
  const folder = join(dataDir, 'pglite');
  const wholeMark = join(dataDir, 'whole');
  let db: CloudDatabase;
  try {
    db = await migrated(pglite(folder));
  } catch (error) {
    if (existsSync(wholeMark) || !existsSync(folder)) throw error;
    const aside = join(dataDir, 'pglite-unfinished');
    rmSync(aside, { recursive: true, force: true });
    renameSync(folder, aside);
    db = await migrated(pglite(folder));
  }
  writeFileSync(wholeMark, '');
  return db;
}

async function migrated(db: CloudDatabase): Promise<CloudDatabase> {
  try {
    await migrate(db, migrations);
    return db;
  } catch (error) {
    await db.destroy().catch(() => undefined);
    throw error;
  }
}

function pglite(folder: string | undefined, beginAs?: string): CloudDatabase {
  const dialect = new PGliteDialect({ pglite: () => new PgliteThread(folder, beginAs) });
  return new Kysely<CloudTables>({ dialect: faultDialect(dialect) });
}

/** PostgreSQL's int8, and with it every count; beyond 2^53 nothing in this schema goes. */
const int8Oid = 20;

function postgres(url: string, connectionsMax: number): CloudDatabase {
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
  return new Kysely<CloudTables>({ dialect: faultDialect(new PostgresDialect({ pool })) });
}
