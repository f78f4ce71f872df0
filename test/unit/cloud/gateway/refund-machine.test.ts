/** The refund machine: waits for its charge, gives back no more than was taken, repeats until it knows. */
import t from 'tap';
import { type ChargeStateName, createdCharge } from '../../../../src/cloud/gateway/charge-machine.ts';
import { alipayManners, type RefundOutcome } from '../../../../src/cloud/gateway/payment-platform.ts';
import { decideRefund, type RefundState } from '../../../../src/cloud/gateway/refund-machine.ts';

const pending: RefundState = { name: 'pending', tries: 0, dueAtMs: 0 };

function due(name: ChargeStateName, over: { claimedBeforeMinor?: number; cameLate?: boolean } = {}) {
  const { claimedBeforeMinor = 0, cameLate = false } = over;
  const charge = { state: { ...createdCharge, name, cameLate }, amountMinor: 500, claimedBeforeMinor };
  return decideRefund(pending, { kind: 'due', nowMs: 1000, refundMinor: 200, charge }, alipayManners);
}

const answered = (outcome: RefundOutcome, state = pending) =>
  decideRefund(state, { kind: 'refundAnswered', nowMs: 1000, outcome }, alipayManners);

t.test('refunds what was paid, also what came late, and waits while nobody knows', async (t) => {
  t.strictSame(due('paid').effects, ['refund']);
  t.strictSame(due('reversed', { cameLate: true }).effects, ['refund']);
  t.strictSame(due('failed', { cameLate: true }).effects, ['refund']);
  for (const open of ['submitted', 'userPaying', 'unknown', 'reversing'] as const) {
    t.match(due(open), { state: { name: 'pending', tries: 1, dueAtMs: 3000 }, effects: [] });
  }
});

t.test('has nothing to give back of what was reversed, and fails for what never was', async (t) => {
  t.match(due('reversed'), { state: { name: 'refunded' }, effects: [] });
  t.match(due('failed'), { state: { name: 'failed', fault: 'REFUND_FAILED' }, effects: [] });
  const unseen = { kind: 'due' as const, nowMs: 1, refundMinor: 1, charge: undefined };
  t.match(decideRefund(pending, unseen, alipayManners), { state: { name: 'failed' } });
});

t.test('never gives back more than was taken', async (t) => {
  t.strictSame(due('paid', { claimedBeforeMinor: 300 }).effects, ['refund']);
  t.match(due('paid', { claimedBeforeMinor: 301 }), { state: { name: 'failed' }, effects: [] });
});

t.test('repeats with growing pauses until the platform says what became of it', async (t) => {
  t.match(answered({ kind: 'refunded' }), { state: { name: 'refunded' }, effects: [] });
  t.match(answered({ kind: 'failed', reason: 'REFUND_FAILED' }).state, {
    name: 'failed',
    fault: 'REFUND_FAILED',
  });
  t.strictSame(answered({ kind: 'unconfirmed' }).effects, ['queryRefund']);
  let state = pending;
  const pauses: number[] = [];
  for (let i = 0; i < 8; i += 1) {
    state = answered({ kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' }, state).state;
    pauses.push((state.dueAtMs ?? 0) - 1000);
  }
  t.strictSame(pauses, [2000, 5000, 15_000, 30_000, 45_000, 45_000, 45_000, 45_000]);
  t.equal(state.fault, 'PAY_PLATFORM_DOWN');
});

t.test('takes nothing after its end', async (t) => {
  const over: RefundState = { name: 'refunded', tries: 1 };
  t.throws(() => answered({ kind: 'refunded' }, over), { code: 'INTERNAL_DEFECT' });
});
