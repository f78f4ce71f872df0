/**
 * Every page of givers and recipients and the counter till in a real browser, in both languages, and what a
 * script can hold them to. `PICTURES=1` takes a picture of each for the eye.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { buildWeb, webFolder } from '../../scripts/build-web.ts';
import { faultCatalogue } from '../../src/domain/fault-catalogue.ts';
import type { Language } from '../../src/domain/text.ts';
import { giftStages } from '../../src/wire/rest-gifts.ts';
import { seriousViolations } from '../support/axe.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import {
  atFixtureTime,
  type GiverWindow,
  openGifts,
  phone,
  standing,
  tallScreen,
  tillScreen,
} from '../support/giver-browser.ts';
import { giverPerson } from '../support/giver-fixture.ts';
import { signInCode, startGiverStub, tillToken } from '../support/giver-stub.ts';
import { takePicture } from '../support/take-picture.ts';

if (noChromium) {
  t.plan(0, noChromium);
  process.exit(0);
}
t.setTimeout(600_000);

const languages: readonly Language[] = ['zh', 'en'];
/** The narrowest phone that the pages are for. */
const narrowestPx = 360;
const firstLoadBytesMax = 250 * 1024;

await buildWeb(['gifts']);
const stub = await startGiverStub(webFolder('gifts'));
const shopUrl = `${stub.url}/gift/corner`;
const browser = await startChromium();
t.teardown(async () => {
  await browser.close();
  await stub.stop();
});
t.beforeEach(() => stub.reset());

const code = 'GP%3A7F3K9QWDMX0';

/** Pages with what must be read there, for somebody signed in. */
const pages: Readonly<Record<string, { path: string } & Record<Language, readonly string[]>>> = {
  home: {
    path: '/',
    zh: ['送一份礼物', '给我的', '我送的', '拿铁', '待付款', '已收下'],
    en: ['Give something', 'For me', 'Given by me', 'Latte', 'To be paid', 'Accepted'],
  },
  unpaid: {
    path: '/gifts/gft-unpaid',
    zh: ['等您付款', '￥14.00', '就在这台手机上付', '其他方式付'],
    en: ['Waiting for your payment', 'Pay on this phone', 'Pay another way'],
  },
  waiting: {
    path: '/gifts/gft-waiting',
    zh: ['已付款 ￥14.00', '等对方来领', '取货码', '收回这份礼物'],
    en: ['Paid ￥14.00', 'It appears when they come to pay', 'Pickup code', 'Take this gift back'],
  },
  offered: { path: '/gifts/gft-offered', zh: ['对方正在看'], en: ['Being offered now'] },
  accepted: {
    path: '/gifts/gft-accepted',
    zh: ['2.1 秒后回答', '看起来挺高兴', '露出微笑', '￥1.00 已退回', '和对方聊聊'],
    en: ['after 2.1 s', 'looked pleased', 'smiled', '￥1.00 went back', 'Write to each other'],
  },
  declined: {
    path: '/gifts/gft-declined',
    zh: ['对方没有收下', '确认退款 ￥14.00'],
    en: ['They said no', 'Refund me ￥14.00'],
  },
  expired: { path: '/gifts/gft-expired', zh: ['￥20.00 正在退回'], en: ['￥20.00 on its way back'] },
  talk: {
    path: '/gifts/gft-accepted/talk',
    zh: ['今天正需要这杯咖啡', '写一句'],
    en: ['今天正需要这杯咖啡', 'Write something'],
  },
  'recipient-talk': { path: '/received/gft-had/talk', zh: ['举报', '不再收'], en: ['Report', 'No more'] },
  code: {
    path: '/code',
    zh: ['来自王明', '有人送您的', '验证码'],
    en: ['From 王明', 'From somebody', 'the code we text you'],
  },
  me: {
    path: '/me',
    zh: ['138****8000', '通行密钥', 'iPhone', '您的同意', '已同意', '未同意', '删除关于我的一切'],
    en: [
      '138****8000',
      'Passkeys',
      'iPhone',
      'What you agree to',
      'Not agreed',
      'Delete everything about me',
    ],
  },
};

/** Words of the program that nobody should ever read. */
const raw = new RegExp(
  [
    String.raw`\bundefined\b|\bNaN\b|\[object |\bnull\b|\{\w+\}|Invalid Date`,
    ...giftStages.filter((stage) => /[A-Z]/.test(stage)),
    ...Object.keys(faultCatalogue),
  ].join('|'),
);

