/** Redemption of gifts on the cloud's own tables: once, whatever comes in whatever order. */
import fc from 'fast-check';
import t from 'tap';
import { changeGift, settleAfterMs } from '../../../../src/cloud/database/gift-rows.ts';
import { accountBalance } from '../../../../src/cloud/database/posting-rows.ts';
import { leasesFor } from '../../../../src/cloud/gifts/gift-leases.ts';
import type { GiftsPorts } from '../../../../src/cloud/gifts/gifts-ports.ts';
import { readGiftLease } from '../../../../src/domain/gift-lease.ts';
import { giftRefundId } from '../../../../src/domain/gift-refund-id.ts';
import type { JournalRecord } from '../../../../src/domain/record.ts';
import { leaseTradeNumber } from '../../../../src/domain/spend-lease.ts';
import type { GiftOffer } from '../../../../src/wire/gift-messages.ts';
import { merchantId, openGiftBooks } from '../../../support/gift-books.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

t.setTimeout(240_000);
const database = await openMemoryDatabase();
t.teardown(() => database.close());
const { db } = database;
const books = await openGiftBooks(database);
const { clock, platform, learned } = books;
const currency = 'CNY' as const;
let charges = 0;

function newCharge(): string {
  charges += 1;
  return `chg_${String(charges).padStart(26, '0')}`;
}

function orderOf(machineId: string, chargeId: string, offer: GiftOffer) {
  const amountMinor = offer.cover.coverMinor;
  return { merchantId, machineId, chargeId, amountMinor, currency, authCode: offer.code, subject: 'gift' };
}

t.test('an offer pays what it covers, at its own machine, once', async (t) => {
  const { giftId, pickupCode } = await books.give();
  const { offer } = await books.ask('k1', 'ord_1', pickupCode);
  if (!offer) return t.fail('no offer');
  t.equal(offer.cover.coverMinor, 800);
  t.equal((await books.ask('k2', 'ord_2', pickupCode)).offer, undefined, 'it is shown at one place');
  t.match(await platform.pay(orderOf('k2', newCharge(), offer)), { kind: 'failed', reason: 'GIFT_TAKEN' });
  const other = { ...offer, code: `${offer.code.slice(0, -1)}${offer.code.endsWith('0') ? '1' : '0'}` };
  t.match(await platform.pay(orderOf('k1', newCharge(), other)), { reason: 'PAY_CODE_INVALID' });
  const chargeId = newCharge();
  const paid = await platform.pay(orderOf('k1', chargeId, offer));
  t.match(paid, { kind: 'paid', platformTradeNo: new RegExp(`^GT-${giftId}-${chargeId}$`) });
  const trade = orderOf('k1', chargeId, offer);
  t.match(await platform.query(trade), { kind: 'paid' });
  t.match(await platform.pay(orderOf('k1', newCharge(), offer)), { kind: 'failed', reason: 'GIFT_TAKEN' });
  t.match(await platform.cancel(trade), { action: 'refunded' });
  t.match(await platform.query(trade), { kind: 'closed' });
  t.match(await books.stateOf(giftId), { name: 'open', taken: undefined });
  t.ok((await books.ask('k2', 'ord_3', pickupCode)).offer, 'somebody gives it back, and it is there again');
});

t.test('a cancellation that comes first closes the number', async (t) => {
  const { giftId, pickupCode } = await books.give();
  const { offer } = await books.ask('k1', 'ord_4', pickupCode);
  if (!offer) return t.fail('no offer');
  const order = orderOf('k1', newCharge(), offer);
  t.match(await platform.cancel(order), { action: 'closed' });
  t.match(await platform.pay(order), { kind: 'unknown' });
  t.match(await platform.query(order), { kind: 'closed' });
  t.match(await books.stateOf(giftId), { name: 'open' });
});

/** An order of k1, for which that gift was accepted by a lease. */
async function hasOrder(
  orderId: string,
  gift: { giftId: string; leaseId: string; offerId: string } | undefined,
  refunds: readonly object[] = [],
) {
  const gifts = gift ? [{ ...gift, coverMinor: 700, state: 'accepted' }] : [];
  const order = { gifts, refunds };
  await db
    .insertInto('orders')
    .values({
      ...{
        merchant_id: merchantId,
        machine_id: 'k1',
        order_id: orderId,
        state: 'open',
        currency,
        due_minor: 700,
      },
      ...{ opened_at_ms: 1, updated_at_ms: 1, search: '', body: JSON.stringify(order) as never },
    })
    .execute();
}

