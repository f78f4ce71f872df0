/** The journal on its way to the cloud: what is sent again, and what is never sent. */
import t from 'tap';
import type { RecordBody } from '../../../../src/domain/record.ts';
import { Journal } from '../../../../src/kiosk/journal/journal.ts';
import { SimulatedStore } from '../../../../src/kiosk/journal/simulated-store.ts';
import { JournalSyncFlow } from '../../../../src/kiosk/sync/journal-sync-flow.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { idMaker, seededRandom } from '../../../../src/platform/random.ts';
import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';
import { isPacked, unpackBatch } from '../../../../src/wire/packed-batch.ts';
import { RecordingLink } from '../../../support/recording-link.ts';

async function setUp() {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 1_000_000);
  const random = seededRandom(5);
  const store = new SimulatedStore(clock, random);
  const journal = new Journal({ store, clock, random, makeId: idMaker(clock, random) });
  const link = new RecordingLink();
  const sync = new JournalSyncFlow({ journal, link, clock, log: silentLog, topic: 'up/journal' });
  await journal.open(() => undefined);
  const pass = async (ms: number) => {
    await timeline.run(timeline.nowMs() + ms);
    // The link answers in real time.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const append = async (count: number, withinMs = 1000) => {
    const body: RecordBody = { kind: 'machineStopped', bootId: 'boot' };
    const appended = Promise.all(Array.from({ length: count }, () => journal.append([body])));
    await pass(withinMs);
    await appended;
  };
  /** The places sent since this was asked last. */
  const sent = () => {
    const batches = link.published.splice(0).map(({ payload }) => JSON.parse(payload));
    return batches.flatMap(({ firstSeq, records }) => records.map((_: unknown, at: number) => firstSeq + at));
  };
  const ack = (seq: number, resendFrom?: number, takesPacked?: boolean) => {
    const more = {
      ...(resendFrom === undefined ? {} : { resendFrom }),
      ...(takesPacked === undefined ? {} : { takesPacked }),
    };
    return sync.take({ journalId: journal.journalId, seq, cloudTimeMs: 0, ...more });
  };
  return { store, journal, sync, link, append, sent, ack, pass };
}

t.test('a cloud that lost what it had acknowledged gets it again, until it has it', async (t) => {
  const { journal, sync, append, sent, ack, pass } = await setUp();
  sync.start();
  await append(6);
  await ack(6);
  t.strictSame([...new Set(sent())].sort(), [1, 2, 3, 4, 5, 6]);
  await pass(60_000);
  t.strictSame(sent(), [], 'all is acknowledged');
  await ack(2, 3);
  await pass(10);
  t.equal(journal.acknowledgedSeq, 2, 'what is lost counts as not acknowledged');
  t.strictSame(sent(), [3, 4, 5, 6]);
  await pass(5100);
  t.strictSame(sent(), [3, 4, 5, 6], 'and again, while nobody acknowledges it');
  await ack(6);
  await pass(60_000);
  t.strictSame(sent(), []);
  t.equal(journal.acknowledgedSeq, 6);
});

t.test('a disk that keeps nothing does not keep the cloud from its records', async (t) => {
  const { store, sync, append, sent, ack, pass } = await setUp();
  sync.start();
  await append(3);
  await ack(3);
  sent();
  store.faults.writeFault = 'JOURNAL_READ_ONLY';
  await t.rejects(ack(1, 2), { code: 'JOURNAL_READ_ONLY' });
  await pass(10);
  t.strictSame(sent(), [2, 3]);
});

t.test('a record that the disk has changed is never sent, and stops everything', async (t) => {
  const { store, journal, sync, append, sent, pass } = await setUp();
  await append(5);
  const seq = store.flipBit() ?? 0;
  t.ok(seq >= 1 && seq <= 5);
  sync.start();
  await pass(10);
  t.notOk(sent().includes(seq));
  t.equal(journal.fault, 'JOURNAL_CHAIN_BROKEN');
  await t.rejects(journal.append([{ kind: 'machineStopped', bootId: 'boot' }]), {
    code: 'JOURNAL_CHAIN_BROKEN',
  });
  store.mendBit();
  await journal.open(() => undefined);
  t.equal(journal.fault, undefined, 'a sound copy goes on');
});

t.test('records that follow one another closely travel together', async (t) => {
  const { sync, link, append, sent, ack, pass } = await setUp();
  sync.start();
  await append(1);
  await ack(1);
  t.strictSame(sent(), [1], 'the first goes at once');
  for (let seq = 2; seq <= 10; seq += 1) await append(1, 20);
  await pass(100);
  t.ok(link.published.length < 5, 'not one message each');
  t.strictSame(sent(), [2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

t.test('a long backlog travels packed once the cloud says that it takes that', async (t) => {
  const { journal, sync, link, append, ack, pass } = await setUp();
  await append(1200, 10_000);
  sync.start();
  await pass(10);
  t.strictSame(
    link.published.map(({ bytes }) => isPacked(bytes)),
    [false],
    'one plain batch, until the cloud has answered',
  );
  await ack(500, undefined, true);
  await pass(200);
  t.strictSame(
    link.published.map(({ bytes }) => isPacked(bytes)),
    [false, true, true],
  );
  const records = await journal.read(1, 2000);
  const travelled = link.published.slice(1).flatMap(({ bytes }) => {
    const { journalId, firstSeq, previousHash, records: packed } = unpackBatch(bytes);
    t.equal(journalId, journal.journalId);
    t.equal(previousHash, records[firstSeq - 2]?.hash);
    return packed.map((record, at) => ({ seq: firstSeq + at, hash: record.hash, text: record.text }));
  });
  t.strictSame(travelled, records.slice(500));
  link.published.splice(0);
  await pass(5100);
  t.notOk(isPacked(link.published[0]?.bytes ?? new Uint8Array()), 'nobody answers: perhaps another cloud');
});

t.test('a cloud that says nothing of packed batches gets none', async (t) => {
  const { sync, link, append, ack, pass } = await setUp();
  await append(1200, 10_000);
  sync.start();
  await pass(10);
  await ack(500);
  await pass(200);
  t.equal(link.published.length, 3);
  t.notOk(link.published.some(({ bytes }) => isPacked(bytes)));
});

t.test('a changed record is not sent packed either', async (t) => {
  const { store, journal, sync, link, append, ack, pass } = await setUp();
  await append(700, 10_000);
  sync.start();
  await pass(10);
  await ack(500, undefined, true);
  await append(100);
  for (let seq = store.flipBit() ?? 0; seq <= 600; seq = store.flipBit() ?? 0) store.mendBit();
  link.published.splice(0);
  await ack(600, 601, true);
  await pass(200);
  t.equal(journal.fault, 'JOURNAL_CHAIN_BROKEN');
  t.strictSame(link.published, []);
});
