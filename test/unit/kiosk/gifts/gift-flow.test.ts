/** Looking for a gift: hashed, within a deadline, from what is kept here where nobody answers, words sealed. */
import t from 'tap';
import { privateKeyOf } from '../../../../src/domain/curve-keys.ts';
import type { GiftWish } from '../../../../src/kiosk/gifts/gift-ports.ts';
import { giftLines, giftMachine, giftPickup, giftTerms, signedLease } from '../../../support/gift-machine.ts';

const wish = (more: Partial<GiftWish> = {}): GiftWish => ({
  ...{ askId: 'ask_1', orderId: 'ord_1', currency: 'CNY', lines: giftLines, notAgain: [], waitMs: 1000 },
  clues: [{ kind: 'pickupCode', code: giftPickup }],
  ...more,
});
const leases = (signed = [signedLease()], giveUp: string[] = []) => ({
  ...{ about: 'leases' as const, askId: 'ask_l', leases: signed, giveUp },
});
const offered = {
  ...{ kind: 'giftOffered' as const, orderId: 'ord_1', giftId: 'gft_1', offerId: 'gof_9', coverMinor: 450 },
};
const accepted = {
  ...{ kind: 'giftAnswered' as const, orderId: 'ord_1', giftId: 'gft_1', offerId: 'gof_9' },
  ...{ answer: 'accepted' as const, answeredAfterMs: 800 },
};
const intended = {
  ...{ kind: 'chargeIntended' as const, orderId: 'ord_1', chargeId: 'chg_1', platform: 'gift' },
  ...{ codeMasked: '', amountMinor: 450, currency: 'CNY' as const, expiresAtMs: 1, leaseId: 'lse_1' },
};
const settled = {
  ...{ kind: 'chargeSettled' as const, orderId: 'ord_1', chargeId: 'chg_1', outcome: 'paid' as const },
};
const returned = { kind: 'leaseReturned', leaseId: 'lse_1' };

t.test('what was shown leaves the machine as keyed hashes, and the answer is told once', async (t) => {
  const { start, asked, found } = await giftMachine(t);
  const { gifts, tell, die } = await start();
  t.teardown(die);
  const clues = [
    { kind: 'pickupCode', code: giftPickup },
    { kind: 'memberCode', code: 'MB:12345678901' },
    { kind: 'phone', phone: '13800138000', code: '123456' },
    { kind: 'face', tag: 'ab12' },
  ] as const;
  gifts.flow.seek(wish({ clues }));
  const question = asked.at(-1);
  t.match(question, { about: 'offer', attributes: [{}, {}, { kind: 'phone', code: '123456' }, {}] });
  t.notMatch(JSON.stringify(question), /13800138000|MB:|GP:|ab12/i);
  const offer = {
    ...{ giftId: 'gft_1', offerId: 'gof_1', code: 'GF1', cover: { coverMinor: 450 }, conversation: false },
    ...{ currency: 'CNY' as const, wording: { words: '生日快乐' } },
  };
  const told = { about: 'offer' as const, askId: 'ask_1', orderId: 'ord_1', offer };
  await tell({ ...told, orderId: 'ord_2' });
  t.same(found, [], 'another order is somebody else');
  await tell(told);
  await tell(told);
  t.match(found, [{ askId: 'ask_1', finding: { found: 'offer', offer: { coverMinor: 450, code: 'GF1' } } }]);
  t.equal(found.length, 1);
});

t.test('nobody waits longer than the deadline, and what comes later is not heard', async (t) => {
  const { start, clock, found } = await giftMachine(t);
  const { gifts, tell, die } = await start();
  t.teardown(die);
  gifts.flow.seek(wish());
  clock.advance(1000);
  t.same(found, [{ askId: 'ask_1', finding: { found: 'none' } }]);
  await tell({ about: 'offer', askId: 'ask_1', orderId: 'ord_1' });
  t.equal(found.length, 1);
});

