/**
 * A face in place of a stored-value card's PIN: enrolled after a payment by PIN under a consent of its own, verified
 * with a movement, paid with a tap. Somebody else, a picture held up, and a camera that goes away lead to the PIN and
 * move no money; where faces are off it is not offered. Who is forgotten is, whole. The
 * people are drawn, the recognizer is the real one.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { cameraFileOf } from '../../src/demo/demo-programs.ts';
import { usualFaces } from '../../src/domain/identity-policy.ts';
import { brokerPassword, cloudUserName } from '../../src/wire/credentials.ts';
import {
  agrees,
  darkAgain,
  doesTheMovement,
  looksAfter,
  setFaces,
  stands,
} from '../support/people-at-machine.ts';
import { BrokerVisitor } from '../support/product-broker-visitor.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { kioskctl } from '../support/product-kioskctl.ts';
import { until } from '../support/product-until.ts';
import type { ViewOf } from '../support/shopper.ts';
import { filesBelow, holding, type KeptSecret, keptFaces, tracesOf } from '../support/traces-of-a-face.ts';

const pin = '402817';
const code = '907700000000004411';
const priceMinor = 750;
const paying = { ...usualFaces, askAge: false, payUpToMinor: priceMinor };

journey('a card is paid by face', async (t, journey) => {
  const { product } = journey;
  const body = { code, balanceMinor: 20_000, currency: 'CNY' } as const;
  await product.rest.call('openStoredValueCard', { body });
  await product.rest.call('setCardPin', { body: { code, pin } });
  await setFaces(journey, paying);
  await t.test('after a payment by PIN a face is enrolled, with a consent of its own', (t) =>
    enrols(t, journey),
  );
  await t.test('the card, a movement and a tap pay, and the order says by what', (t) => pays(t, journey));
  await t.test('somebody else is refused, the PIN is offered, nothing is charged', (t) =>
    stranger(t, journey),
  );
  await t.test('a picture held up does not move, and pays nothing', (t) => stillPicture(t, journey));
  await t.test('a camera that goes away leads to the PIN', (t) => unplugged(t, journey));
  await t.test('above the limit of the site the PIN is asked for, and the face stays enrolled', (t) =>
    aboveTheLimit(t, journey),
  );
  await t.test('forgotten, no template, consent or card is left anywhere', (t) => forgotten(t, journey));
  await t.test('where faces are off, no camera is offered or used', (t) => notOffered(t, journey));
});

/** To the page that asks for the PIN. */
async function showsCard({ shopper }: Journey): Promise<ViewOf<'cardPin'>> {
  await shopper.chooses('A1');
  await shopper.goesToPayByCode();
  await shopper.scan(code);
  return shopper.sees('cardPin');
}

async function paysByPin(journey: Journey): Promise<ViewOf<'done'>> {
  await journey.shopper.touch({ tap: 'enterPin', pin });
  return journey.shopper.sees('done');
}

const balanceMinor = async ({ product }: Journey) =>
  (await product.rest.call('readStoredValueCard', { body: { code } })).balanceMinor;

/** Records of the machine since then. */
async function bodiesOf(journey: Journey, orderId: string | undefined) {
  const bodies = (await journey.product.outside.journal()).map(({ body }) => body);
  return bodies.filter((body) => 'orderId' in body && body.orderId === orderId);
}

async function enrols(t: Test, journey: Journey): Promise<void> {
  const { shopper, product } = journey;
  t.notOk((await showsCard(journey)).page.face, 'nobody is enrolled yet');
  const done = await paysByPin(journey);
  t.equal(done.page.face, 'offered');
  await stands(journey, 'lin');
  await shopper.touch({ tap: 'enrolFaceToPay' });
  t.match((await shopper.sees('consent')).page, { purpose: 'payByFace', version: 1, keptDays: 30 });
  await agrees(t, journey);
  t.ok(await shopper.sees('done', ({ page }) => page.face === 'kept'));
  await darkAgain(t, journey);
  await shopper.finishes();
  const card = await until('the cloud knowing', async () => {
    const found = await product.rest.call('readStoredValueCard', { body: { code } });
    return found.faces === 1 && found;
  });
  t.equal(card.balanceMinor, 20_000 - priceMinor);
  const { json: report } = await kioskctl(product, 'privacy', 'report');
  t.match(report, {
    ...{ policy: { payUpToMinor: priceMinor }, faces: { kept: 1, paying: 1 } },
    consents: [{ purpose: 'payByFace', given: 1, withdrawn: 0 }],
    camera: { isOn: false, uses: [{ purpose: 'payByFace', times: 1 }] },
  });
}

/** Taps to be verified; the camera looks from then on. */
const asks = (t: Test, journey: Journey) =>
  looksAfter(t, journey, () => journey.shopper.touch({ tap: 'verifyFace' }));

async function pays(t: Test, journey: Journey): Promise<void> {
  const { shopper } = journey;
  t.ok((await showsCard(journey)).page.face);
  const begin = async () => {
    // After some movements that were not seen only the PIN is left, which forgives them.
    if (shopper.view.page.page === 'cardPin' && !shopper.view.page.face) {
      await paysByPin(journey);
      await shopper.finishes();
      await showsCard(journey);
    }
    await asks(t, journey);
  };
  await doesTheMovement(t, journey, 'lin', { begin, leadsTo: 'cardFace', back: ['cardPin'] });
  const before = await balanceMinor(journey);
  await shopper.touch({ tap: 'goOn' });
  const done = await shopper.sees('done');
  await shopper.finishes();
  t.equal(await balanceMinor(journey), before - priceMinor, 'only the tap paid');
  const intent = (await bodiesOf(journey, done.orderId)).find(({ kind }) => kind === 'chargeIntended');
  t.match(intent, { verifiedBy: 'face', amountMinor: priceMinor });
}

