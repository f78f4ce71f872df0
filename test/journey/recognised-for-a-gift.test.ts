/**
 * A latte for somebody who enrolled their face at the machine: given and paid on the giver's phone, recognised after
 * the movement that was asked for, offered, accepted with a smile; the words are on paper, and the giver's page says
 * how it was taken. Strangers are offered nothing, no camera runs without a yes, and who wants to be forgotten is,
 * everywhere. The people are drawn, the recognizer is the real one.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { Test } from 'tap';
import { usualFaces } from '../../src/domain/identity-policy.ts';
import { brokerPassword, cloudUserName } from '../../src/wire/credentials.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { Giver } from '../support/giver.ts';
import { givesLatte, paysWhatIsShown, signInAtPhone } from '../support/giver-at-phone.ts';
import { openGifts } from '../support/giver-browser.ts';
import {
  agrees,
  darkAgain,
  doesTheMovement,
  lampBurns,
  setFaces,
  stands,
} from '../support/people-at-machine.ts';
import { printedReceipt } from '../support/printed-receipt.ts';
import { BrokerVisitor } from '../support/product-broker-visitor.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';
import type { ViewOf } from '../support/shopper.ts';
import { takePicture } from '../support/take-picture.ts';
import { filesBelow, holding, keptFaces, tracesOf } from '../support/traces-of-a-face.ts';

const phoneAtMachine = '13912345678';
/** How long somebody looks at an offer before they answer. */
const lookMs = 14_000;

const giverPhone = '13800138000';
const words = '早上好，这杯我请！';
/** Without milk, which costs more. */
const latteMinor = 1400;

journey('a gift finds who it is for by the face', tells, { absent: noChromium || undefined });

async function tells(t: Test, journey: Journey): Promise<void> {
  await setFaces(journey, { ...usualFaces, askAge: false });
  const visitor = await listensToEverything(t, journey);
  const browser = await startChromium();
  t.teardown(() => browser.close());
  let [page, tag]: [Page | undefined, string] = [undefined, ''];
  await t.test('a no to the consent turns nothing on', (t) => refusesConsent(t, journey));
  await t.test('somebody enrols, and is told their number', async (t) => {
    tag = await enrols(t, journey);
  });
  await t.test('on a phone a latte is given to that number, and paid', async (t) => {
    page = await atPhone(browser, journey);
    await gives(t, journey, page, tag);
  });
  await t.test('a stranger is offered nothing', async (t) => {
    await stranger(t, journey);
    t.match(await page?.locator('.way').innerText(), /已付款/);
    t.equal(await page?.locator('.reaction').count(), 0, 'and the giver is told nothing');
  });
  await t.test('recognised, offered, accepted with a smile', (t) => accepted(t, journey));
  await t.test("the giver's page says how it was taken", (t) => toldToGiver(t, page));
  await t.test('forgotten, nothing of a person is left anywhere', (t) => forgotten(t, journey, visitor, tag));
  await t.test('where faces are off, the code is the way', (t) => facesOff(t, journey));
}

/** The giver's phone, signed in at the first step of a gift. */
async function atPhone(browser: Browser, { product }: Journey): Promise<Page> {
  const { merchantId } = product.demo().kept;
  const giver = await openGifts(browser, `${product.ready.cloud}/gift/${merchantId}`, 'zh');
  await giver.open('/give');
  await signInAtPhone(giver.page, giverPhone);
  await giver.page.locator('form > button.primary').waitFor();
  return giver.page;
}

async function gives(t: Test, { product }: Journey, page: Page, tag: string): Promise<void> {
  await page.locator('input[type=radio][name=whom]').last().check();
  await page.locator('select').first().selectOption('kiosk-1');
  await page.locator('main form .field input').last().fill(tag);
  await givesLatte(page, words);
  t.equal(await paysWhatIsShown(page, product), 'paid');
  await page.locator('.way', { hasText: '已付款' }).waitFor({ timeout: 60_000 });
  await takePicture(page, 'giver-face-waiting');
}

async function listensToEverything(t: Test, { product }: Journey): Promise<BrokerVisitor> {
  const { mqttSecret } = product.demo().kept;
  const password = brokerPassword(mqttSecret, cloudUserName);
  const visitor = await BrokerVisitor.connect(product.ready.mqtt, cloudUserName, password);
  t.teardown(() => visitor.leave());
  await visitor.subscribe('#');
  return visitor;
}

