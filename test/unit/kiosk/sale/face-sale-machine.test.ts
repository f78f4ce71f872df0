/** A face in place of a card's PIN in a sale: only when asked for, never without a tap after, always with the PIN. */
import t from 'tap';
import { type FacePolicy, usualFaces } from '../../../../src/domain/identity-policy.ts';
import { storedValueFormat } from '../../../../src/domain/payment-code.ts';
import type { RecordBody } from '../../../../src/domain/record.ts';
import { openShop } from '../../../../src/kiosk/checkout/shop.ts';
import { peopleWish } from '../../../../src/kiosk/people-wish.ts';
import type { CardFinding } from '../../../../src/kiosk/sale/card-sale-state.ts';
import type { SaleContext } from '../../../../src/kiosk/sale/sale-state.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes, sampleShop } from '../../../support/sample-shop.ts';

const card = '907700000000004411';
const paying: FacePolicy = { ...usualFaces, askAge: false, payUpToMinor: 450 };
const face = { consentId: 'cns_p', nonce: 'n'.repeat(22) };

/** At the page for the PIN of a card for which a face is enrolled here. */
function atPin(faces: FacePolicy | null = paying, world: Partial<SaleContext> = {}) {
  const { bundle, products } = sampleShop();
  const codeFormats = [...bundle.codeFormats, storedValueFormat];
  const cards = { sealKey: 'A'.repeat(43), leaseKey: 'A'.repeat(43) };
  const shop = openShop({ ...bundle, cards, codeFormats, ...(faces ? { faces } : {}) }, products);
  const sale = saleAt({ shop, facesReady: true, ...world });
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'card' });
  sale.give(scan(card));
  answer(sale, { state: 'pinNeeded', face });
  return sale;
}
type Sale = ReturnType<typeof saleAt>;

function answer(sale: Sale, finding: CardFinding): void {
  sale.give({ type: 'cardAnswered', chargeId: sale.state().card?.chargeId ?? '', finding });
}
const asked = ({ effects }: Sale) => effects.filter((effect) => effect.effect === 'askCard');
const bodies = ({ effects }: Sale): RecordBody[] =>
  effects.flatMap((effect) => (effect.effect === 'append' ? effect.bodies : []));

t.test(
  'the camera is wished for only once the shopper asks, and not when the face is verified',
  async (t) => {
    const sale = atPin();
    t.equal(sale.state().phase, 'enteringPin');
    t.equal(peopleWish(sale.state()), undefined);
    t.equal(sale.give({ type: 'verifyFace' }).phase, 'verifyingFace');
    t.same(peopleWish(sale.state()), {
      ...{ purpose: 'payByFace', consentId: 'cns_p', card: { code: card, step: 'verify' } },
    });
    t.equal(sale.give({ type: 'faceVerified', consentId: 'cns_p', atMs: 7 }).phase, 'confirmingFace');
    t.equal(peopleWish(sale.state()), undefined);
    t.equal(asked(sale).length, 1, 'nothing more is asked of the cloud before the tap');
  },
);

t.test('the tap asks with the amount, and the intent says by what it was verified', async (t) => {
  const sale = atPin();
  sale.give({ type: 'verifyFace' });
  sale.give({ type: 'faceVerified', consentId: 'cns_p', atMs: 7 });
  sale.give({ type: 'goOn' });
  t.match(asked(sale).at(-1), { face: { ...face, amountMinor: 450, atMs: 7 } });
  answer(sale, { state: 'granted', spendableMinor: 450 });
  t.equal(sale.state().phase, 'charging');
  const intent = bodies(sale).find(({ kind }) => kind === 'chargeIntended');
  t.match(intent, { verifiedBy: 'face', amountMinor: 450 });
  t.equal(sale.state().enrolment, undefined, 'only a PIN lets anything be enrolled');
});

t.test('whatever goes wrong leads to the PIN, which pays; three looks and no more', async (t) => {
  const sale = atPin();
  for (const code of ['FACE_UNKNOWN', 'FACE_CHALLENGE_FAILED', 'CAMERA_OFFLINE'] as const) {
    t.equal(sale.give({ type: 'verifyFace' }).phase, 'verifyingFace');
    sale.give({ type: 'faceNotKnown', consentId: 'cns_p', code });
    t.equal(sale.state().phase, 'enteringPin');
  }
  t.equal(sale.state().card?.wrong, 'FACE_READER_ENDED');
  t.equal(sale.give({ type: 'verifyFace' }).phase, 'enteringPin', 'not a fourth time');
  t.equal(bodies(sale).filter(({ kind }) => kind === 'chargeIntended').length, 0);
  sale.give({ type: 'enterPin', pin: '402817' });
  answer(sale, { state: 'granted', spendableMinor: 450 });
  t.match(bodies(sale).at(-1), { kind: 'chargeIntended', verifiedBy: 'pin' });
});

