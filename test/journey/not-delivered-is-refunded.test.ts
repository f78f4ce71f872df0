/** What was paid and did not come out comes back by itself, to the minor unit, the way it was paid. */
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

journey('what is not delivered is refunded by itself', async (t, journey) => {
  const { product, shopper } = journey;
  const { outside } = product;

  await t.test('a jam of the shelf gives the code payment back, and the screen says so', async (t) => {
    await outside.play('dispenser', { state: 'jam' });
    await shopper.chooses('A1');
    await shopper.goesToPayByCode();
    await shopper.showsCode('paid');
    await shopper.sees('delivering', ({ page }) => page.deliveries[0]?.state === 'running');
    const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
    t.match(back.page, {
      refundMinor: 750,
      by: 'code',
      reason: 'DISPENSER_JAM',
      deliveries: [{ state: 'notDelivered', reason: 'DISPENSER_JAM' }],
    });
    await shopper.finishes();
    t.same(await outside.drops(), [], 'nothing came out');
    t.match((await outside.book()).at(-1), { totalMinor: 750, refundedMinor: 750 });
    const order = await closed(journey, back.orderId as string);
    t.match(order, {
      state: 'deliveryFailRefundSuccess',
      refunds: [{ state: 'refunded', amountMinor: 750, reason: 'DISPENSER_JAM' }],
      deliveries: [{ state: 'notDelivered' }],
    });
    const paper = await until('its receipt', async () =>
      (await outside.receipts()).find(({ text }) => text.includes(order.id)),
    );
    t.match(paper.text, '退款');
    t.match(paper.text, '未出货');
  });

  await t.test('a jam of the coffee machine likewise', async (t) => {
    await shopper.chooses('espresso');
    await shopper.goesToPayByCode();
    await shopper.showsCode('paid');
    const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
    t.match(back.page, { refundMinor: 900, by: 'code', reason: 'DISPENSER_JAM' });
    await shopper.finishes();
    t.match((await outside.book()).at(-1), { totalMinor: 900, refundedMinor: 900 });
  });

  await t.test('coins come back as coins, with what was too much', async (t) => {
    const before = await outside.coins();
    await shopper.chooses('A1');
    await shopper.goesToPayByCash();
    const taken = await shopper.insertsCoins(800);
    const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
    t.match(back.page, { by: 'cash', reason: 'DISPENSER_JAM' });
    await shopper.finishes();
    const after = await outside.coins();
    t.equal(after.takenMinor - before.takenMinor, taken);
    t.equal(after.paidMinor - before.paidMinor, taken, 'every coin is back');
    const order = await closed(journey, back.orderId as string);
    t.match(order, { state: 'deliveryFailRefundSuccess', refunds: [] });
    const sum = (minors: readonly number[]) => minors.reduce((a, b) => a + b, 0);
    t.equal(sum(order.payouts.map(({ paidMinor }) => paidMinor)), taken);
    t.equal(sum(order.payouts.map(({ owedMinor }) => owedMinor)), 0);
  });

  await t.test(
    'of three for the price of two, the one that does not come out is a third of the price',
    async (t) => {
      await outside.play('dispenser', { state: 'ok' });
      await outside.play('fill', { slot: 'C1', pieces: 2 });
      for (let i = 0; i < 3; i += 1) await shopper.chooses('C1');
      t.match(shopper.view.totals, { pieces: 3, regularMinor: 900, dueMinor: 600 });
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
      t.match(back.page, {
        refundMinor: 200,
        deliveries: [{ state: 'delivered' }, { state: 'delivered' }, { state: 'notDelivered' }],
      });
      await shopper.finishes();
      t.match(await outside.drops(), [
        { what: 'slot', name: 'C1' },
        { what: 'slot', name: 'C1' },
      ]);
      t.match((await outside.book()).at(-1), { totalMinor: 600, refundedMinor: 200 });
      const order = await closed(journey, back.orderId as string);
      t.match(order.refunds, [{ state: 'refunded', amountMinor: 200 }]);
    },
  );

  await t.test('what a machine without its dispensers cannot hand over is not sold at all', async (t) => {
    await outside.play('dispenser', { state: 'offline' });
    await shopper.sees('welcome', ({ selections }) => selections.every(({ soldOut }) => soldOut));
    await shopper.touch({ tap: 'choose', selectionId: 'A1', options: {} });
    t.equal(await shopper.isTold(), 'PRODUCT_SOLD_OUT');
    await outside.play('dispenser', { state: 'ok' });
    await shopper.sees('welcome', ({ selections }) => selections.every(({ soldOut }) => !soldOut));
    await shopper.chooses('A1');
    await shopper.goesToPayByCode();
    await shopper.showsCode('paid');
    await shopper.sees('done');
    await shopper.finishes();
    t.match((await outside.drops()).at(-1), { what: 'slot', name: 'A1' });
  });

  await t.test('in the end the platform kept exactly what came out', async (t) => {
    const kept = (await outside.book()).reduce(
      (sum, trade) => sum + trade.totalMinor - trade.refundedMinor,
      0,
    );
    t.equal(kept, 400 + 750);
  });
});

function closed({ product }: Journey, orderId: string) {
  return until(`the end of ${orderId} in the cloud`, async () => {
    const order = await product.rest.order(orderId);
    return order.times.closedAtMs !== null && order.receipt !== null && order;
  });
}
