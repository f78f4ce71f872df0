/**
 * The thread that owns the journal's SQLite file. Requests that are waiting when it looks are committed
 * together (group commit): one fsync for all of them, so that the number of durable records a second
 * rises with the load instead of the waiting time. WAL with `synchronous=FULL`: a commit is on the disk.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { FaultCode } from '../../domain/fault-catalogue.ts';
import { collectGarbage } from '../../platform/garbage.ts';
import { genesisHash, type StoredRecord, type StoreOpening } from './store.ts';

export interface SqliteStoreSettings {
  readonly file: string;
  /** SQLite pages of 4 KiB the file may grow to; the rest of the disk stays free for everything else. */
  readonly pageCountMax: number;
  /** A deliberate mistake for the proofs: commits without fsync. */
  readonly noFsync: boolean;
}

export type StoreRequest =
  | { readonly call: 'open'; readonly newJournalId: string }
  | { readonly call: 'append'; readonly records: readonly StoredRecord[] }
  | { readonly call: 'read'; readonly fromSeq: number; readonly limit: number }
  | {
      readonly call: 'lines';
      readonly fromSeq: number;
      readonly limit: number;
      readonly bytesMax: number;
      readonly previousHash: string;
    }
  | { readonly call: 'acknowledge'; readonly seq: number }
  | { readonly call: 'compact'; readonly beforeSeq: number }
  | { readonly call: 'key'; readonly personId: string }
  | { readonly call: 'saveKey'; readonly personId: string; readonly key: Uint8Array }
  | { readonly call: 'destroyKey'; readonly personId: string }
  | { readonly call: 'probe' }
  | { readonly call: 'ping' }
  | { readonly call: 'rest' }
  | { readonly call: 'close' };

export interface StoreQuestion {
  readonly id: number;
  readonly request: StoreRequest;
}

export type StoreAnswer = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly fault: FaultCode; readonly reason: string }
);

const schema = `
  CREATE TABLE IF NOT EXISTS records (seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, text TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS person_keys (person_id TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT;
`;

/** So many leave less than half a megabyte; V8 by itself would wait for a hundred times as much. */
const turnsBetweenCollections = 5000;

const settings = workerData as SqliteStoreSettings;
let database: DatabaseSync | undefined;
/** Of `database`, by their text: preparing one takes longer than running it. */
let statements = new Map<string, StatementSync>();
/** The last record of `database`; undefined when it must be read. */
let lastSeq: number | undefined;
/** Acknowledged by the cloud and not written yet: it goes along with the next commit. */
let acknowledgedSeq: number | undefined;
/** Messages answered. */
let turns = 0;

function opened(): DatabaseSync {
  if (!database) throw new Error('the store is not open');
  return database;
}

function statement(text: string): StatementSync {
  const known = statements.get(text) ?? opened().prepare(text);
  statements.set(text, known);
  return known;
}

function fact(name: string): string | undefined {
  return statement('SELECT value FROM facts WHERE name = ?').get(name)?.value as string | undefined;
}

function setFact(name: string, value: string): void {
  statement('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)').run(name, value);
}

function close(): void {
  const db = database;
  database = undefined;
  statements = new Map();
  lastSeq = undefined;
  db?.close();
}

function open(newJournalId: string): StoreOpening {
  close();
  const db = new DatabaseSync(settings.file);
  database = db;
  // An exclusive lock keeps a second process out; it is taken by the first write.
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON;');
  db.exec(
    `PRAGMA synchronous = ${settings.noFsync ? 'OFF' : 'FULL'}; PRAGMA max_page_count = ${settings.pageCountMax};`,
  );
  const check = db.prepare('PRAGMA quick_check(1)').get();
  if (check?.quick_check !== 'ok')
    throw Object.assign(new Error(String(check?.quick_check)), { errcode: 11 });
  db.exec(schema);
  if (fact('journalId') === undefined) setFact('journalId', newJournalId);
  const last = db.prepare('SELECT seq, hash FROM records ORDER BY seq DESC LIMIT 1').get();
  const first = db.prepare('SELECT min(seq) AS seq FROM records').get();
  const firstSeq = (first?.seq as number | null) ?? 1;
  return {
    journalId: fact('journalId') as string,
    lastSeq: (last?.seq as number | undefined) ?? Number(fact('compactedSeq') ?? 0),
    lastHash: (last?.hash as string | undefined) ?? fact('firstPreviousHash') ?? genesisHash,
    firstSeq,
    firstPreviousHash: fact('firstPreviousHash') ?? genesisHash,
    acknowledgedSeq: Number(fact('acknowledgedSeq') ?? 0),
  };
}

/**
 * Put together by SQLite, so that the texts never become strings here: reading ahead for a cloud that was
 * long out of reach is the most this thread has to do.
 */
function lines(request: Extract<StoreRequest, { call: 'lines' }>): Uint8Array {
  const { fromSeq, bytesMax, previousHash } = request;
  let { limit } = request;
  const size = statement(
    'SELECT sum(octet_length(text)) AS bytes FROM (SELECT text FROM records WHERE seq >= ? ORDER BY seq LIMIT ?)',
  );
  while (limit > 1 && Number(size.get(fromSeq, limit)?.bytes ?? 0) > bytesMax) limit = Math.ceil(limit / 2);
  const found = statement(
    `SELECT CAST(? || char(10) || group_concat(text || char(10) || hash, char(10) ORDER BY seq) AS BLOB) AS lines
     FROM (SELECT seq, hash, text FROM records WHERE seq >= ? ORDER BY seq LIMIT ?)`,
  ).get(previousHash, fromSeq, limit);
  return (found?.lines as Uint8Array | null | undefined) ?? new Uint8Array(0);
}

