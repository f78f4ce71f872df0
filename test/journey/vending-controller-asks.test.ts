/**
 * A vending machine with a controller of its own asks the money for what was pressed at its keypad. Nothing
 * falls before it is paid, what does not fall comes back, and what it sells for coins is in the books too.
 */
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

journey('a vending controller asks for the money', async (t, journey) => {
  const { product, shopper } = journey;
  const { outside } = product;

  await t.test('what is pressed is shown with the price of the machine, paid, and falls', async (t) => {
    t.notOk(
      shopper.view.selections.some(({ selectionId }) => selectionId === '31'),
      'it is chosen at the keypad, not on the screen',
    );
    const asked = await shopper.pressesAtVendingMachine('31');
    t.match(asked.lines, [
      { name: { zh: '可乐' }, unitPriceMinor: 400, delivery: { how: 'vend', item: '31' } },
    ]);
    t.same(await outside.drops(), [], 'nothing falls before it is paid');
    await shopper.goesToPayByCode();
    await shopper.showsCode('paid');
    const done = await shopper.sees('done');
    t.match(done.page.deliveries, [{ how: 'vend', where: '31', state: 'delivered' }]);
    await shopper.finishes();
    t.match(await outside.drops(), [{ what: 'vend', name: '31' }]);
    t.match(await closed(journey, done.orderId as string), {
      state: 'deliveryAndPaymentSuccess',
      total: 400,
      deliveries: [{ state: 'delivered', proof: 'machineAnswer', target: { how: 'vend', item: '31' } }],
    });
    t.match((await outside.book()).at(-1), { totalMinor: 400, refundedMinor: 0 });
  });

  await t.test('a number that no planogram knows is sold by its number, for coins too', async (t) => {
    const asked = await shopper.pressesAtVendingMachine('33');
    t.match(asked.lines, [{ name: { zh: '33 号货道', en: 'Selection 33' }, dueMinor: 300 }]);
    await shopper.goesToPayByCash();
    await shopper.insertsCoins(300);
    await shopper.sees('done');
    await shopper.finishes();
    t.match((await outside.drops()).at(-1), { what: 'vend', name: '33' });
  });

  await t.test('while somebody else is buying it is denied', async (t) => {
    await shopper.takes('seaweed');
    await shopper.asksVendingMachine('31');
    t.equal(await shopper.isTold(), 'SALE_BUSY');
    await until('a vending machine at rest', async () => (await vending(journey)).phase === 'rest');
    t.match(shopper.view, { page: { page: 'list' }, totals: { pieces: 1 } });
    await shopper.touch({ tap: 'cancel' });
    await shopper.sees('welcome');
  });

  await t.test('its cancel key ends the sale, and nothing is charged', async (t) => {
    const { orderId } = await shopper.pressesAtVendingMachine('32');
    await outside.play('keypad', { key: 'cancel' });
    const gone = await shopper.sees('welcome', ({ notice }) => notice !== undefined);
    t.equal(gone.notice?.code, 'VEND_WITHDRAWN');
    t.match(await closed(journey, orderId as string), {
      state: 'paymentCancelledByUser',
      abandoned: 'vendWithdrawn',
    });
  });

  await t.test('what is paid and does not fall comes back', async (t) => {
    await outside.play('vending', { state: 'jam' });
    await shopper.pressesAtVendingMachine('32');
    await shopper.goesToPayByCode();
    await shopper.showsCode('paid');
    const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
    t.match(back.page, { refundMinor: 550, by: 'code', reason: 'DISPENSER_JAM' });
    await shopper.finishes();
    t.match((await outside.book()).at(-1), { totalMinor: 550, refundedMinor: 550 });
  });

  await t.test('nobody knows what fell while the power was out, so the money comes back', async (t) => {
    await outside.play('vending', { state: 'dumb' });
    await shopper.pressesAtVendingMachine('32');
    await shopper.goesToPayByCode();
    await shopper.showsCode('paid');
    await shopper.sees('delivering', ({ page }) => page.deliveries[0]?.state === 'running');
    await shopper.waitsThrough(() => outside.cutPower());
    const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
    t.match(back.page, { refundMinor: 550, reason: 'DISPENSER_NO_PROOF' });
    await shopper.finishes();
    t.match((await outside.book()).at(-1), { totalMinor: 550, refundedMinor: 550 });
    await outside.play('vending', { state: 'ok' });
  });

  await t.test('what it sells for coins of its own is in the books once', async (t) => {
    await outside.play('keypad', { key: 'buyForCoins', item: '31' });
    const sold = async () =>
      (await product.rest.call('listOrders', { query: { limit: '100' } })).items.filter(
        (order) =>
          order.payments.length === 1 && order.payments[0]?.tender === 'cash' && order.receipt === null,
      );
    const [order] = await until('the cash sale in the cloud', async () => {
      const orders = await sold();
      return orders.length > 0 && orders;
    });
    t.match(order, {
      state: 'deliveryAndPaymentSuccess',
      total: 400,
      lines: [{ name: { zh: '可乐' } }],
      payments: [{ tender: 'cash', amountMinor: 400, state: 'paid' }],
      deliveries: [{ state: 'delivered', proof: 'machineAnswer' }],
    });
    await shopper.waitsThrough(() => outside.cutPower());
    await shopper.sees('welcome');
    await shopper.pressesAtVendingMachine('31');
    await shopper.touch({ tap: 'cancel' });
    await shopper.sees('welcome');
    t.equal((await sold()).length, 1);
    const records = await outside.journal();
    t.equal(records.filter(({ body }) => body.kind === 'cashSaleReported').length, 1);
  });

  await t.test('in the end nothing moved that the machine did not agree to', async (t) => {
    t.same((await vending(journey)).complaints, []);
  });
});

interface Vending {
  readonly phase: string;
  readonly complaints: readonly string[];
}

async function vending({ product }: Journey): Promise<Vending> {
  return (await product.outside.deskState()).vending as Vending;
}

function closed({ product }: Journey, orderId: string) {
  return until(`the end of ${orderId} in the cloud`, async () => {
    const order = await product.rest.order(orderId);
    return order.times.closedAtMs !== null && order;
  });
}
