import t from 'tap';
import type { GiftAttribute, GiftFeature, GiftTerms } from '../../../src/domain/gift.ts';
import { makePickupCode, readPickupCode } from '../../../src/domain/gift-code.ts';
import { coverGoods, fittingGifts, matchGift, type SaleFacts } from '../../../src/domain/gift-match.ts';

const hash = (letter: string) => letter.repeat(64);
const facts: SaleFacts = {
  ...{ machine: 'm1', hour: 23, weekday: 5, spendMinor: 2500, categories: ['coffee', 'cake'] },
};
const phone: GiftFeature = { kind: 'phone', hash: hash('a') };
const member: GiftFeature = { kind: 'memberCode', hash: hash('b'), memberId: 'mbr_1' };
const face: GiftFeature = { kind: 'face', hash: hash('c'), machineId: 'm1' };
const late: GiftFeature = { kind: 'described', name: 'hour', operator: 'inRange', from: 22, to: 2 };
const provedPhone: GiftAttribute = { kind: 'phone', hash: hash('a'), code: '123456' };

t.test('k of N features have to be met, one of them by proof of who it is', async (t) => {
  const of = (features: GiftFeature[], threshold: number, attributes: GiftAttribute[]) =>
    matchGift({ features, threshold }, attributes, facts);
  t.match(of([phone, member], 1, [provedPhone]), { met: 1, features: 2 });
  t.equal(of([phone, member], 2, [provedPhone]), undefined);
  t.match(of([phone, late], 2, [provedPhone]), { met: 2 });
  t.equal(of([phone, late], 1, []), undefined, 'a description names nobody');
  t.match(of([member], 1, [{ kind: 'member', memberId: 'mbr_1' }]), { met: 1 });
  t.equal(of([phone], 1, [{ kind: 'memberCode', hash: hash('a') }]), undefined, 'kinds are kept apart');
});

t.test('a face counts only at the machine where its person enrolled', async (t) => {
  const attributes: GiftAttribute[] = [{ kind: 'face', hash: hash('c') }];
  t.ok(matchGift({ features: [face], threshold: 1 }, attributes, facts));
  t.notOk(matchGift({ features: [face], threshold: 1 }, attributes, { ...facts, machine: 'm2' }));
});

t.test('descriptions are equal, in a range, or in a set', async (t) => {
  const fits = (feature: GiftFeature) =>
    matchGift({ features: [phone, feature], threshold: 2 }, [provedPhone], facts) !== undefined;
  const kind = 'described' as const;
  t.ok(fits({ kind, name: 'category', operator: 'equals', value: 'cake' }));
  t.notOk(fits({ kind, name: 'category', operator: 'equals', value: 'tea' }));
  t.ok(fits({ kind, name: 'weekday', operator: 'inSet', values: [4, 5] }));
  t.ok(fits({ kind, name: 'spendMinor', operator: 'inRange', from: 2000, to: 3000 }));
  t.notOk(fits({ kind, name: 'hour', operator: 'inRange', from: 8, to: 22 }));
});

const line = (lineId: string, productId: string, quantity: number, dueMinor: number) => ({
  ...{ lineId, productId, category: productId === 'cake' ? 'cake' : 'coffee', quantity, dueMinor },
});

t.test('a product or a class is one piece, the dearest that it covers whole', async (t) => {
  const lines = [line('1', 'latte', 2, 3000), line('2', 'mocha', 1, 1800), line('3', 'cake', 1, 900)];
  const of = (target: GiftTerms['target'], amountMinor: number) =>
    coverGoods({ target, amountMinor }, lines)?.lines;
  const latte = { kind: 'product' as const, productId: 'latte', name: { zh: '', en: '' } };
  t.strictSame(of(latte, 1600), [{ lineId: '1', pieces: 1, coverMinor: 1500 }]);
  t.strictSame(of(latte, 1000), [{ lineId: '1', pieces: 1, coverMinor: 1000 }], 'the rest is paid');
  t.strictSame(of({ kind: 'class', category: 'coffee' }, 2000), [
    { lineId: '2', pieces: 1, coverMinor: 1800 },
  ]);
  t.strictSame(of({ kind: 'class', category: 'coffee' }, 1600), [
    { lineId: '1', pieces: 1, coverMinor: 1500 },
  ]);
  t.equal(of({ kind: 'class', category: 'tea' }, 1600), undefined);
});

t.test('a value covers any goods up to its amount', async (t) => {
  const lines = [line('1', 'latte', 1, 1500), line('2', 'cake', 1, 900), line('3', 'free', 1, 0)];
  t.match(coverGoods({ target: { kind: 'value' }, amountMinor: 2000 }, lines), {
    coverMinor: 2000,
    lines: [
      { lineId: '1', coverMinor: 1500 },
      { lineId: '2', coverMinor: 500 },
    ],
  });
  t.match(coverGoods({ target: { kind: 'value' }, amountMinor: 9000 }, lines), { coverMinor: 2400 });
});

t.test('of several gifts the oldest comes first, then the one that knows its recipient best', async (t) => {
  const gift = (giftId: string, createdAtMs: number, features: GiftFeature[]): GiftTerms => ({
    ...{ giftId, merchantId: 'm', features, threshold: 1, target: { kind: 'value' }, amountMinor: 500 },
    ...{ currency: 'CNY', wording: { words: '' }, createdAtMs, expiresAtMs: 9e12 },
  });
  const gifts = [gift('g3', 20, [phone]), gift('g2', 10, [phone]), gift('g1', 10, [phone, late])];
  const found = fittingGifts(gifts, [provedPhone], facts, [line('1', 'latte', 1, 1500)]);
  t.strictSame(
    found.map(({ terms }) => terms.giftId),
    ['g1', 'g2', 'g3'],
  );
});

t.test('a pickup code is read however it is typed, and a slip is noticed', async (t) => {
  const code = makePickupCode(Uint8Array.from([1, 0, 3, 4, 5, 6, 7, 8, 9, 10]));
  t.equal(readPickupCode(` ${code.slice(3).toLowerCase().replace('1', 'l').replace('0', 'o')} `), code);
  t.equal(readPickupCode(code.slice(0, -1)), undefined);
  const swapped = `${code.slice(0, 5)}${code[6]}${code[5]}${code.slice(7)}`;
  t.not(readPickupCode(swapped), code);
});
