/** What the simulated machine sells: a few goods of every kind, with the promotions that matter to money. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { GiftKeys } from '../../../src/cloud/database/gift-keys.ts';
import { withCheckDigit } from '../../../src/demo/catalogue/demo-gtin.ts';
import { type Bundle, bundleSchema, type CatalogueRef } from '../../../src/domain/bundle.ts';
import { defaultCodeFormats, storedValueFormat } from '../../../src/domain/payment-code.ts';
import type { Desired } from '../../../src/wire/messages.ts';
import type { MachineAddress } from '../../../src/wire/topics.ts';
import { packedCatalogue } from '../packed-catalogue.ts';

/** Of the simulated cloud, the same in all stories. */
export const giftKeys = new GiftKeys(Buffer.alloc(32, 7));
export const giftHashKey = Buffer.alloc(32, 9).toString('base64');
const giftPolicy = {
  ...{ hashKey: giftHashKey, leaseKey: giftKeys.leaseKeyPublic, phone: false },
  doubleRedemption: 'merchantBears',
} as const;

/** What one coin of the acceptor and one of the hopper is worth: change cannot always be paid whole. */
export const coinMinor = 200;
export const payoutCoinMinor = 100;

export const slots = ['A1', 'A2', 'A3'] as const;
export const doors = ['D1'] as const;

/** Codes a shopper may scan. */
export const goodsCodes = {
  water: withCheckDigit('699123400001'),
  bread: withCheckDigit('699123400002'),
  leaflet: withCheckDigit('699123400003'),
  unknown: withCheckDigit('699123499999'),
} as const;

/** What a shopper may touch. */
export const selections = ['cola', 'crisps', 'sample', 'latte', 'lunchbox'] as const;
export type SelectionName = (typeof selections)[number];

function text(name: string) {
  return { zh: name, en: name };
}

function product(productId: string, category: string, priceMinor: number, more: object = {}) {
  return {
    ...{ productId, name: text(productId), category, gtins: [], soldBy: 'piece' },
    ...{ priceMinor, picture: 'water', ...more },
  };
}

/** What it sells under a bundle of `version`; later versions are a little dearer. */
function productsOf(version: number): object[] {
  const dearer = (version - 1) * 50;
  return [
    product('water', 'drinks', 250 + dearer, { gtins: [goodsCodes.water] }),
    product('bread', 'bakery', 600 + dearer, { gtins: [goodsCodes.bread] }),
    product('leaflet', 'paper', 0, { gtins: [goodsCodes.leaflet] }),
    product('cola', 'drinks', 350 + dearer),
    product('crisps', 'snacks', 500 + dearer),
    product('sample', 'free', 0),
    product('latte', 'coffee', 1500 + dearer, {
      recipe: 'latte',
      options: [
        {
          ...{ optionId: 'size', name: text('size'), min: 0, max: 2, step: 1, default: 1, unit: '' },
          surchargeMinorPerStep: 200,
        },
      ],
    }),
    product('lunchbox', 'meals', 2000 + dearer),
  ];
}

function smallShop(
  machine: MachineAddress,
  version: number,
  catalogue: CatalogueRef,
  takesGifts: boolean,
): Bundle {
  return bundleSchema.parse({
    version,
    ...(takesGifts ? { gifts: giftPolicy } : {}),
    merchantId: machine.merchantId,
    machineId: machine.machineId,
    merchantName: text('Shop'),
    machineName: text('Machine'),
    helpPhone: '400',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    selections: [
      { selectionId: 'cola', productId: 'cola', target: { how: 'slot', slot: 'A1' } },
      { selectionId: 'crisps', productId: 'crisps', target: { how: 'slot', slot: 'A2' } },
      { selectionId: 'sample', productId: 'sample', target: { how: 'slot', slot: 'A3' } },
      { selectionId: 'latte', productId: 'latte', target: { how: 'recipe', recipe: 'latte' } },
      { selectionId: 'lunchbox', productId: 'lunchbox', target: { how: 'door', door: 'D1' } },
    ],
    catalogue,
    promotions: [
      {
        ...{ promotionId: 'three-for-two', name: text('3 for 2'), priority: 1 },
        ...{ scope: { productIds: ['bread'] }, effect: { kind: 'nForM', take: 3, pay: 2 } },
      },
      {
        ...{ promotionId: 'second-at-half', name: text('2nd at half'), priority: 2 },
        ...{ scope: { productIds: ['crisps'] }, effect: { kind: 'nthOff', every: 2, basisPoints: 5000 } },
      },
      {
        ...{ promotionId: 'coffee-tenth', name: text('10 % off'), priority: 3 },
        ...{ scope: { categories: ['coffee'] }, effect: { kind: 'percentOff', basisPoints: 1000 } },
      },
    ],
    patterns: [],
    codeFormats: [...defaultCodeFormats, storedValueFormat],
    tenders: { code: true, cash: true },
    receiptUrlBase: 'https://shop.example/r',
    receiptFooter: text('Thank you'),
  });
}

/** Bundles as they were published, in all stories of this process. */
const published = new Map<string, Uint8Array>();

/** The bundle of `version` as it is published to a machine. */
export function desiredMessage(machine: MachineAddress, version: number, takesGifts: boolean): Uint8Array {
  const key = `${machine.merchantId} ${machine.machineId} ${version} ${takesGifts}`;
  const known = published.get(key) ?? packed(machine, version, takesGifts);
  published.set(key, known);
  return known;
}

function packed(machine: MachineAddress, version: number, takesGifts: boolean): Uint8Array {
  const catalogue = packedCatalogue(productsOf(version));
  const json = JSON.stringify(smallShop(machine, version, catalogue.ref, takesGifts));
  const sha256 = createHash('sha256').update(json).digest('hex');
  const body = gzipSync(json).toString('base64');
  const enclosed = Buffer.from(catalogue.packed).toString('base64');
  return Buffer.from(JSON.stringify({ version, sha256, body, catalogue: enclosed } satisfies Desired));
}
