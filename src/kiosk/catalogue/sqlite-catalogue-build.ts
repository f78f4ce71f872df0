/**
 * The thread that turns a packed catalogue into a SQLite file: `products` holds the lines of the text by
 * their place, each with a mark of its hash, `keys` leads from every key to the places that claim it. The
 * file is written in order, without a log, and is whole and on the disk before it takes its name.
 */
import { closeSync, createReadStream, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { createGunzip } from 'node:zlib';
import type { CatalogueRef } from '../../domain/bundle.ts';
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { keysOf } from './catalogue-keys.ts';
import { CatalogueText, markOf } from './catalogue-text.ts';

export interface CatalogueBuild {
  readonly ref: CatalogueRef;
  readonly packedFile: string;
  /** Free to be written; gone afterwards. */
  readonly workFile: string;
  readonly file: string;
}

/** Undefined when it is kept. */
export type CatalogueBuilt = { readonly fault: FaultCode; readonly reason: string } | undefined;

const conflictsMax = 100;

const schema = `
  CREATE TABLE products (position INTEGER PRIMARY KEY, line TEXT NOT NULL, mark BLOB NOT NULL) STRICT;
  CREATE TABLE keys (key TEXT, position INTEGER, PRIMARY KEY (key, position)) STRICT, WITHOUT ROWID;
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE claimed.claims (key TEXT, position INTEGER) STRICT;
`;

async function build({ ref, packedFile, workFile, file }: CatalogueBuild): Promise<void> {
  const claimsFile = `${workFile}.claims`;
  for (const path of [workFile, claimsFile]) rmSync(path, { force: true });
  const db = new DatabaseSync(workFile);
  db.exec(`ATTACH '${claimsFile.replaceAll("'", "''")}' AS claimed`);
  for (const name of ['main', 'claimed']) {
    db.exec(`PRAGMA ${name}.journal_mode = OFF; PRAGMA ${name}.synchronous = OFF;`);
    db.exec(`PRAGMA ${name}.locking_mode = EXCLUSIVE; PRAGMA ${name}.cache_size = -8192;`);
  }
  db.exec(schema);
  db.exec('BEGIN');
  await writeProducts(db, ref, packedFile);
  db.exec('INSERT INTO keys SELECT key, position FROM claimed.claims ORDER BY key, position');
  writeFacts(db, ref);
  db.exec('COMMIT');
  db.close();
  rmSync(claimsFile);
  syncFile(workFile);
  renameSync(workFile, file);
  syncFile(dirname(file));
}

async function writeProducts(db: DatabaseSync, ref: CatalogueRef, packedFile: string): Promise<void> {
  const addProduct = db.prepare('INSERT INTO products VALUES (?, ?, ?)');
  const addClaim = db.prepare('INSERT INTO claimed.claims VALUES (?, ?)');
  let position = 0;
  const text = new CatalogueText((product, line) => {
    addProduct.run(position, line, markOf(line));
    for (const key of keysOf(product)) addClaim.run(key, position);
    position += 1;
  });
  const unpacked = createReadStream(packedFile).pipe(createGunzip());
  for await (const bytes of unpacked) text.take(bytes as Buffer);
  text.end(ref);
}

/** The facts come last: a file that has them is whole. */
function writeFacts(db: DatabaseSync, ref: CatalogueRef): void {
  const shared = db
    .prepare("SELECT key FROM keys WHERE key < 'n' GROUP BY key HAVING count(*) > 1 LIMIT ?")
    .all(conflictsMax);
  const addFact = db.prepare('INSERT INTO facts VALUES (?, ?)');
  addFact.run('conflicts', JSON.stringify(shared.map(({ key }) => String(key).slice(1))));
  addFact.run('sha256', ref.sha256);
}

function syncFile(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What zlib says of bytes that are no gzip is about the bundle, everything else about the disk. */
function outcomeOf(error: unknown): CatalogueBuilt {
  const unpacking = String((error as { code?: unknown }).code).startsWith('Z_');
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Fault) return { fault: error.code, reason };
  return { fault: unpacking ? 'BUNDLE_INVALID' : 'BUNDLE_NOT_KEPT', reason };
}

if (parentPort) {
  const port = parentPort;
  build(workerData as CatalogueBuild).then(
    () => port.postMessage(undefined),
    (error: unknown) => port.postMessage(outcomeOf(error)),
  );
}
