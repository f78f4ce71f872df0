/** Who the shopper is: the code, the number, the answer, and "not me". */
import t from 'tap';
import { makeMemberCode } from '../../../../src/domain/member-code.ts';
import type { Shop } from '../../../../src/kiosk/checkout/shop.ts';
import { resumeSale } from '../../../../src/kiosk/sale/resume-sale.ts';
import { initialSale, type SaleEffect } from '../../../../src/kiosk/sale/sale-state.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes, sampleShop } from '../../../support/sample-shop.ts';

const code = makeMemberCode(Uint8Array.from({ length: 10 }, (_, at) => at * 7));
const member = {
  ...{ memberId: 'mbr_1', nameMasked: '王*明', memberPrice: true },
  display: { order: 'priceAscending' } as const,
};

function withMembers(phone = true): { shop: Shop } {
  const shop = sampleShop();
  const members = { hashKey: Buffer.alloc(32).toString('base64'), phone };
  return { shop: { ...shop, bundle: { ...shop.bundle, members } } };
}

const asked = (effects: readonly SaleEffect[]) =>
  effects.filter((e): e is Extract<SaleEffect, { effect: 'lookUpMember' }> => e.effect === 'lookUpMember');

function looked(sale: ReturnType<typeof saleAt>, finding: object) {
  const askId = sale.state().memberAsk?.askId ?? '';
  return sale.give({ type: 'memberLooked', askId, finding: finding as never });
}

t.test('a member code at the welcome page asks who it is, and the greeting opens the list', async (t) => {
  const sale = saleAt(withMembers());
  t.match(sale.give(scan(code)), { phase: 'listing', memberAsk: { open: true } });
  t.match(asked(sale.effects), [{ by: 'code', given: code }]);
  t.match(looked(sale, { found: 'known', member }), {
    phase: 'listing',
    member: { nameMasked: '王*明', by: 'code' },
  });
  t.match(
    sale.effects.find((e) => e.effect === 'nameMember'),
    {
      named: { kind: 'memberNamed', memberId: 'mbr_1', by: 'code', memberPrice: true },
    },
  );
  t.match(sale.order()?.member, { memberId: 'mbr_1', by: 'code' });
  t.notMatch(JSON.stringify(sale.order()), '王', 'no name is in the order');
  sale.give(scan(codes.cola));
  t.match(sale.state(), { member: { memberId: 'mbr_1' }, basket: { totals: { pieces: 1 } } });
});

t.test('goods and payment codes go their way while members are known', async (t) => {
  const sale = saleAt(withMembers());
  sale.give(scan(codes.cola));
  t.match(sale.give(scan(codes.alipay)), { notice: { code: 'CODE_IS_PAYMENT' } });
  t.same(asked(sale.effects), []);
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  t.match(sale.give(scan(code)), { phase: 'presentingCode', notice: { code: 'CODE_PLATFORM_UNKNOWN' } });
  t.same(asked(sale.effects), [], 'the state decides first');
});

t.test('a site that knows no members says so and asks nobody', async (t) => {
  const sale = saleAt();
  t.match(sale.give(scan(code)), { phase: 'welcome', notice: { code: 'MEMBER_NOT_HERE' } });
  t.equal(sale.give({ type: 'askMember' }).phase, 'welcome');
  t.same(
    sale.effects.filter((e) => e.effect !== 'sound'),
    [],
  );
});

t.test('a phone number is typed on a page of its own, where the site allows it', async (t) => {
  const sale = saleAt(withMembers());
  sale.give(scan(codes.cola));
  t.equal(sale.give({ type: 'askMember' }).phase, 'namingMember');
  t.match(sale.give({ type: 'namePhone', phone: '12' }), { notice: { code: 'MEMBER_PHONE_INVALID' } });
  sale.give({ type: 'namePhone', phone: '138 0013 8000' });
  t.match(asked(sale.effects), [{ by: 'phone', given: '13800138000' }]);
  t.notMatch(JSON.stringify(sale.state()), '13800138000', 'the number is in no state');
  t.match(looked(sale, { found: 'known', member }), { phase: 'listing', member: { by: 'phone' } });
  const other = saleAt(withMembers(false));
  t.equal(other.give({ type: 'askMember' }).phase, 'welcome');
});

t.test('an answer that says nothing useful leaves the list as it was', async (t) => {
  const sale = saleAt(withMembers());
  sale.give(scan(code));
  t.match(looked(sale, { found: 'unknown' }), { phase: 'welcome', notice: { code: 'MEMBER_UNKNOWN' } });
  sale.give(scan(codes.cola));
  sale.give(scan(code));
  t.match(looked(sale, { found: 'late' }), {
    ...{ phase: 'listing', notice: { code: 'MEMBER_LATE' } },
    basket: { totals: { pieces: 1 } },
  });
  t.equal(sale.state().member, undefined);
});

t.test('only the last question counts, and none after the list was submitted', async (t) => {
  const sale = saleAt(withMembers());
  sale.give(scan(codes.cola));
  sale.give(scan(code));
  const first = sale.state().memberAsk?.askId ?? '';
  sale.give(scan(code));
  sale.give({ type: 'memberLooked', askId: first, finding: { found: 'known', member } });
  t.equal(sale.state().member, undefined);
  sale.give({ type: 'pay' });
  t.match(looked(sale, { found: 'known', member }), { phase: 'choosingTender' });
  t.equal(sale.state().member, undefined);
});

t.test('"not me" makes the list nobody\'s, on record', async (t) => {
  const sale = saleAt(withMembers());
  sale.give(scan(codes.cola));
  sale.give(scan(code));
  looked(sale, { found: 'known', member });
  t.match(sale.give({ type: 'leaveMember' }), { phase: 'listing', basket: { totals: { pieces: 1 } } });
  t.equal(sale.state().member, undefined);
  t.equal(sale.order()?.member, undefined);
});

t.test('five questions are enough in one sale', async (t) => {
  const sale = saleAt(withMembers());
  sale.give(scan(codes.cola));
  for (let n = 0; n < 5; n += 1) {
    sale.give(scan(code));
    looked(sale, { found: 'unknown' });
  }
  t.match(sale.give(scan(code)), { notice: { code: 'MEMBER_TOO_MANY' } });
  t.equal(asked(sale.effects).length, 5);
});

t.test('the next shopper is nobody', async (t) => {
  const sale = saleAt(withMembers());
  sale.give(scan(codes.cola));
  sale.give(scan(code));
  looked(sale, { found: 'known', member });
  sale.give({ type: 'cancel' });
  t.match(sale.state(), { phase: 'welcome' });
  t.equal(sale.state().member, undefined);
  t.equal(sale.state().memberAsk, undefined);
});

t.test("after a power cut the order is still the member's, and the name follows", async (t) => {
  const sale = saleAt(withMembers());
  sale.give(scan(codes.cola));
  sale.give(scan(code));
  looked(sale, { found: 'known', member });
  const order = sale.order() as NonNullable<ReturnType<typeof sale.order>>;
  const again = resumeSale(initialSale('zh'), order, order.updatedAtMs + 1000);
  t.match(again, { phase: 'listing', member: { memberId: 'mbr_1', nameMasked: '*', memberPrice: true } });
  const { nameMasked, display } = member;
  const resumed = saleAt(withMembers());
  resumed.give(scan(codes.cola));
  resumed.give({ type: 'memberRemembered', orderId: 'another', fields: { nameMasked, display } });
  t.equal(resumed.state().member, undefined, 'another order has another name');
});
