/** Everything ends when asked and goes on where it was; the cloud may die while the machine sells. */
import { journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

/** Whether a process is there and not just waiting to be noticed as ended. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

journey(
  'everything can be ended and started again',
  async (t, { product, shopper }) => {
    const sold: string[] = [];
    const sellByCode = async (goods: string) => {
      await shopper.takes(goods);
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      sold.push((await shopper.sees('done')).orderId as string);
      await shopper.finishes();
    };
    const inCloud = async () => {
      const { items } = await product.rest.call('listOrders', {
        query: { limit: '200', state: 'deliveryAndPaymentSuccess' },
      });
      return items.map(({ id }) => id).toReversed();
    };
    const everythingIsInTheCloud = () =>
      until('the cloud has everything', async () => {
        const { journal } = await product.outside.status();
        return journal.acknowledgedSeq === journal.lastSeq && (await inCloud()).length === sold.length;
      });

    await t.test('asked to end, every program ends in order', async (t) => {
      await sellByCode('biscuits');
      await shopper.takes('cola', 'milk-gs1');
      const { running } = product.demo();
      const ready = product.ready;
      const { journal } = await product.outside.status();
      const ended = await product.stop();
      t.equal(ended.code, 0);
      t.comment(`it took ${Math.round(ended.tookMs)} ms`);
      t.notOk(
        running.programs.some(({ pid }) => runs(pid)),
        'nothing is left running',
      );

      await shopper.waitsThrough(() => product.start());
      t.same(product.ready, ready, 'everything is where it was');
      const list = await shopper.sees('list', ({ lines }) => lines.length === 2);
      t.match(list.lines, [{ productId: 'cola' }, { productId: 'milk' }], 'and so is the shopper’s list');
      const after = (await product.outside.status()).journal;
      t.equal(after.journalId, journal.journalId);
      const started = (await product.outside.journal()).findLast(
        ({ body }) => body.kind === 'machineStarted',
      );
      t.match(started?.body, { unclean: false }, 'the machine had put down its pen');
    });

    await t.test('the sale goes on, and both orders stand in the cloud', async (t) => {
      await shopper.goesToPayByCode();
      await shopper.showsCode('paid');
      sold.push((await shopper.sees('done')).orderId as string);
      await shopper.finishes();
      await everythingIsInTheCloud();
      t.same(await inCloud(), sold);
      t.equal((await product.outside.book()).length, 2);
    });

    /** Kills the cloud; resolves when it is gone. */
    const killCloud = async () => {
      const { pid } = await product.outside.program('cloud');
      process.kill(pid, 'SIGKILL');
      await until('the cloud is gone', () => !runs(pid));
    };

    await t.test(
      'the cloud dies: coins are taken, a code is not, and all is well when it is back',
      async (t) => {
        const before = (await product.outside.book()).length;
        const code = await product.outside.walletCode('paid');
        await shopper.takes('tea-egg');
        await shopper.goesToPayByCash();
        await killCloud();
        await shopper.insertsCoins(200);
        sold.push((await shopper.sees('done')).orderId as string);
        await shopper.finishes();
        await shopper.takes('popcorn');
        await shopper.goesToPayByCode();
        await shopper.scan(code);
        await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_NOT_SENT');
        t.equal((await product.outside.book()).length, before, 'nothing is charged');
        await shopper.touch({ tap: 'retry' });
        await shopper.sees('tenderChoice');
        await shopper.goesToPayByCode();
        await shopper.showsCode('paid');
        sold.push((await shopper.sees('done')).orderId as string);
        await shopper.finishes();
        t.equal((await product.outside.book()).length, before + 1);
        await everythingIsInTheCloud();
        t.same(await inCloud(), sold);
        const kiosk = await until('the machine is online for the new cloud', async () => {
          const found = await product.rest.call('readKiosk', { path: { id: 'kiosk-1' } });
          return found.presence === 'online' && found;
        });
        t.ok(kiosk.selling);
      },
    );

    await t.test('the cloud dies while a payer hesitates: the payment ends as it would have', async (t) => {
      await shopper.takes('seaweed');
      await shopper.goesToPayByCode();
      await shopper.showsCode('slow', { slowMs: 1000 });
      await shopper.sees('waitingForPayment', ({ page }) => page.stage === 'confirmOnPhone');
      await killCloud();
      sold.push((await shopper.sees('done')).orderId as string);
      await shopper.finishes();
      const trades = (await product.outside.book()).filter(({ totalMinor }) => totalMinor === 900);
      t.match(trades, [{ status: 'TRADE_SUCCESS', refundedMinor: 0 }]);
      t.equal(trades.length, 1);
    });

    await t.test(
      'in the end the cloud has every sale once, in order, and nothing was set aside',
      async (t) => {
        await everythingIsInTheCloud();
        t.same(await inCloud(), sold);
        t.same((await product.rest.call('listPoison')).items, []);
      },
    );
  },
  { onEveryEngine: true },
);
