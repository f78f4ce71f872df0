/**
 * A hundred thousand products are published to the machine, in parts, while it sells on; it finds every one of
 * them, also after a power cut and without the cloud, and takes a changed price over.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { checkDigitOf } from '../../src/domain/gtin.ts';
import { type Product, productSchema } from '../../src/domain/product.ts';
import { httpJson } from '../../src/technician/http-json.ts';
import { enclosedBytesMax } from '../../src/wire/messages.ts';
import { packedCatalogue } from '../support/packed-catalogue.ts';
import { journey } from '../support/product-journey.ts';

const count = 100_000;
/** Time for the whole way on a busy machine; nothing here is measured. */
const patienceMs = 300_000;
const lookEveryMs = 250;

function gtinOf(index: number): string {
  const body = `690${String(index).padStart(9, '0')}`;
  return body + checkDigitOf(body);
}

function article(index: number, priceMinor: number): Product {
  return productSchema.parse({
    productId: `article-${index}`,
    name: { zh: `商品 ${index} 号 500 毫升`, en: `Article number ${index}, 500 ml` },
    ...{ category: 'drinks', gtins: [gtinOf(index)], soldBy: 'piece', priceMinor, picture: 'water' },
  });
}

const middle = 54_321;
const articles = Array.from({ length: count }, (_, index) => article(index, 100 + (index % 97) * 50));
const priceOf = (index: number) => articles[index]?.priceMinor;

journey('a hundred thousand products', async (t, { product, shopper }) => {
  const { outside, rest } = product;
  const { kept, running } = product.demo();
  const query = { merchant: kept.merchantId };
  const version = async () => (await outside.status()).bundleVersion;

  /** Publishes and waits until the machine sells from it. */
  async function published(): Promise<void> {
    const url = new URL(`/api/publish?merchant=${kept.merchantId}`, running.cloud).href;
    const token = kept.apiToken as string;
    await httpJson({ url, method: 'POST', token, body: {}, timeoutMs: patienceMs });
    const { bundle } = await rest.call('readKiosk', { path: { id: kept.kioskId } });
    const endMs = performance.now() + patienceMs;
    while ((await version()) < bundle.publishedVersion) {
      if (performance.now() > endMs) throw new Error('the bundle never came into force');
      await sleep(lookEveryMs);
    }
  }

  await t.test('reach the machine, and the first, the last and any other is found', async (t) => {
    const { packed } = packedCatalogue(articles);
    t.ok(packed.length > 4 * enclosedBytesMax, 'far more than one message carries');
    const url = new URL(`/api/catalogue?merchant=${kept.merchantId}`, running.cloud).href;
    const token = kept.apiToken as string;
    await httpJson({ url, method: 'PUT', token, body: { products: articles }, timeoutMs: patienceMs });
    await shopper.scan(gtinOf(7));
    t.equal(await shopper.isTold(), 'CODE_UNKNOWN', 'nothing changes before it is published');
    await published();
    for (const index of [0, middle, count - 1]) {
      await shopper.scan(gtinOf(index));
      await shopper.sees('list', ({ lines }) => lines.at(-1)?.productId === `article-${index}`);
      t.match(shopper.view.lines.at(-1), { unitPriceMinor: priceOf(index) });
    }
  });

  await t.test('are there after a power cut', async (t) => {
    await shopper.waitsThrough(() => outside.cutPower());
    await shopper.sees('list', ({ lines }) => lines.length === 3);
    await shopper.scan(gtinOf(99));
    await shopper.sees('list', ({ lines }) => lines.length === 4);
    t.match(shopper.view.lines.at(-1), { productId: 'article-99', unitPriceMinor: priceOf(99) });
  });

  await t.test('take a changed price over', async (t) => {
    const dearer = article(middle, 123_400);
    await rest.call('changeProduct', { path: { id: dearer.productId }, query, body: dearer });
    await published();
    await shopper.scan(gtinOf(middle));
    await shopper.sees('list', ({ lines }) => lines.length === 5);
    t.match(shopper.view.lines.at(-1), { productId: dearer.productId, unitPriceMinor: 123_400 });
  });
});
