/** What was sold by several tenders and parked is summed by forms that agree, downloaded, and mailed once. */
import { strFromU8, unzipSync } from 'fflate';
import t, { type Test } from 'tap';
import { ForeignLotDouble } from '../../src/doubles/foreign-lot-double.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { httpBytes } from '../../src/technician/http-json.ts';
import type { Answer } from '../../src/wire/rest.ts';
import { type FormGroup, type FormSchedule, formGroups } from '../../src/wire/rest-forms.ts';
import { startMailServer } from '../support/mail-server.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';

const mail = await startMailServer();
t.teardown(() => mail.stop());
// The product takes its mail server from the environment.
process.env.SMTP_URL = mail.url;
process.env.MAIL_FROM = 'books@kioskd.example';

const card = '907700000000000500';
const pin = '739150';

type Form = Answer<'readForm'>;

journey('forms agree and reach their recipients', async (t, journey) => {
  await t.test('sales by code, coins and a split, a refund, and parking', (t) => sells(t, journey));
  await t.test('all forms agree, and every number leads to its payments', (t) => agrees(t, journey));
  await t.test('the forms come as a workbook and as CSV', (t) => downloads(t, journey));
  await t.test('a schedule mails a period once, however often it is asked and started', (t) =>
    mails(t, journey),
  );
});

const day = (atMs: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(atMs));
/** From the day before, so that midnight on the way changes nothing. */
const period = { from: day(Date.now() - 86_400_000), to: day(Date.now() + 86_400_000) };

async function read({ product }: Journey, by: FormGroup[], filters: object = {}): Promise<Form> {
  return product.rest.call('readForm', { query: { ...period, by: by.join(','), ...filters } });
}

const orderIds: string[] = [];

async function sells(t: Test, journey: Journey): Promise<void> {
  const { product, shopper } = journey;
  await product.rest.call('openStoredValueCard', {
    body: { code: card, balanceMinor: 500, currency: 'CNY' },
  });
  await product.rest.call('setCardPin', { body: { code: card, pin } });
  await shopper.chooses('A1');
  await shopper.goesToPayByCode();
  await shopper.scan(card);
  await shopper.sees('cardPin');
  await shopper.touch({ tap: 'enterPin', pin });
  await shopper.sees('cardPart');
  await shopper.touch({ tap: 'goOn' });
  await shopper.sees('tenderChoice', ({ split }) => split?.remainingMinor === 250);
  await shopper.goesToPayByCash();
  await shopper.insertsCoins(100);
  await shopper.sees('insertCash', ({ split }) => split?.remainingMinor === 150);
  await shopper.touch({ tap: 'back' });
  await shopper.sees('tenderChoice', ({ split }) => split?.remainingMinor === 150);
  await shopper.goesToPayByCode();
  await shopper.showsCode('paid');
  orderIds.push((await shopper.sees('done')).orderId ?? '');
  await shopper.finishes();
  await product.outside.play('dispenser', { state: 'jam' });
  await shopper.chooses('A1');
  await shopper.goesToPayByCode();
  await shopper.showsCode('paid');
  await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
  await shopper.finishes();
  await product.outside.play('dispenser', { state: 'ok' });
  const key = await product.rest.call('makeParkingLotKey', { path: { id: 'corner-garage' } });
  const lot = new ForeignLotDouble({
    ...{ ...key, lotId: 'corner-garage', clock: new SystemClock(), random: systemRandom },
  });
  const bill = { parking_order: 'G-1', currency: 'CNY', pay_time: new Date().toISOString() };
  await lot.sendPayments(
    [
      { ...bill, pay_serial: 'G-1-1', value: 3000, free_value: 1000, pay_value: 2000, pay_origin: 'wechat' },
      { ...bill, pay_serial: 'G-1-2', value: 4000, pay_value: 4000, pay_origin: 'cash' },
    ],
    1,
  );
  const counted = await until('everything in the forms', async () => {
    const form = await read(journey, ['channel']);
    return form.total.payments === 6 && form.total.refunds === 1 && form.waiting === 0 && form;
  });
  t.match(counted.total, {
    ...{ orders: 3, regularMinor: 8500, couponMinor: 1000, actualMinor: 7500 },
    ...{ refundedMinor: 750, netMinor: 6750 },
  });
}

