/** A gift at the machine, from the giver who pays in advance to the goods, the receipt and the books. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { GiftView } from '../../src/wire/rest-gifts.ts';
import { answers, claims, leavesTheList, offerOrTenders, refused, toTenders } from '../support/gift-taker.ts';
import { Giver } from '../support/giver.ts';
import { printedReceipt } from '../support/printed-receipt.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';
import type { Shopper } from '../support/shopper.ts';
import { startSecondGiftMachine } from '../support/two-gift-machines.ts';

interface Two extends Journey {
  readonly second: Shopper;
  readonly giver: Giver;
}

const words = '加班辛苦了，喝杯热的';

journey(
  'a gift pays at the machine',
  async (t, journey) => {
    const { product } = journey;
    const { second } = await startSecondGiftMachine(t, journey);
    const giver = await Giver.signIn(product, '13800138000', '小李', 'li@example.com');
    const two = { ...journey, second, giver };
    await t.test('accepted, it pays, the goods come, and the words are on paper', (t) => accepted(t, two));
    await t.test('what it does not cover is paid otherwise; what costs nothing at all is not offered', (t) =>
      covered(t, two),
    );
    await t.test('declined, it goes back to its giver, who is told', (t) => declined(t, two));
    await t.test('"not me" leaves it for its recipient, who takes it at another machine, once', (t) =>
      notMe(t, two),
    );
    await t.test('a member is offered it after showing the code, without asking', (t) => member(t, two));
    await t.test('goods that do not come give it back to its recipient', (t) => notDelivered(t, two));
    await t.test('through a power cut on the way it is taken once', (t) => powerCut(t, two));
    await t.test('without the network only a gift kept for the machine is offered', (t) => offline(t, two));
    await t.test('no code and no word of it is in a journal or a log', (t) => secrecy(t, two));
  },
  { moreMachines: ['demo.kiosk-2'] },
);

const codes: string[] = [];

/** A gift for whoever has the code. */
async function gives(giver: Giver, more: object = {}): Promise<GiftView & { pickupCode: string }> {
  const gift = await giver.gives({ features: [{ kind: 'pickupCode' }], words, ...more });
  const { pickupCode } = gift;
  if (pickupCode === null) throw new Error('no code to pass on');
  codes.push(pickupCode);
  return { ...gift, pickupCode };
}

async function accepted(t: Test, { product, shopper, giver }: Two): Promise<void> {
  const gift = await gives(giver);
  await shopper.chooses('A1');
  const due = (await toTenders(shopper)).totals.dueMinor;
  t.equal(due, 750, 'as much as the gift');
  const offer = await claims(shopper, gift.pickupCode);
  t.match(offer.page, { from: '小李', words, coverMinor: 750, restMinor: 0 });
  t.equal((await giver.sees(gift.giftId, 'offered')).answer, null);
  await answers(shopper, offer, 'accepted');
  const done = await shopper.sees('done', ({ gift }) => gift?.accepted?.contact);
  t.match(done.gift, { accepted: { from: '小李', words, contact: 'li@example.com', paidMinor: 750 } });
  await shopper.finishes();
  const orderId = done.orderId as string;
  const receipt = await printedReceipt(product, orderId);
  for (const said of ['小李送您的礼物', words.slice(0, 5), '礼物', 'li@example.com'])
    t.ok(receipt.text.replaceAll(' ', '').includes(said), said);
  const told = await giver.sees(gift.giftId, 'accepted');
  t.match(told.answer, { kind: 'accepted' });
  t.equal(told.money.spentMinor, 750);
  const order = await closed(product, orderId);
  t.match(order, { state: 'deliveryAndPaymentSuccess', payments: [{ platform: 'gift', amountMinor: 750 }] });
  await shopper.chooses('A1');
  await toTenders(shopper);
  t.equal(await refused(shopper, gift.pickupCode), 'GIFT_NONE', 'it is taken once');
  await leavesTheList(shopper);
}

