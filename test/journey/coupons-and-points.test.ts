/** Coupons and points, from the console that issues them to two machines, the books and the receipt. */
import type { Test } from 'tap';
import { defaultPointsPolicy } from '../../src/domain/points.ts';
import { promotionSchema } from '../../src/domain/promotion.ts';
import type { View } from '../../src/kiosk/screen/view.ts';
import { printedReceipt } from '../support/printed-receipt.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { startSecondKiosk } from '../support/product-second-kiosk.ts';
import { until } from '../support/product-until.ts';
import { Shopper } from '../support/shopper.ts';

const tenOff = promotionSchema.parse({
  promotionId: 'ten-off',
  name: { zh: '新客立减10元', en: '10 off for new customers' },
  priority: 900,
  exclusive: false,
  coupon: 'welcome',
  scope: {},
  effect: { kind: 'basketAmountOff', minSpendMinor: 2000, amountMinor: 1000 },
});

interface Two extends Journey {
  readonly second: Shopper;
}

journey(
  'coupons count once and points are spent and earned',
  async (t, journey) => {
    const { product } = journey;
    await setUp(journey);
    const kiosk = await startSecondKiosk(product, 'demo', 'kiosk-2');
    t.teardown(() => kiosk.stop());
    const second = await Shopper.at(kiosk);
    t.teardown(() => second.leave());
    const two = { ...journey, second };
    await t.test('a coupon counts at one machine, once, and is refused at the other', (t) => once(t, two));
    await t.test('a coupon of a sale that was left is free again', (t) => left(t, two));
    await t.test('a signed coupon holds offline, and a second time is found later', (t) => offline(t, two));
    await t.test('points reduce the amount and are earned for what is paid', (t) => points(t, two));
    await t.test('no coupon is in a log or a journal', (t) => secrecy(t, two));
  },
  { moreMachines: ['demo.kiosk-2'] },
);

const issued: string[] = [];

async function issue({ product }: Journey, signed: boolean, count = 1): Promise<string[]> {
  const { codes } = await product.rest.call('issueCoupons', {
    body: {
      ...{ series: 'welcome', name: { zh: '新客券', en: 'Welcome' }, count, signed },
      expiresAtMs: Date.now() + 86_400_000,
    },
  });
  issued.push(...codes);
  return codes;
}

async function setUp(journey: Journey): Promise<void> {
  const { rest, operator } = journey.product;
  await rest.call('changePromotion', { path: { id: tenOff.promotionId }, body: tenOff });
  await issue(journey, false);
  await rest.call('changeBenefitPolicy', {
    body: { points: defaultPointsPolicy, offlineCountMax: 5, offlineMinorMax: 10_000 },
  });
  const { parking: _, ...one } = await rest.call('readKiosk', { path: { id: 'kiosk-1' } });
  const { name, helpPhone, timeZone, tenders } = one;
  const settings = { name, helpPhone, timeZone, tenders, members: { phone: true } };
  await rest.call('changeKiosk', { path: { id: 'kiosk-1' }, body: settings as never });
  await operator.call('addKiosk', {
    body: { ...settings, merchantId: 'demo', id: 'kiosk-2' } as never,
  });
  await rest.call('publishToAll');
  await journey.shopper.sees('welcome', ({ benefits }) => benefits?.coupons !== undefined);
}

/** Two bags of apples: 25.80 each at the scale. */
async function fills(shopper: Shopper): Promise<number> {
  await shopper.takes('apples-1250g', 'apples-1250g');
  return shopper.view.totals.dueMinor;
}

async function paysByCode(shopper: Shopper): Promise<string> {
  await shopper.goesToPayByCode();
  await shopper.showsCode('paid');
  const done = await shopper.sees('done');
  await shopper.finishes();
  return done.orderId as string;
}

/** A cloud that did not answer in time is asked again, as people do. */
const lateCodes = new Set<string | undefined>(['COUPON_NEEDS_NETWORK', 'POINTS_NEED_NETWORK', 'MEMBER_LATE']);

async function insists(
  shopper: Shopper,
  act: () => Promise<void>,
  done: (view: View) => boolean,
): Promise<View> {
  for (;;) {
    const before = shopper.view.notice?.noticeId ?? 0;
    await act();
    const isTold = ({ notice }: View) => (notice?.noticeId ?? 0) > before;
    const view = await shopper.sees('list', (one) => done(one) || isTold(one));
    if (done(view)) return view;
    if (!lateCodes.has(view.notice?.code)) throw new Error(`was told ${view.notice?.code}`);
  }
}

const counts = (shopper: Shopper, code: string, dueMinor: number) =>
  insists(
    shopper,
    () => shopper.scan(code),
    ({ totals }) => totals.dueMinor === dueMinor,
  );

/** What the shopper is told about the coupon, once the cloud has answered. */
async function refusal(shopper: Shopper, act: () => Promise<void>): Promise<string> {
  for (;;) {
    await act();
    const code = await shopper.isTold();
    if (!lateCodes.has(code)) return code;
  }
}

