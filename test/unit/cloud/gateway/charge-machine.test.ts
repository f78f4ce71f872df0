/** The charge machine: which inputs it takes, and that money is never left in doubt. */
import fc from 'fast-check';
import t from 'tap';
import {
  type ChargeInput,
  type ChargeState,
  type ChargeStateName,
  createdCharge,
  decideCharge,
  isFinal,
} from '../../../../src/cloud/gateway/charge-machine.ts';
import { alipayManners, type QueryOutcome } from '../../../../src/cloud/gateway/payment-platform.ts';

const states: ChargeStateName[] = [
  'created',
  'submitted',
  'userPaying',
  'unknown',
  'reversing',
  'paid',
  'failed',
  'reversed',
];
const inputs: Record<ChargeInput['kind'], (nowMs: number) => ChargeInput> = {
  requested: (nowMs) => ({ kind: 'requested', nowMs, expiresAtMs: nowMs }),
  refused: (nowMs) => ({ kind: 'refused', nowMs, reason: 'PAY_DECLINED' }),
  askedFirst: (nowMs) => ({ kind: 'askedFirst', nowMs, canBeAskedFor: false }),
  payAnswered: (nowMs) => ({ kind: 'payAnswered', nowMs, outcome: { kind: 'userPaying' } }),
  queryAnswered: (nowMs) => ({ kind: 'queryAnswered', nowMs, outcome: { kind: 'userPaying' } }),
  cancelAnswered: (nowMs) => ({
    ...{ kind: 'cancelAnswered', nowMs },
    outcome: { kind: 'again', reason: 'PAY_PLATFORM_DOWN' },
  }),
  noticed: (nowMs) => ({ kind: 'noticed', nowMs, platformTradeNo: 'T1' }),
  givenUp: (nowMs) => ({ kind: 'givenUp', nowMs }),
  due: (nowMs) => ({ kind: 'due', nowMs }),
};

const firstLookMs = alipayManners.lateChecksMs[0] as number;
const decide = (state: ChargeState, input: ChargeInput) => decideCharge(state, input, alipayManners);
const begun = (name: ChargeStateName): ChargeState => ({
  ...createdCharge,
  name,
  submittedAtMs: 0,
  dueAtMs: 0,
});

t.test('takes exactly the inputs that can be, and throws at any other', async (t) => {
  const taken = (name: ChargeStateName) =>
    Object.values(inputs)
      .filter((make) => {
        try {
          decide(begun(name), make(0));
          return true;
        } catch (error) {
          t.match(error, { code: 'INTERNAL_DEFECT' });
          return false;
        }
      })
      .map((make) => make(0).kind);
  t.strictSame(Object.fromEntries(states.map((name) => [name, taken(name)])), {
    created: ['requested', 'refused', 'askedFirst'],
    submitted: ['payAnswered', 'noticed', 'givenUp', 'due'],
    userPaying: ['queryAnswered', 'noticed', 'givenUp', 'due'],
    unknown: ['queryAnswered', 'noticed', 'givenUp', 'due'],
    reversing: ['queryAnswered', 'cancelAnswered', 'noticed', 'givenUp', 'due'],
    paid: ['noticed', 'givenUp', 'due'],
    failed: ['queryAnswered', 'cancelAnswered', 'noticed', 'givenUp', 'due'],
    reversed: ['queryAnswered', 'cancelAnswered', 'noticed', 'givenUp', 'due'],
  });
});

t.test('submits in time and refuses what came late or was asked about first', async (t) => {
  const inTime = decide(createdCharge, { kind: 'requested', nowMs: 5, expiresAtMs: 5 });
  t.match(inTime, { state: { name: 'submitted', submittedAtMs: 5, dueAtMs: 5 }, effects: ['pay'] });
  const late = decide(createdCharge, { kind: 'requested', nowMs: 6, expiresAtMs: 5 });
  t.match(
    late,
    { state: { name: 'unknown', reason: 'PAY_EXPIRED', dueAtMs: 6 }, effects: [] },
    'and not paid',
  );
  const asked = decide(createdCharge, { kind: 'askedFirst', nowMs: 1, canBeAskedFor: false });
  t.match(asked, { state: { name: 'failed', reason: 'PAY_EXPIRED' }, effects: [] });
});

