/**
 * The machine's process is killed in the middle of everything. It comes back to where the shopper was, takes
 * no money twice, and every piece comes out once or is paid back.
 */
import type { Test } from 'tap';
import { type Journey, journey } from '../support/product-journey.ts';
import { readCloudRecords } from '../support/product-records.ts';
import { until } from '../support/product-until.ts';

journey(
  'the power is cut in the middle of a sale',
  async (t, journey) => {
    const { product, shopper } = journey;
    const { outside } = product;
    const powerCut = () => shopper.waitsThrough(() => outside.cutPower());

    await t.test('while goods are scanned: the list is there again', async (t) => {
      await shopper.takes('cola', 'cola', 'milk-gs1');
      const { lines, totals, orderId } = shopper.view;
      await powerCut();
      const again = await shopper.sees('list');
      t.same(again.lines, lines);
      t.same(again.totals, totals);
      t.equal(again.orderId, orderId);
      await shopper.takes('cola');
      t.match(
        shopper.view.totals,
        { pieces: 4, dueMinor: 600 + 450 },
        'and goes on, three for the price of two',
      );
    });

    await t.test('while a payment code is awaited: the shopper chooses again how to pay', async (t) => {
      await shopper.goesToPayByCode();
      await powerCut();
      await shopper.sees('tenderChoice', ({ totals }) => totals.dueMinor === 1050);
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      const done = await shopper.sees('done');
      await shopper.finishes();
      await soldOnce(t, journey, done.orderId as string);
    });

    await t.test('while the platform waits for the payer: the same payment ends the sale', async (t) => {
      await shopper.takes('seaweed');
      await shopper.goesToPayByCode();
      await shopper.showsCode('slow', { slowMs: 1500 });
      await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'confirmOnPhone');
      await powerCut();
      const done = await shopper.sees('done');
      await shopper.finishes();
      const order = await soldOnce(t, journey, done.orderId as string);
      t.equal(order.payments.length, 1, 'one charge');
    });

    await t.test('while the charge leaves the machine: it is paid once, or not at all', async (t) => {
      await shopper.takes('popcorn');
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      await shopper.sees('waitingForPayment');
      await powerCut();
      const { page } = await shopper.seesOneOf('done', 'paymentFailed', 'tenderChoice', 'welcome');
      const orderId = (await outside.orders())[0]?.orderId as string;
      if (page.page === 'paymentFailed' || page.page === 'tenderChoice') {
        if (page.page === 'paymentFailed') await shopper.touch({ tap: 'retry' });
        await shopper.sees('tenderChoice');
        await shopper.goesToPayByCode();
        await shopper.showsCode('paid');
        await shopper.sees('done');
      }
      if (page.page !== 'welcome') await shopper.finishes();
      await soldOnce(t, journey, orderId);
    });

    await t.test('while coins fall: what was in counts', async (t) => {
      const before = await outside.coins();
      await shopper.takes('chocolate-bar');
      await shopper.goesToPayByCash();
      await shopper.insertsCoins(300);
      await shopper.sees('insertCash', ({ page }) => page.insertedMinor === 300);
      await powerCut();
      await shopper.sees('insertCash', ({ page }) => page.insertedMinor === 300);
      await until('the slot is open again', async () => (await outside.coins()).accepting);
      await shopper.insertsCoins(500);
      const done = await shopper.sees('done');
      t.equal(done.totals.dueMinor, 800);
      await shopper.finishes();
      const after = await outside.coins();
      t.equal(after.takenMinor - before.takenMinor - (after.paidMinor - before.paidMinor), 800);
      await soldOnce(t, journey, done.orderId as string);
    });

    await t.test('while a drink is made: it is made once, and the shopper sees its end', async (t) => {
      await outside.play('coffee', { state: 'slow' });
      await shopper.chooses('latte');
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      await shopper.sees('delivering', ({ page }) => (page.deliveries[0]?.percent ?? 0) > 0);
      await powerCut();
      await shopper.sees('delivering', ({ page }) => page.deliveries[0]?.state === 'running');
      const done = await shopper.sees('done');
      t.match(done.page.deliveries, [{ state: 'delivered' }]);
      await outside.play('coffee', { state: 'ok' });
      await shopper.finishes();
      t.match(await outside.drops(), [{ what: 'recipe', name: 'latte' }]);
      await soldOnce(t, journey, done.orderId as string);
    });

    await t.test('while a spiral turns: each piece comes out once, or its money comes back', async (t) => {
      const dropsBefore = (await outside.drops()).length;
      await shopper.chooses('A1');
      await shopper.chooses('B1');
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      await shopper.sees('delivering', ({ page }) =>
        page.deliveries.some(({ state }) => state === 'running'),
      );
      await powerCut();
      const { page } = await shopper.seesOneOf('done', 'refunded');
      if (page.page === 'refunded') await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
      await shopper.finishes();
      const [order] = await outside.orders();
      const slots = (await outside.drops()).slice(dropsBefore).map(({ name }) => name);
      const delivered = order?.deliveries.filter(({ state }) => state === 'delivered') ?? [];
      t.same(
        slots.toSorted(),
        delivered.map(({ target }) => target.how === 'slot' && target.slot).toSorted(),
        'what came out is what the machine knows to have come out',
      );
      const missing =
        order?.lines.filter(({ lineId }) => !delivered.some((done) => done.lineId === lineId)) ?? [];
      const trade = (await outside.book()).at(-1);
      t.equal(
        trade?.refundedMinor,
        missing.reduce((sum, { dueMinor }) => sum + dueMinor, 0),
      );
    });

    await t.test('while the receipt prints: it is there in the end', async (t) => {
      await shopper.takes('umbrella');
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      const done = await shopper.sees('done');
      await powerCut();
      const orderId = done.orderId as string;
      await until('the paper', async () =>
        (await outside.receipts()).some(({ text, complete }) => complete && text.includes(orderId)),
      );
      await until(
        'the cloud knows of the paper',
        async () => (await product.rest.order(orderId)).receipt?.printed,
      );
      await soldOnce(t, journey, orderId);
    });

    await t.test('the journal has no hole, and the cloud has the same', async (t) => {
      await until('the cloud has everything', async () => {
        const { journal } = await outside.status();
        return journal.acknowledgedSeq === journal.lastSeq;
      });
      const records = await outside.journal();
      t.same(
        records.map(({ seq }) => seq),
        records.map((_, i) => i + 1),
      );
      const starts = records.flatMap(({ body }) => (body.kind === 'machineStarted' ? [body.unclean] : []));
      t.same(starts, [false, true, true, true, true, true, true, true, true]);
      const { items } = await product.rest.call('listOrders', { query: { limit: '200' } });
      t.same(
        items.filter(({ times }) => times.closedAtMs === null).map(({ id }) => id),
        [],
        'nothing is left open',
      );
      t.same((await product.rest.call('listPoison')).items, []);
      const { journal } = await outside.status();
      await product.stop();
      const inCloud = await readCloudRecords(product, journal.journalId);
      t.same(
        inCloud.slice(0, records.length),
        records.map(({ seq, hash }) => ({ seq, hash })),
      );
    });
  },
  { onEveryEngine: true },
);

/** The order is closed as sold, and its price was taken exactly once. */
async function soldOnce(t: Test, { product }: Journey, orderId: string) {
  const order = await until(`the end of ${orderId} in the cloud`, async () => {
    const found = await product.rest.order(orderId);
    return found.times.closedAtMs !== null && found;
  });
  t.match(order, { state: 'deliveryAndPaymentSuccess', refunds: [] });
  const paid = order.payments.filter(({ state }) => state === 'paid');
  t.equal(
    paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0) -
      order.payouts.reduce((sum, { paidMinor }) => sum + paidMinor, 0),
    order.total,
  );
  const charges = order.payments.map(({ chargeId }) => chargeId);
  const trades = (await product.outside.book()).filter(
    ({ outTradeNo, paidAtMs }) => charges.includes(outTradeNo) && paidAtMs !== null,
  );
  t.equal(
    trades.reduce((sum, { totalMinor, refundedMinor }) => sum + totalMinor - refundedMinor, 0),
    paid.reduce((sum, { tender, amountMinor }) => sum + (tender === 'code' ? amountMinor : 0), 0),
    'the platform took the same',
  );
  return order;
}