t.test('without the network only a gift kept for this machine is offered', async (t) => {
  const { start, world, found } = await giftMachine(t);
  const { gifts, tell, die } = await start();
  t.teardown(die);
  world.online = false;
  gifts.flow.seek(wish());
  t.match(found.at(-1), { finding: { found: 'refused', reason: 'GIFT_NEEDS_NETWORK' } });
  const forged = signedLease({ leaseId: 'lse_2' }, privateKeyOf('ed25519', Buffer.alloc(32, 8)));
  const elsewhere = signedLease({ leaseId: 'lse_3', machineId: 'kiosk-2' });
  await tell(leases([forged, elsewhere]));
  gifts.flow.seek(wish());
  t.match(found.at(-1), { finding: { reason: 'GIFT_NEEDS_NETWORK' } }, 'not signed for this machine');
  await tell(leases());
  gifts.flow.seek(wish());
  const offer = { leaseId: 'lse_1', offerId: 'gof_9', coverMinor: 450, wording: { giverName: '小李' } };
  t.match(found.at(-1), { finding: { found: 'offer', offer } });
  gifts.flow.seek(wish({ clues: [{ kind: 'pickupCode', code: 'GP:11111111111' }] }));
  t.match(found.at(-1), { finding: { reason: 'GIFT_NEEDS_NETWORK' } }, 'not for somebody else');
  gifts.flow.seek(wish({ notAgain: ['gof_9'] }));
  t.match(found.at(-1), { finding: { reason: 'GIFT_NEEDS_NETWORK' } }, 'not again');
  world.trusted = false;
  gifts.flow.seek(wish());
  t.match(found.at(-1), { finding: { reason: 'GIFT_NEEDS_NETWORK' } }, 'a doubtful clock voids it');
  t.notOk(gifts.leases.holds('lse_1'));
});

t.test('a code that was sent to a phone proves nothing without the cloud', async (t) => {
  const { start, world, found } = await giftMachine(t);
  const { gifts, tell, die } = await start();
  t.teardown(die);
  const features = [{ kind: 'phone' as const, hash: 'a'.repeat(64) }];
  await tell(leases([signedLease({ terms: giftTerms({ features }) })]));
  world.online = false;
  gifts.flow.seek(wish({ clues: [{ kind: 'phone', phone: '13800138000', code: '123456' }] }));
  t.match(found.at(-1), { finding: { found: 'refused' } });
});

t.test('a kept gift is offered once, also by a machine that died and started again', async (t) => {
  const { start, world, found, file } = await giftMachine(t);
  const first = await start();
  await first.tell(leases());
  world.online = false;
  await first.journal.append([accepted, intended]);
  t.notOk(first.gifts.leases.holds('lse_1'), 'from the moment that the charge is on record');
  await first.die();
  const second = await start();
  t.teardown(second.die);
  second.gifts.flow.seek(wish({ orderId: 'ord_2' }));
  t.match(found.at(-1), { finding: { found: 'refused' } });
  await second.journal.append([settled]);
  await second.gifts.leases.sweep();
  t.equal(await file.load(), '[]');
  const records = await second.journal.read(1, 20);
  t.match(JSON.parse(records.at(-1)?.text ?? '').body, returned, 'so that the records may go one day');
});

t.test('what was declined here goes back to its giver and is not offered again', async (t) => {
  const { start, world, found } = await giftMachine(t);
  const { gifts, journal, tell, die } = await start();
  t.teardown(die);
  await tell(leases());
  world.online = false;
  await journal.append([{ ...accepted, answer: 'declined' }]);
  gifts.flow.seek(wish({ orderId: 'ord_2' }));
  t.match(found.at(-1), { finding: { found: 'refused' } });
  await tell(leases());
  t.notOk(gifts.leases.holds('lse_1'), 'nor when the cloud has not heard of it yet');
});

t.test('what was taken and is paid back may come again', async (t) => {
  const { start } = await giftMachine(t);
  const { gifts, journal, tell, die } = await start();
  t.teardown(die);
  const { leaseId: _lease, ...online } = intended;
  await journal.append([accepted, online, { ...settled, outcome: 'failed' }]);
  await tell(leases());
  t.ok(gifts.leases.holds('lse_1'));
});

