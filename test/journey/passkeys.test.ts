/**
 * Somebody adds a passkey on their phone, signs out, signs in with it without a number, and removes it, which
 * signs them out: in a real browser with an authenticator that the browser plays. What the browser signed is then
 * replayed and bent.
 */
import type { CDPSession, Page, Request } from 'playwright-core';
import t, { type Test } from 'tap';
import { buildWeb, webFolder } from '../../scripts/build-web.ts';
import type { Language } from '../../src/domain/text.ts';
import { seriousViolations } from '../support/axe.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { merchantId } from '../support/client-world.ts';
import { freePort } from '../support/free-port.ts';
import { openGiftWorld } from '../support/gift-world.ts';
import { signInAtPhone } from '../support/giver-at-phone.ts';
import { openGifts } from '../support/giver-browser.ts';
import { takePicture } from '../support/take-picture.ts';

if (noChromium) {
  t.plan(0, noChromium);
  process.exit(0);
}
t.setTimeout(240_000);
await buildWeb(['gifts']);
const port = await freePort();
const origin = `http://localhost:${port}`;
const world = await openGiftWorld(t, {
  settings: { port, passkeyOrigin: origin, giftsFolder: webFolder('gifts') },
});
const browser = await startChromium();
t.teardown(() => browser.close());

const words = {
  zh: { add: '在这台设备上添加', enter: '用通行密钥登录', remove: /^删除 /, out: '退出登录' },
  en: {
    add: 'Add one to this device',
    enter: 'Sign in with a passkey',
    remove: /^Remove /,
    out: 'Sign out',
  },
} as const;

/** A phone that looks who holds it, by its own sensor. */
async function authenticator(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return { cdp, authenticatorId };
}

async function stands(t: Test, page: Page, name: string): Promise<void> {
  await takePicture(page, name);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  t.ok(sideways <= 0, `${name} does not scroll sideways`);
  t.same(
    (await seriousViolations(page)).map(({ id }) => id),
    [],
    `${name} has no serious finding of axe`,
  );
}

const isSignIn = (request: Request) => request.url().endsWith('/passkey-sign-in');

for (const language of ['zh', 'en'] as const satisfies readonly Language[]) {
  t.test(`a passkey is added, signs in, and is removed, in ${language}`, async (t) => {
    const say = words[language];
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
    const window = await openGifts(browser, `${origin}/gift/${merchantId}`, language);
    const { page } = window;
    const { cdp, authenticatorId } = await authenticator(page);
    await window.open('/me');
    await stands(t, page, `passkeys-sign-in-${language}`);
    await signInAtPhone(page, language === 'zh' ? '13800138001' : '13800138002');
    await button(say.add).click();
    await page.locator('.passkey').waitFor();
    await page.locator('.note-good').waitFor();
    await stands(t, page, `passkeys-added-${language}`);
    await button(say.add).click();
    await page.locator('.note-info').waitFor();
    t.equal(await page.locator('.passkey').count(), 1, 'a device has one of a person');

    await button(say.out).click();
    await page.locator('input[type=tel]').waitFor();
    const asked = page.waitForRequest(isSignIn);
    await button(say.enter).click();
    const body = (await asked).postDataJSON();
    await page.locator('.hero').waitFor();
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    t.match(credentials, [{ isResidentCredential: true, rpId: 'localhost', signCount: 2 }]);

    await t.test('what the browser signed is good once, here, and unbent', async (t) => {
      const tried = (credential: unknown) => world.person('').ask('POST', '/passkey-sign-in', { credential });
      const late = { status: 403, body: { code: 'PASSKEY_LATE' } };
      t.match(await tried(body.credential), late, 'replayed');
      const { body: fresh } = await world.person('').ask('POST', '/passkey-sign-in/options');
      const { response } = body.credential;
      const said = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString());
      const bent = (more: object) => ({
        ...body.credential,
        response: {
          ...response,
          clientDataJSON: Buffer.from(
            JSON.stringify({ ...said, challenge: fresh.challenge, ...more }),
          ).toString('base64url'),
        },
      });
      const refused = { status: 403, body: { code: 'PASSKEY_REFUSED' } };
      t.match(await tried(bent({})), refused, 'an old signature under a new challenge');
      t.match(await tried(bent({})), late, 'whose challenge it used up');
    });

    await window.open('/me');
    await page.locator('.passkey').waitFor();
    await stands(t, page, `passkeys-used-${language}`);
    await button(say.remove).click();
    // It opened this session, which ends with it.
    await page.locator('input[type=tel]').waitFor();
    await button(say.enter).click();
    await page.locator('.note-danger').waitFor();
    await stands(t, page, `passkeys-unknown-${language}`);
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await button(say.enter).click();
    await page.locator('.note-info').waitFor();
    await stands(t, page, `passkeys-stopped-${language}`);
    t.same(window.defects, []);
    await window.close();
  });
}

t.test('at another address of the cloud nobody is asked for a passkey, and is told where', async (t) => {
  const window = await openGifts(browser, `http://127.0.0.1:${port}/gift/${merchantId}`, 'en');
  const { page } = window;
  await window.open('/me');
  t.equal(await page.getByRole('button', { name: words.en.enter }).count(), 0);
  await signInAtPhone(page, '13800138003');
  const link = page.locator('[aria-labelledby=passkeys] a');
  await link.waitFor();
  t.equal(await link.getAttribute('href'), `${origin}/gift/${merchantId}/me`);
  await takePicture(page, 'passkeys-elsewhere-en');
  await window.close();
});
