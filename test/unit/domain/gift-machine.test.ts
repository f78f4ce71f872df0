import fc from 'fast-check';
import t from 'tap';
import { decideGift, type GiftInput } from '../../../src/domain/gift-machine.ts';
import type { GiftFact, GiftState } from '../../../src/domain/gift-state.ts';
import { givenBackMinor, heldMinor, newGift, spentMinor } from '../../../src/domain/gift-state.ts';

const paidMinor = 1000;

function run(inputs: readonly GiftInput[]) {
  let state: GiftState = newGift;
  const facts: GiftFact[] = [];
  const refunds: number[] = [];
  for (const [n, input] of inputs.entries()) {
    const decision = decideGift(state, input, `rfd${n}`);
    state = decision.state;
    facts.push(...decision.facts);
    if (decision.refund) refunds.push(decision.refund.amountMinor);
  }
  return { state, facts, refunds };
}

const paid: GiftInput = { kind: 'paid', chargeId: 'pay', amountMinor: paidMinor };
const offered = (n: number, holder = 'm1', coverMinor = 800): GiftInput => ({
  ...{ kind: 'offered', nowMs: 100, offer: { offerId: `o${n}`, holder, coverMinor, untilMs: 500 } },
});
const taken = (n: number, chargeId = `c${n}`, holder = 'm1', amountMinor = 800): GiftInput => ({
  ...{ kind: 'taken', offerId: `o${n}`, taking: { chargeId, holder, amountMinor, atMs: 200 } },
});
const lease = (leaseId: string, holder: string): GiftInput => ({
  ...{ kind: 'leased', lease: { leaseId, holder, untilMs: 900 }, nowMs: 100 },
});
const byLease = (chargeId: string, holder: string, leaseId: string, atMs: number): GiftInput => ({
  ...{ kind: 'wasTaken', owed: false, taking: { chargeId, holder, amountMinor: 800, atMs, leaseId } },
});

t.test('a gift is paid, offered, accepted and settled, and what was not needed goes back', async (t) => {
  const { state, facts, refunds } = run([
    ...[paid, offered(1), taken(1), { kind: 'settleDue' } as const],
    { kind: 'refundEnded', refundId: 'rfd3', outcome: 'refunded' },
  ]);
  t.match(state, { name: 'settled', taken: { chargeId: 'c1', amountMinor: 800 } });
  t.strictSame(refunds, [200]);
  t.strictSame(
    facts.map(({ kind }) => kind),
    ['giftPaid', 'giftOffered', 'giftAccepted', 'giftSettled', 'giftRefundIntended', 'giftRefunded'],
  );
});

t.test('it is offered to one place at a time, and taken only by the offer that holds it', async (t) => {
  t.equal(decideGift(run([paid, offered(1)]).state, offered(2, 'm2'), '').refused, 'GIFT_TAKEN');
  t.equal(decideGift(run([paid, offered(1)]).state, taken(2), '').refused, 'GIFT_TAKEN');
  t.equal(decideGift(run([paid, offered(1)]).state, taken(1, 'c', 'm2'), '').refused, 'GIFT_TAKEN');
  t.equal(decideGift(run([paid, offered(1)]).state, taken(1, 'c', 'm1', 900), '').refused, 'GIFT_TAKEN');
  t.match(run([paid, offered(1), { kind: 'offerEnded', offerId: 'o1' }, offered(2, 'm2')]).state, {
    offer: { offerId: 'o2' },
  });
});

t.test('declined, the money goes back at once or when the giver says so', async (t) => {
  const no = (refund: 'atOnce' | 'afterConfirmation'): GiftInput => ({
    ...{ kind: 'declined', offerId: 'o1', refund },
  });
  t.match(run([paid, offered(1), no('atOnce')]), { state: { name: 'refunding' }, refunds: [1000] });
  t.match(run([paid, offered(1), no('afterConfirmation')]), { state: { name: 'declined' }, refunds: [] });
  const confirmed = [paid, offered(1), no('afterConfirmation'), { kind: 'refundConfirmed' } as const];
  t.match(run(confirmed), { state: { name: 'refunding', end: 'declined' }, refunds: [1000] });
});

t.test('a wish to end it waits for an offer or a lease that is under way', async (t) => {
  const end: GiftInput = { kind: 'ended', end: 'blocked', nowMs: 150 };
  t.match(run([paid, offered(1), end]), { state: { name: 'open', ending: 'blocked' }, refunds: [] });
  t.match(run([paid, lease('l1', 'm1'), end]), { state: { name: 'leased', ending: 'blocked' } });
  const back = [paid, lease('l1', 'm1'), end, { kind: 'leaseReturned', leaseId: 'l1' } as const, end];
  t.match(run(back), { state: { name: 'refunding', end: 'blocked' }, refunds: [1000] });
});