function answered(offerId: string, giftId: string, answer: 'declined' | 'notMe'): JournalRecord {
  const body = { kind: 'giftAnswered', orderId: 'o', giftId, offerId, answer, answeredAfterMs: 9 } as const;
  return { seq: 1, atMs: clock.now(), clock: 'synchronised', body };
}

t.test('what people say at the machine counts for offers of that machine only', async (t) => {
  const { giftId, pickupCode } = await books.give();
  const { offer } = await books.ask('k1', 'ord_5', pickupCode);
  const say = (machineId: string, answer: 'declined' | 'notMe') => {
    const records = [answered(offer?.offerId ?? '', giftId, answer)];
    return db
      .transaction()
      .execute((tx) => learned.takeRecords(tx, { merchantId, machineId }, records, clock.now()));
  };
  await say('k2', 'declined');
  t.match(await books.stateOf(giftId), { name: 'open', offer: {} });
  await say('k1', 'notMe');
  t.match(await books.stateOf(giftId), { name: 'open', offer: undefined });
  await say('k1', 'declined');
  t.match(await books.stateOf(giftId), { name: 'refunding', end: 'declined' });
  await say('k1', 'declined');
  const refunds = await db.selectFrom('refunds').selectAll().execute();
  t.equal(refunds.filter(({ charge_id }) => charge_id.includes(giftId.slice(0, 20))).length, 1);
});

t.test(
  'a gift kept for a machine is redeemed there offline, and nowhere else before it came back',
  async (t) => {
    const ports = books as unknown as GiftsPorts;
    const { giftId, pickupCode } = await books.give({ keepAt: 'k1' });
    const machine = { merchantId, machineId: 'k1' };
    const { leases } = await leasesFor(ports, machine, []);
    const [signed] = leases;
    const lease = signed && readGiftLease(books.keys.leaseKeyPublic, signed, machine);
    if (!lease) return t.fail('no lease');
    t.notOk(readGiftLease(books.keys.leaseKeyPublic, signed, { merchantId, machineId: 'k2' }));
    t.match(await leasesFor(ports, machine, [lease.leaseId]), { giveUp: [], leases: [{}] });
    t.equal((await books.ask('k2', 'ord_6', pickupCode)).offer, undefined);
    t.ok((await books.ask('k1', 'ord_7', pickupCode)).offer, 'its own machine may ask online as well');
    const spent = {
      ...{ chargeId: newCharge(), orderId: 'ord_8', platform: 'gift', amountMinor: 700, currency },
      ...{ outcome: 'paid' as const, intendedAtMs: clock.now() },
    };
    const told = [{ ...spent, platformTradeNo: leaseTradeNumber(lease.leaseId, spent.chargeId) }];
    const tell = () => db.transaction().execute((tx) => learned.learnCharges(tx, machine, told, clock.now()));
    const asked = { ...machine, ...spent, authCode: '', subject: '' };
    t.match(await platform.cancel(asked), { action: 'closed' }, 'somebody asked before its records came');
    await tell();
    await tell();
    t.match(await books.stateOf(giftId), { name: 'accepted', taken: { amountMinor: 700 }, losses: [] });
    t.match(await leasesFor(ports, machine, [lease.leaseId]), { giveUp: [lease.leaseId], leases: [] });
  },
);

