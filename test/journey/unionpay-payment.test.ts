/**
 * Paying by UnionPay at an acquirer that the gateway knows by configuration alone: what the shopper reads, what
 * the acquirer's own book says, and that nothing keeps the code.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { journey } from '../support/product-journey.ts';
import { kioskctl } from '../support/product-kioskctl.ts';
import { until } from '../support/product-until.ts';

const priceMinor = 550;
const platform = 'unionpay';

journey('a platform that is only configured pays like any other', async (t, { product, shopper }) => {
  const { outside } = product;
  const shown: string[] = [];
  const begins = async () => {
    await shopper.takes('gummy-bears');
    await shopper.goesToPayByCode();
  };
  const shows = async (outcome: Parameters<typeof outside.walletCode>[0], script: object = {}) => {
    shown.push(await shopper.showsCode(outcome, { platform, ...script }));
  };
  const sold = async () => {
    const { orderId } = await shopper.sees('done');
    await shopper.finishes();
    return until('its end in the cloud', async () => {
      const order = await product.rest.order(orderId as string);
      return order.times.closedAtMs !== null && order.receipt !== null && order;
    });
  };

  await t.test('it is taken, charged once, and named in both languages', async (t) => {
    await begins();
    t.match(shopper.view.page, { platforms: ['alipay', 'wechat', 'unionpay', 'stored-value'] });
    await shows('paid');
    const order = await sold();
    t.match(order.payments, [{ platform, state: 'paid', amountMinor: priceMinor }]);
    t.match((await outside.book()).at(-1), {
      outTradeNo: order.payments[0]?.chargeId,
      totalMinor: priceMinor,
    });
    const { pathname } = new URL(order.receipt?.url ?? '');
    t.match(await product.rest.page(`${pathname}?lang=zh`), '云闪付');
    t.match(await product.rest.page(`${pathname}?lang=en`), 'UnionPay');
  });

  await t.test('a slow payer, a lost answer and a platform that does not know are waited for', async (t) => {
    for (const outcome of ['slow', 'socketClosed', 'unknown'] as const) {
      await begins();
      await shows(outcome, { truth: 'paid' });
      const order = await sold();
      t.equal(order.payments.filter(({ state }) => state === 'paid').length, 1, outcome);
    }
  });

  await t.test(
    'refusals say why, a payer who never confirms is reversed, and another code pays',
    async (t) => {
      await begins();
      for (const [outcome, reason] of [
        ['balance', 'PAY_BALANCE_LOW'],
        ['declined', 'PAY_DECLINED'],
        ['never', 'PAY_TIMED_OUT'],
      ] as const) {
        await shows(outcome);
        await shopper.sees('paymentFailed', ({ page }) => page.reason === reason);
        await shopper.touch({ tap: 'retry' });
        await shopper.sees('tenderChoice');
        await shopper.goesToPayByCode();
      }
      await shows('paid');
      const order = await sold();
      t.match(
        order.payments.map(({ state }) => state),
        ['failed', 'failed', 'reversed', 'paid'],
      );
    },
  );

  await t.test('what does not come out is given back by the acquirer', async (t) => {
    await outside.play('dispenser', { state: 'jam' });
    await shopper.chooses('A1');
    await shopper.goesToPayByCode();
    await shows('paid');
    await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
    await shopper.finishes();
    await outside.play('dispenser', { state: 'ok' });
    t.match((await outside.book()).at(-1), { totalMinor: 750, refundedMinor: 750 });
  });

  await t.test('kioskctl and the simulators’ page show its codes too', async (t) => {
    await shopper.takes('gummy-bears');
    t.match(await kioskctl(product, 'sim', 'pay', platform), { code: 0, json: { ending: 'sold' } });
    await shopper.finishes();
    t.match(await outside.deskState(), { wallets: ['alipay', 'wechat', 'unionpay'] });
    await begins();
    const { code } = (await outside.play('wallet', { name: platform, act: 'show' })) as { code: string };
    shown.push(code);
    t.match((await sold()).payments, [{ platform, state: 'paid' }]);
  });

  await t.test('no record of the machine and no log holds a code', async (t) => {
    const written = JSON.stringify(await outside.journal());
    const logs = readdirSync(join(product.data, 'logs')).map((name) => name.replace(/\.log$/, ''));
    const everything = [written, ...logs.map((program) => product.logOf(program))].join('\n');
    t.ok(logs.includes('cloud') && shown.length > 5);
    for (const code of shown) t.notMatch(everything, code);
  });
});
