/**
 * Paying by a code that the machine shows: the shopper's wallet scans the screen, and the end comes from the
 * platform's own notice or from asking, whichever is first. Alipay and WeChat Pay, in a real browser.
 */

import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import type { WalletPlatform } from '../support/product-outside.ts';
import { until } from '../support/product-until.ts';

const priceMinor = 550;

journey(
  'the machine shows a code and a wallet scans it',
  async (t, journey) => {
    const { product, shopper } = journey;
    const { outside } = product;
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const screen = await browser.newPage({
      viewport: { width: 1080, height: 1920 },
      reducedMotion: 'reduce',
    });
    await screen.goto(product.ready.kiosk);

    for (const [platform, name] of [
      ['alipay', '支付宝'],
      ['wechat', '微信支付'],
    ] as const) {
      await t.test(
        `${platform} tells of the payment by itself, and the goods are the shopper’s`,
        async (t) => {
          await shopper.takes('gummy-bears');
          await shopper.touch({ tap: 'pay' });
          await screen.getByRole('button', { name: `用${name}扫` }).click();
          const shown = await shopper.sees('showCode', ({ page }) => page.platform === platform);
          await readsOnScreen(t, screen, name, shown.page.code);
          t.equal(await outside.scanShown(platform, shown.page.code), 'paid');
          const order = await sold(t, journey, platform);
          t.equal(order.payments.length, 1);
          await until('the notice to be taken', () => outside.isNoticed(platform, shown.page.code));
        },
      );
    }

    await t.test('a payer who takes their time is waited for; told twice, it is paid once', async (t) => {
      await outside.tellsMerchants('wechat', 'twice');
      const code = await showsCode(journey, 'wechat');
      t.equal(await outside.scanShown('wechat', code, { outcome: 'slow', slowMs: 500 }), 'asked');
      await sold(t, journey, 'wechat');
      await outside.tellsMerchants('wechat', 'normal');
    });

    await t.test('a platform that tells nothing is asked', async (t) => {
      await outside.tellsMerchants('alipay', 'silent');
      const code = await showsCode(journey, 'alipay');
      await outside.scanShown('alipay', code);
      await sold(t, journey, 'alipay');
      t.notOk(await outside.isNoticed('alipay', code));
      await outside.tellsMerchants('alipay', 'normal');
    });

    await t.test('going back closes the code before another way is offered', async (t) => {
      const code = await showsCode(journey, 'wechat');
      await screen.getByRole('button', { name: '换种方式' }).click();
      await shopper.sees('tenderChoice');
      t.equal(await outside.scanShown('wechat', code), 'refused');
      await shopper.touch({ tap: 'askForCode', platform: 'alipay' });
      const { page } = await shopper.sees('showCode', ({ page }) => page.platform === 'alipay');
      await outside.scanShown('alipay', page.code);
      const order = await sold(t, journey, 'alipay');
      t.match(
        order.payments.map(({ state }) => state),
        ['reversed', 'paid'],
      );
    });

    await t.test('nobody scans it: closed in time, and who pays later gets the money back', async (t) => {
      const code = await showsCode(journey, 'alipay');
      await shopper.sees('paymentFailed', ({ page }) => page.reason === 'PAY_TIMED_OUT');
      await shopper.touch({ tap: 'cancel' });
      await shopper.sees('welcome');
      t.equal(
        await outside.scanShown('alipay', code),
        'paid',
        'Alipay knew no trade that it could have closed',
      );
      const late = await until('the money back', async () => {
        const trade = (await outside.book()).at(-1);
        return trade?.refundedMinor === trade?.totalMinor && trade;
      });
      t.match(late, { totalMinor: priceMinor, refunds: [{ outRequestNo: /^chg_.*L$/ }] });
    });

    await t.test('what does not come out is given back by the code that paid it', async (t) => {
      await outside.play('dispenser', { state: 'jam' });
      await shopper.chooses('A1');
      const code = await asksForCode(journey, 'wechat');
      await outside.scanShown('wechat', code);
      await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
      await shopper.finishes();
      await outside.play('dispenser', { state: 'ok' });
      t.match((await outside.book()).at(-1), { totalMinor: 750, refundedMinor: 750 });
    });
  },
  { absent: noChromium || undefined },
);

/** A QR that a wallet could scan, with whose it is in both languages. */
async function readsOnScreen(t: Test, screen: Page, name: string, code: string): Promise<void> {
  const picture = screen.getByRole('img', { name: `${name}收款码` });
  await picture.waitFor();
  t.ok(code.length > 10);
  const { width = 0 } = (await picture.boundingBox()) ?? {};
  t.ok(width >= 400, 'large enough to be scanned from an arm’s length');
  await screen.getByText(`请用${name}扫码`).waitFor();
}

async function showsCode(journey: Journey, platform: WalletPlatform): Promise<string> {
  await journey.shopper.takes('gummy-bears');
  return asksForCode(journey, platform);
}

async function asksForCode({ shopper }: Journey, platform: WalletPlatform): Promise<string> {
  await shopper.touch({ tap: 'pay' });
  const asked = await shopper.seesOneOf('parkingOffer', 'tenderChoice');
  if (asked.page.page === 'parkingOffer') await shopper.touch({ tap: 'parking', wanted: false });
  await shopper.sees('tenderChoice', ({ page }) => page.shown?.includes(platform) ?? false);
  await shopper.touch({ tap: 'askForCode', platform });
  const { page } = await shopper.sees('showCode', ({ page }) => page.platform === platform);
  return page.code;
}

/** The sale ends with goods, and the platform took the price once. */
async function sold(t: Test, { product, shopper }: Journey, platform: WalletPlatform) {
  const { orderId } = await shopper.sees('done');
  await shopper.finishes();
  const order = await until(`the end of ${orderId} in the cloud`, async () => {
    const order = await product.rest.order(orderId as string);
    return order.times.closedAtMs !== null && order.receipt !== null && order;
  });
  t.match(order, { state: 'deliveryAndPaymentSuccess', total: priceMinor });
  const paid = order.payments.find(({ state }) => state === 'paid');
  t.match(paid, { tender: 'code', platform, amountMinor: priceMinor });
  const charges = order.payments.map(({ chargeId }) => chargeId);
  const trades = (await product.outside.book()).filter(
    ({ outTradeNo, paidAtMs }) => charges.includes(outTradeNo) && paidAtMs !== null,
  );
  t.match(trades, [{ outTradeNo: paid?.chargeId, totalMinor: priceMinor, refundedMinor: 0 }]);
  t.equal(trades.length, 1);
  return order;
}