function compact(beforeSeq: number): void {
  const db = opened();
  const last = db
    .prepare('SELECT seq, hash FROM records WHERE seq < ? ORDER BY seq DESC LIMIT 1')
    .get(beforeSeq);
  if (!last) return;
  setFact('compactedSeq', String(last.seq));
  setFact('firstPreviousHash', String(last.hash));
  db.prepare('DELETE FROM records WHERE seq < ?').run(beforeSeq);
}

function append(records: readonly StoredRecord[]): void {
  lastSeq ??= Number(
    statement('SELECT max(seq) AS seq FROM records').get()?.seq ?? fact('compactedSeq') ?? 0,
  );
  const insert = statement('INSERT INTO records (seq, hash, text) VALUES (?, ?, ?)');
  for (const { seq, hash, text } of records) {
    // A batch behind one that failed must fail too: the chain has no holes.
    if (seq !== lastSeq + 1) throw new Error(`record ${seq} does not follow ${lastSeq}`);
    insert.run(seq, hash, text);
    lastSeq = seq;
  }
}

/** The calls that write: all that wait are done in one transaction. */
function write(request: StoreRequest): unknown {
  const db = opened();
  switch (request.call) {
    case 'append':
      return append(request.records);
    case 'compact':
      return compact(request.beforeSeq);
    case 'saveKey':
      db.prepare('INSERT OR REPLACE INTO person_keys (person_id, key) VALUES (?, ?)').run(
        request.personId,
        request.key,
      );
      return undefined;
    case 'destroyKey':
      db.prepare('DELETE FROM person_keys WHERE person_id = ?').run(request.personId);
      return undefined;
    case 'probe':
      return setFact('probe', String(Number(fact('probe') ?? 0) + 1));
    default:
      throw new Error(`${request.call} is no write`);
  }
}

/** The calls that need no commit. */
function withoutCommit(request: StoreRequest): unknown {
  switch (request.call) {
    case 'open':
      return open(request.newJournalId);
    case 'read':
      return statement('SELECT seq, hash, text FROM records WHERE seq >= ? ORDER BY seq LIMIT ?').all(
        request.fromSeq,
        request.limit,
      );
    case 'lines':
      return lines(request);
    case 'key':
      return opened().prepare('SELECT key FROM person_keys WHERE person_id = ?').get(request.personId)?.key;
    case 'acknowledge':
      acknowledgedSeq = request.seq;
      return undefined;
    case 'ping':
      return undefined;
    case 'rest':
      return collectGarbage('whole');
    case 'close':
      // The cloud's cursor is the one thing that may be lost, so a disk that fails now is no fault.
      if (database && acknowledgedSeq !== undefined) commitTogether([]);
      return close();
    default:
      throw new Error(`${request.call} is no read`);
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html) as faults. */
const faultOfCode: Readonly<Record<number, FaultCode>> = {
  5: 'JOURNAL_LOCKED',
  8: 'JOURNAL_READ_ONLY',
  11: 'JOURNAL_CORRUPT',
  13: 'JOURNAL_DISK_FULL',
  26: 'JOURNAL_CORRUPT',
};

function failure(id: number, error: unknown): StoreAnswer {
  const code = (error as { errcode?: number }).errcode ?? 0;
  const reason = error instanceof Error ? error.message : String(error);
  return { id, fault: faultOfCode[code & 0xff] ?? 'JOURNAL_UNAVAILABLE', reason };
}

const writes = new Set(['append', 'compact', 'saveKey', 'destroyKey', 'probe']);

function commitTogether(group: readonly StoreQuestion[]): StoreAnswer[] {
  try {
    statement('BEGIN IMMEDIATE').run();
    const results = group.map(({ id, request }) => ({ id, result: write(request) }));
    if (acknowledgedSeq !== undefined) setFact('acknowledgedSeq', String(acknowledgedSeq));
    statement('COMMIT').run();
    acknowledgedSeq = undefined;
    // A destroyed key must not live on in the log.
    if (group.some(({ request }) => request.call === 'destroyKey'))
      opened().exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return results;
  } catch (error) {
    lastSeq = undefined;
    if (database?.isTransaction) database.exec('ROLLBACK');
    return group.map(({ id }) => failure(id, error));
  }
}

function answerAll(waiting: readonly StoreQuestion[]): void {
  let group: StoreQuestion[] = [];
  const answers: StoreAnswer[] = [];
  const flush = () => {
    if (group.length > 0) answers.push(...commitTogether(group));
    group = [];
  };
  for (const one of waiting) {
    if (writes.has(one.request.call)) {
      group.push(one);
      continue;
    }
    flush();
    try {
      answers.push({ id: one.id, result: withoutCommit(one.request) });
    } catch (error) {
      answers.push(failure(one.id, error));
    }
  }
  flush();
  // What is only read leaves this thread without being copied.
  parentPort?.postMessage(answers, answers.flatMap(buffersIn));
}

function buffersIn(answer: StoreAnswer): ArrayBuffer[] {
  const bytes = 'result' in answer ? answer.result : undefined;
  return bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
}

parentPort?.on('message', (first: readonly StoreQuestion[]) => {
  const waiting = [...first];
  for (;;) {
    const more = parentPort && receiveMessageOnPort(parentPort);
    if (!more) break;
    waiting.push(...(more.message as readonly StoreQuestion[]));
  }
  answerAll(waiting);
  // After the answer, so that nobody waits for it who has not asked yet.
  turns += 1;
  if (turns % turnsBetweenCollections === 0) collectGarbage('quick');
});
