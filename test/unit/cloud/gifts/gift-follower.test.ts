/** What happens to gifts by itself: offers lapse, what was not needed goes back, and what nobody took. */
import t from 'tap';
import { appendLines } from '../../../../src/cloud/database/transaction-log-rows.ts';
import { GiftFollower } from '../../../../src/cloud/gifts/gift-follower.ts';
import type { GiftsPorts } from '../../../../src/cloud/gifts/gifts-ports.ts';
import { merchantId, openGiftBooks } from '../../../support/gift-books.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

t.setTimeout(120_000);
const database = await openMemoryDatabase();
t.teardown(() => database.close());
const { db } = database;
const books = await openGiftBooks(database);
const { clock } = books;
const rung: string[] = [];
let woken = 0;
const wakeRefunds = () => {
  woken += 1;
};
const ring = (_: string, personId: string) => rung.push(personId);
const ports = { ...books, wakeRefunds, ring } as unknown as GiftsPorts;

/** One whole round of the follower. */
async function follow(): Promise<void> {
  const follower = new GiftFollower(ports, async () => undefined);
  follower.start();
  await follower.stop();
}

/** The gateway has given back everything that is asked for, and says so as often as it likes. */
async function giveBack(giftId: string, state: 'refunded' | 'failed', times: number): Promise<void> {
  const { order_id: orderId } = await db
    .selectFrom('gifts')
    .select('order_id')
    .where('gift_id', '=', giftId)
    .executeTakeFirstOrThrow();
  const refunds = await db
    .selectFrom('refunds')
    .select('refund_id')
    .where('order_id', '=', orderId)
    .execute();
  for (let time = 0; time < times; time += 1) {
    for (const { refund_id: refId } of refunds) {
      const line = { merchantId, machineId: 'gifts', orderId: orderId ?? '', about: 'refund' as const };
      await db.transaction().execute((tx) => appendLines(tx, [{ ...line, refId, state }], clock.now()));
    }
  }
}

t.test('an offer that nobody answered lapses, and the gift is there for the next one', async (t) => {
  const { giftId, pickupCode } = await books.give();
  t.ok((await books.ask('k1', 'ord_1', pickupCode)).offer);
  await follow();
  t.match(await books.stateOf(giftId), { offer: {} });
  clock.advance(181_000);
  await follow();
  t.match(await books.stateOf(giftId), { name: 'open', offer: undefined });
  t.ok((await books.ask('k2', 'ord_2', pickupCode)).offer);
});

t.test('what was not needed of a gift goes back when it is settled', async (t) => {
  const { giftId, pickupCode } = await books.give();
  const { offer } = await books.ask('k1', 'ord_3', pickupCode, 700);
  const order = { merchantId, machineId: 'k1', chargeId: 'chg_1', amountMinor: 700, subject: 'gift' };
  await books.platform.pay({ ...order, currency: 'CNY', authCode: offer?.code ?? '' });
  await follow();
  t.match(await books.stateOf(giftId), { name: 'accepted', refunds: [] });
  clock.advance(601_000);
  const before = woken;
  await follow();
  t.match(await books.stateOf(giftId), { name: 'settled', refunds: [{ amountMinor: 300 }] });
  t.equal(woken, before + 1, 'the gateway is woken');
  await giveBack(giftId, 'refunded', 2);
  await follow();
  await follow();
  t.match(await books.stateOf(giftId), { name: 'settled', refunds: [{ state: 'refunded' }] });
});

t.test('a gift that nobody takes goes back to its giver, once', async (t) => {
  const { giftId, pickupCode } = await books.give();
  clock.advance(30 * 24 * 3600_000);
  await follow();
  t.match(await books.stateOf(giftId), { name: 'refunding', end: 'expired' });
  t.equal((await books.ask('k1', 'ord_4', pickupCode)).offer, undefined);
  await giveBack(giftId, 'failed', 1);
  await follow();
  t.match(await books.stateOf(giftId), { name: 'refundFailed' });
  await giveBack(giftId, 'refunded', 2);
  await follow();
  const state = await books.stateOf(giftId);
  t.match(state, { name: 'refunded', refunds: [{ amountMinor: 1000, state: 'refunded' }] });
  t.equal(state.refunds.length, 1);
});
