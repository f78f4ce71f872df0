/**
 * The network between machine and broker goes away in both manners. What the machine may sell it sells, what
 * it may not it says, and afterwards the cloud has everything, in order, once.
 */

import { journey } from '../support/product-journey.ts';
import { kioskctl } from '../support/product-kioskctl.ts';
import { readCloudRecords } from '../support/product-records.ts';
import { until } from '../support/product-until.ts';

journey(
  'the network goes away and comes back',
  async (t, { product, shopper }) => {
    const { outside, rest } = product;
    const sold: string[] = [];
    const inCloud = async () =>
      (await rest.call('listOrders', { query: { limit: '200' } })).items.map(({ id }) => id);
    const everythingIsInTheCloud = () =>
      until('the cloud has everything', async () => {
        const { journal } = await outside.status();
        return journal.acknowledgedSeq === journal.lastSeq;
      });

    await t.test('without a network the screen says that phones cannot pay, and why', async (t) => {
      t.match(await kioskctl(product, 'sim', 'network', 'down'), { code: 0, json: { state: 'down' } });
      await shopper.sees('welcome', ({ online, limits }) => !online && limits.includes('NETWORK_DOWN'));
      await shopper.takes('biscuits');
      await shopper.touch({ tap: 'pay' });
      const choice = await shopper.sees('tenderChoice');
      t.match(choice.page.tenders, [
        { tender: 'code', unavailable: 'PAY_OFFLINE' },
        { tender: 'card', unavailable: 'PAY_OFFLINE' },
        { tender: 'cash', unavailable: undefined },
      ]);
      await shopper.touch({ tap: 'chooseTender', tender: 'code' });
      t.equal(await shopper.isTold(), 'PAY_OFFLINE');
      t.same(await outside.book(), []);
    });

    await t.test('coins pay for it, with change', async (t) => {
      await shopper.goesToPayByCash();
      // The slot closes behind the coin that was enough; what falls before it has closed is change.
      const changeMinor = (await shopper.insertsCoins(700)) - 600;
      const done = await shopper.sees('done', ({ page }) => page.changeMinor === changeMinor);
      t.match(done.page, { changeOwedMinor: 0 });
      sold.push(done.orderId as string);
      await shopper.finishes();
      const refused = await kioskctl(product, 'sim', 'pay', 'alipay');
      t.match(refused, { code: 5, json: { ending: 'nothingToPay' } });
    });

    await t.test('free goods are given, and a slot is emptied by coins', async (t) => {
      await shopper.takes('tasting-cup');
      await shopper.touch({ tap: 'pay' });
      sold.push((await shopper.sees('done')).orderId as string);
      await shopper.finishes();
      await shopper.chooses('C4');
      const paid = await kioskctl(product, 'sim', 'cash', '1.50');
      t.match(paid, { code: 0, json: { ending: 'sold' } });
      sold.push(paid.json.orderId);
      t.match(await outside.drops(), [{ what: 'slot', name: 'C4' }]);
      t.same(await inCloud(), [], 'the cloud has heard of none of it');
      const status = await kioskctl(product, 'status');
      t.match(status.json, { online: false });
      t.ok(status.json.journal.lastSeq > status.json.journal.acknowledgedSeq);
    });

    await t.test('when it is back, the cloud gets all of it in the order in which it happened', async (t) => {
      t.match(await kioskctl(product, 'sim', 'network', 'up'), { code: 0 });
      await shopper.sees('done', ({ online }) => online);
      await everythingIsInTheCloud();
      t.same((await inCloud()).toReversed(), sold);
      for (const id of sold) t.equal((await rest.order(id)).state, 'deliveryAndPaymentSuccess');
    });

    await t.test('a network that swallows everything delays a payment and doubles none', async (t) => {
      await shopper.takes('seaweed');
      await shopper.goesToPayByCode();
      const code = await outside.walletCode('paid');
      await outside.network({ state: 'down', manner: 'swallow' });
      await shopper.scan(code);
      await shopper.sees('waitingForPayment');
      t.same(await outside.book(), [], 'nothing has reached the platform');
      await outside.network({ state: 'up' });
      const { orderId } = await shopper.sees('done');
      sold.push(orderId as string);
      await shopper.finishes();
      t.match(await outside.book(), [{ totalMinor: 900, status: 'TRADE_SUCCESS', refundedMinor: 0 }]);
    });

    await t.test('coins are taken while it swallows, and the cloud hears of it later', async (t) => {
      await outside.network({ state: 'down', manner: 'swallow' });
      await shopper.takes('tea-egg');
      await shopper.goesToPayByCash();
      await shopper.insertsCoins(200);
      sold.push((await shopper.sees('done')).orderId as string);
      await shopper.finishes();
      await outside.network({ state: 'up' });
      await everythingIsInTheCloud();
      t.same((await inCloud()).toReversed(), sold);
    });

    await t.test('it comes and goes all the time: everything arrives once, without a gap', async (t) => {
      for (let i = 0; i < 4; i += 1) {
        await shopper.takes('lollipop');
        await outside.network({ state: 'down', manner: i % 2 === 0 ? 'refuse' : 'swallow' });
        await shopper.goesToPayByCash();
        await shopper.insertsCoins(100);
        sold.push((await shopper.sees('done')).orderId as string);
        await outside.network({ state: 'up' });
        await shopper.finishes();
      }
      await everythingIsInTheCloud();
      t.same((await inCloud()).toReversed(), sold);
      t.same((await rest.call('listPoison')).items, []);
      const { journal } = await outside.status();
      const onMachine = (await outside.journal()).map(({ seq, hash }) => ({ seq, hash }));
      await product.stop();
      const records = await readCloudRecords(product, journal.journalId);
      t.same(records.slice(0, onMachine.length), onMachine);
    });
  },
  { onEveryEngine: true },
);
