/**
 * The proof of payments in small: no payment is single-sided or final too late, in virtual time and over HTTP;
 * mistakes in the way of a payment are found from outside alone, and the bound is one that can be broken.
 */
import t from 'tap';
import { payOverHttp } from '../../support/payments-over-http.ts';
import { FaultWindows } from '../../support/simulation/fault-windows.ts';
import { Outside } from '../../support/simulation/outside.ts';
import { tellManyPayments } from '../../support/simulation/payments/many-payments.ts';
import { judgePayments } from '../../support/simulation/payments/payment-oracle.ts';
import { tellPaymentStory } from '../../support/simulation/payments/tell-payments.ts';
import { paymentTroubles, planPayments } from '../../support/simulation/plan/plan-payments.ts';
import type { Plant } from '../../support/simulation/plan/plants.ts';

t.setTimeout(300_000);

t.test('a hundred payments with faults are whole and final in time', async (t) => {
  const told = await tellManyPayments({ first: 1, payments: 100, jobs: 1 });
  t.strictSame(told.broken, []);
  t.equal(told.singleSidedMinor, 0);
  t.ok(told.payments >= 100 && told.paid > 20, `${told.payments} payments, ${told.paid} paid`);
  t.ok(Math.max(...told.finalAfterMs) <= 60_000);
});

t.test('every kind of trouble that payments meet is planned', async (t) => {
  const kinds = Array.from({ length: 200 }, (_, seed) => planPayments(seed)).flatMap((plan) =>
    plan.troubles.map(({ kind }) => kind),
  );
  t.strictSame([...new Set(kinds)].sort(), Object.keys(paymentTroubles).sort());
});

for (const plant of ['silenceIsRefund', 'unsignedRefusalBelieved', 'lateSuccessIgnored'] as Plant[]) {
  t.test(`${plant} is found by the books and the drops`, async (t) => {
    let seen: string | undefined;
    for (let seed = 1; seed <= 400 && seen === undefined; seed += 1) {
      const { violations } = await tellPaymentStory(seed, plant);
      seen = violations.find((violation) => violation.includes('the wallets hold'));
    }
    t.type(seen, 'string', 'a story shows it');
  });
}

t.test('money that comes back later than a minute after the last fault is too late', async (t) => {
  const faults = new FaultWindows();
  faults.add(10_000, 20_000);
  const trade = (changedAtMs: number) => ({
    ...{ merchantId: 'm', chargeId: 'chg_1', tradeNo: '1', amountMinor: 350, paysAtMs: 0 },
    ...{ status: 'closed' as const, refunds: new Map(), openedAtMs: 0, changedAtMs },
  });
  const judge = (changedAtMs: number) =>
    judgePayments({
      ...{ book: [trade(changedAtMs)], refused: 0, outside: new Outside(), faults, originMs: 0 },
    }).violations;
  t.strictSame(judge(90_000), [], 'a minute after the fault, which began in time');
  t.match(judge(90_001), [/final too late/]);
});

t.test('payments over HTTP are whole while the platforms come and go', async (t) => {
  const told = await payOverHttp(30, 7, 20);
  t.strictSame(
    told.violations.filter((violation) => !violation.startsWith('final too late')),
    [],
    'how long it takes is for the proof on a machine at rest',
  );
  t.equal(told.payments, 30);
});
