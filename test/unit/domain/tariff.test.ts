import fc from 'fast-check';
import t from 'tap';
import {
  type ClassTariff,
  classTariffSchema,
  parkingDays,
  parkingFeeMinor,
  type Tariff,
  tariffSchema,
} from '../../../src/domain/tariff.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const at = (iso: string) => Date.parse(iso);

function tariffOf(car: Partial<ClassTariff>, dayBegins: Tariff['dayBegins'] = 'midnight'): Tariff {
  return tariffSchema.parse({
    ...{ tariffId: 'day', name: { zh: '日间', en: 'Day' }, dayBegins, leaveMinutes: 15 },
    classes: {
      car: {
        ...{ freeMinutes: 15, freeAlways: false, dayCapMinor: 4000 },
        steps: [
          { minutes: 60, feeMinor: 1000, units: 1 },
          { minutes: 30, feeMinor: 300, units: null },
        ],
        ...car,
      },
      motorcycle: {
        ...{ freeMinutes: 0, freeAlways: false, dayCapMinor: null },
        steps: [{ minutes: 60, feeMinor: 100, units: null }],
      },
    },
  });
}

function fee(tariff: Tariff, from: string, to: string, timeZone = 'Asia/Shanghai'): number {
  const [enteredAtMs, untilMs] = [at(from), at(to)];
  return parkingFeeMinor(tariff, { enteredAtMs, untilMs, timeZone, vehicleClass: 'car' });
}

t.test('free minutes, the first hour, then half hours', async (t) => {
  const tariff = tariffOf({});
  const fees = [15, 16, 60, 61, 90, 91].map((minutes) =>
    fee(
      tariff,
      '2026-11-22T01:00:00Z',
      new Date(at('2026-11-22T01:00:00Z') + minutes * minuteMs).toISOString(),
    ),
  );
  t.same(fees, [0, 1000, 1000, 1300, 1300, 1600]);
  t.equal(
    fee(tariff, '2026-11-22T01:00:00Z', '2026-11-22T00:00:00Z'),
    0,
    'a clock that is behind costs nothing',
  );
  const always = tariffOf({ freeAlways: true });
  t.equal(fee(always, '2026-11-22T01:00:00Z', '2026-11-22T02:15:00Z'), 1000, 'the hour begins after them');
});

t.test('a class without a tariff of its own is charged as a car', async (t) => {
  const parked = { enteredAtMs: 0, untilMs: 3 * hourMs, timeZone: 'UTC' };
  const tariff = tariffOf({});
  const of = (vehicleClass: 'car' | 'large' | 'motorcycle') =>
    parkingFeeMinor(tariff, { ...parked, vehicleClass });
  t.equal(of('large'), of('car'));
  t.equal(of('motorcycle'), 300);
});

t.test('each day has its own cap, and begins at the site’s midnight', async (t) => {
  const tariff = tariffOf({});
  t.equal(fee(tariff, '2026-11-22T02:00:00Z', '2026-11-22T15:59:00Z'), 4000, 'a long day');
  t.equal(fee(tariff, '2026-11-22T02:00:00Z', '2026-11-22T16:00:00Z'), 4000, 'midnight in Shanghai');
  t.equal(fee(tariff, '2026-11-22T02:00:00Z', '2026-11-22T16:01:00Z'), 5000, 'the next day begins anew');
  t.equal(fee(tariff, '2026-11-22T02:00:00Z', '2026-11-22T16:01:00Z', 'UTC'), 4000, 'not so in London');
  const fromEntry = tariffOf({}, 'entry');
  t.equal(fee(fromEntry, '2026-11-22T02:00:00Z', '2026-11-23T02:00:00Z'), 4000, '24 hours are one day');
  t.equal(fee(fromEntry, '2026-11-22T02:00:00Z', '2026-11-23T02:01:00Z'), 5000);
});

