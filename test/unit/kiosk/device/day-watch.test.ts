/** When a day begins at the site, and what the journal knows of the clock. */
import t from 'tap';
import type { SiteDay } from '../../../../src/domain/shelf-life-policy.ts';
import { DayWatch } from '../../../../src/kiosk/device/day-watch.ts';
import { ClockBook } from '../../../../src/kiosk/journal/clock-book.ts';
import { Timeline, VirtualClock } from '../../../../src/platform/virtual-clock.ts';

t.test('midnight, a clock that was set and a clock that is confirmed are told', async (t) => {
  const timeline = new Timeline();
  const clock = new VirtualClock(timeline, 0);
  let day: SiteDay | undefined = { todayIso: '2026-11-21', known: false };
  let told = 0;
  const watch = new DayWatch({ clock, day: () => day, changed: () => (told += 1) });
  watch.start();
  await timeline.run(timeline.nowMs() + 120_000);
  t.equal(told, 0, 'nothing changed');
  const minute = async (now: SiteDay | undefined) => {
    day = now;
    await timeline.run(timeline.nowMs() + 60_000);
    return told;
  };
  t.equal(await minute({ todayIso: '2026-11-21', known: true }), 1, 'the clock was confirmed');
  t.equal(await minute({ todayIso: '2026-11-22', known: true }), 2, 'midnight');
  t.equal(await minute({ todayIso: '2026-11-20', known: true }), 3, 'set back');
  watch.stop();
  t.equal(await minute({ todayIso: '2026-11-23', known: true }), 3, 'stopped');
});

t.test('a clock stays confirmed while the operating system runs, and not beyond', (t) => {
  const book = new ClockBook();
  let seq = 0;
  const started = (bootId: string, clock: 'synchronised' | 'unsynchronised', atMs: number) => {
    seq += 1;
    const body = { kind: 'machineStarted' as const, bootId, version: '1', unclean: false };
    book.apply({ seq, atMs, clock, body });
  };
  const noon = Date.UTC(2026, 10, 21, 4);
  t.ok(book.latestMs() >= Date.UTC(2026, 0, 1), 'later than the product is old');
  started('boot-1', 'unsynchronised', 0);
  t.notOk(book.confirmed());
  started('boot-1', 'synchronised', noon);
  t.ok(book.confirmed());
  started('boot-1', 'unsynchronised', noon + 5);
  t.ok(book.confirmed(), 'the program alone started anew');
  started('boot-2', 'unsynchronised', 0);
  t.notOk(book.confirmed(), 'the operating system started anew');
  t.equal(book.latestMs(), noon, 'it is later than this, whatever the clock says');
  book.clear();
  t.notOk(book.confirmed());
  t.end();
});
