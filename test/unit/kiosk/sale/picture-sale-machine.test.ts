import t from 'tap';
import type { SaleInput } from '../../../../src/kiosk/sale/sale-state.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes } from '../../../support/sample-shop.ts';

type Reading = Extract<SaleInput, { type: 'pictureRead' }>;

const ean = (item: number, text: string) => ({ item, text, symbology: ']E0' });
function reading(items: Reading['items'], more: Partial<Reading> = {}): Reading {
  const here = items.map(({ item }) => item);
  return { type: 'pictureRead', source: 'camera', items, here, unread: 0, settled: true, ...more };
}
const both = [ean(1, codes.cola), ean(2, codes.water)];

t.test('the camera is asked for while goods are expected, where it can be had', async (t) => {
  const sale = saleAt();
  t.equal(sale.give({ type: 'takePicture' }).phase, 'takingPicture');
  t.equal(sale.give({ type: 'back' }).phase, 'welcome');
  const without = saleAt({ cameraReady: false });
  t.match(without.give({ type: 'takePicture' }), { phase: 'welcome', notice: { code: 'CAMERA_OFFLINE' } });
});

t.test('all goods of a picture go to the list at once, with one record of it', async (t) => {
  const sale = saleAt();
  sale.give({ type: 'takePicture' });
  const state = sale.give(reading(both));
  t.equal(state.phase, 'listing', 'everything was read');
  t.same(
    state.basket.lines.map(({ productId }) => productId),
    ['cola', 'water'],
  );
  const bodies = sale.effects.flatMap((effect) => (effect.effect === 'append' ? effect.bodies : []));
  t.same(
    bodies.map(({ kind }) => kind),
    ['basketChanged'],
  );
  t.equal(sale.order()?.totals.pieces, 2);
});

t.test('the camera goes on looking until nothing more is to be expected', async (t) => {
  const sale = saleAt();
  sale.give({ type: 'takePicture' });
  t.equal(sale.give(reading([], { settled: true })).phase, 'takingPicture', 'an empty table');
  const first = sale.give(reading([ean(1, codes.cola)], { settled: false }));
  t.match(first, { phase: 'takingPicture', picture: { added: 1 } });
  t.equal(sale.give(reading([ean(2, codes.cola)], { settled: false })).basket.totals.pieces, 2);
  t.equal(sale.give(reading([])).phase, 'listing');
});

t.test('what was not read or not known keeps the page, and says why', async (t) => {
  const sale = saleAt();
  sale.give({ type: 'takePicture' });
  const state = sale.give(reading([...both, ean(3, '4006381333931')], { unread: 1 }));
  t.match(state, {
    phase: 'takingPicture',
    picture: { added: 2, unread: 1, refused: [{ item: 3, reason: 'CODE_UNKNOWN' }] },
  });
  t.equal(state.notice, undefined, 'said in the picture, not over it');
  t.equal(sale.give({ type: 'goOn' }).phase, 'listing', 'the shopper goes on without');
  t.equal(sale.state().basket.totals.pieces, 2);
});

t.test('goods that cannot be sold are not asked for any more when they are taken away', async (t) => {
  const sale = saleAt();
  sale.give({ type: 'takePicture' });
  sale.give(reading([ean(1, codes.cola), ean(2, '4006381333931')]));
  t.equal(sale.state().phase, 'takingPicture');
  t.equal(sale.give(reading([], { here: [1] })).phase, 'listing');
});

t.test('a payment code in a picture is no goods', async (t) => {
  const sale = saleAt();
  sale.give({ type: 'takePicture' });
  const state = sale.give(reading([{ item: 1, text: codes.alipay, symbology: ']Q1' }]));
  t.match(state.picture?.refused, [{ item: 1, reason: 'CODE_IS_PAYMENT' }]);
  t.equal(state.orderId, undefined);
});

