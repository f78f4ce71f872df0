/** Free parking with the purchase, from the question on the screen to the car park's book. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Test } from 'tap';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';
import type { ViewOf } from '../support/shopper.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
mkdirSync(pictures, { recursive: true });

journey(
  'parking is free with the purchase',
  async (t, journey) => {
    await t.test('a plate typed on the screen leads to a bill with 0.00 for parking', (t) =>
      typesPlate(t, journey),
    );
    await t.test('a small purchase and a "no" lead straight to paying', (t) => saysNo(t, journey));
    await t.test('a ticket at the scanner names the car, and a car that is not there is said', (t) =>
      scansTicket(t, journey),
    );
    await t.test('a car park that is down delays no goods, and grants later', (t) => lotDown(t, journey));
    await t.test('a lost answer and a cut of power lead to one grant', (t) => lostAndCut(t, journey));
  },
  { absent: noChromium || undefined },
);

/** A purchase that is worth free parking. */
async function fillsBasket({ shopper }: Journey): Promise<void> {
  await shopper.takes('apples-1250g', 'apples-1250g');
}

async function asksForParking(journey: Journey, plate: string): Promise<void> {
  const { shopper } = journey;
  await fillsBasket(journey);
  await shopper.touch({ tap: 'pay' });
  await shopper.sees('parkingOffer');
  await shopper.touch({ tap: 'parking', wanted: true });
  await shopper.sees('parkingCar');
  await shopper.touch({ tap: 'namePlate', plate });
}

async function pays({ shopper }: Journey): Promise<ViewOf<'done'>> {
  await shopper.sees('tenderChoice', ({ page }) => page.tenders.some((one) => !one.unavailable));
  await shopper.touch({ tap: 'chooseTender', tender: 'code' });
  await shopper.sees('presentCode');
  await shopper.showsCode('paid');
  return shopper.sees('done');
}

async function stayOf({ product }: Journey, plate: string) {
  const { stays } = await product.outside.parkingBook();
  return stays.filter((stay) => stay.plate === plate).at(-1);
}