async function once(t: Test, { product, shopper, second }: Two): Promise<void> {
  const [code = ''] = issued;
  await second.sees('welcome', ({ benefits }) => benefits?.coupons !== undefined);
  const regular = await fills(shopper);
  const list = await counts(shopper, code.replaceAll('-', ''), regular - 1000);
  t.match(list.benefits?.coupons?.shown, [{ offMinor: 1000, name: tenOff.name }]);
  await fills(second);
  t.equal(await refusal(second, () => second.touch({ tap: 'nameCoupon', code })), 'COUPON_IN_USE');
  const orderId = await paysByCode(shopper);
  const used = await until('the redeemed coupon', async () => {
    const { items } = await product.rest.call('listCoupons', { query: { state: 'redeemed' } });
    return items.find((coupon) => coupon.order === orderId);
  });
  t.match(used, { kiosk: 'kiosk-1', series: 'welcome' });
  t.equal(await refusal(second, () => second.scan(code)), 'COUPON_USED');
  await second.touch({ tap: 'cancel' });
  await second.sees('welcome');
  const receipt = await printedReceipt(product, orderId);
  for (const said of ['新客立减10元', '优惠券', '-￥10.00']) t.ok(receipt.text.includes(said), said);
  const order = await product.rest.order(orderId);
  t.match(order.total, regular - 1000);
}

async function left(t: Test, two: Two): Promise<void> {
  const [code = ''] = await issue(two, false);
  await counts(two.shopper, code, (await fills(two.shopper)) - 1000);
  await two.shopper.touch({ tap: 'cancel' });
  await two.shopper.sees('welcome');
  await until('the coupon is free', async () => {
    const { items } = await two.product.rest.call('listCoupons', { query: { state: 'reserved' } });
    return items.length === 0;
  });
  await counts(two.second, code, (await fills(two.second)) - 1000);
  await paysByCode(two.second);
  t.pass('the other machine used it');
}

/** The machine without a network believes the signature, the other one asks the cloud, which knows nothing of it. */
async function offline(t: Test, two: Two): Promise<void> {
  const { product, shopper, second } = two;
  const [code = ''] = await issue(two, true);
  await product.outside.network({ state: 'down' });
  await shopper.sees('welcome', ({ online }) => !online);
  const regular = await fills(shopper);
  const list = await counts(shopper, code, regular - 1000);
  t.match(list.benefits?.coupons?.shown, [{ offline: true, offMinor: 1000 }]);
  await shopper.goesToPayByCash();
  await shopper.insertsCoins(regular - 1000 + 50);
  const done = await shopper.sees('done');
  await shopper.finishes();
  await fills(shopper);
  await shopper.scan(code);
  t.equal(await shopper.isTold(), 'COUPON_USED', 'at this machine it counts once');
  await shopper.touch({ tap: 'cancel' });
  await shopper.sees('welcome');
  await counts(second, code, (await fills(second)) - 1000);
  const online = await paysByCode(second);
  await until('the first redemption in the cloud', async () => {
    const { items } = await product.rest.call('listCoupons', { query: { state: 'redeemed' } });
    return items.some(({ order }) => order === online);
  });
  await product.outside.network({ state: 'up' });
  const [difference] = await until('the second redemption is listed', async () => {
    const { items } = await product.rest.call('listRedemptions', { query: { differences: 'true' } });
    return items.length > 0 && items;
  });
  const { orderId } = done;
  t.match(difference, { difference: 'twice', by: 'signature', offMinor: 1000, order: orderId });
  const { items: alarms } = await product.rest.call('listAlarms');
  t.ok(alarms.some(({ kind, fault }) => kind === 'coupon' && fault === 'COUPON_REDEEMED_TWICE'));
  await shopper.sees('welcome', ({ online: back }) => back);
}

async function points(t: Test, { product, shopper }: Two): Promise<void> {
  const member = await product.rest.call('addMember', {
    body: { name: '王小明', memberPrice: false, display: null, keptHours: 0 },
  });
  const path = { id: member.id };
  await product.rest.call('grantPoints', { path, body: { points: 100, reason: 'welcome' } });
  const regular = await fills(shopper);
  const offered = await insists(
    shopper,
    () => shopper.scan(member.code),
    ({ benefits }) => benefits?.points?.offer !== undefined,
  );
  t.match(offered.benefits?.points?.offer, { points: 100, worthMinor: 1000 });
  await insists(
    shopper,
    () => shopper.touch({ tap: 'usePoints' }),
    ({ totals }) => totals.dueMinor === regular - 1000,
  );
  t.equal((await product.rest.call('readPoints', { path })).balance, 0, 'kept for the order');
  const orderId = await paysByCode(shopper);
  const earned = Math.floor((regular - 1000) / 100);
  const { entries } = await until('the points in the books', async () => {
    const told = await product.rest.call('readPoints', { path });
    return told.balance === earned && told;
  });
  t.match(
    entries
      .filter(({ order }) => order === orderId)
      .map(({ kind, points }) => [kind, points])
      .sort(),
    [
      ['earned', earned],
      ['spent', -100],
    ],
  );
  t.match((await printedReceipt(product, orderId)).text, '积分抵扣');
}

async function secrecy(t: Test, { product }: Two): Promise<void> {
  const journal = JSON.stringify(await product.outside.journal());
  const logs = product.logs();
  for (const code of issued) {
    const bare = code.replaceAll('-', '');
    const part = code.startsWith('KS1') ? (code.split('.').at(-1) as string) : bare;
    t.notOk(journal.includes(part), 'the journal');
    t.notOk(logs.includes(part) || logs.includes(code), 'the logs');
  }
}
