/**
 * One gift, two machines, no network: it is kept for the first of them, so the second refuses it in words and the
 * first gives it out. When the network is back there is one redemption on record, and the giver is told of one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { faultCatalogue } from '../../src/domain/fault-catalogue.ts';
import type { Language } from '../../src/domain/text.ts';
import type { GiftView } from '../../src/wire/rest-gifts.ts';
import { noChromium, startChromium } from '../support/chromium.ts';
import { answers, claims, leavesTheList, refused, toTenders } from '../support/gift-taker.ts';
import { Giver } from '../support/giver.ts';
import { type Journey, journey } from '../support/product-journey.ts';
import { until } from '../support/product-until.ts';
import type { Shopper } from '../support/shopper.ts';
import { takePicture } from '../support/take-picture.ts';
import { startSecondGiftMachine } from '../support/two-gift-machines.ts';

interface Two extends Journey {
  readonly second: Shopper;
  /** The real screen of the second machine, where there is a browser. */
  readonly screen: Page | undefined;
  readonly giver: Giver;
  readonly gift: GiftView;
  readonly code: string;
}

const words = '加班辛苦了，喝杯热的';

journey(
  'a gift is claimed at two machines that are offline',
  async (t, journey) => {
    const { second, screen } = await startSecondGiftMachine(t, journey, { behindProxy: true });
    const giver = await Giver.signIn(journey.product, '13800138000', '小李');
    const features = [{ kind: 'pickupCode' as const }];
    const gift = await giver.gives({ features, words, keepAt: 'kiosk-1' });
    const code = gift.pickupCode ?? '';
    const page = await open(t, screen);
    const two = { ...journey, second, screen: page, giver, gift, code };
    await t.test('the gift is kept for the first, then both lose the network', () => bothGoOffline(two));
    await t.test('at the second its recipient is refused, and told why', (t) => refusedAtSecond(t, two));
    await t.test('at the first the gift pays, and only once', (t) => takenAtFirst(t, two));
    await t.test('at the second nothing has changed', (t) => refusedAtSecond(t, two));
    await t.test('with the network back one redemption is on record', (t) => onRecord(t, two));
    await t.test('its giver was told of one', (t) => giverIsTold(t, two));
    await t.test('online too it is gone, at both machines', (t) => goneEverywhere(t, two));
  },
  { moreMachines: ['demo.kiosk-2'] },
);

async function open(t: Test, address: string): Promise<Page | undefined> {
  if (noChromium) return undefined;
  const browser = await startChromium();
  t.teardown(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  await page.goto(address);
  return page;
}

async function bothGoOffline({ product, shopper, second, gift }: Two): Promise<void> {
  const { outside } = product;
  const both = async (online: boolean) => {
    for (const one of [shopper, second]) await one.sees('welcome', (view) => view.online === online);
  };
  // A gift is told to its machine when that connects.
  await outside.network({ state: 'down', manner: 'refuse' });
  await both(false);
  await outside.network({ state: 'up' });
  await both(true);
  await until('the voucher on the first machine', () => kept(product.data, 'kiosk').includes(gift.giftId));
  await outside.network({ state: 'down', manner: 'refuse' });
  await both(false);
}

/** What a machine holds of gifts; nothing where it was never told of one. */
function kept(data: string, machine: string): string {
  const path = join(data, machine, 'gifts.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function refusedAtSecond(t: Test, { second, screen, code }: Two): Promise<void> {
  await second.takes('biscuits');
  await toTenders(second);
  t.equal(await refused(second, code), 'GIFT_NEEDS_NETWORK');
  if (screen) await readsBoth(t, second, screen);
  t.match((await second.sees('tenderChoice')).totals, { dueMinor: 600 }, 'and may pay as usual');
  await leavesTheList(second);
}

/** The refusal on the glass, in both languages. */
async function readsBoth(t: Test, second: Shopper, screen: Page): Promise<void> {
  const { zh, en } = faultCatalogue.GIFT_NEEDS_NETWORK.shopper;
  const said: readonly [Language, string][] = [
    ['en', en],
    ['zh', zh],
  ];
  for (const [language, words] of said) {
    await second.touch({ tap: 'language', language });
    await screen.getByText(words).waitFor();
    await takePicture(screen, `gift-elsewhere-offline-${language}`);
    t.pass(words);
  }
}

async function takenAtFirst(t: Test, { shopper, code }: Two): Promise<void> {
  await shopper.chooses('A1');
  await toTenders(shopper);
  const offer = await claims(shopper, code);
  t.match(offer.page, { coverMinor: 750, restMinor: 0, words });
  await answers(shopper, offer, 'accepted');
  t.match((await shopper.sees('done')).gift, { accepted: { paidMinor: 750 } });
  await shopper.finishes();
  await shopper.chooses('A1');
  await toTenders(shopper);
  t.equal(await refused(shopper, code), 'GIFT_NEEDS_NETWORK', 'not a second time');
  await leavesTheList(shopper);
}

async function onRecord(t: Test, { product, shopper, second, giver, gift }: Two): Promise<void> {
  const { outside, rest } = product;
  t.equal((await giver.reads(gift.giftId)).stage, 'waiting', 'the cloud knows nothing of it yet');
  await outside.network({ state: 'up' });
  for (const one of [shopper, second]) await one.sees('welcome', ({ online }) => online);
  await until('all of the first machine in the cloud', async () => {
    const { journal } = await outside.status();
    return journal.acknowledgedSeq === journal.lastSeq;
  });
  await giver.sees(gift.giftId, 'accepted');
  const { items } = await rest.call('listOrders', { query: { limit: '200' } });
  const paid = items.filter(({ payments }) => payments.some(({ platform }) => platform === 'gift'));
  t.match(paid, [{ kiosk: 'kiosk-1', payments: [{ amountMinor: 750, state: 'paid' }] }]);
  const { items: alarms } = await rest.call('listAlarms');
  t.same(
    alarms.filter(({ kind }) => kind === 'gift'),
    [],
    'nobody lost anything',
  );
  await until('the voucher is given back', () => !kept(product.data, 'kiosk').includes(gift.giftId));
  t.notOk(kept(product.data, 'kiosk-2').includes(gift.giftId), 'the second never had it');
}

async function giverIsTold(t: Test, { giver, gift }: Two): Promise<void> {
  const told = await giver.reads(gift.giftId);
  t.match(told.answer, { kind: 'accepted' });
  t.match(told.money, { paidMinor: 750, spentMinor: 750, returnedMinor: 0, returningMinor: 0 });
  t.equal(told.news.filter(({ kind }) => kind === 'giftAccepted').length, 1);
}

async function goneEverywhere(t: Test, { shopper, second, code }: Two): Promise<void> {
  for (const one of [second, shopper]) {
    await one.takes('biscuits');
    await toTenders(one);
    t.equal(await refused(one, code), 'GIFT_NONE');
    await leavesTheList(one);
  }
}
