/** A drink as the shopper wants it, from the touch to the coffee machine. */
import { journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const asWanted = { size: 3, strength: 3, milk: 3, sugar: 1 };
/** 14.00, two sizes up at 3.00, three steps of milk at 0.50. */
const priceMinor = 2150;

journey('a latte is made as it was chosen', async (t, { product, shopper }) => {
  const { outside } = product;

  await t.test('the screen offers its options, and an impossible one is refused', async (t) => {
    const latte = shopper.view.selections.find(({ selectionId }) => selectionId === 'latte');
    t.match(latte, { how: 'recipe', name: { zh: '拿铁', en: 'Latte' }, soldOut: false });
    t.same(
      latte?.options.map(({ optionId }) => optionId),
      ['size', 'strength', 'milk', 'sugar'],
    );
    await shopper.touch({ tap: 'choose', selectionId: 'latte', options: { size: 9 } });
    t.equal(await shopper.isTold(), 'OPTION_INVALID');
    t.same(shopper.view.lines, []);
  });

  let orderId = '';
  await t.test(
    'it is priced with its surcharges, made and handed over under the eyes of the shopper',
    async (t) => {
      await shopper.chooses('latte', asWanted);
      t.match(shopper.view.lines, [
        { productId: 'latte', unitPriceMinor: priceMinor, delivery: { how: 'recipe', options: asWanted } },
      ]);
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      const first = await shopper.sees('delivering', ({ page }) => (page.deliveries[0]?.percent ?? 0) > 0);
      const more = await shopper.sees(
        'delivering',
        ({ page }) => (page.deliveries[0]?.percent ?? 0) > (first.page.deliveries[0]?.percent ?? 100),
      );
      t.match(more.page.deliveries, [{ state: 'running', how: 'recipe' }], 'its progress moves');
      const done = await shopper.sees('done');
      t.match(done.page.deliveries, [{ state: 'delivered', name: { zh: '拿铁' } }]);
      orderId = done.orderId as string;
    },
  );

  await t.test('the coffee machine was told exactly that, once', async (t) => {
    t.match(await outside.drops(), [{ what: 'recipe', name: 'latte', options: asWanted }]);
    t.equal((await outside.drops()).length, 1);
  });

  await t.test('the order says what was made and who proved it', async (t) => {
    const order = await until('the closed order', async () => {
      const found = await product.rest.order(orderId);
      return found.times.closedAtMs !== null && found;
    });
    t.match(order, {
      state: 'deliveryAndPaymentSuccess',
      total: priceMinor,
      deliveries: [
        { state: 'delivered', proof: 'machineAnswer', target: { recipe: 'latte', options: asWanted } },
      ],
    });
    const [drop] = await outside.drops();
    t.equal(order.deliveries[0]?.id, drop?.jobId, 'under the number the coffee machine knows it by');
    t.match(await outside.book(), [{ totalMinor: priceMinor, status: 'TRADE_SUCCESS', refundedMinor: 0 }]);
  });
});
