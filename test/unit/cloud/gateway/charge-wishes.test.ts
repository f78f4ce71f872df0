/** What people may decide about open charges, and that whatever was silent, a charge ends soon after. */
import fc from 'fast-check';
import t from 'tap';
import {
  type ChargeEffect,
  type ChargeInput,
  type ChargeState,
  createdCharge,
  decideCharge,
  isFinal,
} from '../../../../src/cloud/gateway/charge-machine.ts';
import { takesWish, wishCharge } from '../../../../src/cloud/gateway/charge-wishes.ts';
import {
  alipayManners,
  type PlatformManners,
  wechatManners,
} from '../../../../src/cloud/gateway/payment-platform.ts';
import { wishRefund } from '../../../../src/cloud/gateway/refund-machine.ts';

const silent = { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' } as const;
const again = { kind: 'again', reason: 'PAY_PLATFORM_DOWN' } as const;
const open = (name: ChargeState['name'], more: Partial<ChargeState> = {}): ChargeState => ({
  ...{ ...createdCharge, name, submittedAtMs: 0, dueAtMs: 50_000 },
  ...more,
});

t.test('only what is open takes a wish, and what is being reversed cannot be said to be paid', async (t) => {
  const taken = (state: ChargeState) =>
    (['reverse', 'paid', 'notPaid'] as const).filter((wish) => takesWish(state, wish));
  t.strictSame(taken(open('unknown')), ['reverse', 'paid', 'notPaid']);
  t.strictSame(taken(open('userPaying', { reversalWished: true })), ['paid', 'notPaid']);
  t.strictSame(taken(open('reversing')), ['notPaid']);
  for (const name of ['created', 'submitted', 'paid', 'failed', 'reversed'] as const) {
    t.strictSame(taken(open(name)), [], name);
    t.throws(() => wishCharge(open(name), 'paid', 0, alipayManners), { code: 'INTERNAL_DEFECT' });
  }
});

t.test(
  'a wish to reverse asks first, keeps the platform waiting time, and reverses what is not paid',
  async (t) => {
    const early = wishCharge(open('userPaying'), 'reverse', 4000, wechatManners);
    t.match(early, { name: 'userPaying', reversalWished: true, dueAtMs: wechatManners.reverseNotBeforeMs });
    const nowMs = 20_000;
    const wished = wishCharge(open('userPaying'), 'reverse', nowMs, wechatManners);
    const answered = (outcome: Extract<ChargeInput, { kind: 'queryAnswered' }>['outcome'], state = wished) =>
      decideCharge(state, { kind: 'queryAnswered', nowMs, outcome }, wechatManners);
    t.match(answered({ kind: 'userPaying' }), { state: { name: 'reversing' }, effects: ['cancel'] });
    t.match(answered({ kind: 'userPaying' }, open('userPaying')), { effects: [] }, 'not without the wish');
    const paid = answered({ kind: 'paid', platformTradeNo: '1' });
    t.match(paid.state, { name: 'paid' }, 'what is paid is not reversed');
    t.notOk(paid.state.reversalWished);
  },
);

t.test('what is settled by hand says so, and what was not paid is still looked for', async (t) => {
  t.strictSame(wishCharge(open('unknown'), 'paid', 9, alipayManners).dueAtMs, undefined);
  t.match(wishCharge(open('unknown'), 'paid', 9, alipayManners), {
    ...{ name: 'paid', reason: 'PAY_SETTLED_BY_HAND' },
  });
  const notPaid = wishCharge(open('unknown'), 'notPaid', 9, alipayManners);
  t.match(notPaid, { name: 'failed', dueAtMs: 9 + (alipayManners.lateChecksMs[0] ?? 0) });
  const found = { kind: 'paid', platformTradeNo: '7' } as const;
  const late = decideCharge(notPaid, { kind: 'queryAnswered', nowMs: 99, outcome: found }, alipayManners);
  t.match(late, { state: { name: 'failed', cameLate: true }, effects: ['refundLate'] });
  t.match(wishCharge(open('reversing'), 'notPaid', 9, alipayManners), { name: 'reversed' });
});

t.test('a refund is tried again under its number or settled, but never once it is given back', async (t) => {
  const failed = { name: 'failed', fault: 'REFUND_FAILED', tries: 5 } as const;
  t.strictSame(wishRefund(failed, 'again', 7), { name: 'pending', tries: 0, dueAtMs: 7 });
  t.match(wishRefund(failed, 'settledByHand', 7), { name: 'refunded', fault: 'PAY_SETTLED_BY_HAND' });
  t.throws(() => wishRefund({ name: 'refunded', tries: 1 }, 'again', 7), { code: 'INTERNAL_DEFECT' });
});

/** How a platform that can be asked again finds the trade. */
type Truth = 'paid' | 'waiting' | 'closed' | 'nothing';

function answer(effect: ChargeEffect, truth: Truth, isDown: boolean, nowMs: number): ChargeInput {
  if (effect === 'cancel') {
    const done = { kind: 'done', action: truth === 'nothing' ? 'nothingFound' : 'closed' } as const;
    return { kind: 'cancelAnswered', nowMs, outcome: isDown ? again : done };
  }
  const found = {
    paid: { kind: 'paid', platformTradeNo: '1' },
    waiting: { kind: 'userPaying' },
    closed: { kind: 'closed' },
    nothing: { kind: 'notFound' },
  } as const;
  return { kind: 'queryAnswered', nowMs, outcome: isDown ? silent : found[truth] };
}

/** Drives a charge of which the answer to `pay` was lost; the platform is silent until `upAtMs`. */
function endsAtMs(
  manners: PlatformManners,
  truth: Truth,
  upAtMs: number,
): { atMs: number; pauses: number[] } {
  let state = open('submitted', { dueAtMs: 0 });
  let nowMs = 0;
  const pauses: number[] = [];
  for (let round = 0; round < 100_000; round += 1) {
    let [effect] = (({ state: next, effects }) => {
      state = next;
      return effects;
    })(decideCharge(state, { kind: 'due', nowMs }, manners));
    while (effect) {
      const decision = decideCharge(state, answer(effect, truth, nowMs < upAtMs, nowMs), manners);
      state = decision.state;
      [effect] = decision.effects;
    }
    if (isFinal(state)) return { atMs: nowMs, pauses };
    if (state.dueAtMs === undefined) throw new Error(`${state.name} is left open for ever`);
    pauses.push(state.dueAtMs - nowMs);
    nowMs = Math.max(nowMs, state.dueAtMs);
  }
  throw new Error('it never ends');
}

t.test('however long a platform was silent, a charge is final within a minute after it', async (t) => {
  const truths = fc.constantFrom<Truth>('paid', 'waiting', 'closed', 'nothing');
  const manners = fc.constantFrom(alipayManners, wechatManners);
  fc.assert(
    fc.property(manners, truths, fc.integer({ min: 0, max: 7 * 24 * 3600_000 }), (how, truth, upAtMs) => {
      const { atMs, pauses } = endsAtMs(how, truth, upAtMs);
      return atMs - upAtMs <= 60_000 && pauses.every((pause) => pause <= 45_000);
    }),
  );
  const { pauses } = endsAtMs(alipayManners, 'paid', 3600_000);
  t.ok((pauses.at(-1) ?? 0) > 5 * (pauses[0] ?? 0), 'the pauses grow');
  t.ok(pauses.length < 120, `${pauses.length} questions in an hour`);
});