/** From the list to the ways to a gift. */
async function toWays({ shopper }: Journey): Promise<ViewOf<'giftClaim'>> {
  await shopper.chooses('latte', { milk: 0 });
  await shopper.touch({ tap: 'pay' });
  await shopper.sees('tenderChoice');
  await shopper.touch({ tap: 'askGift' });
  return shopper.sees('giftClaim');
}

async function leaves({ shopper }: Journey): Promise<void> {
  await shopper.touch({ tap: 'cancel' });
  await shopper.sees('welcome');
}

/** Asks to be recognised, agrees, and does the movement that is asked for. */
function isRecognised<P extends 'consent' | 'faceKept'>(
  t: Test,
  journey: Journey,
  wish: 'giftByFace' | 'forgetFace',
  leadsTo: P,
): Promise<ViewOf<P>> {
  const { shopper } = journey;
  const begin = async () => {
    await shopper.touch({ tap: wish });
    t.match((await shopper.sees('consent')).page, { purpose: 'recogniseFace' });
    await agrees(t, journey);
  };
  return doesTheMovement(t, journey, 'lin', { begin, leadsTo, back: ['giftClaim', 'faceDesk'] });
}

const kinds = async ({ product }: Journey) =>
  (await product.outside.journal()).map(({ body }) => body.kind as string);

async function refusesConsent(t: Test, journey: Journey): Promise<void> {
  const { shopper } = journey;
  await stands(journey, 'lin');
  const { page } = await toWays(journey);
  t.ok(page.ways.includes('face') && page.ways.includes('pickup'), 'a face is one way beside others');
  await shopper.touch({ tap: 'giftByFace' });
  t.match((await shopper.sees('consent')).page, { purpose: 'recogniseFace', version: 1 });
  await shopper.touch({ tap: 'answerConsent', agreed: false });
  await shopper.sees('giftClaim');
  await shopper.touch({ tap: 'sendGiftCode', phone: phoneAtMachine });
  await shopper.sees('giftClaim', ({ page }) => page.phone?.stage === 'sent');
  t.equal(await lampBurns(journey), false);
  t.notOk((await kinds(journey)).some((kind) => ['consentGiven', 'peopleSeen'].includes(kind)));
  await leaves(journey);
}

async function enrols(t: Test, journey: Journey): Promise<string> {
  const { shopper } = journey;
  await shopper.touch({ tap: 'faceDesk' });
  await shopper.sees('faceDesk');
  await shopper.touch({ tap: 'enrolFace' });
  t.match((await shopper.sees('consent')).page, { purpose: 'enrolFace', keptDays: 30 });
  await agrees(t, journey);
  const { page } = await shopper.sees('faceKept');
  await darkAgain(t, journey);
  await shopper.touch({ tap: 'finish' });
  await shopper.sees('welcome');
  t.match(page.tag, /^[0-9A-HJKMNP-TV-Z]{8}$/);
  return page.tag ?? '';
}

async function stranger(t: Test, journey: Journey): Promise<void> {
  const { shopper } = journey;
  await stands(journey, 'chen');
  await toWays(journey);
  const from = shopper.views.length;
  await shopper.touch({ tap: 'giftByFace' });
  await shopper.sees('consent');
  await agrees(t, journey);
  const back = await shopper.sees('giftClaim');
  t.equal(back.notice?.code, 'FACE_UNKNOWN');
  await darkAgain(t, journey);
  t.notOk(shopper.pages(from).includes('giftOffer'));
  await leaves(journey);
}

async function accepted(t: Test, journey: Journey): Promise<void> {
  const { shopper, product } = journey;
  await toWays(journey);
  const asked = await isRecognised(t, journey, 'giftByFace', 'consent');
  t.match(asked.page, { purpose: 'readReaction' }, 'a consent of its own, before the offer is shown');
  await stands(journey, 'lin');
  await agrees(t, journey);
  const offer = await shopper.sees('giftOffer', ({ cameraOn }) => cameraOn);
  t.match(offer.page, { words, coverMinor: latteMinor, restMinor: 0 });
  // Neutral for three seconds, then a smile that lasts; how long the person looks at the offer is theirs.
  await stands(journey, 'lin', 'happy');
  await sleep(lookMs);
  await shopper.touch({ tap: 'answerGift', offerId: offer.page.offerId, answer: 'accepted' });
  const done = await shopper.sees('done');
  await darkAgain(t, journey);
  await shopper.finishes();
  t.match(await product.outside.drops(), [{ what: 'recipe', name: 'latte' }], 'the latte is made');
  const receipt = await printedReceipt(product, done.orderId as string);
  t.ok(bare(receipt.text).includes(words), 'the words are on the receipt');
  const said = () =>
    product.outside.receipts().then((papers) => bare(papers.map((one) => one.text).join('')));
  await until('the words on the label of the cup too', async () => (await said()).split(words).length === 3);
  const records = await product.outside.journal();
  const answer = records.find(({ body }) => body.kind === 'giftAnswered')?.body;
  t.match(answer, { answer: 'accepted', reaction: { label: /pleased|delighted/ } }, JSON.stringify(answer));
}

