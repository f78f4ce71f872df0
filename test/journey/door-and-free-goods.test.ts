/** Goods behind a door that is released, and goods that cost nothing. */
import { journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

journey('doors open for those who paid, and free goods need no payment', async (t, { product, shopper }) => {
  const { outside } = product;

  await t.test('a door is released after the payment, and its switch is the proof', async (t) => {
    await shopper.chooses('cabinet');
    t.match(shopper.view, {
      lines: [{ productId: 'fruit-box', delivery: { how: 'door', door: 'cabinet' }, regularMinor: 5800 }],
      totals: { discountMinor: 500, dueMinor: 5300 },
    });
    t.same(await outside.drops(), [], 'it stays shut until then');
    await shopper.goesToPayByCode();
    await shopper.showsCode('paid');
    await shopper.sees('delivering', ({ page }) => page.deliveries[0]?.where === 'cabinet');
    const done = await shopper.sees('done');
    t.match(done.page.deliveries, [{ how: 'door', where: 'cabinet', state: 'delivered' }]);
    await shopper.finishes();
    t.match(await outside.drops(), [{ what: 'door', name: 'cabinet' }]);
    const order = await until('the closed order', async () => {
      const found = await product.rest.order(done.orderId as string);
      return found.times.closedAtMs !== null && found;
    });
    t.match(order, {
      total: 5300,
      deliveries: [{ state: 'delivered', proof: 'doorSensor', target: { how: 'door', door: 'cabinet' } }],
    });
    t.match(await outside.book(), [{ totalMinor: 5300, refundedMinor: 0 }]);
  });

  await t.test(
    'free goods from the counter go straight to the end, with a receipt that says so',
    async (t) => {
      const begin = shopper.views.length;
      await shopper.takes('tasting-cup');
      await shopper.touch({ tap: 'pay' });
      const done = await shopper.sees('done', ({ page }) => page.receipt.state === 'printed');
      t.notOk(
        shopper.pages(begin).some((page) => ['tenderChoice', 'presentCode', 'insertCash'].includes(page)),
      );
      const paper = (await outside.receipts()).at(-1);
      t.match(paper?.text, '新品试饮');
      t.match(paper?.text, '免费');
      await shopper.finishes();
      const order = await until('the closed order', async () => {
        const found = await product.rest.order(done.orderId as string);
        return found.times.closedAtMs !== null && found;
      });
      t.match(order, { state: 'deliveryAndPaymentSuccess', total: 0, payments: [] });
    },
  );

  await t.test('a free drink is made without a payment', async (t) => {
    await shopper.chooses('hot-water', { size: 2 });
    await shopper.touch({ tap: 'pay' });
    const done = await shopper.sees('done');
    t.match(done.page.deliveries, [{ how: 'recipe', state: 'delivered' }]);
    await shopper.finishes();
    t.match((await outside.drops()).at(-1), { what: 'recipe', name: 'hot-water', options: { size: 2 } });
  });

  await t.test('free and paid goods on one list are paid together', async (t) => {
    await shopper.takes('tasting-cup', 'lollipop');
    await shopper.chooses('cabinet');
    await shopper.goesToPayByCode();
    await shopper.showsCode('paid');
    const done = await shopper.sees('done');
    t.match(
      done.page.deliveries.map(({ state }) => state),
      ['delivered', 'delivered', 'delivered'],
    );
    await shopper.finishes();
    const doors = (await outside.drops()).filter(({ what }) => what === 'door');
    t.equal(doors.length, 2);
    t.match((await outside.book()).at(-1), { totalMinor: 100 + 5300 });
  });
});
