/**
 * `lookup-program.ts BUNDLE PRODUCTS LOOKUPS SEED`: opens a shop as the machine does and reads goods codes of products
 * drawn from the seed; prints median and 99th percentile of one lookup in milliseconds, as JSON.
 */
import { readFileSync } from 'node:fs';
import { bundleSchema } from '../../src/domain/bundle.ts';
import { readGoodsCode } from '../../src/domain/read-code.ts';
import { openShop } from '../../src/kiosk/checkout/shop.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { benchGtin } from './bench-bundle.ts';
import { percentile } from './statistics.ts';

const [file = '', productsText = '0', lookups = '0', seed = '1'] = process.argv.slice(2);
const shop = openShop(bundleSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
const { patterns, currency } = shop.bundle;
const products = Number(productsText);
const random = seededRandom(Number(seed));
const todayIso = shop.today(Date.now());
const takenMs: number[] = [];

for (let lookup = 0; lookup < Number(lookups); lookup += 1) {
  const text = benchGtin(Math.floor(random.fraction() * products));
  const startedMs = performance.now();
  const reading = readGoodsCode({ text, symbology: ']E0' }, { patterns, currency, todayIso });
  const product = shop.products.find(reading);
  takenMs.push(performance.now() - startedMs);
  if (!product) throw new Error(`the product of ${text} is not found`);
}
process.stdout.write(JSON.stringify([percentile(takenMs, 0.5), percentile(takenMs, 0.99)]));