t.test('what the cloud wants back is given back, but not while it is offered', async (t) => {
  const { start, world } = await giftMachine(t);
  const { gifts, journal, tell, die } = await start();
  t.teardown(die);
  await tell(leases());
  world.offered = 'lse_1';
  await tell(leases([], ['lse_1']));
  t.equal((await journal.read(1, 20)).length, 0, 'it waits for the answer');
  t.notOk(gifts.leases.holds('lse_1'), 'and cannot be accepted any more');
  world.offered = undefined;
  await gifts.leases.sweep();
  t.match(JSON.parse((await journal.read(1, 20)).at(-1)?.text ?? '').body, returned);
});

t.test('a damaged file of kept gifts is asked for again, and what was taken stays taken', async (t) => {
  const { start, file, asked } = await giftMachine(t);
  const first = await start();
  await first.tell(leases());
  await first.journal.append([accepted, intended]);
  await first.die();
  await file.save('{"half');
  const second = await start();
  t.teardown(second.die);
  t.match(asked.at(-1), { about: 'leases', held: [] });
  await second.tell(leases());
  t.notOk(second.gifts.leases.holds('lse_1'));
});

t.test('what has expired goes back by itself', async (t) => {
  const { start, clock } = await giftMachine(t);
  const { gifts, journal, tell, die } = await start();
  t.teardown(die);
  await tell(leases([signedLease({ expiresAtMs: clock.now() + 5000 })]));
  t.ok(gifts.leases.holds('lse_1'));
  clock.advance(6000);
  t.notOk(gifts.leases.holds('lse_1'));
  await gifts.leases.sweep();
  t.match(JSON.parse((await journal.read(1, 20)).at(-1)?.text ?? '').body, returned);
});

t.test(
  'the words of the giver lie sealed until the receipt is printed, and through a power cut',
  async (t) => {
    const { start } = await giftMachine(t);
    const first = await start();
    const { wording } = giftTerms();
    await first.gifts.flow.offer(offered, wording);
    t.equal(await first.gifts.flow.wordingOf('ord_1'), undefined, 'not before it was accepted');
    await first.journal.append([accepted]);
    await first.die();
    const second = await start();
    t.teardown(second.die);
    t.same(await second.gifts.flow.wordingOf('ord_1'), wording);
    t.notMatch(JSON.stringify(await second.journal.read(1, 20)), /生日快乐|小李/);
    await second.journal.append([
      { kind: 'orderClosed', orderId: 'ord_1', state: 'deliveryAndPaymentSuccess' },
    ]);
    t.same(second.models.gifts.over(), [], 'the printer has no paper');
    const printed = { kind: 'receiptPrinted' as const, orderId: 'ord_1', receiptId: 'rct_1', provedAtMs: 1 };
    await second.journal.append([printed]);
    t.same(second.models.gifts.over(), ['ord_1']);
    const [sealed] = await second.journal.read(1, 1);
    if (!sealed) return t.fail('the record is gone');
    await second.journal.forget('ord_1.gift');
    t.equal(await second.journal.personalFields(sealed), undefined, 'the key is destroyed');
  },
);

t.test('a code is sent to a phone, or the shopper is told why not', async (t) => {
  const { start, codes, clock, asked } = await giftMachine(t);
  const { gifts, tell, die } = await start();
  t.teardown(die);
  gifts.flow.sendCode('ask_1', '13800138000', 'zh');
  t.match(asked.at(-1), { about: 'phoneCode', phone: '13800138000', language: 'zh' });
  await tell({ about: 'phoneCode', askId: 'ask_1', sent: true });
  gifts.flow.sendCode('ask_2', '13800138000', 'zh');
  await tell({ about: 'phoneCode', askId: 'ask_2', sent: false, refused: 'GIFT_TRIES' });
  gifts.flow.sendCode('ask_3', '13800138000', 'zh');
  clock.advance(10_000);
  t.same(
    codes.map(({ askId, refused }) => [askId, refused]),
    [
      ['ask_1', undefined],
      ['ask_2', 'GIFT_TRIES'],
      ['ask_3', 'GIFT_LATE'],
    ],
  );
});
