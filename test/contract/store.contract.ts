/** One suite for every `Store`: SQLite on a real file, and the simulated store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { chainHash } from '../../src/kiosk/journal/record-codec.ts';
import { SimulatedStore } from '../../src/kiosk/journal/simulated-store.ts';
import { SqliteStore } from '../../src/kiosk/journal/sqlite-store.ts';
import { genesisHash, type Store, type StoredRecord } from '../../src/kiosk/journal/store.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { seededRandom } from '../../src/platform/random.ts';

/** `count` chained records after `after`. */
function chained(after: { seq: number; hash: string }, count: number): StoredRecord[] {
  const records: StoredRecord[] = [];
  let { seq, hash } = after;
  for (let i = 0; i < count; i += 1) {
    seq += 1;
    const text = JSON.stringify({ seq, note: '记录 ✓' });
    hash = chainHash(hash, text);
    records.push({ seq, hash, text });
  }
  return records;
}

const start = { seq: 0, hash: genesisHash };

/** `reopen` gives a store on the same data, as after a restart. */
function storeSuite(
  t: Test,
  make: () => { store: Store; reopen: () => Promise<Store>; discard: () => Promise<void> },
) {
  t.test('a new store is empty and takes the journal id it is given', async (t) => {
    const { store, discard } = make();
    t.match(await store.open('jnl_A'), {
      journalId: 'jnl_A',
      lastSeq: 0,
      lastHash: genesisHash,
      firstSeq: 1,
      firstPreviousHash: genesisHash,
      acknowledgedSeq: 0,
    });
    t.same(await store.read(1, 10), []);
    await discard();
  });

  t.test('what was appended is read back byte for byte, in order, also after a restart', async (t) => {
    const { store, reopen, discard } = make();
    await store.open('jnl_A');
    const records = chained(start, 25);
    await store.append(records.slice(0, 10));
    await Promise.all([store.append(records.slice(10, 12)), store.append(records.slice(12))]);
    await store.acknowledge(7);
    const again = await reopen();
    const opening = await again.open('jnl_B');
    t.match(opening, { journalId: 'jnl_A', lastSeq: 25, lastHash: records.at(-1)?.hash, acknowledgedSeq: 7 });
    t.strictSame(
      [...(await again.read(1, 100))].map((r) => ({ ...r })),
      records,
    );
    t.equal((await again.read(20, 3)).length, 3);
    t.same(await again.read(26, 10), []);
    await discard();
  });

  t.test('lines are the same records, with the hashes they were made of, and not too many', async (t) => {
    const { store, discard } = make();
    await store.open('jnl_A');
    const records = chained(start, 25);
    await store.append(records);
    const lines = async (fromSeq: number, limit: number, bytesMax: number) => {
      const before = records[fromSeq - 2]?.hash ?? genesisHash;
      const found = await store.lines(fromSeq, limit, bytesMax, before);
      return Buffer.from(found).toString().split('\n');
    };
    const expected = records.slice(9).flatMap(({ text, hash }) => [text, hash]);
    t.strictSame(await lines(10, 100, 1_000_000), [records[8]?.hash, ...expected]);
    t.strictSame(await lines(1, 2, 1_000_000), [
      genesisHash,
      ...records.slice(0, 2).flatMap(({ text, hash }) => [text, hash]),
    ]);
    t.equal((await lines(3, 10, 1)).length, 3, 'one is always there');
    const some = (await lines(1, 25, 300)).length;
    t.ok(some > 3 && some < 51, 'as many as fit');
    t.equal((await store.lines(26, 10, 1000, genesisHash)).length, 0);
    await discard();
  });

  t.test('a batch that does not follow the last record is refused whole', async (t) => {
    const { store, discard } = make();
    await store.open('jnl_A');
    const records = chained(start, 6);
    await store.append(records.slice(0, 2));
    await t.rejects(store.append(records.slice(3)), { code: 'JOURNAL_UNAVAILABLE' });
    t.equal((await store.open('jnl_A')).lastSeq, 2);
    await discard();
  });

  t.test('compaction forgets old records and keeps the chain and the numbering', async (t) => {
    const { store, reopen, discard } = make();
    await store.open('jnl_A');
    const records = chained(start, 20);
    await store.append(records);
    await store.acknowledge(20);
    await store.compact(11);
    t.match(await store.open('jnl_A'), { firstSeq: 11, firstPreviousHash: records[9]?.hash, lastSeq: 20 });
    await store.compact(21);
    const again = await reopen();
    t.match(await again.open('jnl_A'), {
      firstPreviousHash: records[19]?.hash,
      lastSeq: 20,
      lastHash: records[19]?.hash,
    });
    await again.append(chained({ seq: 20, hash: records[19]?.hash ?? '' }, 1));
    t.equal((await again.read(21, 5)).length, 1);
    await discard();
  });

  t.test('a destroyed key is gone', async (t) => {
    const { store, discard } = make();
    await store.open('jnl_A');
    await store.saveKey('person', new Uint8Array([1, 2, 3]));
    t.same([...((await store.key('person')) ?? [])], [1, 2, 3]);
    await store.destroyKey('person');
    t.equal(await store.key('person'), undefined);
    await discard();
  });
  t.end();
}

t.test('SqliteStore', (t) => {
  storeSuite(t, () => {
    const folder = mkdtempSync(join(tmpdir(), 'store-'));
    const file = join(folder, 'journal.sqlite');
    let store = new SqliteStore({ file });
    return {
      store,
      reopen: async () => {
        await store.close();
        store = new SqliteStore({ file });
        return store;
      },
      discard: async () => {
        await store.close();
        rmSync(folder, { recursive: true });
      },
    };
  });
});

t.test('what a SqliteStore holds and takes is untouched by its rest', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const store = new SqliteStore({ file: join(folder, 'journal.sqlite') });
  t.teardown(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  await store.open('jnl_A');
  const records = chained(start, 20);
  await store.append(records.slice(0, 10));
  await Promise.all([store.rest(), store.append(records.slice(10))]);
  t.strictSame(await store.read(1, 100), records);
});

t.test('SimulatedStore', (t) => {
  storeSuite(t, () => {
    const store = new SimulatedStore(new SystemClock(), seededRandom(7));
    return {
      store,
      reopen: async () => {
        store.cutPower();
        return store;
      },
      discard: async () => undefined,
    };
  });
});