/** Without the line breaks of paper. */
const bare = (text: string) => text.replaceAll(/\s/g, '');

async function toldToGiver(t: Test, page: Page | undefined): Promise<void> {
  if (!page) throw new Error('nobody gave on a phone');
  await page.locator('.reaction').waitFor({ timeout: 60_000 });
  await takePicture(page, 'giver-face-accepted');
  const way = await page.locator('.way').innerText();
  const seconds = Number(/对方收下了，(\d+\.\d) 秒后回答/.exec(way)?.[1]);
  t.ok(seconds >= lookMs / 1000 && seconds < 120, `answered after ${seconds} s`);
  t.match(await page.locator('.reaction').innerText(), /看起来(非常|挺)高兴/);
  t.match(way, /看起来(非常|挺)高兴/);
}

async function forgotten(t: Test, journey: Journey, visitor: BrokerVisitor, tag: string): Promise<void> {
  const { shopper, product } = journey;
  const machine = join(product.data, 'kiosk');
  const [secret] = keptFaces(machine);
  if (!secret) throw new Error('nobody is enrolled');
  t.equal(secret.tag, tag);
  await shopper.touch({ tap: 'faceDesk' });
  await shopper.sees('faceDesk');
  t.equal((await isRecognised(t, journey, 'forgetFace', 'faceKept')).page.tag, undefined);
  await shopper.touch({ tap: 'finish' });
  await shopper.sees('welcome');
  const last = (await product.outside.journal()).findLast(({ body }) => body.kind === 'faceForgotten');
  t.match(last?.body, { reason: 'asked', left: 0 });
  await until('everything in the cloud', async () => {
    const { journal } = await product.outside.status();
    return journal.acknowledgedSeq === journal.lastSeq;
  });
  const traces = tracesOf(secret);
  const stored = filesBelow(product.data);
  t.ok(stored.length > 20);
  for (const trace of traces) t.same(holding(stored, trace), [], 'no file has the template');
  t.same(holding(stored, phoneAtMachine), [], 'no file has the phone number');
  t.same(
    holding(stored, tag).filter((path) => path.startsWith(machine)),
    [],
    'no file of the machine has the number of the person',
  );
  const logs = product.logs();
  const topics = visitor.heard.map(({ topic, text }) => `${topic} ${text}`).join('\n');
  for (const trace of traces.slice(1)) {
    t.notOk(logs.includes(trace.toString()), 'no log');
    t.notOk(topics.includes(trace.toString()), 'no topic');
  }
  t.notOk(logs.includes(tag) || topics.includes(tag));
  const named = visitor.heard.filter(({ text }) => text.includes(phoneAtMachine));
  t.ok(
    named.every(({ topic }) => topic.endsWith('/up/gift')),
    'a number travels with the question that has a code sent to it, and with nothing else',
  );
  t.notOk(logs.includes(phoneAtMachine));
}

async function facesOff(t: Test, journey: Journey): Promise<void> {
  const { shopper, product } = journey;
  const giver = await Giver.signIn(product, giverPhone, '小李');
  const gift = await giver.gives({ features: [{ kind: 'pickupCode' }], amountMinor: latteMinor });
  await setFaces(journey, null);
  const { page } = await toWays(journey);
  t.notOk(page.ways.includes('face'));
  await shopper.scan(gift.pickupCode ?? '');
  const offer = await shopper.sees('giftOffer');
  t.notOk(offer.cameraOn, 'and no question about a reaction');
  await shopper.touch({ tap: 'answerGift', offerId: offer.page.offerId, answer: 'accepted' });
  await shopper.sees('done');
  await shopper.finishes();
  t.match((await giver.sees(gift.giftId, 'accepted')).answer, { kind: 'accepted', reaction: null });
}