async function agrees(t: Test, journey: Journey): Promise<void> {
  const { product } = journey;
  for (const by of [...formGroups.map((group) => [group]), ['channel', 'day'], ['product', 'channel']]) {
    const { rows, total } = await read(journey, by as FormGroup[]);
    const sum = rows.reduce((all, row) => all + row.netMinor, 0);
    t.same([total.netMinor, total.regularMinor, sum], [6750, 8500, 6750], by.join(' and '));
  }
  const site = await read(journey, ['site']);
  t.match(
    site.rows.map(({ keys: [key], orders, payments, netMinor }) => [key, orders, payments, netMinor]),
    [
      ['site:corner', 1, 2, 6000],
      ['machine:kiosk-1', 2, 4, 750],
    ],
  );
  const channels = await read(journey, ['channel'], { machine: 'kiosk-1' });
  t.same(Object.fromEntries(channels.rows.map(({ keys: [key = ''], netMinor }) => [key, netMinor])), {
    ...{ alipay: 150, cash: 100, 'stored-value': 500 },
  });
  const split = await product.rest.call('listFormPayments', {
    query: { ...period, channel: 'stored-value' },
  });
  t.match(split.items, [{ orderId: orderIds[0], actualMinor: 500, place: { id: 'kiosk-1' } }]);
  const back = await product.rest.call('listFormPayments', { query: { ...period, channel: 'alipay' } });
  t.same(back.items.map(({ kind }) => kind).sort(), ['payment', 'payment', 'refund']);
}

async function downloads(t: Test, { product }: Journey): Promise<void> {
  const forms: FormSchedule['forms'] = ['site', 'channel', 'regular', 'difference'];
  const file = { ...period, forms, language: 'zh' as const };
  const { path } = await product.rest.call('makeFormLink', { body: { ...file, format: 'xlsx' } });
  const workbook = unzipSync(await httpBytes({ url: new URL(path, product.ready.cloud).href }));
  const sheet = (n: number) => strFromU8(workbook[`xl/worksheets/sheet${n}.xml`] ?? new Uint8Array());
  t.match(
    strFromU8(workbook['xl/workbook.xml'] ?? new Uint8Array()),
    /场所报表[\s\S]*渠道报表[\s\S]*常规报表[\s\S]*差异报表/,
  );
  t.match(sheet(1), /<f>SUM\(J3:J\d+\)<\/f><v>67\.5<\/v>/, 'the total is a formula and its value');
  const link = await product.rest.call('makeFormLink', {
    body: { ...file, forms: ['channel'], format: 'csv' },
  });
  const csv = Buffer.from(await httpBytes({ url: new URL(link.path, product.ready.cloud).href }));
  t.same([...csv.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'with its mark');
  const lines = csv.toString('utf8').slice(1).split('\r\n');
  t.equal(lines.at(-2), '合计,6,75.00,1,7.50,67.50');
  t.ok(
    lines.some((line) => line.startsWith('支付宝,2,9.00,1,7.50,1.50')),
    csv.toString('utf8'),
  );
  const listed = await product.rest.call('makeFormLink', {
    body: { ...file, forms: ['payments'], format: 'csv', channel: 'stored-value' },
  });
  t.notOk(listed.cut);
  const payments = Buffer.from(await httpBytes({ url: new URL(listed.path, product.ready.cloud).href }));
  const [, paid = '', total, ...none] = payments.toString('utf8').trim().split('\r\n');
  t.match(paid, new RegExp(`,付款,${orderIds[0]},.*,kiosk-1,.*,5\\.00,0\\.00$`));
  t.match(total, /^合计,{8}.*,5\.00,0\.00$/);
  t.same(none, []);
  const forged = link.path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const refused = await fetch(new URL(forged, product.ready.cloud));
  t.equal(refused.status, 404, 'a link that nobody signed');
}

async function mails(t: Test, journey: Journey): Promise<void> {
  const { product } = journey;
  const schedule: FormSchedule = {
    ...{ id: 'fs_property', recipientKind: 'propertyGroup', recipient: '滨江物业', language: 'zh' },
    ...{ emails: ['books@mall.example'], forms: ['site', 'channel', 'regular', 'difference'] },
    ...{ formats: ['xlsx', 'csv'], sites: null, every: 'month', hour: 8, active: true },
  };
  await product.rest.call('changeFormSchedule', { path: { id: schedule.id }, body: schedule });
  const send = () => product.rest.call('sendForm', { path: { id: schedule.id }, body: period });
  t.same(await send(), { repeated: false });
  const sent = await until('the mail', async () => {
    const { items } = await product.rest.call('listFormSendings');
    return items[0]?.state === 'sent' && items[0];
  });
  t.same(await send(), { repeated: true });
  await product.stop();
  await product.start();
  await until('the cloud after its restart', async () => (await product.rest.call('listFormSchedules')).mail);
  t.same(await send(), { repeated: true });
  const later = await product.rest.call('listFormSendings');
  t.same(later.items, [sent], 'nothing more was sent');
  t.equal(mail.mails.length, 1);
  t.match(mail.mails[0]?.text, new RegExp(sent.messageId ?? 'a number'));
  t.match(mail.mails[0]?.text, /filename=demo-forms-[\d_-]+\.xlsx/);
  t.equal(sent.files.length, 5);
}
