/** Signs of life are given while both halves of the machine live, and not otherwise. */
import t from 'tap';
import { ServiceReport } from '../../../../src/kiosk/device/service-report.ts';
import { SqliteStore } from '../../../../src/kiosk/journal/sqlite-store.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';
import { faultOf } from '../../../support/hal-context.ts';
import { workFolder } from '../../../support/work-folder.ts';

const watchdogMs = 20_000;

function world(pingJournal: () => Promise<void>, hasWatchdog = true) {
  const timeline = new Timeline();
  const said: [atMs: number, word: string][] = [];
  const say = (word: string) => void said.push([timeline.nowMs(), word]);
  const machine = { line: 'selling' };
  const report = new ServiceReport({
    systemd: {
      watchdogMs: hasWatchdog ? watchdogMs : undefined,
      ready: () => say('ready'),
      status: say,
      alive: () => say('alive'),
      stopping: () => say('stopping'),
    },
    clock: new VirtualClock(timeline, 0),
    log: silentLog,
    pingJournal,
    describe: () => machine.line,
  });
  const alive = () => said.filter(([, word]) => word === 'alive').map(([atMs]) => atMs);
  return { timeline, said, machine, report, alive };
}

t.test('a machine that lives is heard of well within the watchdog', async (t) => {
  const { timeline, said, report, alive } = world(async () => undefined);
  await timeline.run(60_000);
  t.strictSame(said, [], 'nothing before it is ready');
  report.ready();
  await timeline.run(160_000);
  t.strictSame(said.slice(0, 2), [
    [60_000, 'ready'],
    [60_000, 'selling'],
  ]);
  const signs = alive();
  t.ok(signs.length >= 20);
  t.ok(signs.every((atMs, i) => atMs - (signs[i - 1] ?? 60_000) <= watchdogMs / 2));
});

t.test('a journal that does not answer gives no sign, one that answers again does', async (t) => {
  let hangs = false;
  const { timeline, report, alive } = world(() => (hangs ? new Promise(() => undefined) : Promise.resolve()));
  report.ready();
  await timeline.run(10_000);
  hangs = true;
  await timeline.run(40_000);
  t.ok(alive().every((atMs) => atMs <= 10_000));
  hangs = false;
  await timeline.run(50_000);
  t.ok(alive().some((atMs) => atMs > 40_000));
});

t.test('a journal whose thread has ended gives no sign until there is another', async (t) => {
  const store = new SqliteStore({ file: `${workFolder(t)}/journal.sqlite` });
  t.equal(await faultOf(store.ping()), 'JOURNAL_UNAVAILABLE');
  await store.open('journal-1');
  await store.ping();
  await store.close();
  t.equal(await faultOf(store.ping()), 'JOURNAL_UNAVAILABLE');
  const { timeline, report, alive } = world(() => store.ping());
  report.ready();
  await timeline.run(60_000);
  t.strictSame(alive(), []);
});

t.test('the state is told when it reads differently, and not after the end', async (t) => {
  const { said, machine, report } = world(async () => undefined, false);
  report.changed();
  t.strictSame(said, [], 'not before it is ready');
  report.ready();
  report.changed();
  machine.line = 'out of service';
  report.changed();
  report.stopping();
  machine.line = 'selling';
  report.changed();
  report.stopping();
  t.strictSame(
    said.map(([, word]) => word),
    ['ready', 'selling', 'out of service', 'stopping'],
  );
});

t.test('a machine that stops gives no more signs, nor does one without a watchdog', async (t) => {
  const stopped = world(async () => undefined);
  stopped.report.ready();
  stopped.report.stopping();
  await stopped.timeline.run(60_000);
  t.strictSame(stopped.alive(), []);
  const without = world(async () => undefined, false);
  without.report.ready();
  await without.timeline.run(60_000);
  t.strictSame(without.alive(), []);
});