async function covered(t: Test, { product, shopper, giver }: Two): Promise<void> {
  const gift = await gives(giver, { amountMinor: 500 });
  await shopper.chooses('A1');
  await toTenders(shopper);
  const offer = await claims(shopper, gift.pickupCode);
  t.match(offer.page, { coverMinor: 500, restMinor: 250 });
  await answers(shopper, offer, 'accepted');
  const rest = await shopper.sees('tenderChoice', ({ split }) => split !== undefined);
  t.match(rest.split, { parts: [{ platform: 'gift', amountMinor: 500 }], remainingMinor: 250 });
  await shopper.goesToPayByCode();
  await shopper.showsCode('paid');
  const done = await shopper.sees('done');
  await shopper.finishes();
  t.match((await closed(product, done.orderId as string)).payments, [
    { platform: 'gift', amountMinor: 500 },
    { platform: 'alipay', amountMinor: 250 },
  ]);
  await shopper.chooses('A1');
  await toTenders(shopper);
  t.equal(await refused(shopper, 'GP:00000000000'), 'GIFT_NONE', 'nobody has that code');
  await leavesTheList(shopper);
}

async function declined(t: Test, { shopper, giver }: Two): Promise<void> {
  const gift = await gives(giver);
  await shopper.chooses('A1');
  await toTenders(shopper);
  await answers(shopper, await claims(shopper, gift.pickupCode), 'declined');
  await shopper.sees('tenderChoice');
  await shopper.touch({ tap: 'chooseTender', tender: 'code' });
  await shopper.sees('presentCode');
  await shopper.showsCode('paid');
  await shopper.sees('done');
  await shopper.finishes();
  const told = await giver.sees(gift.giftId, 'declined');
  t.match(told.answer, { kind: 'declined' });
  const back = await until('the money back', async () => {
    const { money } = await giver.reads(gift.giftId);
    return money.returnedMinor > 0 && money;
  });
  t.match(back, { paidMinor: 750, spentMinor: 0, returnedMinor: 750, returningMinor: 0 });
}

async function notMe(t: Test, { product, shopper, second, giver }: Two): Promise<void> {
  const gift = await gives(giver);
  await shopper.chooses('A1');
  await toTenders(shopper);
  const offer = await claims(shopper, gift.pickupCode);
  await second.takes('biscuits');
  await toTenders(second);
  t.equal(await refused(second, gift.pickupCode), 'GIFT_NONE', 'to one machine at a time');
  await answers(shopper, offer, 'notMe');
  await shopper.sees('tenderChoice');
  t.equal((await giver.sees(gift.giftId, 'waiting')).answer, null, 'the giver is told nothing');
  const there = await claims(second, gift.pickupCode);
  await answers(second, there, 'accepted');
  await second.sees('done');
  await second.finishes();
  t.equal(await refused(shopper, gift.pickupCode), 'GIFT_NONE');
  await leavesTheList(shopper);
  const told = await giver.sees(gift.giftId, 'accepted');
  t.equal(told.money.spentMinor, there.page.coverMinor);
  t.equal((await product.outside.status()).phase, 'welcome');
}

async function member(t: Test, { product, shopper, giver }: Two): Promise<void> {
  const added = await product.rest.call('addMember', {
    body: { name: '王小明', memberPrice: false, display: null, keptHours: 0 },
  });
  const gift = await giver.gives({ features: [{ kind: 'memberCode', code: added.code }], words });
  await greeted(shopper, added.code);
  await shopper.touch({ tap: 'pay' });
  let { page } = await offerOrTenders(shopper);
  // A cloud that takes longer than a second is asked again by who waits for it.
  while (page.page === 'tenderChoice') {
    await shopper.touch({ tap: 'askGift' });
    const asked = await shopper.seesOneOf('giftSeek', 'giftClaim');
    if (asked.page.page === 'giftClaim') await shopper.scan(added.code);
    ({ page } = await offerOrTenders(shopper));
  }
  const offer = await shopper.sees('giftOffer');
  await answers(shopper, offer, 'accepted');
  await shopper.sees('done');
  await shopper.finishes();
  t.match((await giver.sees(gift.giftId, 'accepted')).answer, { kind: 'accepted' });
}

/** Shows the member code until the cloud has said in time who it is. */
async function greeted(shopper: Shopper, code: string): Promise<void> {
  await shopper.chooses('A1');
  for (;;) {
    const before = shopper.view.notice?.noticeId ?? 0;
    await shopper.scan(code);
    const view = await shopper.sees('list', (one) => one.member || (one.notice?.noticeId ?? 0) > before);
    if (view.member) return;
    if (view.notice?.code !== 'MEMBER_LATE') throw new Error(`was told ${view.notice?.code}`);
  }
}