t.test(
  'a cloud put back to an older state learns of a lease and of an answer that it has lost',
  async (t) => {
    const { giftId } = await books.give({ keepAt: 'k1' });
    const [orderId, leaseId, offerId] = ['ord_20', `lse_${'7'.repeat(26)}`, `gof_${'7'.repeat(26)}`];
    const chargeId = newCharge();
    await hasOrder(orderId, { giftId, leaseId, offerId });
    const platformTradeNo = leaseTradeNumber(leaseId, chargeId);
    const spent = { chargeId, orderId, platform: 'gift', amountMinor: 700, currency, platformTradeNo };
    const told = [{ ...spent, outcome: 'paid' as const, intendedAtMs: clock.now() }];
    const tell = (machineId: string) =>
      db
        .transaction()
        .execute((tx) => learned.learnCharges(tx, { merchantId, machineId }, told, clock.now()));
    await tell('k2');
    t.match(await books.stateOf(giftId), { name: 'open' }, 'the order is not of that machine');
    await tell('k1');
    await tell('k1');
    t.match(await books.stateOf(giftId), {
      name: 'accepted',
      taken: { amountMinor: 700, leaseId },
      losses: [],
    });

    const again = await books.give();
    const [undoneId, refundId] = [newCharge(), `rfd_${'7'.repeat(26)}`];
    const back = {
      refundId,
      chargeId: undoneId,
      amountMinor: 700,
      state: 'refunded',
      settledAtMs: clock.now(),
    };
    await hasOrder('ord_21', undefined, [back]);
    const undone = { ...spent, chargeId: undoneId, orderId: 'ord_21' };
    const known = { ...undone, platformTradeNo: `GT-${again.giftId}-${undoneId}` };
    const toldOf = [{ ...known, outcome: 'paid' as const, intendedAtMs: clock.now() - 1000 }];
    await db
      .transaction()
      .execute((tx) => learned.learnCharges(tx, { merchantId, machineId: 'k1' }, toldOf, clock.now()));
    t.match(
      await books.stateOf(again.giftId),
      { name: 'open', taken: undefined },
      'it waits for its recipient again',
    );
    const asked = { merchantId, machineId: 'k1', ...known, authCode: '', subject: '', refundMinor: 700 };
    const repeated = await platform.refund({ ...asked, refundId, reason: 'ORDER_CANCELLED' });
    t.match(repeated, { kind: 'refunded' }, 'and is not given back twice');
    t.match(await books.stateOf(again.giftId), { name: 'open', refunds: [] });

    const other = await books.give();
    const records = [answered(`gof_${'6'.repeat(26)}`, other.giftId, 'declined')];
    const say = () =>
      db
        .transaction()
        .execute((tx) => learned.takeRecords(tx, { merchantId, machineId: 'k1' }, records, clock.now()));
    await say();
    await say();
    const { refunds, ...state } = await books.stateOf(other.giftId);
    t.match(state, { name: 'refunding', end: 'declined' });
    t.equal(refunds.length, 1);
    t.equal(
      refunds[0]?.refundId,
      giftRefundId(other.giftId, { refunds: [] }),
      'under the number it had before',
    );
  },
);

t.test('a refund that was forgotten is learned as of when it was made', async (t) => {
  for (const [orderId, afterMs, name] of [
    ['ord_30', 1000, 'open'],
    ['ord_31', settleAfterMs, 'refunding'],
  ] as const) {
    const { giftId, pickupCode } = await books.give();
    const { offer } = await books.ask('k1', orderId, pickupCode);
    if (!offer) return t.fail('no offer');
    const charge = orderOf('k1', newCharge(), offer);
    t.match(await platform.pay(charge), { kind: 'paid' });
    const { chargeId, amountMinor } = charge;
    const refundId = `rfd_${orderId}`;
    const refundedAtMs = clock.now() + afterMs;
    const refund = { refundId, chargeId, amountMinor, state: 'refunded', settledAtMs: refundedAtMs };
    await hasOrder(orderId, undefined, [refund]);
    const body = { kind: 'refundSettled', orderId, refundId, outcome: 'refunded' } as const;
    const records = [{ seq: 1, atMs: refundedAtMs, clock: 'synchronised', body }] as const;
    const machine = { merchantId, machineId: 'k1' };
    const tell = () =>
      db
        .transaction()
        .execute((tx) => learned.takeRecords(tx, machine, records, clock.now() + 2 * settleAfterMs));
    await tell();
    await tell();
    const again = { ...charge, refundId, refundMinor: amountMinor, reason: 'ORDER_CANCELLED' } as const;
    t.match(await platform.refund(again), { kind: 'refunded' }, 'its number is known');
    const { refunds, ...state } = await books.stateOf(giftId);
    t.match(state, { name, taken: afterMs < settleAfterMs ? undefined : { amountMinor: 0 } });
    const backMinor = refunds.reduce((sum, one) => sum + one.amountMinor, 0);
    t.equal(backMinor, afterMs < settleAfterMs ? 0 : state.paidMinor, 'what the giver has back');
  }
});