/** The PIN is asked for with the reason, the camera is off, and the PIN pays. */
async function pinPays(t: Test, journey: Journey, wrong: string): Promise<void> {
  const before = await balanceMinor(journey);
  const { page } = await journey.shopper.sees('cardPin', ({ page }) => page.wrong);
  t.equal(page.wrong, wrong);
  await darkAgain(t, journey);
  t.equal(await balanceMinor(journey), before, 'nothing was charged');
  const done = await paysByPin(journey);
  t.notOk(done.page.face, 'it is enrolled already');
  await journey.shopper.finishes();
  t.equal(await balanceMinor(journey), before - priceMinor);
}

async function stranger(t: Test, journey: Journey): Promise<void> {
  await showsCard(journey);
  await stands(journey, 'chen');
  await asks(t, journey);
  await pinPays(t, journey, 'FACE_NOT_VERIFIED');
}

async function stillPicture(t: Test, journey: Journey): Promise<void> {
  await showsCard(journey);
  await stands(journey, 'lin');
  // A photograph of who enrolled, held to the camera.
  await journey.product.outside.cameraSees(readFileSync(cameraFileOf(journey.product.data)));
  await asks(t, journey);
  await pinPays(t, journey, 'FACE_CHALLENGE_FAILED');
}

async function unplugged(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  await showsCard(journey);
  await product.outside.play('table', { lay: 'nothing' });
  await asks(t, journey);
  rmSync(cameraFileOf(product.data));
  const { page } = await shopper.sees('cardPin', ({ page }) => page.wrong);
  t.equal(page.wrong, 'FACE_READER_ENDED');
  t.notOk(page.face, 'and is not offered while it is away');
  await stands(journey, 'lin');
  await paysByPin(journey);
  await shopper.finishes();
  await until('the camera back', async () => {
    const { devices } = await product.outside.status();
    return devices.some(({ kind, state }) => kind === 'camera' && state === 'ready');
  });
}

async function aboveTheLimit(t: Test, journey: Journey): Promise<void> {
  const { shopper, product } = journey;
  await setFaces(journey, { ...paying, payUpToMinor: priceMinor - 1 });
  t.notOk((await showsCard(journey)).page.face);
  await shopper.touch({ tap: 'verifyFace' });
  t.notOk((await paysByPin(journey)).page.face, 'nor is it to be enrolled again');
  await shopper.finishes();
  t.equal(keptFaces(join(product.data, 'kiosk')).length, 1);
}

async function forgotten(t: Test, journey: Journey): Promise<void> {
  const { shopper, product } = journey;
  const visitor = await listensToEverything(t, journey);
  const machine = join(product.data, 'kiosk');
  const kept = keptFaces(machine);
  t.equal(kept.length, 1);
  const [{ consentId, cardTag = '', ...secret }] = kept as [KeptSecret];
  await shopper.touch({ tap: 'faceDesk' });
  t.ok((await shopper.sees('faceDesk')).page.pays, 'and paying alone can be ended there');
  const begin = async () => {
    await shopper.touch({ tap: 'forgetFace' });
    await shopper.sees('consent');
    await agrees(t, journey);
  };
  await doesTheMovement(t, journey, 'lin', { begin, leadsTo: 'faceKept', back: ['faceDesk'] });
  await shopper.touch({ tap: 'finish' });
  await shopper.sees('welcome');
  const bodies = (await product.outside.journal()).map(({ body }) => body);
  const withdrawn = bodies.find((body) => body.kind === 'consentWithdrawn' && body.consentId === consentId);
  t.match(withdrawn, { purpose: 'payByFace' });
  t.match(
    bodies.findLast(({ kind }) => kind === 'faceForgotten'),
    { reason: 'asked', left: 0 },
  );
  await until('the cloud forgetting', async () => {
    const { faces } = await product.rest.call('readStoredValueCard', { body: { code } });
    return faces === 0;
  });
  const stored = filesBelow(product.data);
  const texts = [product.logs(), ...visitor.heard.map(({ topic, text }) => `${topic} ${text}`)].join('\n');
  const traces = tracesOf({ ...secret, consentId });
  for (const trace of traces) t.same(holding(stored, trace), [], 'no file has the template');
  for (const trace of traces.slice(1)) t.notOk(texts.includes(trace.toString()), 'no log and no topic');
  t.same(holding(stored, cardTag), [], 'nor is it told anywhere which card it stood for');
}

async function listensToEverything(t: Test, { product }: Journey): Promise<BrokerVisitor> {
  const password = brokerPassword(product.demo().kept.mqttSecret, cloudUserName);
  const visitor = await BrokerVisitor.connect(product.ready.mqtt, cloudUserName, password);
  t.teardown(() => visitor.leave());
  await visitor.subscribe('#');
  return visitor;
}

async function notOffered(t: Test, journey: Journey): Promise<void> {
  const { shopper, product } = journey;
  const looks = async () =>
    (await product.outside.journal()).filter(({ body }) => body.kind === 'peopleSeen').length;
  const before = await looks();
  await setFaces(journey, null);
  t.notOk((await showsCard(journey)).page.face);
  await shopper.touch({ tap: 'verifyFace' });
  t.notOk((await paysByPin(journey)).page.face, 'nor may one be enrolled');
  await shopper.touch({ tap: 'enrolFaceToPay' });
  await shopper.finishes();
  t.equal(await looks(), before);
}