async function checkPage(t: Test, page: Page, name: string): Promise<void> {
  const text = await page.locator('body').innerText();
  t.equal(raw.exec(text)?.[0], undefined, `${name} shows no word of the program`);
  const viewport = page.viewportSize() ?? phone;
  if (viewport.width === phone.width) await page.setViewportSize({ ...phone, width: narrowestPx });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  t.ok(overflow <= 0, `${name} does not scroll sideways`);
  await page.setViewportSize(viewport);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, a, input:not([type=checkbox], [type=radio]), select')]
      .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 44)
      .map((one) => one.textContent),
  );
  t.same(small, [], `${name} has no target lower than 44 px`);
  const violations = await seriousViolations(page);
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  t.same(told, [], `${name} has no serious finding of axe`);
}

async function opened(language: Language, viewport = phone): Promise<GiverWindow> {
  const window = await openGifts(browser, shopUrl, language, viewport);
  await atFixtureTime(window.page);
  return window;
}

t.test('the first load stays small and may load nothing from elsewhere', async (t) => {
  const folder = join(webFolder('gifts'), 'assets');
  const bytes = readdirSync(folder)
    .map((name) => gzipSync(readFileSync(join(folder, name))).length)
    .reduce((sum, one) => sum + one, 0);
  t.ok(bytes <= firstLoadBytesMax, `${bytes} bytes`);
  const answer = await fetch(`${shopUrl}/give`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  t.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
  t.notMatch(policy, /unsafe/);
  t.notMatch(await answer.text(), /<script(?![^>]*src=)|<style| style=/, 'nothing inline');
  const manifest = await (await fetch(`${shopUrl}/manifest.webmanifest`)).json();
  t.match(manifest, { start_url: '/gift/corner/', display: 'standalone' });
  t.equal((await fetch(new URL(manifest.icons[0].src, stub.url))).status, 200);
  t.equal((await fetch(`${stub.url}/gift-pages/assets/..%2f..%2fcloud.ts`)).status, 404);
});

for (const language of languages) {
  t.test(`every page stands, in ${language}`, async (t) => {
    stub.world.me = giverPerson;
    for (const [viewport, size] of [
      [phone, 'phone'],
      [tallScreen, 'tall'],
    ] as const) {
      const window = await opened(language, viewport);
      for (const [name, wanted] of Object.entries(pages)) {
        await window.open(wanted.path);
        await takePicture(window.page, `giver-${name}-${size}-${language}`);
        const text = await window.page.locator('body').innerText();
        for (const words of wanted[language]) t.ok(text.includes(words), `${name} says ${words}`);
        if (size === 'phone') await checkPage(t, window.page, name);
      }
      t.same(window.defects, []);
      await window.close();
    }
  });

  t.test(`what is empty, fails or is not there says so, in ${language}`, async (t) => {
    const window = await opened(language);
    const { page } = window;
    stub.world.me = giverPerson;
    stub.empty();
    for (const path of ['/', '/code', '/gifts/gft-none', '/claim']) {
      await window.open(path);
      await takePicture(page, `giver-empty${path.replaceAll('/', '-')}-${language}`);
      await checkPage(t, page, `empty ${path}`);
    }
    stub.world.failing = true;
    await page.goto(`${shopUrl}/`);
    await page.getByRole('alert').waitFor();
    await checkPage(t, page, 'failing');
    stub.world.failing = false;
    await page.locator('main button').click();
    await standing(page);
    await page.context().setOffline(true);
    await page.locator('.note-warning').first().waitFor();
    await takePicture(page, `giver-offline-${language}`);
    await page.context().setOffline(false);
    await page.goto(`${stub.url}/gift/nowhere`);
    await page.locator('.empty h1').waitFor();
    await checkPage(t, page, 'no shop');
    await window.close();
  });

  t.test(`a gift is made from signing in to its payment, in ${language}`, async (t) => {
    const window = await opened(language);
    const { page } = window;
    const picture = (name: string) => takePicture(page, `giver-${name}-phone-${language}`);
    await window.open('/give');
    await picture('sign-in');
    await checkPage(t, page, 'sign-in');
    await page.locator('input[type=tel]').fill('12');
    await page.keyboard.press('Enter');
    await page.locator('.wrong').waitFor();
    await page.locator('input[type=tel]').fill('138 0013 8000');
    await page.keyboard.press('Enter');
    await page.locator('input.typed-code').fill(signInCode);
    await picture('sign-in-code');
    await checkPage(t, page, 'code');
    await page.keyboard.press('Enter');
    await page.locator('input[name=whom]').first().waitFor();
    await page.locator('.more summary').click();
    await page.locator('.more select').first().selectOption('morning');
    await picture('whom');
    await checkPage(t, page, 'whom');
    await page.locator('form > button.primary').click();
    await page.locator('.rows .row').first().waitFor();
    await picture('what');
    await checkPage(t, page, 'what');
    await page.locator('.pills button').nth(3).click();
    await picture('what-amount');
    await checkPage(t, page, 'amount');
    await page.locator('.pills button').first().click();
    await page.locator('.rows .row').first().click();
    await page.locator('textarea').fill('早上好！');
    await picture('words');
    await checkPage(t, page, 'words');
    await page.locator('form > button.primary').click();
    await page.locator('svg.qr').waitFor();
    t.match(page.url(), /\/gifts\/gft-new$/);
    t.match(stub.asked.find(({ name }) => name === 'addGift')?.body, {
      features: [{ kind: 'pickupCode' }, { kind: 'described', name: 'hour', from: 6, to: 10 }],
      threshold: 1,
      target: { kind: 'product', productId: 'latte' },
      amountMinor: 1400,
      words: '早上好！',
    });
    t.same(window.defects, []);
    await window.close();
  });

  t.test(`the counter till takes a customer's gift, in ${language}`, async (t) => {
    const window = await opened(language, tillScreen);
    const { page } = window;
    const scan = async (text: string) => {
      await page.locator('#scan').fill(text);
      await page.keyboard.press('Enter');
    };
    await window.open('/till');
    await takePicture(page, `till-token-${language}`);
    await page.locator('form input').fill(tillToken);
    await page.keyboard.press('Enter');
    await page.locator('#scan').waitFor();
    await takePicture(page, `till-empty-${language}`);
    await checkPage(t, page, 'empty till');
    await scan('6901234567892');
    await scan('06902345678909');
    await scan('latte');
    await scan('4711');
    await page.locator('#scan-says[role=alert]').waitFor();
    await scan('GP:7F3K9QWDMX0');
    await page.locator('.offer').waitFor();
    await takePicture(page, `till-offer-${language}`);
    await checkPage(t, page, 'offer');
    await page.locator('.offer button.primary').click();
    await page.locator('.note-good').waitFor();
    await takePicture(page, `till-paid-${language}`);
    await checkPage(t, page, 'paid till');
    t.match(await page.locator('.till-due').innerText(), /￥12\.50/);
    stub.world.payment = 'returned';
    await page.locator('.offer button').click();
    await page.locator('.offer .note-info').waitFor();
    t.match(await page.locator('.till-due').innerText(), /￥26\.50/, 'what the gift paid is due again');
    await page.locator('.till-sum button').last().click();
    await page.locator('.till .empty').waitFor();
    t.same(window.defects, []);
    await window.close();
  });
}

t.test('a recipient claims by a link, and says no more from this giver', async (t) => {
  const window = await opened('zh');
  const { page } = window;
  await window.open(`/claim#${code}`);
  await page.locator('svg.qr').waitFor();
  await takePicture(page, 'giver-claim-phone-zh');
  await checkPage(t, page, 'claim');
  await page.locator('.choices button').first().click();
  await page.locator('button.danger').click();
  await page.locator('.tag-quiet').waitFor();
  t.match(stub.asked.at(-1), { name: 'decline', body: { giftId: 'gft-for-me' } });
  await window.close();
});

t.test('consents are read before they are given, and everything can be deleted', async (t) => {
  stub.world.me = giverPerson;
  const window = await opened('zh');
  const { page } = window;
  await window.open('/me');
  await page.locator('.card button', { hasText: '了解并决定' }).click();
  await page.locator('.consent').waitFor();
  await takePicture(page, 'giver-consent-phone-zh');
  await checkPage(t, page, 'consent');
  await page.getByRole('button', { name: '同意', exact: true }).click();
  await page.locator('.consent').waitFor({ state: 'detached' });
  t.match(stub.asked.at(-1), { name: 'setConsent', body: { kind: 'history', given: true, textVersion: 1 } });
  await page.getByRole('button', { name: '删除关于我的一切' }).click();
  await page.getByRole('button', { name: '全部删除' }).click();
  await page.getByRole('heading', { name: '已全部删除' }).waitFor();
  t.match(stub.asked.at(-1), { name: 'deleteMe' });
  await window.close();
});
