/** Faces and consents in a sale: what is asked before a camera runs, and that nothing depends on a yes. */
import t from 'tap';
import { makePickupCode } from '../../../../src/domain/gift-code.ts';
import { type FacePolicy, usualFaces } from '../../../../src/domain/identity-policy.ts';
import type { RecordBody } from '../../../../src/domain/record.ts';
import { openShop } from '../../../../src/kiosk/checkout/shop.ts';
import { peopleWish } from '../../../../src/kiosk/people-wish.ts';
import type { GiftFinding } from '../../../../src/kiosk/sale/gift-sale-state.ts';
import type { SaleContext } from '../../../../src/kiosk/sale/sale-state.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes, sampleShop } from '../../../support/sample-shop.ts';

const gifts = {
  ...{ hashKey: 'A'.repeat(43).concat('='), leaseKey: 'A'.repeat(43), phone: true },
  doubleRedemption: 'merchantBears' as const,
};
const pickup = makePickupCode(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
const noAge: FacePolicy = { ...usualFaces, askAge: false };

function saleWith(faces: FacePolicy | undefined, world: Partial<SaleContext> = {}) {
  const { bundle, products } = sampleShop();
  const shop = openShop({ ...bundle, gifts, ...(faces ? { faces } : {}) }, products);
  return saleAt({ shop, facesReady: true, ...world });
}
type Sale = ReturnType<typeof saleWith>;

const wish = (sale: Sale) => peopleWish(sale.state());
const bodiesOf = ({ effects }: Sale): RecordBody[] =>
  effects.flatMap((effect) => (effect.effect === 'append' ? effect.bodies : []));
const consents = (sale: Sale) => bodiesOf(sale).filter(({ kind }) => kind === 'consentGiven');
const told = (sale: Sale) => sale.state().notice?.code;
const consentId = (sale: Sale) => sale.state().people?.consentId ?? '';

/** At the ways to a gift, with goods on the list that wait to be paid. */
function claiming(faces: FacePolicy | undefined, world: Partial<SaleContext> = {}): Sale {
  const sale = saleWith(faces, world);
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  sale.give({ type: 'askGift' });
  return sale;
}

const found: GiftFinding = {
  found: 'offer',
  offer: {
    ...{ giftId: 'gft_1', offerId: 'gof_1', code: 'GF00000000000000000000', coverMinor: 450 },
    ...{ wording: { words: '生日快乐' }, conversation: false },
  },
};

/** A pickup code found a gift. */
function giftFor(faces: FacePolicy | undefined, world: Partial<SaleContext> = {}): Sale {
  const sale = saleWith(faces, world);
  sale.give(scan(codes.cola));
  sale.give(scan(pickup));
  sale.give({ type: 'pay' });
  sale.give({ type: 'giftFound', askId: sale.state().gift?.ask?.askId ?? '', finding: found });
  return sale;
}

t.test('the camera is wished for only after the consent is on record', async (t) => {
  const sale = claiming(noAge);
  t.equal(sale.give({ type: 'giftByFace' }).phase, 'consenting');
  t.equal(wish(sale), undefined);
  t.equal(sale.give({ type: 'answerConsent', agreed: true }).phase, 'lookingAtFace');
  t.match(consents(sale), [{ purpose: 'recogniseFace', textVersion: 1, language: 'zh' }]);
  t.notOk('orderId' in (consents(sale)[0] ?? {}), 'and belongs to no order');
  t.match(wish(sale), { purpose: 'recogniseFace', consentId: consentId(sale) });
});

t.test('a no leads back to the other ways, with no record and no camera', async (t) => {
  const sale = claiming(noAge);
  sale.give({ type: 'giftByFace' });
  t.equal(sale.give({ type: 'answerConsent', agreed: false }).phase, 'claimingGift');
  t.same([consents(sale), wish(sale), told(sale)], [[], undefined, undefined]);
});

t.test('who was recognised is a clue for a gift, and no payment', async (t) => {
  const sale = claiming(noAge);
  sale.give({ type: 'giftByFace' });
  sale.give({ type: 'answerConsent', agreed: true });
  const known = { type: 'faceKnown' as const, tag: 'K7Q2M9XD', personId: 'psn_1' };
  t.equal(sale.give({ ...known, consentId: 'cns_other' }).phase, 'lookingAtFace', 'not of another look');
  t.equal(sale.give({ ...known, consentId: consentId(sale) }).phase, 'seekingGift');
  t.match(
    sale.effects.find(({ effect }) => effect === 'seekGift'),
    { clues: [{ kind: 'face', tag: 'K7Q2M9XD' }] },
  );
  t.equal(wish(sale), undefined, 'the camera is off');
  t.notOk(bodiesOf(sale).some(({ kind }) => kind === 'chargeIntended'));
  t.notMatch(JSON.stringify(bodiesOf(sale)), 'K7Q2M9XD');
});

t.test('a stranger, a movement not seen and a time-out lead back and say why', async (t) => {
  for (const code of ['FACE_UNKNOWN', 'FACE_CHALLENGE_FAILED'] as const) {
    const sale = claiming(noAge);
    sale.give({ type: 'giftByFace' });
    sale.give({ type: 'answerConsent', agreed: true });
    sale.give({ type: 'faceNotKnown', consentId: consentId(sale), code });
    t.same([sale.state().phase, told(sale), wish(sale)], ['claimingGift', code, undefined]);
  }
  const late = claiming(noAge);
  late.give({ type: 'giftByFace' });
  late.give({ type: 'answerConsent', agreed: true });
  t.same([late.timeOut().phase, wish(late)], ['claimingGift', undefined]);
});

t.test('where the site or the machine has no faces, the tap says so', async (t) => {
  const without = claiming(undefined);
  without.give({ type: 'giftByFace' });
  t.same([without.state().phase, told(without)], ['claimingGift', 'FACE_NOT_HERE']);
  const blind = claiming(noAge, { facesReady: false });
  blind.give({ type: 'giftByFace' });
  t.same([blind.state().phase, told(blind)], ['claimingGift', 'FACE_READER_ENDED']);
  t.equal(saleWith(undefined).give({ type: 'faceDesk' }).phase, 'welcome');
});

t.test('under 14 nothing looks, and the sale goes on; it is not asked again in it', async (t) => {
  const sale = claiming(usualFaces);
  t.equal(sale.give({ type: 'giftByFace' }).phase, 'statingAge');
  sale.give({ type: 'stateAge', oldEnough: false });
  t.same([sale.state().phase, told(sale)], ['claimingGift', 'FACE_UNDER_AGE']);
  sale.give({ type: 'giftByFace' });
  t.same([sale.state().phase, told(sale)], ['claimingGift', 'FACE_UNDER_AGE']);
  t.same(consents(sale), []);
});

t.test('who says to be 14 has that on record with the consent', async (t) => {
  const sale = claiming(usualFaces);
  sale.give({ type: 'giftByFace' });
  t.equal(sale.give({ type: 'stateAge', oldEnough: true }).phase, 'consenting');
  sale.give({ type: 'answerConsent', agreed: true });
  t.match(consents(sale), [{ ageStated: true }]);
});

t.test('the reaction is asked for before the offer is shown, and either answer leads to it', async (t) => {
  const yes = giftFor(noAge);
  t.equal(yes.state().phase, 'consenting');
  t.equal(yes.state().people?.purpose, 'readReaction');
  t.notOk(
    yes.effects.some(({ effect }) => effect === 'offerGift'),
    'nothing of the offer is shown yet',
  );
  t.equal(yes.give({ type: 'answerConsent', agreed: true }).phase, 'preparingReaction');
  t.match(wish(yes), { purpose: 'readReaction', reaction: {} });
  t.equal(yes.give({ type: 'reactionReady', consentId: consentId(yes) }).phase, 'offeringGift');
  t.match(wish(yes)?.reaction, { shown: { giftId: 'gft_1', offerId: 'gof_1' } });
  const no = giftFor(noAge);
  t.equal(no.give({ type: 'answerConsent', agreed: false }).phase, 'offeringGift');
  t.same([wish(no), consents(no)], [undefined, []]);
});

t.test('an offer never waits long for a camera, and never fails with it', async (t) => {
  const slow = giftFor(noAge);
  slow.give({ type: 'answerConsent', agreed: true });
  t.equal(slow.timeOut().phase, 'offeringGift');
  t.ok(wish(slow), 'which may still see enough');
  const broken = giftFor(noAge);
  broken.give({ type: 'answerConsent', agreed: true });
  broken.give({ type: 'faceNotKnown', consentId: consentId(broken), code: 'CAMERA_STALLED' });
  t.same([broken.state().phase, wish(broken)], ['offeringGift', undefined]);
});

t.test('where expression is forbidden, the offer is shown at once', async (t) => {
  t.equal(giftFor({ ...noAge, expression: false }).state().phase, 'offeringGift');
  t.equal(giftFor(undefined).state().phase, 'offeringGift');
  t.equal(giftFor(noAge, { facesReady: false }).state().phase, 'offeringGift');
});

t.test('a consent to the reaction can be taken back while the offer stands', async (t) => {
  const sale = giftFor(noAge);
  sale.give({ type: 'answerConsent', agreed: true });
  sale.give({ type: 'reactionReady', consentId: consentId(sale) });
  const given = consentId(sale);
  t.equal(sale.give({ type: 'withdrawReaction' }).phase, 'offeringGift');
  t.equal(wish(sale), undefined);
  t.match(bodiesOf(sale).at(-1), { kind: 'consentWithdrawn', consentId: given, purpose: 'readReaction' });
});

t.test('somebody enrols, learns their number, and can have everything deleted', async (t) => {
  const sale = saleWith(noAge);
  t.equal(sale.give({ type: 'faceDesk' }).phase, 'faceDesk');
  sale.give({ type: 'enrolFace' });
  sale.give({ type: 'answerConsent', agreed: true });
  t.match(wish(sale), { purpose: 'enrolFace' });
  sale.give({ type: 'faceKept', consentId: consentId(sale), tag: 'K7Q2M9XD' });
  t.same([sale.state().phase, sale.state().people?.tag, wish(sale)], ['faceKept', 'K7Q2M9XD', undefined]);
  t.equal(sale.give({ type: 'finish' }).phase, 'welcome');
  t.equal(sale.state().people, undefined, 'nothing of it is left for the next one');
  sale.give({ type: 'faceDesk' });
  sale.give({ type: 'forgetFace' });
  sale.give({ type: 'answerConsent', agreed: true });
  const asked = consentId(sale);
  sale.give({ type: 'faceKnown', consentId: asked, tag: 'K7Q2M9XD', personId: 'psn_1' });
  t.match(sale.effects.at(-1), { effect: 'forgetFace', personId: 'psn_1' });
  sale.give({ type: 'faceForgotten', consentId: asked, forgotten: true });
  t.same([sale.state().phase, sale.state().people?.tag], ['faceKept', undefined]);
});
