/**
 * A database in memory for a test. The first one of a schema is kept under `.build`, and the others begin as a
 * copy of it: making the files and the tables anew takes seconds of a processor.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { migrate } from '../../src/cloud/database/migration.ts';
import { migrations } from '../../src/cloud/database/migrations.ts';
import { type OpenedDatabase, openDatabase } from '../../src/cloud/database/open-database.ts';

const folder = fileURLToPath(new URL('../../.build/empty-databases/', import.meta.url));
const lockfile = new URL('../../package-lock.json', import.meta.url);
const migrationsFolder = fileURLToPath(new URL('../../src/cloud/database/migrations/', import.meta.url));

/** An empty database with the newest schema. */
export async function openMemoryDatabase(): Promise<OpenedDatabase> {
  const beginAs = join(folder, `${schemaHash()}.tar`);
  if (!existsSync(beginAs)) await makeEmptyDatabase(beginAs);
  return openDatabase({ beginAs });
}

/** Of every migration, and of the engine, whose files another one cannot read. */
function schemaHash(): string {
  const hash = createHash('sha256').update(readFileSync(lockfile));
  for (const name of readdirSync(migrationsFolder).sort()) {
    hash.update(name).update(readFileSync(join(migrationsFolder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Written beside and renamed, because several tests may begin at once. */
async function makeEmptyDatabase(file: string): Promise<void> {
  const pglite = await PGlite.create();
  const db = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }) });
  await migrate(db, migrations);
  const dump = await pglite.dumpDataDir('none');
  await db.destroy();
  mkdirSync(folder, { recursive: true });
  const half = `${file}.${process.pid}`;
  writeFileSync(half, new Uint8Array(await dump.arrayBuffer()));
  renameSync(half, file);
  const old = readdirSync(folder).map((name) => join(folder, name));
  for (const one of old) if (one.endsWith('.tar') && one !== file) rmSync(one, { force: true });
}
