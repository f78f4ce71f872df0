import t from 'tap';
import type { JournalRecord, RecordBody } from '../../../../src/domain/record.ts';
import { CouponBook } from '../../../../src/kiosk/journal/coupon-book.ts';

const expiresAtMs = 2_000_000;

function bookOf(...bodies: RecordBody[]): CouponBook {
  const book = new CouponBook();
  for (const [n, body] of bodies.entries()) {
    book.apply({ seq: n + 1, atMs: 1, clock: 'synchronised', body } satisfies JournalRecord);
  }
  return book;
}

const accepted = (
  couponId: string,
  orderId: string,
  by: 'cloud' | 'signature' = 'signature',
): RecordBody => ({
  ...{ kind: 'couponAccepted', orderId, couponId, seriesId: 'welcome', codeMasked: 'KS…', by, expiresAtMs },
});
const paid = (orderId: string): RecordBody => ({ kind: 'orderPaid', orderId, payments: [], changeMinor: 0 });
const closed = (orderId: string): RecordBody => ({
  ...{ kind: 'orderClosed', orderId, state: 'deliveryAndPaymentSuccess' },
});

t.test('a coupon believed on its signature is used while its order is open, and after it was paid', (t) => {
  t.ok(bookOf(accepted('cpn_1', 'ord_1')).isUsed('cpn_1'));
  t.ok(bookOf(accepted('cpn_1', 'ord_1'), paid('ord_1'), closed('ord_1')).isUsed('cpn_1'));
  t.notOk(bookOf(accepted('cpn_1', 'ord_1'), closed('ord_1')).isUsed('cpn_1'), 'the order was left');
  const dropped: RecordBody = { kind: 'couponDropped', orderId: 'ord_1', couponId: 'cpn_1' };
  t.notOk(bookOf(accepted('cpn_1', 'ord_1'), dropped).isUsed('cpn_1'));
  t.notOk(bookOf(accepted('cpn_1', 'ord_1', 'cloud')).isUsed('cpn_1'), 'the cloud sees to its own');
  t.end();
});

t.test('what the cloud has not acknowledged counts against the limit', (t) => {
  const book = bookOf(accepted('cpn_1', 'ord_1'), paid('ord_1'), accepted('cpn_2', 'ord_2'));
  t.match(book.unsettled(0), { count: 2 });
  t.match(book.unsettled(2), { count: 1 });
  t.match(book.unsettled(3), { count: 0 });
  t.end();
});

t.test('what compaction would forget is carried over until it has expired', (t) => {
  const records = [accepted('cpn_1', 'ord_1'), paid('ord_1'), closed('ord_1')];
  const carried = bookOf(...records).carryOver(4, 1_000_000);
  t.same(carried, { kind: 'couponsRemembered', coupons: [{ couponId: 'cpn_1', expiresAtMs }] });
  t.equal(bookOf(...records).carryOver(2, 1_000_000), undefined, 'it is not about to be forgotten');
  if (!carried) return t.end();
  const later = bookOf(carried);
  t.ok(later.isUsed('cpn_1'), 'after the records before it are gone');
  t.match(later.unsettled(0), { count: 0 });
  t.equal(later.carryOver(9, expiresAtMs), undefined);
  t.notOk(later.isUsed('cpn_1'), 'an expired one need not be remembered');
  t.end();
});
