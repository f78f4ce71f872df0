/** The simulated disk must not keep what no disk could keep, or the proofs judge the wrong thing. */
import t from 'tap';
import type { RecordBody } from '../../../../src/domain/record.ts';
import { Journal } from '../../../../src/kiosk/journal/journal.ts';
import { SimulatedStore } from '../../../../src/kiosk/journal/simulated-store.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { idMaker, seededRandom } from '../../../../src/platform/random.ts';

const clock = new SystemClock();
const stopped: RecordBody = { kind: 'machineStopped', bootId: 'boot' };

t.test('behind a write that failed nothing survives a power cut, however many were waiting', async (t) => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const store = new SimulatedStore(clock, seededRandom(seed));
    const journal = new Journal({
      store,
      clock,
      random: seededRandom(seed),
      makeId: idMaker(clock, seededRandom(seed)),
    });
    await journal.open(() => undefined);
    await journal.append([stopped]);
    const failing = journal.append([stopped]);
    const waiting = [journal.append([stopped]), journal.append([stopped])];
    for (const one of waiting) one.catch(() => undefined);
    store.faults.writeFault = 'JOURNAL_UNAVAILABLE';
    await t.rejects(failing, { code: 'JOURNAL_UNAVAILABLE' });
    delete store.faults.writeFault;
    store.cutPower();
    let replayed = 0;
    await journal.open(() => {
      replayed += 1;
    });
    t.equal(replayed, 1, `seed ${seed}`);
  }
});
