/**
 * Another client of the merchant: it asks beforehand, makes an order, its payer pays on the cashier page, and
 * although the cloud dies in between each message has its effect once, by webhook and by stream. The page that
 * popped up, the machine's screen and the messages say the same.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Test } from 'tap';
import type { PaymentMessage } from '../../src/domain/payment-message.ts';
import type { VerificationRule } from '../../src/domain/verification-rule.ts';
import { seriousViolations } from '../support/axe.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const pictures = join(import.meta.dirname, '../../.build/screenshots');
const root = fileURLToPath(new URL('../../', import.meta.url));

interface Said {
  readonly what: string;
  // biome-ignore lint/suspicious/noExplicitAny: facts of each line
  readonly facts: any;
}

/** The example client as a program of its own, and what it said. */
class ExampleClient {
  readonly said: Said[] = [];
  #process: ChildProcess;

  constructor(t: Test, data: string) {
    const child = spawn(process.execPath, ['scripts/example-client.ts', '--data', data], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const at = line.indexOf(' ');
      this.said.push({ what: line.slice(0, at), facts: JSON.parse(line.slice(at)) });
    });
    t.teardown(() => child.kill('SIGKILL'));
  }

  end(): void {
    this.#process.kill('SIGKILL');
  }

  async says(what: string, fits: (facts: Said['facts']) => boolean = () => true): Promise<Said['facts']> {
    const found = await until(`the client says ${what}`, () =>
      this.said.find((one) => one.what === what && fits(one.facts)),
    );
    return found.facts;
  }
}

