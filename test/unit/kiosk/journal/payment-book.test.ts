/** What the machine took lately, and from when on it can say so. */
import t from 'tap';
import type { JournalRecord, RecordBody } from '../../../../src/domain/record.ts';
import { PaymentBook } from '../../../../src/kiosk/journal/payment-book.ts';

const hourMs = 3600_000;
const startMs = Date.UTC(2026, 10, 21, 4);

function recordOf(seq: number, atMs: number, body: RecordBody): JournalRecord {
  return { seq, atMs, clock: 'synchronised', body };
}

function paid(seq: number, atMs: number, amountMinor: number, changeMinor = 0): JournalRecord {
  const payments = [{ tender: 'cash' as const, amountMinor }];
  return recordOf(seq, atMs, { kind: 'orderPaid', orderId: `ord_${seq}`, payments, changeMinor });
}

const stopped: RecordBody = { kind: 'machineStopped', bootId: 'b1' };

t.test('a journal from its first record on knows everything, change not counted', (t) => {
  const book = new PaymentBook();
  t.equal(book.since(startMs), undefined, 'nothing is known before the journal is read');
  book.apply(recordOf(1, startMs, stopped));
  t.same(book.since(startMs - hourMs), { payments: 0, paidMinor: 0 });
  book.apply(paid(2, startMs + 1, 500, 50));
  book.apply(paid(3, startMs + hourMs, 300));
  t.same(book.since(startMs), { payments: 2, paidMinor: 750 });
  t.same(book.since(startMs + hourMs), { payments: 1, paidMinor: 300 });
  book.clear();
  t.equal(book.since(startMs), undefined);
  t.end();
});

t.test('a journal whose beginning was forgotten says nothing of that time', (t) => {
  const book = new PaymentBook();
  book.apply(recordOf(5001, startMs, stopped));
  book.apply(paid(5002, startMs + 1, 500));
  t.equal(book.since(startMs - 1), undefined);
  t.same(book.since(startMs), { payments: 1, paidMinor: 500 });
  t.end();
});

t.test('what is older than a day is forgotten and not claimed', (t) => {
  const book = new PaymentBook();
  book.apply(paid(1, startMs, 500));
  book.apply(paid(2, startMs + 30 * hourMs, 300));
  t.equal(book.since(startMs), undefined);
  t.same(book.since(startMs + 10 * hourMs), { payments: 1, paidMinor: 300 });
  t.end();
});
