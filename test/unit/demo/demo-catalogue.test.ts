import t from 'tap';
import { demoCatalogue } from '../../../src/demo/catalogue/demo-catalogue.ts';
import { sampleCodes } from '../../../src/demo/catalogue/sample-codes.ts';
import { cabinetDoor, shelfSlots, vendingPrices } from '../../../src/demo/catalogue/selections.ts';
import { faultCodeOf } from '../../../src/domain/fault.ts';
import { productIndex } from '../../../src/domain/find-product.ts';
import { hasRightCheckDigit } from '../../../src/domain/gtin.ts';
import { itemFrom, itemFromSelection } from '../../../src/domain/make-item.ts';
import { readGoodsCode } from '../../../src/domain/read-code.ts';
import { isExpired } from '../../../src/domain/shelf-life.ts';
import { validateFormats, validatePatterns } from '../../../src/domain/validate-patterns.ts';
import { pictureNames } from '../../../src/look/pictures.ts';
import { catalogueSchema } from '../../../src/wire/rest.ts';

const catalogue = catalogueSchema.parse(demoCatalogue('kiosk-1'));
const products = catalogue.products ?? [];
const promotions = catalogue.promotions ?? [];
const patterns = catalogue.patterns ?? [];
const selections = catalogue.kiosks?.[0]?.selections ?? [];
const index = productIndex(products);

t.test('the shop is well stocked and no number is given twice', async (t) => {
  t.ok(products.length >= 40, `${products.length} products`);
  t.same(index.conflicts, []);
  for (const { productId, gtins } of products) {
    for (const gtin of gtins) t.ok(hasRightCheckDigit(gtin), `${productId} ${gtin}`);
  }
});

t.test('every product has a picture that is drawn', async (t) => {
  const drawn: ReadonlySet<string> = new Set(pictureNames);
  t.same(
    products.filter(({ picture }) => !drawn.has(picture)).map(({ productId }) => productId),
    [],
  );
});

t.test('its code rules and code formats are sound', async (t) => {
  t.same(validatePatterns(patterns), []);
  t.same(validateFormats(catalogue.codeFormats ?? []), []);
});

t.test('there is a promotion of every kind, each about products that exist', async (t) => {
  const kinds = new Set(promotions.map((p) => p.effect.kind));
  t.equal(kinds.size, 8);
  const categories = new Set(products.map((p) => p.category));
  for (const { promotionId, scope, effect } of promotions) {
    const named = [
      ...scope.productIds,
      ...(effect.kind === 'bundle' ? effect.parts.map((p) => p.productId) : []),
    ];
    for (const productId of named) t.ok(index.byId(productId), `${promotionId}: ${productId}`);
    for (const category of scope.categories) t.ok(categories.has(category), `${promotionId}: ${category}`);
  }
});

t.test('every selection sells a product, with its options at their defaults and at their ends', async (t) => {
  t.same(
    selections.filter((s) => s.target.how === 'slot').map((s) => s.selectionId),
    [...shelfSlots, '31', '32'],
    'the shelf, and what the vending machine beside it names by numbers',
  );
  t.equal(shelfSlots.length, 16);
  t.match(Object.keys(vendingPrices), ['31', '32', '33'], 'one number is nobody in the planogram');
  t.ok(selections.some((s) => s.target.how === 'door' && s.target.door === cabinetDoor));
  for (const selection of selections) {
    const product = index.byId(selection.productId);
    t.ok(product, selection.selectionId);
    if (!product) continue;
    const plain = itemFromSelection(selection, product, {}, 'line');
    t.ok(plain.unitPriceMinor >= product.priceMinor, selection.selectionId);
    const most = Object.fromEntries(product.options.map((o) => [o.optionId, o.max]));
    t.ok(itemFromSelection(selection, product, most, 'line').unitPriceMinor >= plain.unitPriceMinor);
  }
});

t.test('every sample code does what it says', async (t) => {
  const todayIso = '2026-02-27';
  const context = { patterns, currency: 'CNY' as const, todayIso };
  const refused: Record<string, string> = {};
  const samples = sampleCodes(todayIso);
  t.equal(new Set(samples.map((s) => s.sampleId)).size, samples.length, 'names are unique');
  for (const { sampleId, code, symbology, about } of samples) {
    try {
      const reading = readGoodsCode({ text: code, symbology }, context);
      const product = index.find(reading);
      const item = product && itemFrom(reading, product, { lineId: 'line', day: { todayIso, known: true } });
      if (!item) refused[sampleId] = 'CODE_UNKNOWN';
      else if (item.expiresOn !== undefined && isExpired(item.expiresOn, todayIso))
        refused[sampleId] = 'ITEM_EXPIRED';
    } catch (error) {
      refused[sampleId] = faultCodeOf(error);
    }
    t.equal(/refused/.test(about.en), sampleId in refused, `${sampleId} ${refused[sampleId] ?? ''}`);
  }
  t.same(refused, {
    'yogurt-expired': 'ITEM_EXPIRED',
    'sandwich-old': 'ITEM_EXPIRED',
    misread: 'CODE_CHECK_DIGIT',
    unknown: 'CODE_UNKNOWN',
  });
});

t.test('weights, prices, lots and dates come out of the codes', async (t) => {
  const todayIso = '2026-12-30';
  const items = Object.fromEntries(
    sampleCodes(todayIso).flatMap(({ sampleId, code, symbology }) => {
      if (['misread', 'unknown'].includes(sampleId)) return [];
      const reading = readGoodsCode({ text: code, symbology }, { patterns, currency: 'CNY', todayIso });
      const product = index.find(reading);
      return product
        ? [[sampleId, itemFrom(reading, product, { lineId: 'line', day: { todayIso, known: true } })]]
        : [];
    }),
  );
  t.match(items['apples-1250g'], { productId: 'apples', weightGrams: 1250 });
  t.match(items['beef-label'], { productId: 'cooked-beef', codePriceMinor: 2358 });
  t.match(items['dumplings-label'], { productId: 'dumplings', codePriceMinor: 1500 });
  t.match(items['tomatoes-long'], { productId: 'tomatoes', weightGrams: 730, codePriceMinor: 504 });
  t.match(items['milk-gs1'], { productId: 'milk', lot: 'L2401A', expiresOn: '2027-01-06' });
  t.match(items['yogurt-gs1'], { productId: 'yogurt', lot: 'Y77', expiresOn: '2027-01-06' });
  t.match(items['salad-gs1'], { productId: 'salad', serial: 'S0042', expiresOn: '2027-01-01' });
  t.match(items['milk-link'], { productId: 'milk', lot: 'L2402B' });
  t.match(items['buns-vendor'], { productId: 'steamed-buns', codePriceMinor: 350, expiresOn: '2027-01-01' });
  t.match(items['buns-vendor-2'], { productId: 'steamed-buns', expiresOn: '2027-01-01' });
  t.match(items['mineral-water-case'], { productId: 'mineral-water-case' });
});
