/**
 * Bundles for benchmarks: as many products as wanted, each as full as a retailer's article, every one with a
 * right EAN-13 of its own; and a few slots. The same count gives the same bundle.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CatalogueRef } from '../../src/domain/bundle.ts';
import { checkDigitOf } from '../../src/domain/gtin.ts';
import { type Product, productSchema } from '../../src/domain/product.ts';
import { SqliteCatalogueStore } from '../../src/kiosk/catalogue/sqlite-catalogue-store.ts';

export const benchMachine = { merchantId: 'bench', machineId: 'kiosk-1' } as const;
export const benchSlots = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'] as const;
/** What a wallet shows; masked in every record. */
export const paymentCode = '281234567890123456';

const categories = ['drinks', 'snacks', 'dairy', 'fruit', 'household', 'bakery'];

/** The EAN-13 of product `index`: a Chinese prefix, the item, the check digit. */
export function benchGtin(index: number): string {
  const body = `690${String(index).padStart(9, '0')}`;
  return body + checkDigitOf(body);
}

/** What the Chinese screen calls product `index`; no product's name is a part of another's. */
export function benchName(index: number): string {
  return `商品 ${index} 号 500 毫升`;
}

function benchProduct(index: number): object {
  return {
    productId: `article-${index}`,
    name: { zh: benchName(index), en: `Article number ${index}, 500 ml` },
    category: categories[index % categories.length],
    gtins: [benchGtin(index)],
    articleNo: String(100_000 + index),
    soldBy: 'piece',
    priceMinor: 100 + (index % 97) * 50,
    ...(index % 3 === 0 ? { shelfLifeDays: 30 } : {}),
    picture: 'water',
    options: [],
  };
}

/** The site that sells them. */
export const benchSite = {
  version: 1,
  ...benchMachine,
  merchantName: { zh: '街角小店', en: 'Corner Shop' },
  machineName: { zh: '一号机', en: 'Machine One' },
  helpPhone: '400-000-0000',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  promotions: [
    {
      promotionId: 'drinks-3-for-2',
      name: { zh: '饮料三付二', en: 'Drinks 3 for 2' },
      priority: 10,
      scope: { productIds: ['article-0', 'article-6'] },
      effect: { kind: 'nForM', take: 3, pay: 2 },
    },
  ],
  patterns: [
    {
      patternId: 'weighed',
      description: 'In-store weight',
      form: { form: 'nomenclature', pattern: '22.....{NNDDD}.', value: 'weight' },
    },
  ],
  codeFormats: [{ platform: 'alipay', expression: '^(2[5-9]|30)\\d{14,22}$' }],
  selections: benchSlots.map((slot, index) => ({
    selectionId: `s-${slot}`,
    productId: `article-${index}`,
    target: { how: 'slot' as const, slot },
  })),
  tenders: { code: true, cash: false },
  receiptUrlBase: 'http://127.0.0.1:8081/r',
  receiptFooter: { zh: '谢谢光临', en: 'Thank you' },
} as const;

/** Puts the site and the first `count` of the products where a machine keeps them, as if they had arrived. */
export async function keepBenchShop(dataFolder: string, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, index) => `${JSON.stringify(benchProduct(index))}\n`);
  const text = lines.join('');
  const packed = gzipSync(text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const catalogue: CatalogueRef = { sha256, products: count, packedBytes: packed.length };
  const intake = await new SqliteCatalogueStore(dataFolder).take(catalogue);
  await intake.write(packed);
  await intake.finish();
  writeFileSync(join(dataFolder, 'bundle.json'), JSON.stringify({ ...benchSite, catalogue }));
}

/** The first `count` of the products. */
export function benchProducts(count: number): Product[] {
  return Array.from({ length: count }, (_, index) => productSchema.parse(benchProduct(index)));
}
