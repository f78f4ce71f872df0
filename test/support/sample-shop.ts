/** A small shop for tests of the machine: goods by scan, by slot, by recipe and behind a door. */
import { z } from 'zod';
import { type Bundle, bundleSchema } from '../../src/domain/bundle.ts';
import { productIndex } from '../../src/domain/find-product.ts';
import { type Product, productSchema } from '../../src/domain/product.ts';
import { openShop, type Shop } from '../../src/kiosk/checkout/shop.ts';
import { packedCatalogue } from './packed-catalogue.ts';

export const codes = {
  cola: '6901234567892',
  water: '6901234500011',
  magazine: '9771234567003',
  /** 0.455 kg of apples, article 00123, in-store code 22 with weight. */
  apples: '2200123004550',
  alipay: '281234567890123456',
} as const;

const sampleProducts: readonly Product[] = z.array(productSchema).parse([
  {
    productId: 'cola',
    name: { zh: '可乐', en: 'Cola' },
    category: 'drinks',
    gtins: [codes.cola],
    soldBy: 'piece',
    priceMinor: 450,
    picture: 'cola',
  },
  {
    productId: 'water',
    name: { zh: '矿泉水', en: 'Water' },
    category: 'drinks',
    gtins: [codes.water],
    soldBy: 'piece',
    priceMinor: 200,
    picture: 'water',
  },
  {
    productId: 'leaflet',
    name: { zh: '宣传册', en: 'Leaflet' },
    category: 'free',
    gtins: [codes.magazine],
    soldBy: 'piece',
    priceMinor: 0,
    picture: 'magazine',
  },
  {
    productId: 'apples',
    name: { zh: '苹果', en: 'Apples' },
    category: 'fruit',
    gtins: [],
    articleNo: '00123',
    soldBy: 'weight',
    priceMinor: 1290,
    picture: 'apple',
  },
  {
    productId: 'latte',
    name: { zh: '拿铁', en: 'Latte' },
    category: 'coffee',
    gtins: [],
    soldBy: 'piece',
    priceMinor: 1500,
    picture: 'latte',
    recipe: 'latte',
    options: [
      {
        optionId: 'size',
        name: { zh: '杯型', en: 'Size' },
        min: 0,
        max: 2,
        step: 1,
        default: 0,
        unit: '',
        surchargeMinorPerStep: 300,
      },
      {
        optionId: 'sugar',
        name: { zh: '糖', en: 'Sugar' },
        min: 0,
        max: 3,
        step: 1,
        default: 1,
        unit: '',
      },
    ],
  },
]);

/** Its products as the cloud would pack them. */
export const sampleCatalogue = packedCatalogue(sampleProducts);

/** The bundle; `change` overrides its fields. */
export function sampleBundle(change: Partial<Bundle> = {}): Bundle {
  return bundleSchema.parse({
    version: 1,
    merchantId: 'demo',
    machineId: 'kiosk-1',
    merchantName: { zh: '街角小店', en: 'Corner Shop' },
    machineName: { zh: '一号机', en: 'Machine One' },
    helpPhone: '400-000-0000',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    catalogue: sampleCatalogue.ref,
    promotions: [
      {
        promotionId: 'cola-3-for-2',
        name: { zh: '可乐三付二', en: 'Cola 3 for 2' },
        priority: 10,
        scope: { productIds: ['cola'] },
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
    codeFormats: [
      { platform: 'alipay', expression: '^(2[5-9]|30)\\d{14,22}$' },
      { platform: 'wechat', expression: '^1[0-5]\\d{16}$' },
    ],
    selections: [
      { selectionId: 's1', productId: 'cola', target: { how: 'slot', slot: 'A1' } },
      { selectionId: 's2', productId: 'latte', target: { how: 'recipe', recipe: 'latte' } },
      { selectionId: 's3', productId: 'water', target: { how: 'door', door: 'D1' } },
    ],
    tenders: { code: true, cash: true },
    receiptUrlBase: 'http://127.0.0.1:8081/r',
    receiptFooter: { zh: '谢谢光临', en: 'Thank you' },
    ...change,
  });
}

export function sampleShop(change: Partial<Bundle> = {}): Shop {
  return openShop(sampleBundle(change), productIndex(sampleProducts));
}
