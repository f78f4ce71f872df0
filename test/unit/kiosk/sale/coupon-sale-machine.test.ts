import { createHash } from 'node:crypto';
import t from 'tap';
import { makeShortCoupon } from '../../../../src/domain/coupon.ts';
import { signCoupon } from '../../../../src/domain/coupon-signature.ts';
import { privateKeyOf, publicTextOf } from '../../../../src/domain/curve-keys.ts';
import { makeMemberCode } from '../../../../src/domain/member-code.ts';
import { defaultPointsPolicy } from '../../../../src/domain/points.ts';
import { promotionSchema } from '../../../../src/domain/promotion.ts';
import type { SaleContext } from '../../../../src/kiosk/sale/sale-state.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes, sampleShop } from '../../../support/sample-shop.ts';

const key = privateKeyOf('ed25519', createHash('sha256').update('the merchant').digest());
const shop = sampleShop();
const promotion = promotionSchema.parse({
  promotionId: 'one-off',
  name: { zh: '减一元', en: '1 off' },
  priority: 900,
  exclusive: false,
  coupon: 'welcome',
  scope: {},
  effect: { kind: 'basketAmountOff', minSpendMinor: 300, amountMinor: 100 },
});
const withCoupons = {
  ...shop,
  bundle: {
    ...shop.bundle,
    promotions: [promotion],
    coupons: { key: publicTextOf(key), offlineCountMax: 2, offlineMinorMax: 150 },
    points: defaultPointsPolicy,
    members: { hashKey: Buffer.alloc(32).toString('base64'), phone: true },
  },
};
const laterMs = Date.UTC(2027, 0, 1);
const signed = (couponId: string, expiresAtMs = laterMs) =>
  signCoupon(key, shop.bundle.merchantId, { seriesId: 'welcome', couponId, expiresAtMs });
