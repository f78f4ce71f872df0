/** The journal on a real file when the disk is full, read-only, damaged, or in use by another process. */
import { mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import t, { type Test } from 'tap';
import type { JournalRecord, RecordBody } from '../../../../src/domain/record.ts';
import { Journal } from '../../../../src/kiosk/journal/journal.ts';
import { SimulatedStore } from '../../../../src/kiosk/journal/simulated-store.ts';
import { SqliteStore } from '../../../../src/kiosk/journal/sqlite-store.ts';
import type { Store } from '../../../../src/kiosk/journal/store.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { idMaker, seededRandom, systemRandom } from '../../../../src/platform/random.ts';

const clock = new SystemClock();
const stopped: RecordBody = { kind: 'machineStopped', bootId: 'boot' };

function journalOn(store: Store): Journal {
  return new Journal({ store, clock, random: systemRandom, makeId: idMaker(clock, systemRandom) });
}

function temporary(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'journal.sqlite');
}

async function replayed(journal: Journal): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  await journal.open((record) => records.push(record));
  return records;
}

t.test('a full disk is a clear fault, loses nothing that was durable, and heals', async (t) => {
  const file = temporary(t);
  const small = journalOn(new SqliteStore({ file, pageCountMax: 20 }));
  await small.open(() => undefined);
  let durable = 0;
  const fill: RecordBody = {
    kind: 'machineStarted',
    bootId: 'b'.repeat(40),
    version: 'v'.repeat(40),
    unclean: true,
  };
  await t.rejects(
    async () => {
      for (;;) durable += (await small.append([fill, fill, fill])).length;
    },
    { code: 'JOURNAL_DISK_FULL' },
  );
  t.equal(small.fault, 'JOURNAL_DISK_FULL');
  await t.rejects(
    small.append([stopped]),
    { code: 'JOURNAL_DISK_FULL' },
    'nothing is taken while the fault stands',
  );
  await small.close();

  const roomy = journalOn(new SqliteStore({ file }));
  t.equal((await replayed(roomy)).length, durable);
  await roomy.append([stopped]);
  t.equal(roomy.lastSeq, durable + 1);
  await roomy.close();
});

t.test('a fault that passes is over once the journal was read afresh', async (t) => {
  const store = new SimulatedStore(clock, seededRandom(1));
  const journal = journalOn(store);
  await journal.open(() => undefined);
  await journal.append([stopped]);
  store.faults.writeFault = 'JOURNAL_READ_ONLY';
  await t.rejects(journal.append([stopped]), { code: 'JOURNAL_READ_ONLY' });
  await t.rejects(journal.probe(), { code: 'JOURNAL_READ_ONLY' });
  delete store.faults.writeFault;
  await journal.probe();
  t.equal((await replayed(journal)).length, 1);
  t.equal(journal.fault, undefined);
  t.equal((await journal.append([stopped]))[0]?.seq, 2);
});

t.test('a damaged page is found when the journal is opened, and the file is left as it is', async (t) => {
  const file = temporary(t);
  const journal = journalOn(new SqliteStore({ file }));
  await journal.open(() => undefined);
  for (let i = 0; i < 200; i += 1) await journal.append([stopped]);
  await journal.close();
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  for (let at = 4096; at < size; at += 4096) writeSync(handle, Buffer.alloc(64, 0xff), 0, 64, at);
  const damaged = journalOn(new SqliteStore({ file }));
  await t.rejects(
    damaged.open(() => undefined),
    { code: 'JOURNAL_CORRUPT' },
  );
  t.equal(statSync(file).size, size);
  await damaged.close();
});

t.test('an altered record breaks the chain and is never taken for true', async (t) => {
  const file = temporary(t);
  const journal = journalOn(new SqliteStore({ file }));
  await journal.open(() => undefined);
  await journal.append([stopped, stopped, stopped]);
  await journal.close();
  const database = new DatabaseSync(file);
  database.exec("UPDATE records SET text = replace(text, 'boot', 'b00t') WHERE seq = 2");
  database.close();
  const altered = journalOn(new SqliteStore({ file }));
  await t.rejects(
    altered.open(() => undefined),
    { code: 'JOURNAL_CHAIN_BROKEN', facts: { seq: 2 } },
  );
  await altered.close();
});

t.test('a second process is kept out', async (t) => {
  const file = temporary(t);
  const first = journalOn(new SqliteStore({ file }));
  await first.open(() => undefined);
  const second = journalOn(new SqliteStore({ file }));
  await t.rejects(
    second.open(() => undefined),
    { code: 'JOURNAL_LOCKED' },
  );
  await second.close();
  await first.append([stopped]);
  await first.close();
});

t.test('a record that cannot be read is set aside and the rest goes on', async (t) => {
  const store = new SimulatedStore(clock, seededRandom(2));
  const journal = journalOn(store);
  await journal.open(() => undefined);
  await journal.append([stopped]);
  await journal.append([{ kind: 'somethingUnheardOf' } as unknown as RecordBody]);
  await journal.append([stopped]);
  t.same(
    (await replayed(journal)).map((r) => r.seq),
    [1, 3],
  );
  t.same(journal.setAside, [2]);
});

t.test('when one batch fails, no batch behind it is kept either', async (t) => {
  const store = new SimulatedStore(clock, seededRandom(3));
  const journal = journalOn(store);
  await journal.open(() => undefined);
  const writes = [journal.append([stopped]), journal.append([stopped])];
  store.faults.writeFault = 'JOURNAL_DISK_FULL';
  const outcomes = await Promise.allSettled(writes);
  t.same(
    outcomes.map((o) => o.status),
    ['rejected', 'rejected'],
  );
  delete store.faults.writeFault;
  t.equal((await replayed(journal)).length, 0);
});

t.test('sealed fields are read with their key, and never after it was destroyed', async (t) => {
  const file = temporary(t);
  const journal = journalOn(new SqliteStore({ file }));
  await journal.open(() => undefined);
  await journal.append([stopped], { personId: 'person-1', fields: { phone: '13800000000' } });
  const [stored] = await journal.read(1, 1);
  t.notMatch(stored?.text, '13800000000');
  t.same(stored && (await journal.personalFields(stored)), { phone: '13800000000' });
  await journal.forget('person-1');
  t.equal(stored && (await journal.personalFields(stored)), undefined);
  t.equal((await replayed(journal)).length, 1, 'the chain is whole');
  await journal.close();
});

t.test('readers never see what is not durable', async (t) => {
  const store = new SimulatedStore(clock, seededRandom(4));
  const journal = journalOn(store);
  await journal.open(() => undefined);
  const seen: number[] = [];
  journal.on('appended', (records) => seen.push(...records.map((r) => r.seq)));
  const writing = journal.append([stopped]);
  t.same(seen, []);
  t.same(await journal.read(1, 10), []);
  await writing;
  t.same(seen, [1]);
});
