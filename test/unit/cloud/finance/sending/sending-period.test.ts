/** When which period is sent: once it is over, at an hour of the site's day, also where clocks change. */
import t from 'tap';
import {
  nextSendingMs,
  periodOf,
  periodsDue,
} from '../../../../../src/cloud/finance/sending/sending-period.ts';

const timeZone = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);

t.test('weeks begin on Monday, months have their own lengths', async (t) => {
  t.same(periodOf('2026-11-22', 'week'), { from: '2026-11-16', to: '2026-11-22' });
  t.same(periodOf('2026-11-23', 'week'), { from: '2026-11-23', to: '2026-11-29' });
  t.same(periodOf('2028-02-10', 'month'), { from: '2028-02-01', to: '2028-02-29' });
  t.same(periodOf('2026-12-31', 'month'), { from: '2026-12-01', to: '2026-12-31' });
});

t.test('a period is due at its hour of the day after it, and not before the schedule began', async (t) => {
  const timing = { every: 'day' as const, hour: 8, timeZone, fromDay: '2026-11-20' };
  t.same(periodsDue(timing, at('2026-11-21T07:59:59')), []);
  t.same(periodsDue(timing, at('2026-11-21T08:00:00')), [{ from: '2026-11-20', to: '2026-11-20' }]);
  t.same(
    periodsDue(timing, at('2026-11-23T09:00:00')).map(({ from }) => from),
    ['2026-11-20', '2026-11-21', '2026-11-22'],
    'what was missed is caught up',
  );
  t.equal(periodsDue(timing, at('2027-11-23T09:00:00')).length, 10, 'but not a whole year');
  const monthly = { ...timing, every: 'month' as const };
  t.same(periodsDue(monthly, at('2026-12-01T07:00:00')), []);
  t.same(periodsDue(monthly, at('2026-12-01T08:00:00')), [{ from: '2026-11-01', to: '2026-11-30' }]);
});

t.test('the next one is told, on the wall clock of the site', async (t) => {
  const timing = { every: 'day' as const, hour: 8, timeZone, fromDay: '2026-11-20' };
  t.equal(nextSendingMs(timing, at('2026-11-20T12:00:00')), at('2026-11-21T08:00:00'));
  t.equal(nextSendingMs(timing, at('2026-11-21T07:00:00')), at('2026-11-21T08:00:00'));
  t.equal(nextSendingMs({ ...timing, every: 'week' }, at('2026-11-20T12:00:00')), at('2026-11-23T08:00:00'));
  const away = { ...timing, timeZone: 'Pacific/Auckland' };
  t.equal(
    nextSendingMs(away, Date.parse('2026-11-20T12:00:00+13:00')),
    Date.parse('2026-11-21T08:00:00+13:00'),
  );
});