async function notDelivered(t: Test, { product, shopper, giver }: Two): Promise<void> {
  const gift = await gives(giver);
  await shopper.chooses('A1');
  await toTenders(shopper);
  const offer = await claims(shopper, gift.pickupCode);
  await product.outside.play('dispenser', { state: 'jam' });
  await answers(shopper, offer, 'accepted');
  const back = await shopper.sees('refunded', ({ page }) => page.refund === 'refunded');
  t.equal(back.page.refundMinor, 750);
  await shopper.finishes();
  await product.outside.play('dispenser', { state: 'ok' });
  t.equal((await giver.sees(gift.giftId, 'waiting')).money.spentMinor, 0, 'it waits for its recipient again');
}

async function powerCut(t: Test, { product, shopper, giver }: Two): Promise<void> {
  const gift = await gives(giver);
  await shopper.chooses('A1');
  await toTenders(shopper);
  await claims(shopper, gift.pickupCode);
  await shopper.waitsThrough(() => product.outside.cutPower());
  await shopper.sees('tenderChoice', ({ online }) => online);
  const offer = await claims(shopper, gift.pickupCode);
  await shopper.waitsThrough(async () => {
    const cut = product.outside.cutPower();
    await answers(shopper, offer, 'accepted').catch(() => undefined);
    await cut;
  });
  // The touch came before the power went, or it did not.
  const after = await shopper.seesOneOf('tenderChoice', 'done');
  if (after.page.page === 'tenderChoice') {
    await shopper.sees('tenderChoice', ({ online }) => online);
    await answers(shopper, await claims(shopper, gift.pickupCode), 'accepted');
    await shopper.sees('done');
  }
  await shopper.finishes();
  const told = await giver.sees(gift.giftId, 'accepted');
  t.match(told.money, { paidMinor: 750, spentMinor: 750, returnedMinor: 0 });
}

async function offline(t: Test, { product, shopper, giver }: Two): Promise<void> {
  const kept = await gives(giver, { keepAt: 'kiosk-1' });
  const elsewhere = await gives(giver);
  // The gift is told to the machine when it connects.
  await product.outside.network({ state: 'down', manner: 'refuse' });
  await shopper.sees('welcome', ({ online }) => !online);
  await product.outside.network({ state: 'up' });
  await shopper.sees('welcome', ({ online }) => online);
  await until('the voucher on the machine', () =>
    readFileSync(join(product.data, 'kiosk', 'gifts.json'), 'utf8').includes(kept.giftId),
  );
  await product.outside.network({ state: 'down', manner: 'refuse' });
  await shopper.sees('welcome', ({ online }) => !online);
  await shopper.chooses('A1');
  await toTenders(shopper);
  t.equal(await refused(shopper, elsewhere.pickupCode), 'GIFT_NEEDS_NETWORK');
  const offer = await claims(shopper, kept.pickupCode);
  t.match(offer.page, { coverMinor: 750, words });
  await answers(shopper, offer, 'accepted');
  const done = await shopper.sees('done');
  await shopper.finishes();
  await shopper.chooses('A1');
  await toTenders(shopper);
  t.equal(await refused(shopper, kept.pickupCode), 'GIFT_NEEDS_NETWORK', 'offline it is taken once too');
  await leavesTheList(shopper);
  await product.outside.network({ state: 'up' });
  const told = await giver.sees(kept.giftId, 'accepted');
  t.match(told.money, { spentMinor: 750, returnedMinor: 0 });
  t.match((await closed(product, done.orderId as string)).payments, [{ platform: 'gift', state: 'paid' }]);
}

async function secrecy(t: Test, { product, shopper }: Two): Promise<void> {
  const journal = JSON.stringify(await product.outside.journal());
  const logs = product.logs();
  t.ok(codes.length > 5);
  for (const code of codes) {
    t.notOk(journal.includes(code.slice(3)) || logs.includes(code.slice(3)), 'no code');
    t.notOk(JSON.stringify(shopper.views).includes(code.slice(3)), 'no code in a view');
  }
  t.notMatch(journal, /"GF[0-9A-Z]{20}/, 'no key to money');
  t.notMatch(journal, words, 'the words are sealed');
  t.notMatch(journal, 'li@example.com');
}

function closed(product: Journey['product'], orderId: string) {
  return until('the order in the cloud', async () => {
    const order = await product.rest.order(orderId);
    return order.times.closedAtMs !== null && order;
  });
}