async function typesPlate(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  await product.outside.carPark('enter', { plate: '粤BD12345', parkedMinutes: 85 });
  const browser = await startChromium();
  t.teardown(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  await page.goto(product.ready.kiosk);
  await fillsBasket(journey);
  await page.getByRole('button', { name: '去付款' }).click();
  const offer = page.getByRole('heading', { name: '停车费也一起结吗？' });
  await offer.waitFor();
  await page.screenshot({ path: join(pictures, 'free-parking-offer.png') });
  await page.getByRole('button', { name: /免停车费/ }).click();
  for (const key of '粤BD1234') await page.getByRole('button', { name: key, exact: true }).click();
  t.ok(await page.getByRole('button', { name: '好了' }).isEnabled(), 'seven characters are a plate');
  await page.getByRole('button', { name: '5', exact: true }).click();
  await page.screenshot({ path: join(pictures, 'free-parking-plate.png') });
  await page.getByRole('button', { name: '好了' }).click();
  const check = await shopper.sees('parkingCheck', (view) => view.page.stage === 'found');
  t.match(check.parking, { carMasked: '粤B·***345', stay: { feeMinor: 1000 } });
  await page.getByRole('heading', { name: '找到您的车了' }).waitFor();
  await page.screenshot({ path: join(pictures, 'free-parking-found.png') });
  await page.getByRole('button', { name: '去付款' }).click();
  const done = await pays(journey);
  const orderId = done.orderId as string;
  const granted = await shopper.sees('done', (view) => view.parking?.state === 'granted');
  t.match(granted.parking, { stay: { feeMinor: 1000 } });
  await page.getByText('停车费已免').waitFor();
  await shopper.sees('done', (view) => view.page.receipt.state === 'printed');
  await page.screenshot({ path: join(pictures, 'free-parking-done.png') });
  await checkBill(t, journey, orderId);
  const stay = await stayOf(journey, '粤BD12345');
  t.same(
    stay?.grants.map((grant) => grant.grantSerial),
    [orderId],
    'one grant under the order',
  );
  t.same(
    stay?.notices.map((notice) => notice.paySerial),
    [orderId],
  );
  await checkSecrecy(t, journey);
  await shopper.finishes();
}

/** Printed, behind the QR, and in the console. */
async function checkBill(t: Test, { product }: Journey, orderId: string): Promise<void> {
  const order = await until('the granted parking in the cloud', async () => {
    const found = await product.rest.order(orderId);
    return found.parking?.state === 'granted' && found;
  });
  t.match(order.parking, { carMasked: '粤B·***345', stay: { feeMinor: 1000 } });
  // A slow machine takes a minute more from the car's entrance to its plate.
  const minutes = Math.floor((order.parking?.stay?.parkedS ?? 0) / 60);
  t.ok(minutes >= 85 && minutes < 95, `${minutes} minutes`);
  const receipt = (await product.outside.receipts()).at(-1);
  for (const said of ['停车 粤B·***345', `1 小时 ${minutes - 60} 分`, '￥10.00', '￥0.00'])
    t.ok(receipt?.text.includes(said), said);
  const picture = await product.outside.receiptPicture(receipt?.number ?? 0);
  await sharp(picture).toFile(join(pictures, 'free-parking-receipt.png'));
  const page = await product.rest.page(`/r/${orderId}?lang=zh`);
  t.match(page, '粤B·***345');
  t.match(page, '￥10.00');
}

/** The plate is in the car park's book and nowhere else. */
async function checkSecrecy(t: Test, { product }: Journey): Promise<void> {
  const journal = JSON.stringify(await product.outside.journal());
  t.notMatch(journal, 'D12345');
  // A broker of its own has no log here.
  for (const program of ['kiosk', 'cloud']) {
    t.notMatch(product.logOf(program), /BD?12345/, `not in the log of the ${program}`);
  }
}

async function saysNo(t: Test, journey: Journey): Promise<void> {
  const { shopper } = journey;
  await shopper.takes('cola');
  await shopper.touch({ tap: 'pay' });
  await shopper.sees('tenderChoice');
  await shopper.touch({ tap: 'back' });
  await shopper.sees('list');
  await fillsBasket(journey);
  await shopper.touch({ tap: 'pay' });
  await shopper.sees('parkingOffer');
  await shopper.touch({ tap: 'parking', wanted: false });
  const done = await pays(journey);
  t.equal(done.parking, undefined);
  await shopper.finishes();
}

async function scansTicket(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  await product.outside.carPark('enter', { plate: '京A66666', ticket: 'P8800000001', parkedMinutes: 30 });
  await asksForParking(journey, '京A99999');
  const unknown = await shopper.sees('parkingCheck', (view) => view.page.stage === 'refused');
  t.equal(unknown.page.reason, 'PARKING_CAR_UNKNOWN');
  await shopper.touch({ tap: 'back' });
  await shopper.sees('parkingCar');
  await shopper.touch({ tap: 'namePlate', plate: '京I00000' });
  t.equal(await shopper.isTold(), 'PARKING_PLATE_INVALID');
  await shopper.scan('P8800000001', ']Q1');
  const found = await shopper.sees('parkingCheck', (view) => view.page.stage === 'found');
  t.match(found.parking, { carMasked: '**0001', by: 'ticket' });
  await shopper.touch({ tap: 'goOn' });
  const { orderId } = await pays(journey);
  await shopper.sees('done', (view) => view.parking?.state === 'granted');
  t.same(
    (await stayOf(journey, '京A66666'))?.grants.map((one) => one.grantSerial),
    [orderId],
  );
  await shopper.finishes();
}

async function lotDown(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  await product.outside.carPark('enter', { plate: '沪C2468Z' });
  await product.outside.carPark('control', { down: true });
  await asksForParking(journey, '沪C2468Z');
  await shopper.sees('parkingCheck', (view) => view.page.stage === 'late');
  await shopper.touch({ tap: 'goOn' });
  const { orderId } = await pays(journey);
  await shopper.sees('done', (view) => view.parking?.state === 'late');
  await shopper.sees('done', (view) => view.page.receipt.state === 'printed');
  const receipt = (await product.outside.receipts()).at(-1);
  t.ok(receipt?.text.includes('停车费将自动减免'), 'the receipt says what to do');
  await shopper.finishes();
  t.same((await stayOf(journey, '沪C2468Z'))?.grants, []);
  await product.outside.carPark('control', { down: false });
  const order = await until('the late grant in the cloud', async () => {
    const found = await product.rest.order(orderId as string);
    return found.parking?.state === 'granted' && found;
  });
  t.equal(order.state, 'deliveryAndPaymentSuccess', 'the goods were settled long before');
  t.same(
    (await stayOf(journey, '沪C2468Z'))?.grants.map((one) => one.grantSerial),
    [orderId],
  );
  t.ok(order.history.some(({ kind }) => kind === 'parkingPending'));
}

async function lostAndCut(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  await product.outside.carPark('enter', { plate: '浙A13579' });
  await product.outside.carPark('control', { loseAnswers: { service: 'discount.create', count: 2 } });
  await asksForParking(journey, '浙A13579');
  await shopper.sees('parkingCheck', (view) => view.page.stage === 'found');
  await shopper.touch({ tap: 'goOn' });
  await pays(journey);
  const { orderId } = shopper.view;
  await shopper.waitsThrough(() => product.outside.cutPower());
  const order = await until('the grant in the cloud', async () => {
    const found = await product.rest.order(orderId as string);
    return found.parking?.state === 'granted' && found;
  });
  t.equal(order.id, orderId);
  const stay = await stayOf(journey, '浙A13579');
  t.same(
    stay?.grants.map((one) => one.grantSerial),
    [orderId],
    'one grant',
  );
  const { requests } = await product.outside.parkingBook();
  t.ok((requests['service.parking.discount.create'] ?? 0) > 4, 'asked for more than once');
  const records = (await product.outside.journal()).filter(
    ({ body }) => 'orderId' in body && body.orderId === orderId && body.kind.startsWith('parking'),
  );
  t.same(
    records.map(({ body }) => body.kind).filter((kind) => kind !== 'parkingPending'),
    ['parkingAsked', 'parkingIntended', 'parkingGranted'],
  );
}