journey(
  'another client is served and told once of each end, whatever becomes of the cloud',
  async (t, journey) => {
    const { product } = journey;
    const { outside } = product;
    mkdirSync(pictures, { recursive: true });
    const browser = await startChromium();
    t.teardown(() => browser.close());
    await publishLimit(journey);
    const client = new ExampleClient(t, product.data);
    t.match(await client.says('verified'), { passed: true, results: [{ key: 'cloudLimit', passed: true }] });
    const { orderId, pay } = await client.says('order');
    const page = await openPage(browser, pay);

    await t.test(
      'the page shows the order, in both languages, without a serious finding of axe',
      async (t) => {
        for (const language of ['English', '中文']) {
          await page.getByRole('button', { name: language }).click();
          await page.locator('.ways').waitFor();
          t.match(await page.locator('.amount').innerText(), /￥39\.00/);
          t.same(await seriousViolations(page), []);
          await page.screenshot({ path: join(pictures, `cashier-${language}.png`), fullPage: true });
        }
      },
    );

    await t.test('a refused code pops up on the page, and the same message is pushed', async (t) => {
      await payByCode(page, await outside.walletCode('balance'));
      const told = await client.says('webhook', ({ kind }) => kind === 'paymentFailed');
      await saysTheSame(t, page, told.message);
      t.same((await client.says('stream', ({ kind }) => kind === 'paymentFailed')).message, told.message);
      await page.locator('.primary').click();
    });

    await t.test('paid while the cloud is killed: told once in effect, by both ways', async (t) => {
      const { pid } = await outside.program('cloud');
      await payByCode(page, await outside.walletCode('slow', { slowMs: 6000 }));
      await page.getByText('正在收款').waitFor();
      process.kill(pid, 'SIGKILL');
      await until('another cloud is started', async () => (await outside.program('cloud')).pid !== pid);
      await until('it serves', async () => (await fetch(new URL('/healthz', product.ready.cloud))).ok);
      const byWebhook = await client.says('webhook', ({ kind }) => kind === 'paymentSucceeded');
      const byStream = await client.says('stream', ({ kind }) => kind === 'paymentSucceeded');
      t.same(byWebhook.message, byStream.message);
      await page.locator('.outcome-paymentSucceeded').waitFor();
      await saysTheSame(t, page, byWebhook.message);
      for (const way of ['webhook', 'stream']) {
        const effects = client.said.filter(
          ({ what, facts }) => what === way && facts.first && facts.kind === 'paymentSucceeded',
        );
        t.equal(effects.length, 1, `${way} has its effect once`);
      }
      const paid = (await outside.book()).filter(({ paidAtMs }) => paidAtMs !== null);
      t.equal(paid.length, 1, 'and the platform took the money once');
    });

    await t.test('the page stands in frames of registered origins only', async (t) => {
      await framed(t, journey, browser);
    });

    await t.test(
      'what the rules refuse reads alike on the machine, on the page and in the message',
      async (t) => {
        await publishLimit(journey, 100);
        await journey.shopper.takes('mineral-water-case');
        await journey.shopper.goesToPayByCode();
        await journey.shopper.showsCode('paid');
        await journey.shopper.sees('verificationFailed');
        const screen = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
        await screen.goto(product.ready.kiosk);
        await screen.locator('.check-failed').first().waitFor();
        const second = new ExampleClient(t, product.data);
        t.match(await second.says('verified'), { passed: false, title: { en: 'Not ready to pay yet' } });
        const order = await second.says('order');
        await page.goto(`${order.pay}?lang=zh`);
        await payByCode(page, await outside.walletCode('paid'));
        const { message } = await second.says('webhook', ({ kind }) => kind === 'verificationFailed');
        await saysTheSame(t, page, message);
        const onMachine = await screen.locator('main, body').first().innerText();
        const told = message as PaymentMessage;
        t.ok(onMachine.includes(told.title.zh), 'the machine has the same title');
        t.ok(onMachine.includes(told.note.zh), 'and the same sentence');
        t.ok(
          onMachine.includes(told.results?.find(({ passed }) => !passed)?.message?.zh ?? '-'),
          'and says why',
        );
        t.not(order.orderId, orderId);
        second.end();
      },
    );
  },
  { absent: noChromium || undefined },
);

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${url}?lang=zh`);
  return page;
}

async function payByCode(page: Page, code: string): Promise<void> {
  await page.locator('.way', { hasText: /用付款码|With a payment code/ }).click();
  await page.locator('input.typed').fill(code);
  await page.locator('button[type=submit]').click();
}

/** Title and sentence on the page are the message's, word for word. */
async function saysTheSame(t: Test, page: Page, message: PaymentMessage): Promise<void> {
  await page.locator(`.outcome-${message.kind}`).waitFor();
  t.equal(await page.locator('.outcome h2').innerText(), message.title.zh);
  const words = await page.locator('.outcome').innerText();
  t.ok(words.includes(message.note.zh), 'the page says the sentence of the message');
  for (const { passed, message: why } of message.results ?? []) {
    if (!passed && why) t.ok(words.includes(why.zh), 'and why, as the rule says it');
  }
}

async function publishLimit({ product }: Journey, amountMinor = 5000): Promise<void> {
  const rule: VerificationRule = {
    ...{ key: 'cloudLimit', order: 10, correction: 'changeList', place: 'cloud', whenUnknown: 'refuse' },
    label: { zh: '单笔限额', en: 'Limit for one payment' },
    expression: `amountMinor <= ${amountMinor}`,
    message: { zh: '这笔金额超过了单笔限额。', en: 'This is more than one payment may be.' },
  };
  await product.rest.call('changeVerificationRule', { path: { id: rule.key }, body: rule });
  await product.rest.call('publishVerification');
}

/** A page of a registered origin can hold the cashier page, one of another origin cannot. */
async function framed(t: Test, { product }: Journey, browser: Browser): Promise<void> {
  const shop = createServer((request, response) => {
    const pay = new URL(request.url ?? '/', 'http://shop').searchParams.get('pay');
    response.setHeader('content-type', 'text/html');
    response.end(`<iframe width="400" height="700" src="${pay}"></iframe>`);
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  t.teardown(() => shop.close());
  const { port } = shop.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const made = await product.rest.call('addClient', {
    body: { name: 'shop', scopes: ['orders'], origins: [origin] },
  });
  const answer = await fetch(new URL('/service/v1/orders', product.ready.cloud), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${made.token}`,
      'content-type': 'application/json',
      'idempotency-key': 'framed',
    },
    body: JSON.stringify({
      reference: 'f',
      lines: [{ name: { zh: '茶', en: 'Tea' }, quantity: 1, unitPriceMinor: 100 }],
      ...{ amountMinor: 100, currency: 'CNY' },
    }),
  });
  const { cashierUrl } = (await answer.json()) as { cashierUrl: string };
  const page = await browser.newPage();
  await page.goto(`${origin}/?pay=${encodeURIComponent(cashierUrl)}`);
  await page.frameLocator('iframe').locator('.ways').waitFor();
  await page.goto(`http://localhost:${port}/?pay=${encodeURIComponent(cashierUrl)}`);
  await page.waitForLoadState('networkidle');
  t.equal(await page.frameLocator('iframe').locator('.ways').count(), 0, 'a stranger shows nothing');
}
