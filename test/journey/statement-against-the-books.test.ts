/** A platform's statement meets the books: what agrees is done, what differs is closed by somebody with a name. */
import type { Test } from 'tap';
import { chinaDay, dayAfter } from '../../src/domain/statement-cells.ts';
import { alipayTable, alipayZip, type StatementTrade } from '../../src/doubles/statement-text.ts';
import type { BookedTrade } from '../../src/doubles/wallet-book.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { choose, signedIn } from '../support/console-sign-in.ts';
import { type Journey, journey } from '../support/product-journey.ts';

const account = '2088000011112222';
/** On the statement and nowhere in the books. */
const strayNo = 'STRAY-1';
const strayMinor = 1234;
/** The name of whoever signs in to the demo's console. */
const who = 'Demo';

journey(
  'a statement is compared, and what differs is closed at the console',
  async (t, journey) => {
    await t.test('a damaged file is refused whole, and the page says where', (t) => refuses(t, journey));
    await t.test("a statement agrees with what was sold, and one row is nobody's", (t) =>
      compares(t, journey),
    );
    await t.test('the difference is closed once, under a name, and the books balance', (t) =>
      closes(t, journey),
    );
  },
  { onEveryEngine: true, absent: noChromium || undefined },
);

function stated({ outTradeNo, tradeNo, totalMinor, paidAtMs }: BookedTrade): StatementTrade {
  const named = { kind: 'payment', outTradeNo, tradeNo, amountMinor: totalMinor, feeMinor: 1 } as const;
  return { ...named, subject: '可乐', terminalId: 'kiosk-1', atMs: paidAtMs ?? 0 };
}

const zipOf = (day: string, trades: readonly StatementTrade[]) =>
  alipayZip(account, day, alipayTable(account, day, trades));

async function refuses(t: Test, { product }: Journey): Promise<void> {
  const browser = await startChromium();
  t.teardown(() => browser.close());
  const page = await signedIn(browser, product, 'finance/imports');
  const buffer = zipOf(dayAfter(chinaDay(Date.now()), -2), []);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'bill.zip', mimeType: 'application/zip', buffer });
  await page.getByRole('button', { name: 'Upload and compare' }).click();
  await page.getByText('The whole file was refused').waitFor();
  const { items } = await product.rest.call('listStatements');
  t.match(items, [{ state: 'refused', fault: 'STATEMENT_OTHER_DAY', source: 'uploaded', rows: 0 }]);
}

async function compares(t: Test, { product, shopper }: Journey): Promise<void> {
  await shopper.chooses('A1');
  await shopper.goesToPayByCode();
  await shopper.showsCode('paid');
  await shopper.finishes();
  const [trade] = (await product.outside.book()).filter(({ status }) => status === 'TRADE_SUCCESS');
  if (!trade) throw new Error('nothing was paid');
  const day = chinaDay(trade.paidAtMs ?? 0);
  const stray = { ...stated(trade), outTradeNo: strayNo, tradeNo: '2026112299', amountMinor: strayMinor };
  const taken = await product.rest.uploadStatement('alipay', day, zipOf(day, [stated(trade), stray]));
  t.match(taken, { state: 'imported', rows: 2, run: { state: 'done', figures: { channel: 2, agreed: 1 } } });
  const { items } = await product.rest.call('listDifferences', { query: { state: 'unsettled' } });
  t.match(items, [{ category: 'missingInOurs', orderNo: strayNo, deltaMinor: strayMinor }]);
  t.equal(items.length, 1);
}

async function closes(t: Test, { product }: Journey): Promise<void> {
  const browser = await startChromium();
  t.teardown(() => browser.close());
  const page = await signedIn(browser, product, 'finance/differences');
  const row = page.locator('tbody tr');
  await row.getByText(strayNo).waitFor();
  await row.getByText('¥12.34').first().waitFor();
  await page.getByRole('button', { name: /Decide/ }).click();
  await choose(page, 'What to do', "Take the channel's view into the books");
  await page.getByLabel('Why').fill('the till was down that minute');
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByText('There are no such differences').waitFor();
  const { items } = await product.rest.call('listDifferences', { query: { state: 'closed' } });
  const [closed] = items;
  t.match(closed, { orderNo: strayNo, state: 'closed' });
  const { history } = await product.rest.call('readDifference', { path: { id: closed?.id ?? '' } });
  t.match(history.at(-1), { action: 'book', actor: who, note: 'the till was down that minute' });
  const { broken } = await product.rest.call('readBalances');
  t.same(broken, []);
  const { items: audited } = await product.rest.call('listAudit');
  t.ok(audited.some(({ action, actor }) => action === 'actOnDifference' && actor === who));
}
