/** Goods whose codes lie in one picture, from the button on the screen to the list, the receipt and the books. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { demoGtin } from '../../src/demo/catalogue/demo-gtin.ts';
import { httpJson } from '../../src/technician/http-json.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type CodeOnTable, tablePicture } from '../support/code-pictures.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { kioskctl } from '../support/product-kioskctl.ts';
import { until } from '../support/product-until.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
mkdirSync(pictures, { recursive: true });

/** Goods of the demo that are sold at the counter. */
const water = demoGtin(101);
const unknownGoods = '4006381333931';

journey(
  'several codes in one picture',
  async (t, journey) => {
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await page.goto(journey.product.ready.kiosk);
    await t.test('what the camera sees at once goes to the list, each item once', (t) =>
      photographsGoods(t, journey, page),
    );
    await t.test('what was not read is asked for again where it lies', (t) => asksAgain(t, journey, page));
    await t.test('a picture says nothing while a payment code is expected', (t) => paysThem(t, journey));
    await t.test('a picture is handed in from a tablet, and a hostile one is refused', (t) =>
      handsIn(t, journey),
    );
    await t.test('no picture and nothing of it is kept', (t) => keepsNothing(t, journey));
  },
  { absent: noChromium || undefined },
);

const named = async (page: Page, name: string) =>
  page.screenshot({ path: join(pictures, `several-codes-${name}.png`) });

async function photographsGoods(t: Test, { product, shopper }: Journey, page: Page): Promise<void> {
  const laid = await kioskctl(product, 'sim', 'picture', 'goods');
  t.match(laid, { code: 0, json: { camera: 'goods' } }, laid.errors);
  await page.getByRole('button', { name: '拍照一起识别' }).click();
  await page.getByText('摄像头已打开').waitFor();
  const looking = await shopper.sees('takePicture', (view) => view.page.pictureId !== undefined);
  t.equal(looking.cameraOn, true, 'said while it is on');
  await named(page, 'looking');
  const list = await shopper.sees('list', (view) => view.lines.length > 0);
  t.equal(list.cameraOn, undefined, 'off again');
  const names = list.lines.map(({ name }) => name.zh);
  t.equal(names.length, 5, names.join());
  t.equal(list.totals.pieces, 5, 'each once, however many pictures showed it');
  await page.getByRole('heading', { name: '购物清单' }).waitFor();
  await named(page, 'list');
  await shopper.touch({ tap: 'cancel' });
  await shopper.sees('welcome');
}

async function asksAgain(t: Test, { product, shopper }: Journey, page: Page): Promise<void> {
  const goods: CodeOnTable[] = [
    { kind: 'ean13', text: water, at: [60, 60] },
    { kind: 'ean13', text: water, at: [60, 420] },
    { kind: 'ean13', text: unknownGoods, at: [860, 60] },
  ];
  const link = { kind: 'qrcode', text: `https://id.gs1.org/01/0${demoGtin(102)}`, at: [860, 380] } as const;
  await product.outside.cameraSees(await tablePicture([...goods, { ...link, state: 'spoiled' }]));
  await page.getByRole('button', { name: '拍照一起识别' }).click();
  const asking = await shopper.sees(
    'takePicture',
    ({ page }) => page.added === 2 && page.marks.filter((mark) => mark.state !== 'added').length === 2,
  );
  t.match(
    asking.page.marks.map(({ state, place, reason }) => ({ state, place, reason })),
    [
      { state: 'unread', place: 'lowerRight', reason: 'PICTURE_CODE_UNREAD' },
      { state: 'refused', place: 'upperRight', reason: 'CODE_UNKNOWN' },
    ],
  );
  t.equal(asking.totals.pieces, 2, 'equal codes at two places are two items');
  await page.getByText('右下', { exact: true }).waitFor();
  await page.getByText('右上', { exact: true }).waitFor();
  await page.locator('.goods-picture img').waitFor();
  await named(page, 'asking');
  await product.outside.cameraSees(await tablePicture([...goods, link]));
  const read = await shopper.sees('takePicture', ({ page }) => page.added === 3);
  t.equal(read.totals.pieces, 3, 'what is read at last is added, nothing else again');
  await page.getByRole('button', { name: '看清单' }).click();
  const list = await shopper.sees('list');
  t.equal(list.totals.pieces, 3);
  t.equal(list.cameraOn, undefined);
}

async function paysThem(t: Test, { product, shopper }: Journey): Promise<void> {
  const picture = await tablePicture([{ kind: 'ean13', text: water, at: [300, 200] }]);
  await shopper.touch({ tap: 'pay' });
  if ((await shopper.seesOneOf('tenderChoice', 'parkingOffer')).page.page === 'parkingOffer') {
    await shopper.touch({ tap: 'parking', wanted: false });
  }
  await shopper.sees('tenderChoice', ({ page }) => page.tenders.some((one) => !one.unavailable));
  await shopper.touch({ tap: 'chooseTender', tender: 'code' });
  const presenting = await shopper.sees('presentCode');
  t.same(await handIn(product.ready.kiosk, picture), { status: 409, code: 'SALE_BUSY' });
  await shopper.showsCode('paid');
  const done = await shopper.sees('done');
  t.equal(done.totals.dueMinor, presenting.totals.dueMinor);
  await until('the order in the cloud', async () => {
    const order = await product.rest.order(done.orderId as string);
    return order.state === 'deliveryAndPaymentSuccess' && order;
  });
  await shopper.finishes();
}

interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly read?: number;
  readonly unread?: number;
}

async function handIn(kiosk: string, picture: Uint8Array, headers = {}): Promise<Answer> {
  const response = await fetch(new URL('/pictures', kiosk), {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg', ...headers },
    body: new Uint8Array(picture),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

async function handsIn(t: Test, { product, shopper }: Journey): Promise<void> {
  const { kiosk } = product.ready;
  const picture = await tablePicture([
    { kind: 'ean13', text: water, at: [60, 60] },
    { kind: 'gs1datamatrix', text: `(01)0${demoGtin(102)}(10)A7`, at: [800, 300] },
  ]);
  t.same(await handIn(kiosk, picture.subarray(0, -200)), { status: 422, code: 'PICTURE_MALFORMED' });
  t.same(await handIn(kiosk, picture, { origin: 'http://elsewhere.example' }), {
    status: 401,
    code: 'ACCESS_DENIED',
  });
  t.same(await handIn(kiosk, picture), { status: 200, read: 2, unread: 0 });
  const list = await shopper.sees('list', (view) => view.totals.pieces === 2);
  t.equal(list.cameraOn, undefined, 'without the camera');
  await shopper.touch({ tap: 'cancel' });
  await shopper.sees('welcome');
}

async function keepsNothing(t: Test, { product }: Journey): Promise<void> {
  const status = await httpJson({ url: new URL('/picture/1', product.ready.kiosk).href }).catch(
    (error) => error.code,
  );
  t.equal(status, 'NOT_FOUND', 'gone with its page');
  const log = product.logOf('kiosk');
  for (const code of [water, unknownGoods]) t.notOk(log.includes(code), 'no code in the log');
  const records = JSON.stringify(await product.outside.journal());
  t.notMatch(records, /corners|pictureId|unread/);
  const folder = join(product.data, 'kiosk');
  const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  for (const file of kept) {
    const bytes = readFileSync(join(file.parentPath, file.name));
    t.notOk(bytes.includes(Buffer.from([0xff, 0xd8, 0xff])), file.name);
  }
}
