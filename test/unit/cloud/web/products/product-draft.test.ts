import t from 'tap';
import {
  emptyProduct,
  productDraft,
  productOf,
} from '../../../../../src/cloud/web/products/product-draft.ts';
import { demoCatalogue } from '../../../../../src/demo/catalogue/demo-catalogue.ts';
import { type Product, productSchema } from '../../../../../src/domain/product.ts';

const products = (demoCatalogue('ks-1').products ?? []).map((product) => productSchema.parse(product));

t.test('opening a product and saving it changes nothing about it', async (t) => {
  for (const product of products) {
    t.same(productOf(productDraft(product, 'CNY'), product, 'CNY'), { product }, product.productId);
  }
  t.ok(products.length >= 40);
});

t.test('an emptied field takes its value away', async (t) => {
  const product: Product = productSchema.parse({
    ...products[0],
    memberPriceMinor: 250,
    articleNo: '1001',
    shelfLifeDays: 30,
  });
  const draft = { ...productDraft(product, 'CNY'), memberPrice: '', articleNo: ' ', shelfLifeDays: '' };
  const made = productOf(draft, product, 'CNY');
  t.ok('product' in made);
  const kept = 'product' in made ? made.product : product;
  t.notOk('memberPriceMinor' in kept || 'articleNo' in kept || 'shelfLifeDays' in kept);
});

t.test('every field that is wrong says so, and nothing is made', async (t) => {
  const made = productOf(
    {
      ...emptyProduct,
      price: 'x',
      memberPrice: '-1',
      gtins: ['6991234001015'],
      shelfLifeDays: '0',
      articleNo: 'a'.repeat(21),
    },
    undefined,
    'CNY',
  );
  const problems = 'problems' in made ? Object.keys(made.problems).sort() : [];
  t.same(problems, [
    'articleNo',
    'category',
    'gtins',
    'memberPrice',
    'nameEn',
    'nameZh',
    'price',
    'productId',
    'shelfLifeDays',
  ]);
});

t.test('a code needs its right length and check digit', async (t) => {
  const draft = { ...productDraft(products[0] as Product, 'CNY') };
  const fits = (gtins: string[]) => 'product' in productOf({ ...draft, gtins }, undefined, 'CNY');
  t.ok(fits(['4006381333931']) && fits(['96385074']) && fits([]));
  t.notOk(fits(['4006381333932']) || fits(['123456789']) || fits(['abc']));
});
