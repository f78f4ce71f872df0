/**
 * `lookup-program.ts DATA LOOKUPS SEED`: opens a shop as the machine does and reads goods codes of products
 * drawn from the seed; prints median and 99th percentile of one lookup in milliseconds, as JSON.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleSchema } from '../../src/domain/bundle.ts';
import { readGoodsCode } from '../../src/domain/read-code.ts';
import { SqliteCatalogueStore } from '../../src/kiosk/catalogue/sqlite-catalogue-store.ts';
import { openShop } from '../../src/kiosk/checkout/shop.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { benchGtin } from './bench-bundle.ts';
import { percentile } from './statistics.ts';

const [folder = '', lookups = '0', seed = '1'] = process.argv.slice(2);
const bundle = bundleSchema.parse(JSON.parse(readFileSync(join(folder, 'bundle.json'), 'utf8')));
const catalogue = await new SqliteCatalogueStore(folder).open(bundle.catalogue.sha256);
if (!catalogue) throw new Error('the catalogue is not kept');
const shop = openShop(bundle, catalogue);
const { patterns, currency } = bundle;
const { products } = bundle.catalogue;
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
