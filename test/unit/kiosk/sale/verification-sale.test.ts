/** Where the rules say no before any money moves: nothing is intended, and each correction leads on. */
import t from 'tap';
import type { RuleBase, VerificationRule } from '../../../../src/domain/verification-rule.ts';
import type { SaleContext } from '../../../../src/kiosk/sale/sale-state.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes, sampleShop } from '../../../support/sample-shop.ts';
import { platformLimits, ruleOf, singleLimit } from '../../../support/verification-rules.ts';

/** A sale at a machine that has these rules of its own. */
function saleWith(rules: VerificationRule[], world: Partial<SaleContext> = {}) {
  const own = rules.map((rule) => ({ ...rule, place: 'machine' as const }));
  const verification: RuleBase = { version: 7, rules: own, values: [platformLimits] };
  return saleAt({ shop: sampleShop({ verification }), ...world });
}

/** At most ten in one payment, whatever the tender. */
const tenAtMost = ruleOf('tenAtMost', 'amountMinor <= 1000');

function effectsOf(sale: ReturnType<typeof saleAt>): string[] {
  return sale.effects.map(
    (effect) => (effect.effect === 'append' ? effect.bodies[0]?.kind : effect.effect) ?? '',
  );
}

t.test('a code over the limit is refused without an intent, and goods taken off lead to the payment', (t) => {
  const sale = saleWith([tenAtMost, ruleOf('currency', 'currency == "CNY"')]);
  for (let i = 0; i < 6; i += 1) sale.give(scan(codes.water));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  sale.effects.length = 0;
  const refused = sale.give(scan(codes.alipay));
  t.match(refused, { phase: 'verificationFailed', notVerified: { tender: 'code', platform: 'alipay' } });
  t.same(effectsOf(sale), ['paymentRefused', 'sound']);
  t.match(sale.effects[0], {
    bodies: [
      {
        tender: 'code',
        amountMinor: 1200,
        verification: {
          rulesVersion: 7,
          results: [
            { key: 'currency', passed: true },
            { key: 'tenAtMost', passed: false },
          ],
        },
      },
    ],
  });
  t.notMatch(JSON.stringify(sale.effects), codes.alipay, 'the code is on no record');
  t.equal(sale.order()?.charges.length, 0);
  t.equal(sale.give({ type: 'back' }).phase, 'listing');
  sale.give({ type: 'setQuantity', lineId: sale.state().basket.lines[0]?.lineId ?? '', quantity: 5 });
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  t.equal(sale.give(scan(codes.alipay)).phase, 'charging');
  const sent = sale.effects.find((effect) => effect.effect === 'sendCharge');
  t.match(sent, { charge: { amountMinor: 1000, basket: { pieces: 5, lines: 1, categories: ['drinks'] } } });
  t.equal(sale.order()?.charges[0]?.state, 'intended');
  t.end();
});

t.test('cash is held to the cached rules while the network is down, and other goods to their own', (t) => {
  const sale = saleWith([ruleOf('cashLimit', 'tender != "cash" || amountMinor <= 500')], { online: false });
  for (let i = 0; i < 3; i += 1) sale.give(scan(codes.water));
  sale.give({ type: 'pay' });
  sale.effects.length = 0;
  t.match(sale.give({ type: 'chooseTender', tender: 'cash' }), {
    phase: 'verificationFailed',
    notVerified: { tender: 'cash' },
  });
  t.same(effectsOf(sale), ['paymentRefused', 'sound'], 'the coin slot stays shut');
  t.equal(sale.give({ type: 'retry' }).phase, 'choosingTender');
  t.end();
});

t.test('free goods that a rule refuses are not handed over, and the list is still there', (t) => {
  const sale = saleWith([ruleOf('opening', 'tender != "free" || machine.paymentsToday < 0')]);
  sale.give(scan(codes.magazine));
  sale.effects.length = 0;
  t.match(sale.give({ type: 'pay' }), { phase: 'verificationFailed', notVerified: { tender: 'free' } });
  t.same(effectsOf(sale), ['paymentRefused', 'sound']);
  t.notOk(sale.order()?.submitted);
  for (const input of [{ type: 'retry' }, { type: 'back' }] as const) {
    t.equal(sale.give(input).phase, 'listing');
    sale.give({ type: 'pay' });
  }
  t.equal(sale.give({ type: 'cancel' }).phase, 'welcome');
  t.end();
});

t.test('takings that the records do not reach are not known', (t) => {
  const rule = ruleOf('dayLimit', 'machine.paidTodayMinor + amountMinor <= 1000', { whenUnknown: 'pass' });
  for (const [takenToday, phase] of [
    [undefined, 'insertingCash'],
    [{ payments: 1, paidMinor: 900 }, 'verificationFailed'],
    [{ payments: 1, paidMinor: 800 }, 'insertingCash'],
  ] as const) {
    const sale = saleWith([rule], { takenToday });
    sale.give(scan(codes.water));
    sale.give({ type: 'pay' });
    t.equal(sale.give({ type: 'chooseTender', tender: 'cash' }).phase, phase);
  }
  t.end();
});

t.test('what the gateway refused is shown key by key, and another code or tender goes on', (t) => {
  const sale = saleAt();
  sale.give(scan(codes.water));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  sale.give(scan(codes.alipay));
  const { orderId = '', charges = [] } = sale.order() ?? {};
  const { key, label, message, correction } = singleLimit;
  sale.record({
    ...{ kind: 'chargeSettled', orderId, chargeId: charges[0]?.chargeId ?? '', outcome: 'failed' },
    reason: 'PAY_NOT_VERIFIED',
    verification: {
      ...{ rulesVersion: 2, place: 'cloud' },
      results: [{ key, label, message, correction, passed: false }],
    },
  });
  t.match(sale.give({ type: 'orderChanged' }), {
    phase: 'verificationFailed',
    notVerified: { platform: 'alipay', outcome: { place: 'cloud', results: [{ key: 'singleLimit' }] } },
  });
  t.equal(sale.give(scan(codes.water)).notice?.code, 'SALE_BUSY');
  t.equal(sale.give({ type: 'chooseTender', tender: 'code' }).phase, 'presentingCode');
  t.equal(sale.give(scan(codes.alipay)).phase, 'charging', 'with a charge of its own');
  t.equal(sale.order()?.charges.length, 2);
  t.end();
});

t.test('the page that says what failed goes away by itself, and the order with it', (t) => {
  const sale = saleWith([tenAtMost]);
  for (let i = 0; i < 6; i += 1) sale.give(scan(codes.water));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'cash' });
  t.equal(sale.state().phase, 'verificationFailed');
  t.ok(sale.give({ type: 'moreTime' }).timeout?.canExtend);
  sale.timeOut();
  t.equal(sale.state().phase, 'welcome');
  t.equal(sale.effects.at(-1)?.effect, 'append');
  t.end();
});