const short = makeShortCoupon(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
const kept = { couponId: 'cpn_1', seriesId: 'welcome', codeMasked: 'KC…1234', expiresAtMs: laterMs };

function sale(world: Partial<SaleContext> = {}) {
  const at = saleAt({ shop: withCoupons, ...world });
  at.give(scan(codes.cola));
  return at;
}
const notice = (at: ReturnType<typeof sale>) => at.state().notice?.code;
const refusedFor = (at: ReturnType<typeof sale>, text: string) => at.give(scan(text)).notice?.code;
const ask = (at: ReturnType<typeof sale>) => at.state().benefitAsk?.askId ?? '';

t.test('a coupon is asked for after it is on record, and counts when the cloud keeps it', (t) => {
  const at = sale();
  at.give(scan(short));
  t.match(at.effects.slice(-3), [
    { effect: 'append', bodies: [{ kind: 'couponAsked' }] },
    { effect: 'keepBenefit', ask: { about: 'coupon', code: short } },
    { effect: 'sound' },
  ]);
  t.equal(JSON.stringify(at.order()).includes(short), false, 'the code is in no record');
  t.equal(at.give({ type: 'pay' }).notice?.code, 'SALE_BUSY', 'the list waits for the answer');
  at.give({
    type: 'benefitAnswered',
    finding: { about: 'coupon', askId: ask(at), found: 'kept', coupon: kept },
  });
  t.equal(at.state().basket.totals.dueMinor, 350);
  t.match(at.order()?.coupons, [{ couponId: 'cpn_1', by: 'cloud' }]);
  at.give({ type: 'pay' });
  t.match(at.order(), { submitted: true, totals: { dueMinor: 350 } });
  t.match(at.order()?.lines[0]?.discounts, [{ coupon: 'welcome', amountMinor: 100 }]);
  t.end();
});

t.test('a coupon that the cloud does not keep changes nothing, and says why', (t) => {
  const at = sale();
  at.give(scan(short));
  at.give({
    type: 'benefitAnswered',
    finding: { about: 'coupon', askId: ask(at), found: 'refused', reason: 'COUPON_USED' },
  });
  t.equal(notice(at), 'COUPON_USED');
  t.equal(at.state().basket.totals.dueMinor, 450);
  t.equal(at.give({ type: 'pay' }).phase, 'choosingTender');
  t.end();
});

t.test('an answer to an old question, or after the list, counts for nothing', (t) => {
  const at = sale();
  at.give(scan(short));
  const askId = ask(at);
  const finding = { about: 'coupon', askId: 'ask_old', found: 'kept', coupon: kept } as const;
  at.give({ type: 'benefitAnswered', finding });
  t.equal(ask(at), askId);
  at.give({ type: 'benefitAnswered', finding: { about: 'coupon', askId, found: 'late', code: short } });
  t.equal(notice(at), 'COUPON_NEEDS_NETWORK');
  at.give({ type: 'pay' });
  at.give({ type: 'benefitAnswered', finding: { ...finding, askId } });
  t.same(at.state().coupons, undefined);
  t.end();
});

t.test('offline only a signature is believed: of this merchant, not expired, not used here', (t) => {
  const offline = { online: false };
  t.equal(refusedFor(sale(offline), short), 'COUPON_NEEDS_NETWORK');
  t.equal(refusedFor(sale(offline), signed('cpn_1', Date.UTC(2026, 0, 1))), 'COUPON_EXPIRED');
  t.equal(refusedFor(sale(offline), signed('cpn_1').replace('cpn_1', 'cpn_2')), 'COUPON_UNKNOWN');
  const used = { ...offline, couponFacts: { isUsed: () => true, unsettledCount: 0, unsettledMinor: 0 } };
  t.equal(refusedFor(sale(used), signed('cpn_1')), 'COUPON_USED');
  const doubtful = { ...offline, clockDoubt: { notBeforeMs: 0 } };
  t.equal(refusedFor(sale(doubtful), signed('cpn_1')), 'COUPON_NEEDS_NETWORK');
  const at = sale(offline);
  at.give(scan(signed('cpn_1')));
  t.equal(at.state().basket.totals.dueMinor, 350);
  t.match(at.order()?.coupons, [{ couponId: 'cpn_1', by: 'signature' }]);
  t.end();
});

t.test('what is believed offline is limited by number and by amount', (t) => {
  const facts = (unsettledCount: number, unsettledMinor: number) => ({
    online: false,
    couponFacts: { isUsed: () => false, unsettledCount, unsettledMinor },
  });
  t.equal(refusedFor(sale(facts(2, 0)), signed('cpn_1')), 'COUPON_OFFLINE_LIMIT');
  t.equal(refusedFor(sale(facts(1, 100)), signed('cpn_1')), 'COUPON_OFFLINE_LIMIT');
  t.equal(refusedFor(sale(facts(1, 50)), signed('cpn_1')), undefined);
  t.end();
});

t.test('one coupon of a kind, and none that saves nothing is used up', (t) => {
  const at = saleAt({ shop: withCoupons, online: false });
  at.give(scan(codes.water));
  at.give(scan(signed('cpn_1')));
  t.equal(at.give(scan(signed('cpn_2'))).notice?.code, 'COUPON_ONE_OF_A_KIND');
  t.equal(at.state().basket.totals.dueMinor, 200, 'below its minimum');
  at.give({ type: 'pay' });
  t.same(at.order()?.coupons, []);
  t.ok(at.order()?.submitted);
  t.end();
});

t.test('a coupon that is taken back does not count', (t) => {
  const at = sale({ online: false });
  at.give(scan(signed('cpn_1')));
  at.give({ type: 'dropCoupon', couponId: 'cpn_1' });
  t.equal(at.state().basket.totals.dueMinor, 450);
  t.same(at.order()?.coupons, []);
  t.end();
});

t.test('a coupon typed at the list is read like a scanned one, and a wrong one is refused', (t) => {
  const at = sale();
  t.equal(at.give({ type: 'nameCoupon', code: 'KC-0000-0000-0001' }).notice?.code, 'COUPON_UNKNOWN');
  at.give({ type: 'nameCoupon', code: short.toLowerCase() });
  t.match(at.effects.at(-2), { effect: 'keepBenefit', ask: { code: short } });
  t.end();
});

function memberSale(by: 'code' | 'phone', world: Partial<SaleContext> = {}) {
  const at = sale(world);
  if (by === 'code') at.give(scan(makeMemberCode(new Uint8Array(10))));
  else {
    at.give({ type: 'askMember' });
    at.give({ type: 'namePhone', phone: '13812345678' });
  }
  const member = { memberId: 'mbr_1', nameMasked: '王*', memberPrice: false, pointsBalance: 250 };
  const askId = at.state().memberAsk?.askId ?? '';
  at.give({ type: 'memberLooked', askId, finding: { found: 'known', member } });
  return at;
}

t.test('points come off last, as many as the cloud keeps, and the list says what it spent and earns', (t) => {
  const at = memberSale('code');
  at.give({ type: 'usePoints' });
  t.match(at.effects.slice(-2), [
    { effect: 'append', bodies: [{ kind: 'pointsAsked', memberId: 'mbr_1', points: 45 }] },
    { effect: 'keepBenefit', ask: { about: 'points', points: 45 } },
  ]);
  const { spend: rate } = defaultPointsPolicy;
  at.give({
    type: 'benefitAnswered',
    finding: { about: 'points', askId: ask(at), found: 'kept', points: 20, rate },
  });
  t.equal(at.state().basket.totals.dueMinor, 250);
  at.give({ type: 'pay' });
  t.match(at.order()?.points, { memberId: 'mbr_1', reserved: 20, spent: 20 });
  t.match(at.order()?.earn, defaultPointsPolicy.earn);
  t.end();
});

t.test('points are not spent by who knows a phone number, offline, or on second thoughts', (t) => {
  const phone = memberSale('phone');
  phone.give({ type: 'usePoints' });
  t.equal(phone.state().benefitAsk, undefined);
  const offline = memberSale('code', { online: false });
  t.equal(offline.give({ type: 'usePoints' }).notice?.code, 'POINTS_NEED_NETWORK');
  offline.give({ type: 'pay' });
  t.match(offline.order()?.earn, defaultPointsPolicy.earn, 'earned all the same');
  const at = memberSale('code');
  at.give({ type: 'usePoints' });
  const { spend: rate } = defaultPointsPolicy;
  at.give({
    type: 'benefitAnswered',
    finding: { about: 'points', askId: ask(at), found: 'kept', points: 20, rate },
  });
  at.give({ type: 'leavePoints' });
  t.equal(at.state().basket.totals.dueMinor, 450);
  at.give({ type: 'pay' });
  t.equal(at.order()?.points?.spent, 0);
  t.end();
});

t.test("the list is nobody's points once the member left", (t) => {
  const at = memberSale('code');
  at.give({ type: 'usePoints' });
  const { spend: rate } = defaultPointsPolicy;
  at.give({
    type: 'benefitAnswered',
    finding: { about: 'points', askId: ask(at), found: 'kept', points: 20, rate },
  });
  at.give({ type: 'leaveMember' });
  t.equal(at.state().basket.totals.dueMinor, 450);
  at.give({ type: 'pay' });
  t.equal(at.order()?.points?.spent, 0);
  t.end();
});