t.test('a look that is broken off counts, and its late answer does nothing', async (t) => {
  const sale = atPin();
  sale.give({ type: 'verifyFace' });
  sale.give({ type: 'back' });
  t.match(sale.state(), { phase: 'enteringPin', card: { looks: 1 } });
  t.equal(sale.give({ type: 'faceVerified', consentId: 'cns_p', atMs: 7 }).phase, 'enteringPin');
  sale.give({ type: 'verifyFace' });
  t.equal(sale.give({ type: 'faceVerified', consentId: 'cns_x', atMs: 7 }).phase, 'verifyingFace');
  t.equal(sale.timeOut().phase, 'enteringPin');
});

t.test('no look above the limit, where the site says no, without camera or network', async (t) => {
  const never: [FacePolicy | null, Partial<SaleContext>][] = [
    [{ ...paying, payUpToMinor: 449 }, {}],
    [{ ...paying, recognise: false }, {}],
    [usualFaces, {}],
    [null, {}],
    [paying, { facesReady: false }],
  ];
  for (const [policy, world] of never) {
    t.equal(atPin(policy, world).give({ type: 'verifyFace' }).phase, 'enteringPin');
  }
});

t.test('a verified face that the cloud does not believe leads to the PIN', async (t) => {
  const sale = atPin();
  sale.give({ type: 'verifyFace' });
  sale.give({ type: 'faceVerified', consentId: 'cns_p', atMs: 7 });
  sale.give({ type: 'goOn' });
  answer(sale, { state: 'pinNeeded', reason: 'FACE_NOT_VERIFIED' });
  t.match(sale.state(), { phase: 'enteringPin', card: { wrong: 'FACE_NOT_VERIFIED' } });
});

/** Paid by PIN, with the goods out. */
function paidByPin(policy: FacePolicy = paying): Sale {
  const sale = atPin(policy);
  sale.give({ type: 'enterPin', pin: '402817' });
  answer(sale, { state: 'granted', spendableMinor: 450 });
  const chargeId = sale.order()?.charges[0]?.chargeId ?? '';
  const orderId = sale.state().orderId ?? '';
  sale.record({ kind: 'chargeSettled', orderId, chargeId, outcome: 'paid' });
  sale.record({
    ...{ kind: 'orderPaid', orderId, changeMinor: 0 },
    payments: [{ tender: 'code', amountMinor: 450, chargeId, platform: 'stored-value' }],
  });
  sale.give({ type: 'orderChanged' });
  sale.record({ kind: 'orderClosed', orderId, state: 'deliveryAndPaymentSuccess' });
  sale.give({ type: 'orderChanged' });
  return sale;
}

t.test('enrolling asks for the age and a consent of its own, and the cloud is told', async (t) => {
  const sale = paidByPin({ ...paying, askAge: true });
  t.equal(sale.state().phase, 'resting');
  t.equal(sale.give({ type: 'enrolFaceToPay' }).phase, 'statingAge');
  t.equal(sale.give({ type: 'stateAge', oldEnough: true }).phase, 'consenting');
  sale.give({ type: 'orderChanged' });
  t.equal(sale.give({ type: 'answerConsent', agreed: true }).phase, 'lookingAtFace');
  t.match(bodies(sale).at(-1), { kind: 'consentGiven', purpose: 'payByFace', ageStated: true });
  const { consentId = '' } = sale.state().people ?? {};
  t.match(peopleWish(sale.state()), { purpose: 'payByFace', consentId, card: { code: card, step: 'enrol' } });
  sale.give({ type: 'faceKept', consentId });
  t.match(sale.state(), { phase: 'resting', facePays: true });
  t.match(
    sale.effects.find(({ effect }) => effect === 'tellFace'),
    { consentId, chargeId: sale.order()?.charges[0]?.chargeId },
  );
});

t.test('under 14, or with a no, nothing is kept and the sale is over as ever', async (t) => {
  const young = paidByPin({ ...paying, askAge: true });
  young.give({ type: 'enrolFaceToPay' });
  t.equal(young.give({ type: 'stateAge', oldEnough: false }).phase, 'resting');
  t.equal(young.give({ type: 'enrolFaceToPay' }).phase, 'resting', 'and is not asked again');
  const no = paidByPin();
  no.give({ type: 'enrolFaceToPay' });
  t.equal(no.give({ type: 'answerConsent', agreed: false }).phase, 'resting');
  t.same(
    bodies(no).filter(({ kind }) => kind === 'consentGiven'),
    [],
  );
});
