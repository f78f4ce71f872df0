import fc from 'fast-check';
import t from 'tap';
import {
  decidePreOrder,
  newPreOrder,
  type PreOrderInput,
  type PreOrderState,
} from '../../../../src/cloud/clients/pre-order-machine.ts';

const input: fc.Arbitrary<PreOrderInput> = fc.oneof(
  fc.record({
    kind: fc.constant('payAsked' as const),
    chargeId: fc.constantFrom('a', 'b', 'c'),
    platform: fc.constant('alipay'),
  }),
  fc.record({
    kind: fc.constant('chargeEnded' as const),
    chargeId: fc.constantFrom('a', 'b', 'c'),
    end: fc.constantFrom('paid' as const, 'failed' as const, 'reversed' as const),
  }),
  fc.record({ kind: fc.constant('cancelAsked' as const) }),
  fc.record({ kind: fc.constant('timeIsOver' as const) }),
  fc.record({
    kind: fc.constant('refundEnded' as const),
    end: fc.constantFrom('refunded' as const, 'failed' as const),
  }),
);

t.test('whatever happens, money is told of once and given back at most once', (t) => {
  fc.assert(
    fc.property(fc.array(input, { maxLength: 30 }), (inputs) => {
      let state: PreOrderState = newPreOrder;
      let [paid, refunds, closed] = [0, 0, 0];
      for (const one of inputs) {
        const decision = decidePreOrder(state, one);
        if (decision.state === state && (decision.news || decision.refund)) return false;
        if (decision.news?.kind === 'paymentSucceeded') paid += 1;
        if (decision.news?.kind === 'orderClosed') closed += 1;
        if (decision.refund) refunds += 1;
        state = decision.state;
      }
      const once = paid <= 1 && refunds <= 1 && closed <= 1 && paid + closed <= 1;
      return once && (state.name !== 'refunding' || refunds === 1);
    }),
  );
  t.end();
});

t.test('a wish to close it while a charge is under way is kept until that has ended', (t) => {
  const paying = decidePreOrder(newPreOrder, { kind: 'payAsked', chargeId: 'a', platform: 'alipay' }).state;
  const wished = decidePreOrder(paying, { kind: 'cancelAsked' });
  t.match(wished, { state: { name: 'paying', cancelWanted: true } });
  t.notOk(wished.news);
  t.match(decidePreOrder(wished.state, { kind: 'chargeEnded', chargeId: 'a', end: 'paid' }), {
    state: { name: 'refunding' },
    refund: true,
  });
  t.match(decidePreOrder(wished.state, { kind: 'chargeEnded', chargeId: 'a', end: 'failed' }), {
    state: { name: 'cancelled' },
    news: { kind: 'orderClosed' },
  });
  t.end();
});

t.test('the end of another charge changes nothing, and a paid order is not out of time', (t) => {
  const paying = decidePreOrder(newPreOrder, { kind: 'payAsked', chargeId: 'a', platform: 'alipay' }).state;
  t.equal(decidePreOrder(paying, { kind: 'chargeEnded', chargeId: 'b', end: 'paid' }).state, paying);
  t.equal(decidePreOrder(paying, { kind: 'timeIsOver' }).state, paying);
  const { state: paid } = decidePreOrder(paying, { kind: 'chargeEnded', chargeId: 'a', end: 'paid' });
  t.equal(decidePreOrder(paid, { kind: 'timeIsOver' }).state, paid);
  t.end();
});