t.test('pictures say nothing outside of the list', async (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola, ']E0'));
  sale.give({ type: 'pay' });
  const { phase, basket } = sale.state();
  t.equal(phase, 'choosingTender');
  for (const source of ['camera', 'upload'] as const) sale.give(reading(both, { source }));
  sale.give({ type: 'chooseTender', tender: 'code' });
  sale.give(reading(both, { source: 'upload' }));
  t.equal(sale.state().phase, 'presentingCode');
  t.equal(sale.state().basket, basket);
});

t.test('goods that an earlier picture put on the list are not added again, and it is said', async (t) => {
  const sale = saleAt();
  sale.give({ type: 'takePicture' });
  sale.give(reading([ean(1, codes.cola)]));
  sale.give({ type: 'takePicture' });
  t.match(sale.give(reading([], { here: [1] })), {
    phase: 'listing',
    notice: { code: 'PICTURE_ALL_LISTED' },
  });
  t.equal(sale.state().basket.totals.pieces, 1);
});

t.test('goods past their date in a picture are warned of, and the others are on the list', async (t) => {
  const sale = saleAt();
  sale.give({ type: 'takePicture' });
  const expired = { item: 1, text: `010${codes.cola}17200101`, symbology: ']d2' };
  const state = sale.give(reading([expired, ean(2, codes.water)]));
  t.match(state, { phase: 'expiredWarning', heldBack: [{ productId: 'cola', expiresOn: '2020-01-01' }] });
  t.same(
    state.basket.lines.map(({ productId }) => productId),
    ['water'],
  );
  const bodies = sale.effects.flatMap((effect) => (effect.effect === 'append' ? effect.bodies : []));
  t.same(bodies.map(({ kind }) => kind).sort(), ['basketChanged', 'goodsHeldBack']);
  t.equal(sale.give({ type: 'goOn' }).phase, 'listing');
});

t.test('a late word of the camera is not heard on the list', async (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola, ']E0'));
  sale.give(reading(both));
  t.equal(sale.state().basket.totals.pieces, 1);
});

t.test('a picture that is handed in leads to the list, or to what has to be asked', async (t) => {
  const source = 'upload';
  const sale = saleAt();
  t.equal(sale.give(reading(both, { source })).phase, 'listing');
  t.match(sale.give(reading([], { source })), {
    phase: 'listing',
    notice: { code: 'PICTURE_WITHOUT_CODES' },
  });
  t.match(sale.give(reading([ean(3, codes.cola)], { source, unread: 2 })), {
    phase: 'takingPicture',
    picture: { source, added: 1, unread: 2 },
  });
  t.equal(sale.give(reading([ean(4, codes.water)], { source })).phase, 'listing', 'the second one had it');
  t.equal(sale.state().basket.totals.pieces, 4);
});

t.test('a picture without codes at the beginning begins no order', async (t) => {
  const sale = saleAt();
  const state = sale.give(reading([], { source: 'upload' }));
  t.match(state, { phase: 'welcome', notice: { code: 'PICTURE_WITHOUT_CODES' } });
  t.equal(state.orderId, undefined);
  t.same(sale.effects, []);
});

t.test('a camera that fails leads back, and says so', async (t) => {
  const sale = saleAt();
  sale.give({ type: 'takePicture' });
  t.match(sale.give({ type: 'pictureFailed', code: 'CAMERA_STALLED' }), {
    phase: 'welcome',
    notice: { code: 'CAMERA_STALLED' },
  });
});

t.test('the page ends by itself, and only news give it more time', async (t) => {
  const sale = saleAt();
  sale.give({ type: 'takePicture' });
  sale.wait(10_000);
  const { timeout } = sale.state();
  t.same(sale.give(reading([], { settled: true })).timeout, timeout);
  t.notSame(sale.give(reading([ean(1, codes.cola)], { settled: false })).timeout, timeout);
  t.equal(sale.timeOut().phase, 'listing');
});

t.test('a scan beside the camera goes to the list', async (t) => {
  const sale = saleAt();
  sale.give({ type: 'takePicture' });
  t.equal(sale.give(scan(codes.cola, ']E0')).phase, 'listing');
});
