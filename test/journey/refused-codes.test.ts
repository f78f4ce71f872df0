/** Codes that must not be sold, and codes shown at the wrong moment: refused with the reason, nothing moves. */
import { journey } from '../support/product-journey.ts';

const refusedAsGoods = [
  { scan: 'misread', told: 'CODE_CHECK_DIGIT', what: 'a code that was misread' },
  { scan: 'unknown', told: 'CODE_UNKNOWN', what: 'goods that the shop does not have' },
  { scan: '134567890123456789', told: 'CODE_IS_PAYMENT', what: 'a payment code shown too early' },
] as const;

journey('a code that does not fit is refused with the reason', async (t, { product, shopper }) => {
  const { outside } = product;

  await t.test('from an empty screen', async (t) => {
    for (const { scan, told, what } of refusedAsGoods) {
      await shopper.scan(scan);
      t.equal(await shopper.isTold(), told, what);
      t.match(shopper.view, { page: { page: 'welcome' }, lines: [] });
    }
  });

  await t.test('with a list, which stays as it was', async (t) => {
    await shopper.takes('cola', 'milk-gs1');
    const { lines, totals } = shopper.view;
    for (const { scan, told, what } of refusedAsGoods) {
      await shopper.scan(scan);
      t.equal(await shopper.isTold(), told, what);
      t.same(shopper.view.lines, lines);
      t.same(shopper.view.totals, totals);
      t.equal(shopper.view.page.page, 'list');
    }
  });

  await t.test(
    'goods whose label looks like a payment code are goods while goods are expected',
    async (t) => {
      await shopper.takes('tomatoes-long');
      t.match(shopper.view.lines.at(-1), { productId: 'tomatoes', weightGrams: 730, dueMinor: 504 });
      const lineId = shopper.view.lines.at(-1)?.lineId as string;
      await shopper.touch({ tap: 'setQuantity', lineId, quantity: 0 });
      await shopper.sees('list', ({ lines }) => lines.length === 2);
    },
  );

  await t.test('while choosing how to pay, everything scanned has to wait', async (t) => {
    await shopper.touch({ tap: 'pay' });
    await shopper.sees('tenderChoice');
    for (const code of ['cola', await outside.walletCode('paid')]) {
      await shopper.scan(code);
      t.equal(await shopper.isTold(), 'SALE_BUSY');
    }
    t.equal(shopper.view.totals.pieces, 2);
  });

  await t.test('where a payment code is expected, goods are no payment', async (t) => {
    await shopper.touch({ tap: 'chooseTender', tender: 'code' });
    await shopper.sees('presentCode');
    for (const goods of ['cola', 'milk-gs1', 'yogurt-gs1', 'chewing-gum', 'apples-1250g']) {
      await shopper.scan(goods);
      t.equal(await shopper.isTold(), 'CODE_IS_GOODS', goods);
    }
    await shopper.scan('https://example.com/not-a-wallet');
    t.equal(await shopper.isTold(), 'CODE_PLATFORM_UNKNOWN');
    t.equal(shopper.view.page.page, 'presentCode');
    t.equal(shopper.view.totals.pieces, 2, 'and none was added to the list');
    t.same(await outside.book(), [], 'and nothing was charged');
  });

  await t.test('a platform this shop has no account with takes nothing, and the sale goes on', async (t) => {
    await shopper.scan('9934567890123456789');
    t.equal(await shopper.isTold(), 'CODE_PLATFORM_UNKNOWN');
    await shopper.showsCode('paid');
    const done = await shopper.sees('done');
    await shopper.finishes();
    t.match(await outside.book(), [{ totalMinor: done.totals.dueMinor, status: 'TRADE_SUCCESS' }]);
  });

  await t.test('none of the codes shown is in what the machine wrote down', async (t) => {
    const written = JSON.stringify(await outside.journal());
    for (const code of ['134567890123456789', '9934567890123456789']) t.notMatch(written, code);
    for (const trade of await outside.book()) t.match(written, trade.outTradeNo);
  });
});
