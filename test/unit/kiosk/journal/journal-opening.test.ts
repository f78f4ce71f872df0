/** What the journal takes and tells while it is being opened, the first time and again after a fault. */
import t from 'tap';
import type { JournalRecord, RecordBody } from '../../../../src/domain/record.ts';
import { Journal } from '../../../../src/kiosk/journal/journal.ts';
import { SimulatedStore } from '../../../../src/kiosk/journal/simulated-store.ts';
import { idMaker, seededRandom } from '../../../../src/platform/random.ts';
import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';

const stopped: RecordBody = { kind: 'machineStopped', bootId: 'boot' };

function setUp() {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 1_000_000);
  const random = seededRandom(3);
  const store = new SimulatedStore(clock, random);
  const journal = new Journal({ store, clock, random, makeId: idMaker(clock, random) });
  return { timeline, store, journal };
}

t.test('nothing is taken before the journal is open, and the chain begins whole', async (t) => {
  const { timeline, store, journal } = setUp();
  await t.rejects(journal.append([stopped]), { code: 'JOURNAL_UNAVAILABLE' });
  await journal.open(() => undefined);
  const appended = journal.append([stopped]);
  await timeline.run(100);
  t.match(await appended, [{ seq: 1 }]);
  t.equal((await store.read(1, 10)).length, 1);
  await t.resolves(journal.open(() => undefined));
});

t.test('a record on its way when the journal is opened anew is told once, by the replay', async (t) => {
  const { timeline, journal } = setUp();
  await journal.open(() => undefined);
  const told: JournalRecord[] = [];
  journal.on('appended', (records) => told.push(...records));
  const appended = journal.append([stopped]);
  const opened = journal.open((record) => told.push(record));
  await t.rejects(journal.append([stopped]), { code: 'JOURNAL_UNAVAILABLE' }, 'nothing is taken meanwhile');
  await timeline.run(100);
  await Promise.all([appended, opened]);
  t.strictSame(
    told.map((record) => record.seq),
    [1],
  );
  const next = journal.append([stopped]);
  await timeline.run(200);
  t.match(await next, [{ seq: 2 }]);
});
