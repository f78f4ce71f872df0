/**
 * A gift from phone to counter in a real browser: the giver signs in, gives a latte to whoever has the code, pays
 * with a wallet, and sees it accepted at the till with the time the answer took; the recipient sees it by its
 * link. At the end the giver has everything about them deleted.
 */
import type { Browser, Page } from 'playwright-core';
import { noChromium, startChromium } from '../support/chromium.ts';
import { givesLatte, paysWhatIsShown, signInAtPhone } from '../support/giver-at-phone.ts';
import { openGifts, tillScreen } from '../support/giver-browser.ts';
import { journey } from '../support/product-journey.ts';
import { takePicture } from '../support/take-picture.ts';

const phoneNumber = '13800138000';

journey(
  'a gift goes from a phone to the counter, and its giver sees the answer',
  async (t, { product }) => {
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const { merchantId } = product.demo().kept;
    const shopUrl = `${product.ready.cloud}/gift/${merchantId}`;
    const giver = await openGifts(browser, shopUrl, 'zh');
    const { page } = giver;
    let code = '';

    await t.test('signed in by a code to the phone, a latte is given in three taps and paid', async (t) => {
      await giver.open('/give');
      await signInAtPhone(page, phoneNumber);
      await givesLatte(page, '早上好，这杯我请！');
      await takePicture(page, 'giver-journey-pay');
      t.equal(await paysWhatIsShown(page, product), 'paid');
      await page.locator('.large-code').waitFor();
      code = (await page.locator('.large-code').innerText()).trim();
      await takePicture(page, 'giver-journey-waiting');
      t.match(await page.locator('.way').innerText(), /已付款 ￥15\.00/);
    });

    await t.test('whoever has the link sees the gift and nothing of the giver', async (t) => {
      const recipient = await openGifts(browser, shopUrl, 'en');
      await recipient.open(`/claim#${encodeURIComponent(`GP:${code}`)}`);
      const text = await recipient.page.locator('main').innerText();
      t.match(text, /早上好，这杯我请！/);
      t.match(text, /From somebody/);
      t.notMatch(text, /138/);
      t.same(recipient.defects, []);
      await recipient.close();
    });

    await t.test('the counter takes it for the customer, and the giver sees that', async (t) => {
      const made = await product.rest.call('addClient', {
        body: { name: 'counter', scopes: ['gifts'], origins: [] },
      });
      const till = await atTill(browser, shopUrl, made.token);
      await scan(till.page, 'latte');
      await scan(till.page, code);
      await till.page.locator('.offer button.primary').click();
      await till.page.locator('.offer .note-good').waitFor({ timeout: 60_000 });
      await takePicture(till.page, 'giver-journey-till');
      t.match(await till.page.locator('.till-due').innerText(), /￥0\.00/);
      t.same(till.defects, []);
      await till.close();
      await page.locator('.reaction').waitFor({ timeout: 60_000 });
      await takePicture(page, 'giver-journey-accepted');
      t.match(await page.locator('.way').innerText(), /对方收下了，\d+\.\d 秒后回答/);
      t.equal(await page.locator('.large-code').count(), 0, 'its code is shown no more');
    });

    await t.test('everything about the giver can be deleted by the giver', async (t) => {
      await giver.open('/me');
      await page.getByRole('button', { name: '删除关于我的一切' }).click();
      await page.getByRole('button', { name: '全部删除' }).click();
      await page.getByRole('heading', { name: '已全部删除' }).waitFor();
      await giver.open('/');
      t.equal(await page.locator('input[type=tel]').count(), 1, 'nobody is signed in any more');
      await signInAtPhone(page, phoneNumber);
      await page.locator('.hero').waitFor();
      t.notMatch(await page.locator('main').innerText(), /拿铁/, 'the same number begins anew');
      t.same(giver.defects, []);
    });
  },
  { absent: noChromium || undefined },
);

async function atTill(browser: Browser, shopUrl: string, token: string) {
  const till = await openGifts(browser, shopUrl, 'zh', tillScreen);
  await till.open('/till');
  await till.page.locator('form input').fill(token);
  await till.page.keyboard.press('Enter');
  await till.page.locator('#scan').waitFor();
  return till;
}

async function scan(page: Page, text: string): Promise<void> {
  await page.locator('#scan').fill(text);
  await page.keyboard.press('Enter');
}
