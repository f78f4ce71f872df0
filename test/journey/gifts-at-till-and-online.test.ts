/**
 * Gifts at the entrances beside the machine, over HTTP: given and paid in advance on a phone, taken at a counter's
 * till and in an online shop, declined, taken back, blocked. Whatever happens, no money is lost or doubled.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { accountBalance } from '../../src/cloud/database/posting-rows.ts';
import type { EntranceResult } from '../../src/wire/rest-gifts.ts';
import { merchantId } from '../support/client-world.ts';
import { openGiftWorld } from '../support/gift-world.ts';

t.setTimeout(300_000);

t.test('a gift is taken once, whoever asks, and every cent is somewhere', async (t) => {
  const world = await openGiftWorld(t);
  const giver = await world.person('13800000001').signIn('小王');
  const recipient = await world.person('13900000002').signIn('小李');
  const lines = [{ lineId: 'l1', productId: 'tea', category: 'drinks', quantity: 2, dueMinor: 1000 }];
  const question = (reference: string, code: string | null) => ({
    ...{ entrance: 'till', reference, currency: 'CNY', lines },
    attributes: [{ kind: 'pickupCode', code }],
  });
  const ended = async (offerId: string): Promise<EntranceResult> => {
    for (;;) {
      const { body } = await world.till('GET', `/offers/${offerId}`);
      if (body.payment !== 'open') return body;
      await sleep(25);
    }
  };

  await t.test('whoever programs a till reads what there is to ask', async (t) => {
    const answer = await fetch(new URL('/gifts/v1/openapi.json', world.url));
    const { openapi, paths } = (await answer.json()) as { openapi: string; paths: object };
    t.equal(openapi, '3.1.0');
    const path = '/gifts/v1/{merchantId}/entrance/questions';
    t.match(paths, { [path]: { post: { operationId: 'askEntrance', security: [{ bearer: [] }] } } });
  });

  await t.test('accepted at the till: the goods are paid, what is left goes back', async (t) => {
    const gift = await giver.give();
    t.match(gift, { money: { paidMinor: 1500 }, features: [{ kind: 'pickupCode' }] });
    t.match((await recipient.ask('POST', '/claims', { code: gift.pickupCode })).body, {
      ...{ giverName: '小王', words: '生日快乐', stage: 'waiting', giverContact: null },
    });
    const asked = await world.till('POST', '/questions', question('sale-1', gift.pickupCode));
    const { offer } = asked.body;
    t.match(offer, { cover: { coverMinor: 1000 }, wording: { giverName: '小王' }, conversation: true });
    t.notOk('code' in offer, 'what pays is told to nobody');
    const again = await world.till('POST', '/questions', question('sale-1', gift.pickupCode));
    t.equal(again.body.offer.offerId, offer.offerId, 'the same question has the same offer');
    const other = await world.till('POST', '/questions', question('sale-2', gift.pickupCode));
    t.equal(other.body.offer?.offerId === offer.offerId, false);
    const second = other.body.offer ?? offer;
    const both = await Promise.all(
      [offer.offerId, second.offerId].map((id) =>
        world.till('POST', `/offers/${id}/answer`, { answer: 'accepted', conversation: true }),
      ),
    );
    t.strictSame(
      both.map(({ status }) => status),
      [200, 200],
    );
    const results = await Promise.all([ended(offer.offerId), ended(second.offerId)]);
    const paid = new Set(results.filter(({ payment }) => payment === 'paid').map(({ offerId }) => offerId));
    t.equal(paid.size, 1, 'one of two redemptions is paid');
    const view = await giver.follow(gift.giftId, ({ stage }) => stage === 'accepted');
    t.match(view, { answer: { kind: 'accepted' }, money: { spentMinor: 1000 } });
    const [offerId] = [...paid];
    await t.test('and given back with the goods it can be taken again', async (t) => {
      await world.till('POST', `/offers/${offerId}/return`);
      const back = await giver.follow(gift.giftId, ({ stage }) => stage === 'waiting');
      t.equal(back.money.spentMinor, 0);
      t.match(await world.till('GET', `/offers/${offerId}`), { body: { payment: 'returned' } });
      const anew = await world.till('POST', '/questions', question('sale-3', gift.pickupCode));
      await world.till('POST', `/offers/${anew.body.offer.offerId}/answer`, { answer: 'accepted' });
      t.equal((await ended(anew.body.offer.offerId)).payment, 'paid');
    });
  });

  await t.test('declined online: the giver is told and has the money back at once', async (t) => {
    const before = await world.balanceMinor();
    const gift = await giver.give({ features: [{ kind: 'phone', phone: '139 0000 0002' }] });
    t.equal(await world.balanceMinor(), before - 1500);
    const phone = { kind: 'phone', phone: '+86 13900000002' };
    const online = (code: string) => ({
      ...{ ...question('web-1', null), entrance: 'online' },
      attributes: [{ ...phone, code }],
    });
    t.match((await world.till('POST', '/questions', online('000000'))).body, { refused: 'GIFT_CODE_WRONG' });
    const { body } = await world.till('POST', '/phone-codes', { phone: recipient.phone });
    const asked = await world.till('POST', '/questions', online(body.shown));
    const { offerId } = asked.body.offer;
    await world.till('POST', `/offers/${offerId}/answer`, { answer: 'declined' });
    const view = await giver.follow(gift.giftId, ({ money }) => money.returnedMinor === 1500);
    t.match(view, { stage: 'declined', answer: { kind: 'declined' } });
    t.ok(view.news.some(({ kind }) => kind === 'giftDeclined'));
    t.equal(await world.balanceMinor(), before);
  });

  await t.test('the giver may wish to confirm before the money comes back', async (t) => {
    const wishes = { showGiver: false, showContact: false, conversation: false };
    const gift = await giver.give({ wishes: { ...wishes, refundWhenDeclined: 'afterConfirmation' } });
    const named = { giftId: gift.giftId, code: gift.pickupCode };
    const declined = await recipient.ask('POST', '/received/decline', named);
    t.match(declined.body, { stage: 'declined', giverName: null });
    t.match(await giver.follow(gift.giftId, ({ confirmRefund }) => confirmRefund), {
      money: { returnedMinor: 0, returningMinor: 0 },
    });
    await giver.ask('POST', `/gifts/${gift.giftId}/refund`);
    await giver.follow(gift.giftId, ({ money }) => money.returnedMinor === 1500);
  });

  await t.test('a giver who is blocked reaches this person no more, and strangers see nothing', async (t) => {
    const gift = await giver.give({ features: [{ kind: 'phone', phone: recipient.phone }] });
    t.match(await recipient.ask('POST', '/received/block', { giftId: gift.giftId }), {
      body: { stage: 'blocked' },
    });
    await giver.follow(gift.giftId, ({ money }) => money.returnedMinor === 1500);
    const next = await giver.give({ features: [{ kind: 'phone', phone: recipient.phone }] });
    const { body } = await world.till('POST', '/phone-codes', { phone: recipient.phone });
    const attributes = [{ kind: 'phone', phone: recipient.phone, code: body.shown }];
    const asked = await world.till('POST', '/questions', { ...question('sale-9', null), attributes });
    t.match(asked.body, { offer: null, refused: null });
    await giver.ask('POST', `/gifts/${next.giftId}/withdrawal`);
    await giver.follow(next.giftId, ({ money }) => money.returnedMinor === 1500);
    const stranger = await world.person('13700000003').signIn();
    t.equal((await stranger.ask('GET', `/gifts/${gift.giftId}`)).status, 404);
    t.equal((await world.person('1').ask('GET', '/me')).status, 401);
  });

  await t.test('who is barred gives nothing more, and what they gave before is still taken', async (t) => {
    const barred = await world.person('13700000009').signIn('小马');
    const before = await barred.give();
    const { giftId } = await barred.give({ features: [{ kind: 'phone', phone: recipient.phone }] });
    await recipient.ask('POST', '/received/report', { giftId, reason: 'again and again' });
    const { body } = await world.admin('GET', '/api/gift-reports');
    t.match(body.items, [{ id: giftId, reason: 'again and again', giver: { barred: false } }]);
    await world.admin('POST', `/api/gift-reports/${giftId}/bar-giver`, { why: 'read with the recipient' });
    await t.rejects(barred.give(), /GIFT_GIVER_BARRED/);
    const asked = await world.till('POST', '/questions', question('sale-11', before.pickupCode));
    await world.till('POST', `/offers/${asked.body.offer.offerId}/answer`, { answer: 'accepted' });
    t.equal((await ended(asked.body.offer.offerId)).payment, 'paid');
  });

  await t.test('somebody who has themselves deleted leaves numbers only', async (t) => {
    const gift = await giver.give();
    await giver.ask('DELETE', '/me');
    const row = await world.database.db
      .selectFrom('gifts')
      .selectAll()
      .where('gift_id', '=', gift.giftId)
      .executeTakeFirstOrThrow();
    t.match(row, { giver_id: null, giver_name: '', words: '', pickup_sealed: null });
    t.equal((await giver.ask('GET', '/me')).status, 401);
  });

  await t.test('the books agree: money held for gifts is what no gift has spent or given back', async (t) => {
    const { db } = world.database;
    const held = async () => -(await accountBalance(db, merchantId, 'giftsHeld'));
    const rows = await db.selectFrom('gifts').select('state').execute();
    const ours = rows.reduce((sum, { state }) => {
      const back = state.refunds.filter((one) => one.state === 'refunded');
      const returned = back.reduce((total, one) => total + one.amountMinor, 0);
      return sum + state.paidMinor - (state.taken?.amountMinor ?? 0) - returned;
    }, 0);
    t.equal(await held(), ours);
  });
});
