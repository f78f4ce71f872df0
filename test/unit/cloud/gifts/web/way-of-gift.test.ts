import t from 'tap';
import { wayOfGift } from '../../../../../src/cloud/gifts/web/following/way-of-gift.ts';
import { fixtureGifts } from '../../../../support/giver-fixture.ts';

const wayOf = (giftId: string) => {
  const gift = fixtureGifts.find((one) => one.giftId === giftId);
  if (!gift) throw new Error(`no ${giftId}`);
  return wayOfGift(gift).map(({ text, kind }) => `${kind}: ${text.en}`);
};

t.test('what happened stands in order of time, what is waited for at the end', (t) => {
  t.same(wayOf('gft-unpaid'), ['done: Gift prepared', 'wanting: Waiting for your payment']);
  t.same(wayOf('gft-waiting'), [
    'done: Gift prepared',
    'done: Paid {amount}',
    'wanting: It appears when they come to pay',
  ]);
  t.same(wayOf('gft-accepted'), [
    'done: Gift prepared',
    'done: Paid {amount}',
    'done: They accepted, after {seconds} s',
    'done: They looked pleased',
    'done: ￥1.00 went back to your account.',
  ]);
  t.end();
});

t.test('a no is told with the time it took, and the refund waits for the giver', (t) => {
  t.same(wayOf('gft-declined').slice(2), [
    'bad: They said no, thank you, after {seconds} s',
    'wanting: Waiting for you to confirm the refund',
  ]);
  t.end();
});

t.test('the seconds are the recipient’s own', (t) => {
  const gift = fixtureGifts.find((one) => one.giftId === 'gft-accepted');
  t.match(gift && wayOfGift(gift).find(({ key }) => key === 'answer'), { blanks: { seconds: '2.1' } });
  t.end();
});
