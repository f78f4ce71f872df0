import fc from 'fast-check';
import t from 'tap';
import {
  type BilledStay,
  type DiscountKind,
  overpaidMinor,
  parkingBill,
} from '../../../src/domain/parking-session.ts';
import { tariffSchema } from '../../../src/domain/tariff.ts';

const minuteMs = 60_000;
const enteredAtMs = Date.parse('2026-11-22T01:00:00Z');
const after = (minutes: number) => enteredAtMs + minutes * minuteMs;
const tariff = tariffSchema.parse({
  ...{ tariffId: 'hour', name: { zh: '时', en: 'Hour' }, dayBegins: 'midnight', leaveMinutes: 15 },
  classes: {
    car: {
      ...{ freeMinutes: 15, freeAlways: false, dayCapMinor: 6000 },
      steps: [{ minutes: 60, feeMinor: 1000, units: null }],
    },
  },
});
const stay: BilledStay = {
  ...{ tariff, timeZone: 'Asia/Shanghai', vehicleClass: 'car', enteredAtMs, paid: [] },
};
const discount = (off: DiscountKind, expiresAtMs = after(100_000)) => ({ off, reason: '', expiresAtMs });

t.test('a coupon of 10.00 takes 30.00 to 20.00', async (t) => {
  const bill = parkingBill({ ...stay, discount: discount({ kind: 'amount', minor: 1000 }) }, after(170));
  t.match(bill, { totalMinor: 3000, freeMinor: 1000, paidMinor: 0, dueMinor: 2000, leaveByMs: null });
});

t.test('minutes, percent and all free take off what they say and no more', async (t) => {
  const due = (off: DiscountKind) => parkingBill({ ...stay, discount: discount(off) }, after(170)).dueMinor;
  t.equal(due({ kind: 'minutes', minutes: 60 }), 2000);
  t.equal(due({ kind: 'minutes', minutes: 100_000 }), 0);
  t.equal(due({ kind: 'percent', percent: 50 }), 1500);
  t.equal(due({ kind: 'allFree' }), 0);
  t.equal(due({ kind: 'amount', minor: 900_000 }), 0);
  const over = { ...stay, discount: discount({ kind: 'allFree' }, after(60)) };
  t.equal(parkingBill(over, after(170)).dueMinor, 3000, 'not after it expired');
});

t.test('who has paid can leave for a while, and pays only the rest after it', async (t) => {
  const paid = [
    { couponMinor: 1000, pointsMinor: 0, actualMinor: 1000, paidAtMs: after(169) },
    { couponMinor: 0, pointsMinor: 1000, actualMinor: 0, paidAtMs: after(170) },
  ];
  const one = { ...stay, discount: discount({ kind: 'amount', minor: 1000 }), paid };
  t.match(parkingBill(one, after(185)), { totalMinor: 3000, dueMinor: 0, leaveByMs: after(185) });
  const late = parkingBill(one, after(186));
  t.match(late, { totalMinor: 4000, freeMinor: 1000, paidMinor: 2000, dueMinor: 1000, leaveByMs: null });
  const part = parkingBill({ ...stay, paid: paid.slice(0, 1) }, after(172));
  t.match(part, { totalMinor: 3000, freeMinor: 1000, paidMinor: 1000, dueMinor: 1000 }, 'half of it');
});

t.test('a bill adds up and is never negative', async () => {
  const part = fc.record({
    couponMinor: fc.integer({ min: 0, max: 3000 }),
    pointsMinor: fc.integer({ min: 0, max: 3000 }),
    actualMinor: fc.integer({ min: 0, max: 3000 }),
    paidAtMs: fc.integer({ min: 0, max: 6000 }).map(after),
  });
  const off = fc.oneof(
    fc.record({ kind: fc.constant('amount' as const), minor: fc.integer({ min: 1, max: 9000 }) }),
    fc.record({ kind: fc.constant('minutes' as const), minutes: fc.integer({ min: 1, max: 9000 }) }),
    fc.record({ kind: fc.constant('percent' as const), percent: fc.integer({ min: 1, max: 100 }) }),
    fc.constant({ kind: 'allFree' as const }),
  );
  const minutes = fc.integer({ min: 0, max: 6000 });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), fc.option(off), minutes, (paid, given, parked) => {
      const one = { ...stay, paid, discount: given ? discount(given) : undefined };
      const { totalMinor, freeMinor, paidMinor, dueMinor } = parkingBill(one, after(parked));
      const settled = freeMinor + paidMinor + dueMinor;
      return (
        dueMinor >= 0 && freeMinor >= 0 && settled >= totalMinor && (dueMinor === 0 || settled === totalMinor)
      );
    }),
    { numRuns: 500 },
  );
});

t.test('what payments settled beyond the fee is too much, until a longer stay costs as much', async (t) => {
  const part = (actualMinor: number, couponMinor = 0) => ({
    ...{ actualMinor, couponMinor, pointsMinor: 0, paidAtMs: after(100) },
  });
  const over = (paid: BilledStay['paid'], minutes: number) =>
    overpaidMinor({ ...stay, paid }, after(minutes));
  t.equal(over([part(1200), part(800)], 100), 0);
  t.equal(over([part(1700, 300), part(2000)], 100), 2000, 'what a coupon took off is settled, too');
  t.equal(over([part(2000), part(2000)], 170), 1000);
  t.equal(over([part(2000), part(2000)], 230), 0);
  t.equal(over([part(500)], -5), 500, 'before it came in it owed nothing');
});
