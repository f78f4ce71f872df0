/** The real pages in a real browser follow a real sale, at the shopper's side and at the other. */
import type { Browser, Page } from 'playwright-core';
import type { Test } from 'tap';
import type { Language } from '../../src/domain/text.ts';
import { frameTexts, goodsTexts, handoverTexts, payTexts, secondTexts } from '../../src/look/screen-texts.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

interface Faces {
  /** Touched by the shopper. */
  readonly first: Page;
  /** Seen by the other side. */
  readonly second: Page;
  readonly addresses: Set<string>;
}

journey(
  'both screens follow a sale in a real browser',
  async (t, journey) => {
    const { product, shopper } = journey;
    const browser = await startChromium();
    t.teardown(() => browser.close());
    const faces = await openFaces(browser, journey);
    const { first, second } = faces;

    await t.test('they greet in Chinese', async (t) => {
      for (const face of [first, second]) {
        await onPage(face, 'welcome');
        t.equal(await face.evaluate(() => document.documentElement.lang.slice(0, 2)), 'zh');
      }
      await first.getByRole('button', { name: /拿铁/ }).waitFor();
      await says(second, secondTexts.welcome.zh);
    });

    await t.test('scanned goods appear on both, with what is off and what is due', async (t) => {
      await shopper.takes('cola', 'cola', 'cola', 'apples-1250g');
      for (const face of [first, second]) {
        await onPage(face, 'list');
        await says(face, '可乐 330毫升');
        await says(face, '红富士苹果');
        await says(face, '¥23.25');
      }
      await says(first, '汽水 买三付二');
      await says(first, '1.250 kg × ¥13.80/千克');
      t.equal(await second.locator('.line').count(), 2);
      t.equal(await second.getByRole('button').count(), 0, 'nothing can be touched at the other side');
    });

    await t.test('a sale in Chinese, by touch', (t) => payByTouch(t, faces, journey, 'zh'));

    await t.test('one touch makes the shopper’s side English, and the other follows', async () => {
      await first.getByRole('button', { name: frameTexts.otherLanguageLabel.zh }).click();
      await says(first, goodsTexts.chooseTitle.en);
      await says(second, secondTexts.welcome.en);
    });

    await t.test('a latte is chosen with its options, by touch', async (t) => {
      await first.getByRole('button', { name: /Latte/ }).click();
      const sheet = first.getByRole('dialog');
      await sheet.getByRole('group', { name: 'Size' }).getByRole('button', { name: /Large/ }).click();
      await sheet
        .getByRole('group', { name: 'Sugar' })
        .getByRole('button', { name: /A little/ })
        .click();
      await sheet.getByRole('button', { name: goodsTexts.add.en }).click();
      await onPage(first, 'list');
      const seen = await shopper.sees('list');
      t.match(seen.lines, [{ productId: 'latte', delivery: { options: { size: 3, sugar: 1 } } }]);
      await says(second, 'Latte');
    });

    await t.test('a sale in English, by touch', async (t) => {
      await payByTouch(t, faces, journey, 'en');
      t.match((await product.outside.drops()).at(-1), { name: 'latte', options: { size: 3, sugar: 1 } });
    });

    await t.test(
      'a machine that goes dark is said to be away, and the screens come back by themselves',
      async () => {
        await says(first, goodsTexts.chooseTitle.zh);
        await shopper.takes('milk-gs1');
        await onPage(first, 'list');
        const { pid } = await product.outside.program('kiosk');
        process.kill(pid, 'SIGSTOP');
        process.kill(pid, 'SIGKILL');
        await Promise.all([says(first, frameTexts.stale.zh), shopper.waitsThrough(async () => undefined)]);
        await first.getByText(frameTexts.stale.zh).waitFor({ state: 'hidden' });
        for (const face of [first, second]) {
          await onPage(face, 'list');
          await says(face, '纯牛奶 250毫升');
        }
      },
    );

    await t.test('everything came from the machine itself', async (t) => {
      t.same([...faces.addresses], [new URL(product.ready.kiosk).host]);
    });
  },
  { absent: noChromium || undefined },
);

async function openFaces(browser: Browser, { product }: Journey): Promise<Faces> {
  const addresses = new Set<string>();
  const open = async (url: string, width: number, height: number) => {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) addresses.add(new URL(request.url()).host);
    });
    await page.goto(url);
    return page;
  };
  return {
    first: await open(product.ready.kiosk, 1080, 1920),
    second: await open(product.ready.second, 1920, 1080),
    addresses,
  };
}

/** From the list to the next shopper's welcome, with a payer who takes a moment. */
async function payByTouch(
  t: Test,
  { first, second }: Faces,
  { product, shopper }: Journey,
  language: Language,
): Promise<void> {
  const press = (name: string) => first.getByRole('button', { name, exact: true }).click();
  await press(goodsTexts.pay[language]);
  await onPage(first, 'tenderChoice');
  await says(second, secondTexts.payment[language]);
  await first.getByRole('button', { name: new RegExp(payTexts.tenderCodeNote[language]) }).click();
  await onPage(first, 'presentCode');
  await says(first, payTexts.presentTitle[language]);
  await shopper.showsCode('slow', { slowMs: 700 });
  await says(first, payTexts.waitingConfirm[language]);
  await onPage(second, 'waitingForPayment');
  await onPage(first, 'done');
  await says(first, handoverTexts.doneTitle[language]);
  await says(first, handoverTexts.receiptPrinted[language]);
  await says(second, secondTexts.done[language]);
  const receipt = (await product.outside.receipts()).at(-1);
  t.match(receipt?.text, language === 'zh' ? '应付' : 'Total', 'the paper speaks the same language');
  await press(handoverTexts.finish[language]);
  await onPage(first, 'welcome');
  await onPage(second, 'welcome');
}

async function onPage(face: Page, name: string): Promise<void> {
  await face.locator(`.kiosk[data-page="${name}"]`).waitFor();
}

/** Amounts are set in parts of several sizes, so blanks do not count. */
async function says(face: Page, text: string): Promise<void> {
  const spoken = () => face.evaluate(() => document.body.innerText.replace(/\s/g, ''));
  const wanted = text.replace(/\s/g, '');
  let said = '';
  await until(`a page says ${text}`, async () => {
    said = await spoken();
    return said.includes(wanted);
  }).catch((cause: Error) => {
    throw new Error(`${cause.message}; it says ${said}`);
  });
}