t.test('of two redemptions the second is a loss on record, and the books show it', async (t) => {
  const ports = books as unknown as GiftsPorts;
  const before = await accountBalance(db, merchantId, 'writeOffs');
  const { giftId, pickupCode } = await books.give({ keepAt: 'k1' });
  const machine = { merchantId, machineId: 'k1' };
  const [signed] = (await leasesFor(ports, machine, [])).leases;
  const lease = signed && readGiftLease(books.keys.leaseKeyPublic, signed, machine);
  if (!lease) return t.fail('no lease');
  const forfeited = { kind: 'leaseForfeited', leaseId: lease.leaseId } as const;
  const atMs = clock.now();
  const change = { merchantId, giftId, input: forfeited, atMs };
  await db.transaction().execute((tx) => changeGift(tx, change));
  await db.updateTable('gifts').set({ keep_at: null }).where('gift_id', '=', giftId).execute();
  const { offer } = await books.ask('k2', 'ord_9', pickupCode);
  if (!offer) return t.fail('no offer');
  const online = newCharge();
  t.match(await platform.pay(orderOf('k2', online, offer)), { kind: 'paid' });
  const chargeId = newCharge();
  const platformTradeNo = leaseTradeNumber(lease.leaseId, chargeId);
  const spent = {
    chargeId,
    orderId: 'ord_10',
    platform: 'gift',
    amountMinor: 600,
    currency,
    platformTradeNo,
  };
  const told = [{ ...spent, outcome: 'paid' as const, intendedAtMs: atMs - 1000 }];
  await db.transaction().execute((tx) => learned.learnCharges(tx, machine, told, atMs));
  t.match(await books.stateOf(giftId), {
    ...{ name: 'accepted', taken: { chargeId, leaseId: lease.leaseId } },
    losses: [{ chargeId: online, amountMinor: 800 }],
  });
  t.equal((await accountBalance(db, merchantId, 'writeOffs')) - before, 800);
});

t.test(
  'two machines, a till and duplicates at random: one redemption, and trades agree with the gift',
  async (t) => {
    type Step = readonly ['ask' | 'pay' | 'cancel' | 'refund' | 'declined' | 'notMe', number, boolean];
    const step: fc.Arbitrary<Step> = fc.tuple(
      fc.constantFrom('ask', 'pay', 'pay', 'cancel', 'refund', 'declined', 'notMe'),
      fc.integer({ min: 0, max: 2 }),
      fc.boolean(),
    ) as fc.Arbitrary<Step>;
    let round = 0;
    const holds = fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        round += 1;
        const { giftId, pickupCode } = await books.give();
        const places = ['k1', 'k2', 'till'] as const;
        const offers = new Map<number, GiftOffer>();
        const orders = new Map<number, ReturnType<typeof orderOf>>();
        const perform = async ([what, n]: Step): Promise<void> => {
          const place = places[n] as string;
          const offer = offers.get(n);
          const order = orders.get(n);
          if (what === 'ask') {
            const found = await books.ask(place, `ord_${round}_${n}`, pickupCode, 500 + 100 * n);
            if (found.offer) offers.set(n, found.offer);
          } else if (what === 'pay' && offer) {
            const asked = order ?? orderOf(place, newCharge(), offer);
            orders.set(n, asked);
            await platform.pay(asked);
          } else if (what === 'cancel' && order) await platform.cancel(order);
          else if (what === 'refund' && order) {
            const refundId = `rfd_${order.chargeId}`;
            await platform.refund({ ...order, refundId, refundMinor: 200, reason: 'ORDER_CANCELLED' });
          } else if ((what === 'declined' || what === 'notMe') && offer) {
            const records = [answered(offer.offerId, giftId, what)];
            await db
              .transaction()
              .execute((tx) =>
                learned.takeRecords(tx, { merchantId, machineId: place }, records, clock.now()),
              );
          }
        };
        for (const one of steps) await Promise.all(one[2] ? [perform(one), perform(one)] : [perform(one)]);
        const state = await books.stateOf(giftId);
        const trades = await db.selectFrom('gift_trades').selectAll().where('gift_id', '=', giftId).execute();
        const open = trades.filter(({ state: name }) => name === 'paid');
        const left = open.map((one) => Number(one.amount_minor) - Number(one.refunded_minor));
        const standing = left.filter((minor) => minor > 0);
        if (standing.length > 1) return false;
        if ((standing[0] ?? 0) !== (state.taken?.amountMinor ?? 0)) return false;
        const back = state.refunds.reduce((sum, one) => sum + one.amountMinor, 0);
        return state.losses.length === 0 && back + (standing[0] ?? 0) <= 1000;
      }),
      { numRuns: 25, seed: 20 },
    );
    await t.resolves(holds);
  },
);
