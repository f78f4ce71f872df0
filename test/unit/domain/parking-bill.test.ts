import fc from 'fast-check';
import t from 'tap';
import { billTerms, parkingChannelOf, refusalOf } from '../../../src/domain/parking-bill.ts';
import {
  type BilledStay,
  type DiscountKind,
  type PaidPart,
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

t.test('a payment settles what its bill said, also where the fee rose until it came', async (t) => {
  const part = { couponMinor: 0, pointsMinor: 0, actualMinor: 1000 };
  const paid = [{ ...part, paidAtMs: after(64), billedAtMs: after(59) }];
  t.match(parkingBill({ ...stay, paid }, after(70)), { dueMinor: 0, leaveByMs: after(79) });
  t.match(parkingBill({ ...stay, paid }, after(80)), { dueMinor: 1000, leaveByMs: null });
  const unbilled = [{ ...part, paidAtMs: after(64) }];
  t.match(parkingBill({ ...stay, paid: unbilled }, after(70)), { dueMinor: 1000, leaveByMs: null });
});

t.test('whatever discount there is, paying each bill leaves nothing due and never pays twice', async () => {
  const off = fc.oneof(
    fc.record({ kind: fc.constant('amount' as const), minor: fc.integer({ min: 1, max: 9000 }) }),
    fc.record({ kind: fc.constant('minutes' as const), minutes: fc.integer({ min: 1, max: 600 }) }),
    fc.record({ kind: fc.constant('percent' as const), percent: fc.integer({ min: 1, max: 100 }) }),
    fc.constant({ kind: 'allFree' as const }),
  );
  // How long the driver waits before each bill, and how long a bill waits to be paid.
  const visits = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 10 })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(off, visits, (kind: DiscountKind, waits) => {
      const discount = { off: kind, reason: '', expiresAtMs: after(100_000) };
      const paid: PaidPart[] = [];
      let minutes = 0;
      for (const [wait, slow] of waits) {
        minutes += wait;
        const billedAtMs = after(minutes);
        const terms = billTerms(parkingBill({ ...stay, discount, paid }, billedAtMs), paid);
        if (!terms) continue;
        minutes += slow;
        const bill = { earlierMinor: terms.earlierMinor, billedAtMs };
        if (refusalOf(bill, { leftAtMs: null, paid }) !== undefined) return false;
        const { couponMinor, dueMinor: actualMinor } = terms;
        paid.push({ couponMinor, pointsMinor: 0, actualMinor, paidAtMs: after(minutes), billedAtMs });
        if (refusalOf(bill, { leftAtMs: null, paid }) !== 'paidMeanwhile') return false;
        const { dueMinor, leaveByMs } = parkingBill({ ...stay, discount, paid }, after(minutes));
        if (couponMinor < 0 || dueMinor !== 0 || leaveByMs !== after(minutes + 15)) return false;
      }
      return true;
    }),
  );
});

t.test('a car that left before the bill owes nothing', async (t) => {
  const bill = { earlierMinor: 0, billedAtMs: after(100) };
  t.equal(refusalOf(bill, { leftAtMs: after(99), paid: [] }), 'leftBefore');
  t.equal(refusalOf(bill, { leftAtMs: after(101), paid: [] }), undefined);
});

t.test('a platform that the forms do not name is another code', async (t) => {
  t.equal(parkingChannelOf('alipay'), 'alipay');
  t.equal(parkingChannelOf('village-bank'), 'qr');
});
