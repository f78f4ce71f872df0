import t from 'tap';
import {
  addProduct,
  changeQuantity,
  coveredMinor,
  isFixed,
  newSale,
  type Offer,
  questionOf,
  readScan,
  sumMinor,
  type TillSale,
} from '../../../../../src/cloud/gifts/web/till/till-sale.ts';
import { makePickupCode } from '../../../../../src/domain/gift-code.ts';
import { makeMemberCode } from '../../../../../src/domain/member-code.ts';
import { type EntranceResult, entranceQuestionSchema } from '../../../../../src/wire/rest-gifts.ts';
import { giverShop } from '../../../../support/giver-fixture.ts';

const product = (productId: string) => {
  const found = giverShop.products.find((one) => one.productId === productId);
  if (!found) throw new Error(`no ${productId}`);
  return found;
};
const [cola, latte] = [product('cola'), product('latte')];
const pickup = makePickupCode(Uint8Array.from({ length: 10 }, (_, at) => at * 3));
const member = makeMemberCode(Uint8Array.from({ length: 10 }, (_, at) => at * 7));

t.test('a scan is goods, a customer, or unknown', (t) => {
  t.match(readScan('6901234567892', giverShop), { kind: 'product', product: { productId: 'cola' } });
  t.match(readScan('06901234567892', giverShop), { product: { productId: 'cola' } }, 'as GTIN-14 too');
  t.match(readScan(' latte ', giverShop), { product: { productId: 'latte' } });
  t.match(readScan(pickup, giverShop), { customer: { kind: 'pickupCode', code: pickup } });
  t.match(readScan(pickup.slice(3).toLowerCase(), giverShop), { customer: { code: pickup } }, 'typed');
  t.match(readScan(member, giverShop), { customer: { kind: 'memberCode', code: member } });
  t.same(readScan('4006381333931', giverShop), { kind: 'unknown' });
  t.same(readScan('x'.repeat(2000), giverShop), { kind: 'unknown' });
  t.end();
});

t.test('goods add up, and none of them takes a line away', (t) => {
  let sale = addProduct(addProduct(addProduct(newSale('s'), cola), latte), cola);
  t.equal(sumMinor(sale), 2 * 350 + 1400);
  const [line] = sale.lines;
  sale = changeQuantity(sale, line?.lineId ?? '', 0);
  t.equal(sumMinor(sale), 1400);
  t.same(new Set(addProduct(sale, cola).lines.map(({ lineId }) => lineId)).size, 2, 'lines keep their names');
  t.end();
});

t.test('a question fits the contract, and other goods are another question', (t) => {
  const sale = addProduct(newSale('till-1'), latte);
  const customer = { kind: 'pickupCode', code: pickup } as const;
  const question = entranceQuestionSchema.parse(questionOf(sale, customer, 'CNY'));
  t.match(question, { entrance: 'till', lines: [{ productId: 'latte', quantity: 1, dueMinor: 1400 }] });
  const more = questionOf(addProduct(sale, cola), customer, 'CNY');
  t.not(more.reference, question.reference);
  t.end();
});

t.test('a gift counts only when it has paid, and then the goods stand still', (t) => {
  const result = (payment: EntranceResult['payment']): EntranceResult => ({
    ...{ offerId: 'o', answer: 'accepted', payment, coverMinor: 1400, reason: null },
  });
  const sale: TillSale = { ...addProduct(newSale('s'), latte), offer: {} as Offer };
  t.equal(coveredMinor(sale), 0);
  t.notOk(isFixed(sale));
  t.equal(coveredMinor({ ...sale, result: result('open') }), 0);
  t.ok(isFixed({ ...sale, result: result('open') }));
  t.equal(coveredMinor({ ...sale, result: result('paid') }), 1400);
  t.notOk(isFixed({ ...sale, result: result('failed') }));
  t.equal(
    addProduct({ ...sale, result: result('failed') }, cola).offer,
    undefined,
    'other goods, other gift',
  );
  t.end();
});
