import t from 'tap';
import { mergeByTime } from '../../../../src/cloud/api/order-history.ts';
import { checkPassword, hashPassword, impossibleHash } from '../../../../src/cloud/api/password-hash.ts';
import { SignInLimit } from '../../../../src/cloud/api/sign-in-limit.ts';
import { startOfDayMs } from '../../../../src/cloud/api/start-of-day.ts';
import { systemRandom } from '../../../../src/platform/random.ts';
import { HandClock } from '../../../support/cloud-clock.ts';

t.test('a day begins at midnight of its zone', async (t) => {
  const at = (text: string) => Date.parse(text);
  const day = (text: string, zone: string) => new Date(startOfDayMs(at(text), zone)).toISOString();
  t.equal(day('2026-03-01T15:59:59Z', 'Asia/Shanghai'), '2026-02-28T16:00:00.000Z');
  t.equal(day('2026-03-01T16:00:00Z', 'Asia/Shanghai'), '2026-03-01T16:00:00.000Z');
  t.equal(
    day('2026-03-29T12:00:00Z', 'Europe/Berlin'),
    '2026-03-28T23:00:00.000Z',
    'clocks went forward at 2',
  );
  t.equal(day('2026-10-25T12:00:00Z', 'Europe/Berlin'), '2026-10-24T22:00:00.000Z', 'clocks went back at 3');
  t.equal(day('2026-10-25T12:00:00.789Z', 'nowhere'), '2026-10-25T00:00:00.000Z');
});

t.test('a password is known by its hash, which is never the same twice', async (t) => {
  const [one, two] = [
    await hashPassword('correct horse', systemRandom),
    await hashPassword('correct horse', systemRandom),
  ];
  t.not(one, two);
  t.ok(await checkPassword('correct horse', one));
  t.notOk(await checkPassword('correct hors', one));
  t.notOk(await checkPassword('', impossibleHash));
  t.notOk(await checkPassword('x', 'md5$x'));
});

t.test('guessing is limited by login and by address, for a while', async (t) => {
  const clock = new HandClock();
  const limit = new SignInLimit(clock);
  for (let i = 0; i < 10; i += 1) limit.begin({ login: 'ann', address: 'a' });
  t.throws(() => limit.begin({ login: 'ann', address: 'b' }), { code: 'RATE_LIMITED' });
  limit.begin({ login: 'bob', address: 'a' });
  for (let i = 0; i < 89; i += 1) limit.begin({ login: `guess ${i}`, address: 'a' });
  t.throws(() => limit.begin({ login: 'carl', address: 'a' }), { code: 'RATE_LIMITED' });
  for (let i = 0; i < 30; i += 1) {
    limit.begin({ login: 'dora', address: 'c' });
    limit.succeeded({ login: 'dora', address: 'c' });
  }
  clock.advance(5 * 60_000);
  limit.begin({ login: 'ann', address: 'a' });
});

t.test('a time line keeps the journal’s order where a clock was set back', async (t) => {
  const entry = (source: 'machine' | 'gateway', kind: string, atMs: number) => ({
    ...{ source, kind, atMs },
    ...{ seq: null, clock: null, facts: {} },
  });
  const machine = [entry('machine', 'one', 10), entry('machine', 'two', 5), entry('machine', 'three', 30)];
  const gateway = [entry('gateway', 'early', 1), entry('gateway', 'late', 20), entry('gateway', 'last', 40)];
  t.strictSame(
    mergeByTime(machine, gateway).map((e) => e.kind),
    ['early', 'one', 'two', 'late', 'three', 'last'],
  );
});
