import fc from 'fast-check';
import t from 'tap';
import { localTime } from '../../../src/domain/local-time.ts';
import {
  addDays,
  dateOfYymmdd,
  expiryOf,
  isExpired,
  isIsoDate,
  isoDateOf,
  lastDayOfMonth,
} from '../../../src/domain/shelf-life.ts';

t.test('goods may be sold on the day of their expiry and not after', (t) => {
  t.equal(isExpired('2026-11-22', '2026-11-22'), false);
  t.equal(isExpired('2026-11-21', '2026-11-22'), true);
  t.equal(isExpired('2027-01-01', '2026-12-31'), false);
  t.throws(() => isExpired('soon', '2026-11-22'), { code: 'INPUT_MALFORMED' });
  t.throws(() => isExpired('2026-11-22', '22.11.2026'), { code: 'INPUT_MALFORMED' });
  t.end();
});

t.test('days are added over the ends of months and years', (t) => {
  t.equal(addDays('2026-12-31', 1), '2027-01-01');
  t.equal(addDays('2028-02-28', 1), '2028-02-29');
  t.equal(addDays('2026-02-28', 1), '2026-03-01');
  t.equal(addDays('2026-03-01', -1), '2026-02-28');
  t.throws(() => addDays('2026-02-30', 1), { code: 'INPUT_MALFORMED' });
  fc.assert(
    fc.property(fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: -3000, max: 3000 }), (a, b) => {
      return addDays(addDays('2026-11-22', a), b) === addDays('2026-11-22', a + b);
    }),
  );
  t.end();
});

t.test('only days of the calendar are dates', (t) => {
  t.equal(isoDateOf(2026, 2, 29), undefined);
  t.equal(isoDateOf(2028, 2, 29), '2028-02-29');
  t.equal(isoDateOf(2026, 13, 1), undefined);
  t.equal(isoDateOf(2026, 4, 0), undefined);
  t.equal(lastDayOfMonth(2026, 4), 30);
  for (const text of ['2026-1-01', '2026-00-10', '2026-11-31', '20261122', '2026-11-22T00:00', '']) {
    t.equal(isIsoDate(text), false, text);
  }
  t.end();
});

t.test('production date plus shelf life is the last day of sale', (t) => {
  t.equal(expiryOf({ producedOn: '2026-11-01', shelfLifeDays: 7 }, false), '2026-11-08');
  t.equal(expiryOf({ producedOn: '2026-11-01' }, false), undefined);
  t.equal(
    expiryOf({ expiresOn: '2026-11-05', producedOn: '2026-11-01', shelfLifeDays: 7 }, false),
    '2026-11-05',
    'the date in the code goes before the computed one',
  );
  t.end();
});

t.test('best before ends the sale only where the site says so', (t) => {
  t.equal(expiryOf({ bestBefore: '2026-11-05' }, false), undefined);
  t.equal(expiryOf({ bestBefore: '2026-11-05' }, true), '2026-11-05');
  t.equal(expiryOf({ bestBefore: '2026-11-05', expiresOn: '2026-11-09' }, true), '2026-11-05');
  t.equal(expiryOf({ bestBefore: '2026-11-12', expiresOn: '2026-11-09' }, true), '2026-11-09');
  t.end();
});

t.test('day 00 of a code is the last day of its month', (t) => {
  t.equal(dateOfYymmdd('270200', '2026-11-22'), '2027-02-28');
  t.equal(dateOfYymmdd('280200', '2026-11-22'), '2028-02-29');
  t.equal(dateOfYymmdd('261200', '2026-11-22'), '2026-12-31');
  t.end();
});

t.test('a two-digit year is the one within fifty years of today', (t) => {
  t.equal(dateOfYymmdd('261122', '2026-11-22'), '2026-11-22');
  t.equal(dateOfYymmdd('760101', '2026-11-22'), '2076-01-01', 'fifty ahead');
  t.equal(dateOfYymmdd('770101', '2026-11-22'), '1977-01-01', 'fifty-one ahead is the past');
  t.equal(dateOfYymmdd('000101', '2026-11-22'), '2000-01-01');
  t.equal(dateOfYymmdd('010101', '2098-11-22'), '2101-01-01', 'over the end of the century');
  t.equal(dateOfYymmdd('480101', '2098-11-22'), '2148-01-01', 'fifty back is the future');
  t.equal(dateOfYymmdd('490101', '2098-11-22'), '2049-01-01');
  for (const text of ['261301', '260001', '260431', '26113', 'abcdef']) {
    t.equal(dateOfYymmdd(text, '2026-11-22'), undefined, text);
  }
  t.end();
});

t.test('the wall clock of a site is its own', (t) => {
  const nowMs = Date.UTC(2026, 10, 22, 16, 30);
  t.same(localTime(nowMs, 'Asia/Shanghai'), { dateIso: '2026-11-23', weekday: 1, minuteOfDay: 30 });
  t.same(localTime(nowMs, 'UTC'), { dateIso: '2026-11-22', weekday: 7, minuteOfDay: 990 });
  t.same(localTime(Date.UTC(2026, 2, 29, 1, 0), 'Europe/Berlin').minuteOfDay, 180, 'summer time began');
  t.throws(() => localTime(nowMs, 'Mars/Olympus'), { code: 'CONFIG_INVALID' });
  t.end();
});
