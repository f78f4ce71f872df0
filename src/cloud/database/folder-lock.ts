/**
 * Keeps a second process out of a data folder. PGlite has no lock of its own and two processes on one
 * folder destroy it. The lock is the operating system's, held through an SQLite file, so it ends with the
 * process however that dies.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Fault } from '../../domain/fault.ts';

/** Takes the lock or throws `DATABASE_LOCKED`; the function returned gives it back. */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(join(folder, 'in-use.lock'));
  try {
    file.exec('pragma busy_timeout = 0; begin exclusive');
  } catch (cause) {
    file.close();
    throw new Fault('DATABASE_LOCKED', 'open the embedded database', { cause, facts: { folder } });
  }
  return () => file.close();
}