t.test('what was never sent and is not at the platform ends as never sent', async (t) => {
  const known = decide(createdCharge, { kind: 'askedFirst', nowMs: 1, canBeAskedFor: true }).state;
  t.match(known, { name: 'unknown', reason: 'PAY_NOT_SENT' });
  const answer = (outcome: QueryOutcome): ChargeInput => ({ kind: 'queryAnswered', nowMs: 2, outcome });
  const cancel = (action: 'nothingFound' | 'closed'): ChargeInput => ({
    ...{ kind: 'cancelAnswered', nowMs: 3 },
    outcome: { kind: 'done', action },
  });
  const down = decide(known, answer({ kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' })).state;
  const reversing = decide(down, answer({ kind: 'notFound' })).state;
  t.match(reversing, { name: 'reversing', reason: 'PAY_NOT_SENT' });
  t.match(decide(reversing, cancel('nothingFound')).state, { name: 'reversed', reason: 'PAY_NOT_SENT' });
  t.match(
    decide(reversing, cancel('closed')).state,
    { name: 'reversed', reason: 'PAY_TIMED_OUT' },
    'an earlier life of the cloud had sent it',
  );
  const hesitates = decide(known, answer({ kind: 'userPaying' })).state;
  t.not(hesitates.reason, 'PAY_NOT_SENT', 'it is there');
  const late = decide(createdCharge, { kind: 'requested', nowMs: 6, expiresAtMs: 5 }).state;
  const lateReversing = decide(late, { ...answer({ kind: 'notFound' }), nowMs: 7 } as ChargeInput).state;
  t.match(decide(lateReversing, cancel('nothingFound')).state, { name: 'reversed', reason: 'PAY_EXPIRED' });
});

t.test('never pays again: whoever takes a submitted charge over asks first', async (t) => {
  const taken = decide(begun('submitted'), { kind: 'due', nowMs: 40_000 });
  t.match(taken, { state: { name: 'unknown', reason: 'PAY_UNKNOWN' }, effects: ['query'] });
});

t.test('waits for the payer until the deadline, then reverses', async (t) => {
  const answer = (nowMs: number): ChargeInput => ({
    ...{ kind: 'queryAnswered', nowMs },
    outcome: { kind: 'userPaying' },
  });
  const early = decide(begun('userPaying'), answer(41_000));
  t.match(early, { state: { name: 'userPaying', dueAtMs: 45_000 }, effects: [] });
  const late = decide(early.state, answer(45_000));
  t.match(late, { state: { name: 'reversing', reason: 'PAY_TIMED_OUT' }, effects: ['cancel'] });
});

t.test('given up for a new settlement, it is asked for at once and reversed unless it is paid', async (t) => {
  const answer = (nowMs: number, outcome: QueryOutcome): ChargeInput => ({
    ...{ kind: 'queryAnswered', nowMs },
    outcome,
  });
  const wished = decide(begun('userPaying'), { kind: 'givenUp', nowMs: 20_000 });
  t.match(wished, { state: { name: 'userPaying', reversalWished: true, dueAtMs: 20_000 }, effects: [] });
  const paid = decide(wished.state, answer(20_100, { kind: 'paid', platformTradeNo: 'T' }));
  t.match(paid.state, { name: 'paid' }, 'found paid, it is used');
  t.equal(paid.state.reversalWished, undefined);
  const open = decide(wished.state, answer(20_100, { kind: 'userPaying' }));
  t.match(open, { state: { name: 'reversing' }, effects: ['cancel'] }, 'long before its deadline');
  const early = decide(begun('userPaying'), { kind: 'givenUp', nowMs: 2000 });
  const waits = decide(early.state, answer(2100, { kind: 'userPaying' }));
  t.match(
    waits,
    { state: { name: 'userPaying', reversalWished: true }, effects: [] },
    'not before it may be',
  );
  const silent = decide(wished.state, answer(20_100, { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' }));
  t.match(silent, { state: { name: 'userPaying', reversalWished: true }, effects: [] }, 'nor on silence');
});

t.test(
  'does not reverse while the platform says nothing, as it may have said before that it is paid',
  async (t) => {
    const nothing: ChargeInput = {
      ...{ kind: 'queryAnswered', nowMs: 50_000 },
      outcome: { kind: 'unknown', reason: 'PAY_PLATFORM_DOWN' },
    };
    const late = decide(begun('userPaying'), nothing);
    t.match(late, { state: { name: 'userPaying', dueAtMs: 54_000 }, effects: [] });
  },
);

t.test(
  'asks the platform for a charge that it may have lost, and reverses it at once if there is none',
  async (t) => {
    const asked = decide(createdCharge, { kind: 'askedFirst', nowMs: 20_000, canBeAskedFor: true });
    t.match(asked, { state: { name: 'unknown', dueAtMs: 20_000 }, effects: [] });
    const due = decide(asked.state, { kind: 'due', nowMs: 20_000 });
    t.strictSame(due.effects, ['query']);
    const answer = (outcome: unknown) =>
      decide(due.state, { kind: 'queryAnswered', nowMs: 20_100, outcome } as ChargeInput);
    t.match(answer({ kind: 'notFound' }), { state: { name: 'reversing' }, effects: ['cancel'] });
    t.match(answer({ kind: 'paid', platformTradeNo: 'T' }), { state: { name: 'paid' }, effects: [] });
    t.match(answer({ kind: 'userPaying' }), { state: { name: 'userPaying' }, effects: [] });
  },
);

t.test('reverses what is not there, but not before its time', async (t) => {
  const answer = (nowMs: number): ChargeInput => ({
    ...{ kind: 'queryAnswered', nowMs },
    outcome: { kind: 'notFound' },
  });
  t.match(decide(begun('unknown'), answer(14_999)), { state: { name: 'unknown' }, effects: [] });
  t.match(decide(begun('unknown'), answer(15_000)), { state: { name: 'reversing' }, effects: ['cancel'] });
});

t.test('looks again for a trade that was not there to cancel, and gives late money back', async (t) => {
  const done = (action: 'nothingFound' | 'closed' | 'refunded'): ChargeInput => ({
    ...{ kind: 'cancelAnswered', nowMs: 50_000 },
    outcome: { kind: 'done', action },
  });
  const closed = decide(begun('reversing'), done('closed'));
  t.match(closed, { state: { name: 'reversed', reason: 'PAY_TIMED_OUT' }, effects: [] });
  t.equal(closed.state.dueAtMs, undefined);
  const nothing = decide(begun('reversing'), done('nothingFound')).state;
  t.match(nothing, { name: 'reversed', dueAtMs: 50_000 + firstLookMs });
  const looked = decide(nothing, { kind: 'due', nowMs: 50_000 + firstLookMs });
  t.strictSame(looked.effects, ['query']);
  const outcome = { kind: 'paid', platformTradeNo: 'T' } as const;
  const late = decide(nothing, { kind: 'queryAnswered', nowMs: 110_000, outcome });
  t.match(late, { state: { name: 'reversed', cameLate: true }, effects: ['refundLate'] });
  t.equal(late.state.dueAtMs, undefined);
  const open = decide(nothing, { kind: 'queryAnswered', nowMs: 1, outcome: { kind: 'userPaying' } });
  t.strictSame(open.effects, ['cancel']);
});

t.test('a refusal that nobody signed holds, is looked at again, and late money goes back', async (t) => {
  const refused = { kind: 'failed', reason: 'PAY_BALANCE_LOW' } as const;
  const proved = decide(begun('submitted'), { kind: 'payAnswered', nowMs: 1000, outcome: refused });
  t.match(proved.state, { name: 'failed', reason: 'PAY_BALANCE_LOW' });
  t.equal(proved.state.dueAtMs, undefined, 'nothing is left to do');
  const outcome = { ...refused, unproved: true } as const;
  const { state } = decide(begun('submitted'), { kind: 'payAnswered', nowMs: 1000, outcome });
  t.match(state, { name: 'failed', reason: 'PAY_BALANCE_LOW', dueAtMs: 1000 + firstLookMs });
  t.ok(isFinal(state), 'the shopper waits for nothing');
  t.strictSame(decide(state, { kind: 'due', nowMs: 61_000 }).effects, ['query']);
  const answer = (told: QueryOutcome): ChargeInput => ({
    kind: 'queryAnswered',
    nowMs: 61_000,
    outcome: told,
  });
  const late = decide(state, answer({ kind: 'paid', platformTradeNo: 'T' }));
  t.match(late, {
    state: { name: 'failed', reason: 'PAY_BALANCE_LOW', cameLate: true },
    effects: ['refundLate'],
  });
  t.equal(late.state.dueAtMs, undefined);
  t.strictSame(decide(state, answer({ kind: 'userPaying' })).effects, ['cancel']);
  const looks = alipayManners.lateChecksMs.map(() => answer({ kind: 'notFound' }));
  const again = looks.slice(1).reduce((before, look) => decide(before, look).state, state);
  t.match(again, { name: 'failed', dueAtMs: 61_000 + (alipayManners.lateChecksMs.at(-1) as number) });
  t.equal(decide(again, answer({ kind: 'notFound' })).state.dueAtMs, undefined, 'and that was enough');
});

t.test('a payer who gives up has not paid, and the platform says why', async (t) => {
  const outcome = { kind: 'closed', reason: 'PAY_DECLINED' } as const;
  const given = decide(begun('userPaying'), { kind: 'queryAnswered', nowMs: 20_000, outcome });
  t.match(given, { state: { name: 'failed', reason: 'PAY_DECLINED' }, effects: [] });
});

t.test('asks again when the platform will not cancel, and believes a payment', async (t) => {
  const refused = decide(begun('reversing'), {
    ...{ kind: 'cancelAnswered', nowMs: 50_000 },
    outcome: { kind: 'refused', reason: 'PAY_DECLINED' },
  });
  t.match(refused, { state: { name: 'reversing' }, effects: ['query'] });
  const outcome = { kind: 'paid', platformTradeNo: 'T' } as const;
  const paid = decide(refused.state, { kind: 'queryAnswered', nowMs: 51_000, outcome });
  t.match(paid, { state: { name: 'paid', platformTradeNo: 'T' }, effects: [] });
});

const reason = 'PAY_PLATFORM_DOWN' as const;
const paidOutcome = { kind: 'paid', platformTradeNo: 'T' } as const;
const answers = {
  pay: [
    paidOutcome,
    { kind: 'failed', reason: 'PAY_DECLINED' },
    { kind: 'failed', reason: 'PAY_BALANCE_LOW', unproved: true },
    { kind: 'userPaying' },
    { kind: 'unknown', reason },
  ],
  query: [
    paidOutcome,
    { kind: 'closed' },
    { kind: 'closed', reason: 'PAY_DECLINED' },
    { kind: 'userPaying' },
    { kind: 'notFound' },
    { kind: 'unknown', reason },
  ],
  cancel: [
    { kind: 'done', action: 'closed' },
    { kind: 'done', action: 'nothingFound' },
    { kind: 'refused', reason },
    { kind: 'again', reason },
  ],
} as const;

t.test(
  'whatever the platform answers, a charge stays decided, acts or waits, and is reversed in time',
  async (t) => {
    const steps = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 6000 })), { maxLength: 60 });
    const property = fc.property(steps, (choices) => {
      let nowMs = 0;
      let { state, effects } = decide(createdCharge, { kind: 'requested', nowMs, expiresAtMs: 0 });
      for (const [choice, tookMs] of choices) {
        const call = effects.find((effect) => effect !== 'refundLate');
        if (!call && state.dueAtMs === undefined) break;
        const before = state;
        if (call) {
          nowMs += tookMs;
          const outcome = answers[call][choice % answers[call].length];
          ({ state, effects } = decide(state, { kind: `${call}Answered`, nowMs, outcome } as ChargeInput));
        } else {
          nowMs = Math.max(nowMs, state.dueAtMs ?? 0);
          ({ state, effects } = decide(state, { kind: 'due', nowMs }));
        }
        if (isFinal(before) && state.name !== before.name) return false;
        if (before.name !== 'reversing' && state.name === 'reversing' && nowMs < 15_000) return false;
        const silent = call === 'query' && answers.query[choice % answers.query.length]?.kind === 'unknown';
        const open = state.name === 'unknown' || state.name === 'userPaying';
        if (open && nowMs >= 45_000 + 6000 && !silent && !effects.includes('query')) return false;
        if (!isFinal(state) && effects.length === 0 && state.dueAtMs === undefined) return false;
      }
      return true;
    });
    t.doesNotThrow(() => fc.assert(property, { numRuns: 2000 }));
  },
);
