/** A stored-value card pays what is on it and no more, and gets back what did not come out. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Journey, journey } from '../support/product-journey.ts';
import { kioskctl } from '../support/product-kioskctl.ts';
import { until } from '../support/product-until.ts';

const openedWithMinor = 20_000;

journey('a stored-value card pays like a phone', async (t, journey) => {
  const { product, shopper } = journey;
  const { outside } = product;
  const { cardCode = '' } = product.demo().kept;
  t.match(cardCode, /^90\d{16,22}$/);

  await t.test('it is accepted, charged once and named on screen and receipt', async (t) => {
    t.equal(await balanceOf(journey, cardCode), openedWithMinor);
    await shopper.chooses('A1');
    await shopper.goesToPayByCode();
    t.match(shopper.view.page, { platforms: ['alipay', 'wechat', 'unionpay', 'stored-value'] });
    await shopper.scan('stored-value-card');
    await shopper.sees('waitingForPayment', ({ page }) => page.platform === 'stored-value');
    const done = await shopper.sees('done');
    await shopper.finishes();
    t.equal(await balanceOf(journey, cardCode), openedWithMinor - 750);
    const order = await closed(journey, done.orderId as string);
    t.match(order, {
      state: 'deliveryAndPaymentSuccess',
      payments: [{ tender: 'code', platform: 'stored-value', state: 'paid', amountMinor: 750 }],
    });
    const paper = await until('its receipt', async () =>
      (await outside.receipts()).find(({ text }) => text.includes(order.id)),
    );
    t.match(paper.text, '储值卡');
    const { pathname } = new URL(order.receipt?.url ?? '');
    t.match(await product.rest.page(`${pathname}?lang=en`), 'Stored value');
  });

  await t.test('what does not come out goes back to the card', async (t) => {
    const before = await balanceOf(journey, cardCode);
    await outside.play('dispenser', { state: 'jam' });
    await shopper.chooses('A1');
    await shopper.goesToPayByCode();
    await shopper.scan('stored-value-card');
    const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
    t.match(back.page, { refundMinor: 750, by: 'code', reason: 'DISPENSER_JAM' });
    await shopper.finishes();
    await outside.play('dispenser', { state: 'ok' });
    t.equal(await balanceOf(journey, cardCode), before);
    t.match(await closed(journey, back.orderId as string), {
      state: 'deliveryFailRefundSuccess',
      refunds: [{ state: 'refunded', amountMinor: 750 }],
    });
  });

  await t.test(
    'one with too little on it may pay a part, and keeps what it has when that is declined',
    async (t) => {
      const code = '900000000000000749';
      const body = { code, balanceMinor: 749, currency: 'CNY' } as const;
      await product.rest.call('openStoredValueCard', { body });
      await shopper.sees('welcome', ({ selections }) => selections.some(({ soldOut }) => !soldOut));
      await shopper.chooses('A1');
      await shopper.goesToPayByCode();
      await shopper.scan(code);
      const offer = await shopper.sees('cardPart');
      t.equal(offer.page.spendableMinor, 749);
      await shopper.touch({ tap: 'back' });
      await shopper.sees('tenderChoice');
      t.equal(await balanceOf(journey, code), 749);
    },
  );

  await t.test('kioskctl pays the same list with the demo’s card', async (t) => {
    const before = await balanceOf(journey, cardCode);
    const listed = await kioskctl(product, 'sim', 'codes');
    t.match(
      listed.json.find(({ sampleId }: { sampleId: string }) => sampleId === 'stored-value-card'),
      { code: cardCode },
    );
    const paid = await kioskctl(product, 'sim', 'pay', 'stored-value');
    t.match(paid, { code: 0, json: { ending: 'sold' } });
    t.equal(await balanceOf(journey, cardCode), before - 750);
    t.equal((await kioskctl(product, 'sim', 'pay', 'stored-value', '--outcome', 'slow')).code, 2);
  });

  await t.test('no record of the machine and no log holds a card’s code', async (t) => {
    t.notMatch(JSON.stringify(await outside.journal()), cardCode);
    // Every program of this product; on real engines the broker is another's and has no log here.
    const logs = readdirSync(join(product.data, 'logs')).map((name) => name.replace(/\.log$/, ''));
    t.ok(logs.includes('kiosk') && logs.includes('cloud'));
    for (const program of logs.filter((name) => name !== 'platform')) {
      t.notMatch(product.logOf(program), cardCode);
    }
  });
});

async function balanceOf({ product }: Journey, code: string): Promise<number> {
  return (await product.rest.call('readStoredValueCard', { body: { code } })).balanceMinor;
}

function closed({ product }: Journey, orderId: string) {
  return until(`the end of ${orderId} in the cloud`, async () => {
    const order = await product.rest.order(orderId);
    return order.times.closedAtMs !== null && order.receipt !== null && order;
  });
}
