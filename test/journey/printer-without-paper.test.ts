/** A printer that cannot print delays receipts and nothing else, and loses none. */
import { journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const troubles = [
  { state: 'paper-out', fault: 'PRINTER_PAPER_OUT' },
  { state: 'cover-open', fault: 'PRINTER_COVER_OPEN' },
  { state: 'offline', fault: 'PRINTER_OFFLINE' },
] as const;

journey('a printer that cannot print holds up no sale', async (t, { product, shopper }) => {
  const { outside } = product;
  const sell = async () => {
    await shopper.takes('lollipop');
    await shopper.goesToPayByCode();
    await shopper.showsCode('paid');
    return shopper.sees('done');
  };
  /** The receipts of an order that came out whole. */
  const papersOf = async (orderId: string) =>
    (await outside.receipts()).filter(({ text, complete }) => complete && text.includes(orderId));

  for (const { state, fault } of troubles) {
    await t.test(`${state}: the receipt shows as a QR, waits, and prints by itself`, async (t) => {
      await outside.play('printer', { state });
      await shopper.sees('welcome', ({ limits }) => limits.includes(fault));
      const done = await sell();
      const orderId = done.orderId as string;
      t.equal(done.page.receipt.state, 'waiting');
      t.equal(done.page.receipt.link, `${product.ready.cloud}/r/${orderId}`);
      const shown = await until('the receipt behind the QR', async () => {
        const page = await product.rest.page(`/r/${orderId}?lang=en`);
        return page.includes('Lollipop') && page;
      });
      t.match(shown, '￥1.00');
      await shopper.finishes();
      t.same(await papersOf(orderId), []);
      const alarm = await until('the alarm of the fleet', async () => {
        const { items } = await product.rest.call('listAlarms');
        return items.find((found) => found.fault === fault);
      });
      t.match(alarm, { kind: 'device', kiosk: 'kiosk-1' });

      await outside.play('printer', { state: 'ok' });
      await shopper.sees('welcome', ({ limits }) => limits.length === 0);
      await until('the paper', async () => (await papersOf(orderId)).length === 1);
      await until('the cloud knows of the paper', async () => {
        const order = await product.rest.order(orderId);
        return order.receipt?.printed;
      });
      await until('the alarm is over', async () => {
        const { items } = await product.rest.call('listAlarms');
        return items.length === 0;
      });
    });
  }

  await t.test('paper that ends in the middle of a receipt: it is printed again, whole', async (t) => {
    await outside.play('printer', { state: 'paper-out-midway' });
    const done = await sell();
    const orderId = done.orderId as string;
    await shopper.sees('done', ({ page }) => page.receipt.state === 'waiting');
    t.same(await papersOf(orderId), []);
    // A hand that loads paper takes longer than the driver needs to give the torn receipt up.
    await until('the receipt is given up', () => product.logOf('kiosk').includes('a receipt waits'));
    await outside.play('printer', { state: 'ok' });
    await shopper.sees('done', ({ page }) => page.receipt.state === 'printed');
    t.equal((await papersOf(orderId)).length, 1);
    const printed = (await outside.journal()).findLast(({ body }) => body.kind === 'receiptPrinted');
    t.match(printed?.body, { orderId, by: 'printer' }, 'on the word of the printer itself');
    await shopper.finishes();
  });

  await t.test('receipts that waited together come out one by one, oldest first', async (t) => {
    await outside.play('printer', { state: 'paper-out' });
    await shopper.sees('welcome', ({ limits }) => limits.length > 0);
    const orders: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      orders.push((await sell()).orderId as string);
      await shopper.finishes();
    }
    const before = (await outside.receipts()).length;
    await outside.play('printer', { state: 'ok' });
    await until('three papers', async () => (await outside.receipts()).length === before + 3);
    const papers = (await outside.receipts()).slice(before);
    t.same(
      papers.map(({ text }) => orders.find((orderId) => text.includes(orderId))),
      orders,
    );
  });
});