t.test('a day on which clocks change has 23 or 25 hours', async (t) => {
  const tariff = tariffOf({
    ...{ freeMinutes: 0, dayCapMinor: null },
    steps: [{ minutes: 60, feeMinor: 100, units: null }],
  });
  const night = (from: string, to: string) => fee(tariff, from, to, 'Europe/Berlin');
  t.equal(night('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'), 2300, 'clocks go forward');
  t.equal(night('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'), 2500, 'clocks go back');
  const parked = { timeZone: 'Europe/Berlin', vehicleClass: 'car' as const };
  const days = parkingDays(tariff, {
    ...parked,
    ...{ enteredAtMs: at('2026-10-24T21:30:00Z'), untilMs: at('2026-10-26T12:00:00Z') },
  });
  t.same(
    days.map(({ fromMs }) => new Date(fromMs).toISOString()),
    ['2026-10-24T21:30:00.000Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  );
});

t.test('only the last step goes on', async (t) => {
  const step = { minutes: 60, feeMinor: 1, units: null };
  const rest = { freeMinutes: 0, freeAlways: false, dayCapMinor: null };
  t.notOk(classTariffSchema.safeParse({ ...rest, steps: [step, step] }).success);
  t.notOk(classTariffSchema.safeParse({ ...rest, steps: [{ ...step, units: 2 }] }).success);
  t.notOk(classTariffSchema.safeParse({ ...rest, steps: [] }).success);
  t.ok(classTariffSchema.safeParse({ ...rest, steps: [{ ...step, units: 2 }, step] }).success);
});

const step = fc.record({
  minutes: fc.integer({ min: 1, max: 1440 }),
  feeMinor: fc.integer({ min: 0, max: 5000 }),
});
const anyTariff = fc
  .record({
    steps: fc.array(step, { minLength: 1, maxLength: 5 }),
    units: fc.integer({ min: 1, max: 20 }),
    freeMinutes: fc.integer({ min: 0, max: 200 }),
    freeAlways: fc.boolean(),
    dayCapMinor: fc.option(fc.integer({ min: 0, max: 20_000 })),
    dayBegins: fc.constantFrom('midnight' as const, 'entry' as const),
  })
  .map(({ steps, units, dayBegins, ...rest }) =>
    tariffOf(
      {
        ...rest,
        steps: steps.map((one, n) => ({ ...one, units: n === steps.length - 1 ? null : units })),
      },
      dayBegins,
    ),
  );
const anyStay = fc.record({
  enteredAtMs: fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') }),
  parkedMs: fc.integer({ min: 0, max: 20 * 24 * hourMs }),
  moreMs: fc.integer({ min: 0, max: 3 * 24 * hourMs }),
  timeZone: fc.constantFrom(
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Beirut',
    'Pacific/Chatham',
  ),
});

t.test('the fee is never negative, never falls with time, and no day passes its cap', async () => {
  fc.assert(
    fc.property(anyTariff, anyStay, (tariff, { enteredAtMs, parkedMs, moreMs, timeZone }) => {
      const parked = { enteredAtMs, timeZone, vehicleClass: 'car' as const };
      const untilMs = enteredAtMs + parkedMs;
      const first = parkingFeeMinor(tariff, { ...parked, untilMs });
      const later = parkingFeeMinor(tariff, { ...parked, untilMs: untilMs + moreMs });
      const days = parkingDays(tariff, { ...parked, untilMs });
      const cap = tariff.classes.car.dayCapMinor ?? Number.MAX_SAFE_INTEGER;
      const whole = days.every((day, n) => n === 0 || day.fromMs === days[n - 1]?.untilMs);
      const long = days.every((day) => day.untilMs > day.fromMs && day.untilMs - day.fromMs <= 26 * hourMs);
      return (
        Number.isSafeInteger(first) &&
        first >= 0 &&
        later >= first &&
        whole &&
        long &&
        days.every(({ feeMinor }) => feeMinor >= 0 && feeMinor <= cap)
      );
    }),
    { numRuns: 300 },
  );
});
