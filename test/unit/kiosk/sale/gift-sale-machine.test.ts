/** A gift between the request to settle and payment, as the sale decides it. */
import fc from 'fast-check';
import t from 'tap';
import { makePickupCode } from '../../../../src/domain/gift-code.ts';
import type { Order } from '../../../../src/domain/order.ts';
import type { RecordBody } from '../../../../src/domain/record.ts';
import { openShop } from '../../../../src/kiosk/checkout/shop.ts';
import { giftPlatform } from '../../../../src/kiosk/sale/gift-charge.ts';
import type { GiftFinding } from '../../../../src/kiosk/sale/gift-sale-state.ts';
import { resumeSale } from '../../../../src/kiosk/sale/resume-sale.ts';
import { initialSale, type SaleContext, type SaleInput } from '../../../../src/kiosk/sale/sale-state.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes, sampleShop } from '../../../support/sample-shop.ts';

const policy = {
  ...{ hashKey: 'A'.repeat(43).concat('='), leaseKey: 'A'.repeat(43), phone: true },
  doubleRedemption: 'merchantBears' as const,
};
const pickup = makePickupCode(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
const colaMinor = 450;

function giftShop(change: object = {}) {
  const { bundle, products } = sampleShop();
  return openShop({ ...bundle, gifts: policy, ...change }, products);
}

const saleWith = (world: Partial<SaleContext> = {}) => saleAt({ shop: giftShop(), ...world });
type Sale = ReturnType<typeof saleWith>;

/** Goods and a pickup code, and the wish to pay. */
function asked(world: Partial<SaleContext> = {}): Sale {
  const sale = saleWith(world);
  sale.give(scan(codes.cola));
  sale.give(scan(pickup));
  sale.give({ type: 'pay' });
  return sale;
}

const offerOf = (coverMinor = colaMinor, more: object = {}): GiftFinding => ({
  found: 'offer',
  offer: {
    ...{ giftId: 'gft_1', offerId: 'gof_1', code: 'GF00000000000000000000', coverMinor },
    ...{ wording: { words: '生日快乐', giverName: '小李' }, conversation: false },
    ...more,
  },
});

function answers(sale: Sale, finding: GiftFinding) {
  return sale.give({ type: 'giftFound', askId: sale.state().gift?.ask?.askId ?? '', finding });
}

function offered(world: Partial<SaleContext> = {}, finding = offerOf()): Sale {
  const sale = asked(world);
  answers(sale, finding);
  return sale;
}

const bodiesOf = ({ effects }: Sale): RecordBody[] =>
  effects.flatMap((effect) => (effect.effect === 'append' ? effect.bodies : []));
const tapped = (answer: 'accepted' | 'declined' | 'notMe', conversation?: boolean): SaleInput => ({
  ...{ type: 'answerGift', offerId: 'gof_1', answer },
  ...(conversation === undefined ? {} : { conversation }),
});
const told = (sale: Sale) => sale.state().notice?.code;

t.test('what is known of the person is asked with the goods, and payment waits a second at most', (t) => {
  const sale = asked();
  t.equal(sale.state().phase, 'seekingGift');
  const effect = sale.effects.find((one) => one.effect === 'seekGift');
  t.match(effect, {
    clues: [{ kind: 'pickupCode', code: pickup }],
    lines: [{ productId: 'cola', quantity: 1, dueMinor: colaMinor }],
    waitMs: 1000,
  });
  const { startedAtMs = 0, endsAtMs = 0 } = sale.state().timeout ?? {};
  t.equal(endsAtMs - startedAtMs, 1000);
  t.equal(sale.timeOut().phase, 'choosingTender');
  t.equal(told(sale), undefined, 'who did not ask is told nothing');
  t.equal(answers(sale, offerOf()).phase, 'choosingTender', 'a late offer is not shown');
  t.notOk(sale.order()?.gifts);
  t.end();
});

t.test('who was not answered in time says that there is a gift, and waits for the answer', (t) => {
  const sale = asked();
  sale.timeOut();
  t.equal(sale.give({ type: 'askGift' }).phase, 'seekingGift', 'without telling who they are again');
  t.match(sale.effects.at(-1), { effect: 'seekGift', waitMs: 6000, clues: [{ code: pickup }] });
  t.equal(answers(sale, { found: 'none' }).notice?.code, 'GIFT_NONE');
  t.equal(sale.give({ type: 'askGift' }).phase, 'claimingGift');
  t.end();
});

t.test('whoever is known by nothing, or by a number that anybody may know, is asked for nothing', (t) => {
  const sale = saleWith();
  sale.give(scan(codes.cola));
  t.equal(sale.give({ type: 'pay' }).phase, 'choosingTender');
  t.notOk(sale.effects.some(({ effect }) => effect === 'seekGift'));
  const elsewhere = saleAt();
  elsewhere.give(scan(codes.cola));
  t.equal(elsewhere.give(scan(pickup)).notice?.code, 'GIFT_NOT_HERE');
  t.end();
});

t.test('the offer is on record before it is shown, and the acceptance with the charge', (t) => {
  const sale = offered();
  t.equal(sale.state().phase, 'offeringGift');
  t.match(sale.order()?.gifts, [
    { giftId: 'gft_1', offerId: 'gof_1', coverMinor: colaMinor, state: 'offered' },
  ]);
  sale.wait(3500);
  t.equal(sale.give(tapped('accepted', true)).phase, 'charging');
  const last = sale.effects.filter(({ effect }) => effect === 'append').at(-1);
  t.match(last, {
    bodies: [
      { kind: 'giftAnswered', answer: 'accepted', answeredAfterMs: 3500 },
      { kind: 'chargeIntended', platform: giftPlatform, codeMasked: '', amountMinor: colaMinor },
    ],
  });
  t.notMatch(bodiesOf(sale).at(-2), { conversation: true }, 'nobody talks to a giver who does not want it');
  const sent = sale.effects.find(({ effect }) => effect === 'sendCharge');
  t.match(sent, { charge: { platform: giftPlatform, authCode: 'GF00000000000000000000' } });
  t.notMatch(
    JSON.stringify(bodiesOf(sale)),
    'GF00000000000000000000',
    'the key to the money is in no record',
  );
  t.end();
});

t.test('what the gift does not cover is paid otherwise', (t) => {
  const sale = offered({}, offerOf(300));
  sale.give(tapped('accepted'));
  const { orderId = '', charges = [] } = sale.order() ?? {};
  const { chargeId = '' } = charges.at(-1) ?? {};
  sale.record({ kind: 'chargeSettled', orderId, chargeId, outcome: 'paid' });
  t.equal(sale.give({ type: 'orderChanged' }).phase, 'choosingTender');
  sale.give({ type: 'chooseTender', tender: 'code' });
  sale.give(scan(codes.alipay));
  t.match(bodiesOf(sale).at(-1), { kind: 'chargeIntended', platform: 'alipay', amountMinor: 150 });
  t.end();
});

t.test('a "no" and a "not me" are on record and lead to ordinary payment', (t) => {
  for (const answer of ['declined', 'notMe'] as const) {
    const sale = offered();
    t.equal(sale.give(tapped(answer)).phase, 'choosingTender');
    t.match(bodiesOf(sale).at(-1), { kind: 'giftAnswered', answer, offerId: 'gof_1' });
    t.same(sale.state().gift?.clues.length, answer === 'notMe' ? 0 : 1);
    sale.give({ type: 'askGift' });
    sale.give(scan(pickup));
    t.match(sale.effects.filter(({ effect }) => effect === 'seekGift').at(-1), { notAgain: ['gof_1'] });
  }
  t.end();
});

t.test('leaving the offer without an answer is on record too', (t) => {
  const left = offered();
  t.equal(left.timeOut().phase, 'choosingTender');
  t.match(left.order()?.gifts, [{ state: 'noAnswer' }]);
  const back = offered();
  t.equal(back.give({ type: 'back' }).phase, 'choosingTender');
  t.match(back.order()?.gifts, [{ state: 'noAnswer' }]);
  const cancelled = offered();
  t.equal(cancelled.give({ type: 'cancel' }).phase, 'welcome');
  t.match(bodiesOf(cancelled).slice(-2), [{ answer: 'noAnswer' }, { kind: 'orderAbandoned' }]);
  t.end();
});

t.test('whoever says that there may be a gift is asked how to find it, and told what became of it', (t) => {
  const sale = saleWith();
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  t.equal(sale.give({ type: 'askGift' }).phase, 'claimingGift');
  t.equal(sale.give(scan(codes.cola)).notice?.code, 'GIFT_CODE_INVALID');
  t.equal(sale.give({ type: 'nameGift', code: 'GP-0000-0000-00Z' }).notice?.code, 'GIFT_CODE_INVALID');
  t.equal(sale.give({ type: 'nameGift', code: pickup.slice(3).toLowerCase() }).phase, 'seekingGift');
  t.match(sale.effects.filter(({ effect }) => effect === 'seekGift').at(-1), { waitMs: 6000 });
  t.equal(answers(sale, { found: 'none' }).phase, 'choosingTender');
  t.equal(told(sale), 'GIFT_NONE');
  sale.give({ type: 'askGift' });
  sale.give(scan(pickup));
  t.equal(
    answers(sale, { found: 'refused', reason: 'GIFT_NEEDS_NETWORK' }).notice?.code,
    'GIFT_NEEDS_NETWORK',
  );
  sale.give({ type: 'askGift' });
  sale.give(scan(pickup));
  t.equal(sale.timeOut().notice?.code, 'GIFT_LATE');
  sale.give({ type: 'askGift' });
  t.equal(sale.give({ type: 'back' }).phase, 'choosingTender');
  t.end();
});

t.test('at the list what was told is kept for the request to settle', (t) => {
  const sale = saleWith();
  sale.give(scan(codes.cola));
  sale.give({ type: 'askGift' });
  t.equal(sale.give(scan(pickup)).phase, 'listing');
  t.equal(sale.give({ type: 'pay' }).phase, 'seekingGift');
  const greeted = saleWith();
  t.equal(greeted.give(scan(pickup)).phase, 'listing', 'also before the first piece');
  t.end();
});

t.test('a phone number counts with the code that was sent to it', (t) => {
  const sale = saleWith();
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  sale.give({ type: 'askGift' });
  t.equal(sale.give({ type: 'sendGiftCode', phone: '12' }).notice?.code, 'MEMBER_PHONE_INVALID');
  sale.give({ type: 'sendGiftCode', phone: '138 0013 8000' });
  const sending = sale.state().gift?.phone;
  t.match(sending, { phone: '13800138000', stage: 'sending' });
  t.equal(sale.give({ type: 'enterGiftCode', code: '123456' }).phase, 'claimingGift', 'none was sent yet');
  sale.give({ type: 'giftCodeSent', askId: sending?.askId ?? '' });
  t.equal(sale.give({ type: 'enterGiftCode', code: '123456' }).phase, 'seekingGift');
  t.match(sale.effects.filter(({ effect }) => effect === 'seekGift').at(-1), {
    clues: [{ kind: 'phone', phone: '13800138000', code: '123456' }],
  });
  t.end();
});

t.test('a gift kept on this machine pays at once, as long as it is kept', (t) => {
  const kept = offerOf(colaMinor, { code: undefined, leaseId: 'lse_1' });
  const sale = offered({ online: false, holdsGift: (leaseId) => leaseId === 'lse_1' }, kept);
  sale.give(tapped('accepted'));
  t.match(bodiesOf(sale).slice(-3), [
    { kind: 'giftAnswered', answer: 'accepted' },
    { kind: 'chargeIntended', leaseId: 'lse_1' },
    { kind: 'chargeSettled', outcome: 'paid' },
  ]);
  t.notOk(sale.effects.some(({ effect }) => effect === 'sendCharge'));
  const gone = offered({ online: false, holdsGift: () => false }, kept);
  t.equal(gone.give(tapped('accepted')).phase, 'choosingTender');
  t.equal(told(gone), 'GIFT_TAKEN');
  t.same(gone.order()?.charges, []);
  t.end();
});

t.test('while the shopper is asked about parking the gift is looked for behind it', (t) => {
  const parking = { lotId: 'lot-1', minimumMinor: 0, validMinutes: 120, tickets: true };
  const sale = asked({ shop: giftShop({ parking }) });
  t.equal(sale.state().phase, 'offeringParking');
  sale.wait(3000);
  t.equal(answers(sale, offerOf()).phase, 'offeringParking');
  t.equal(sale.give({ type: 'parking', wanted: false }).phase, 'offeringGift');
  const slow = asked({ shop: giftShop({ parking }) });
  slow.wait(3000);
  t.equal(slow.give({ type: 'parking', wanted: false }).phase, 'choosingTender', 'the second is long over');
  t.end();
});

t.test('after a power cut the order goes on from its records', (t) => {
  const sale = offered();
  const goesOn = () => resumeSale(initialSale('zh'), sale.order() as Order, 0);
  t.equal(goesOn().phase, 'choosingTender', 'what was not accepted is not used');
  sale.give(tapped('accepted'));
  t.match(goesOn(), { phase: 'charging' }, 'what was accepted is asked for');
  const declined = offered();
  declined.give(tapped('declined'));
  t.equal(resumeSale(initialSale('zh'), declined.order() as Order, 0).phase, 'choosingTender');
  t.end();
});

const inputs = fc.oneof(
  fc.constantFrom<SaleInput>(
    { type: 'pay' },
    { type: 'askGift' },
    { type: 'back' },
    { type: 'retry' },
    { type: 'goOn' },
    { type: 'moreTime' },
    { type: 'orderChanged' },
    { type: 'dayBegan' },
    { type: 'cancel' },
    { type: 'chooseTender', tender: 'code' },
    { type: 'chooseTender', tender: 'cash' },
    { type: 'nameGift', code: pickup },
    scan(pickup),
    scan(codes.cola),
    scan(codes.alipay),
    tapped('accepted'),
    tapped('declined'),
    tapped('notMe'),
  ),
  fc.constantFrom(
    'timeOut' as const,
    'found' as const,
    'foundLeased' as const,
    'paid' as const,
    'failed' as const,
  ),
);

t.test('there is never a charge on a gift without a recorded acceptance before it', (t) => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(inputs, { minLength: 3, maxLength: 40 }), (steps) => {
      const sale = saleWith({ holdsGift: () => true });
      for (const step of [
        scan(codes.cola),
        scan(pickup),
        { type: 'pay' } as const,
        'found' as const,
        ...steps,
      ]) {
        if (typeof step !== 'string') sale.give(step);
        else if (step === 'timeOut') sale.timeOut();
        else if (step === 'found') answers(sale, offerOf(300));
        else if (step === 'foundLeased') answers(sale, offerOf(300, { leaseId: 'lse_1', code: undefined }));
        else settle(sale, step);
      }
      const open = new Set<string>();
      for (const body of bodiesOf(sale)) {
        if (body.kind === 'giftAnswered' && body.answer === 'accepted') open.add(body.orderId);
        if (body.kind !== 'chargeIntended' || body.platform !== giftPlatform) continue;
        if (!open.delete(body.orderId)) throw new Error('a charge on a gift that nobody accepted');
        accepted += 1;
      }
      for (const order of [sale.order()]) {
        const gifts = order?.charges.filter(
          ({ platform, state }) => platform === giftPlatform && state !== 'failed',
        );
        if ((gifts?.length ?? 0) > 1) throw new Error('two gifts for one order');
      }
    }),
    { numRuns: 300 },
  );
  t.ok(accepted > 0, `${accepted} were accepted, so the rule was put to the test`);
  t.end();
});

function settle(sale: Sale, outcome: 'paid' | 'failed'): void {
  const last = sale.order()?.charges.at(-1);
  if (last?.state !== 'intended') return;
  const { orderId = '' } = sale.state();
  sale.record({ kind: 'chargeSettled', orderId, chargeId: last.chargeId, outcome });
  sale.give({ type: 'orderChanged' });
}