t.test('goods that are given back make it whole again, until it is settled', async (t) => {
  const untaken: GiftInput = { kind: 'untaken', chargeId: 'c1', amountMinor: 800 };
  t.match(run([paid, offered(1), taken(1), untaken]).state, { name: 'open', taken: undefined });
  const late = run([paid, offered(1), taken(1), { kind: 'settleDue' }, untaken]);
  t.match(late, { state: { name: 'refunding', end: 'returned' }, refunds: [200, 800] });
});

t.test('of two redemptions the lease holder comes first, in whatever order they are told', async (t) => {
  const forfeited: GiftInput = { kind: 'leaseForfeited', leaseId: 'l1' };
  const start = [paid, lease('l1', 'm1'), forfeited, offered(1, 'm2'), taken(1, 'c2', 'm2')];
  const one = run([...start, byLease('c1', 'm1', 'l1', 700)]);
  t.match(one.state, { taken: { chargeId: 'c1' }, losses: [{ chargeId: 'c2' }] });
  const two = run([...start, byLease('c1', 'm1', 'l1', 700), byLease('c3', 'm3', 'l3', 600)]);
  const three = run([...start, byLease('c3', 'm3', 'l3', 600), byLease('c1', 'm1', 'l1', 700)]);
  for (const { state } of [two, three]) {
    t.equal(state.taken?.chargeId, 'c3', 'of two leases the earlier');
    t.strictSame(state.losses.map(({ chargeId }) => chargeId).sort(), ['c1', 'c2']);
  }
});

const ids = fc.integer({ min: 1, max: 3 });
const holders = fc.constantFrom('m1', 'm2');
const anyInput: fc.Arbitrary<GiftInput> = fc.oneof(
  fc.constant(paid),
  fc.tuple(ids, holders, fc.constantFrom(400, 800, 1000)).map(([n, who, minor]) => offered(n, who, minor)),
  ids.map((n): GiftInput => ({ kind: 'offerEnded', offerId: `o${n}` })),
  fc
    .tuple(ids, ids, holders, fc.constantFrom(400, 800, 1000))
    .map(([n, c, who, minor]) => taken(n, `c${c}`, who, minor)),
  fc.tuple(ids, holders).map(([n, who]) => lease(`l${n}`, who)),
  ids.map((n): GiftInput => ({ kind: 'leaseReturned', leaseId: `l${n}` })),
  ids.map((n): GiftInput => ({ kind: 'leaseForfeited', leaseId: `l${n}` })),
  fc.tuple(ids, ids, holders).map(([n, c, who]) => byLease(`d${c}`, who, `l${n}`, c * 100)),
  fc
    .tuple(fc.constantFrom('c', 'd'), ids, fc.integer({ min: 1, max: 1200 }))
    .map(([kind, c, minor]): GiftInput => ({ kind: 'untaken', chargeId: `${kind}${c}`, amountMinor: minor })),
  fc
    .tuple(ids, fc.constantFrom('atOnce' as const, 'afterConfirmation' as const))
    .map(([n, refund]): GiftInput => ({ kind: 'declined', offerId: `o${n}`, refund })),
  fc.constant<GiftInput>({ kind: 'refundConfirmed' }),
  fc.constant<GiftInput>({ kind: 'settleDue' }),
  fc
    .constantFrom('expired' as const, 'blocked' as const, 'withdrawn' as const)
    .map((end): GiftInput => ({ kind: 'ended', end, nowMs: 600 })),
  fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('refunded' as const, 'failed' as const))
    .map(([n, outcome]): GiftInput => ({ kind: 'refundEnded', refundId: `rfd${n}`, outcome })),
);

t.test('whatever comes in whatever order, and twice, no money is made or lost', async (t) => {
  const holds = () =>
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 40 }), (inputs) => {
        const twice = inputs.flatMap((input) => [input, input]);
        for (const told of [inputs, twice]) {
          const { state, refunds } = run([paid, ...told]);
          const given = refunds.reduce((sum, minor) => sum + minor, 0);
          const asked = state.refunds.reduce((sum, one) => sum + one.amountMinor, 0);
          if (asked !== given) return false;
          if (heldMinor(state) < 0 || spentMinor(state) < 0) return false;
          if (heldMinor(state) + spentMinor(state) + givenBackMinor(state) !== paidMinor) return false;
          if (given > paidMinor) return false;
        }
        return true;
      }),
      { numRuns: 3000 },
    );
  t.doesNotThrow(holds);
});

t.test('a redemption is never counted twice, and every other one is on record as a loss', async (t) => {
  const holds = () =>
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 40 }), (inputs) => {
        const { state, facts } = run([paid, ...inputs]);
        const charges = [state.taken?.chargeId, ...state.losses.map(({ chargeId }) => chargeId)];
        const known = charges.filter((one) => one !== undefined);
        if (new Set(known).size !== known.length) return false;
        // Whoever was told "accepted" has the gift, gave it back, or is a loss.
        return facts.every(
          (fact) =>
            fact.kind !== 'giftAccepted' ||
            known.includes(fact.chargeId) ||
            facts.some((other) => other.kind === 'giftReturned' && other.chargeId === fact.chargeId),
        );
      }),
      { numRuns: 3000 },
    );
  t.doesNotThrow(holds);
});
