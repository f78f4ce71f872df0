/** What can be given, and at which price, from a merchant's own catalogue. */
import t from 'tap';
import { replaceProducts } from '../../../../src/cloud/database/catalogue-rows.ts';
import { giveable } from '../../../../src/cloud/gifts/giveable-products.ts';
import { coverGoods } from '../../../../src/domain/gift-match.ts';
import { itemFromSelection } from '../../../../src/domain/make-item.ts';
import { type Product, productSchema } from '../../../../src/domain/product.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const database = await openMemoryDatabase();
t.teardown(() => database.close());

const size = {
  ...{ optionId: 'size', name: { zh: '杯型', en: 'Size' }, unit: '', surchargeMinorPerStep: 300 },
  ...{ min: 1, max: 3, step: 1, default: 1 },
};
const milk = {
  ...{ optionId: 'milk', name: { zh: '牛奶', en: 'Milk' }, unit: 'ml', surchargeMinorPerStep: 50 },
  ...{ min: 0, max: 90, step: 30, default: 60 },
};

function product(productId: string, more: Record<string, unknown> = {}): Product {
  return productSchema.parse({
    ...{ productId, name: { zh: productId, en: productId }, category: 'coffee', gtins: [] },
    ...{ soldBy: 'piece', priceMinor: 1400, picture: productId, ...more },
  });
}

const latte = product('latte', { recipe: 'latte', options: [size, milk] });
const products = [
  latte,
  product('apple', { soldBy: 'weight' }),
  product('water', { priceMinor: 0 }),
  product('broken', { options: [{ ...milk, default: 45 }] }),
  product('cola', { priceMinor: 350 }),
];

t.test('what is given costs what the machine asks when nobody changes an option', async (t) => {
  const { db } = database;
  await addMachineRow(db, 'm1', 'k1');
  await db.transaction().execute((tx) => replaceProducts(tx, 'm1', products));
  const shown = await giveable(db, 'm1');
  t.strictSame(
    shown.map(({ productId, priceMinor }) => [productId, priceMinor]),
    [
      ['latte', 1500],
      ['cola', 350],
    ],
    'not goods by weight, for nothing, or with a default that no machine could make',
  );
  const selection = {
    ...{ selectionId: 's1', productId: 'latte' },
    target: { how: 'recipe' as const, recipe: 'latte' },
  };
  const made = itemFromSelection(selection, latte, {}, 'l1');
  const line = { lineId: 'l1', productId: 'latte', category: 'coffee', quantity: 1 };
  const gift = { target: { kind: 'product' as const, productId: 'latte', name: latte.name } };
  t.match(
    coverGoods({ ...gift, amountMinor: shown[0]?.priceMinor ?? 0 }, [
      { ...line, dueMinor: made.unitPriceMinor },
    ]),
    { coverMinor: made.unitPriceMinor },
    'its recipient owes nothing',
  );
});
