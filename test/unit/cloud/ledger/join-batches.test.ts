/** Batches that follow one another share a commit; whatever does not fit stays a batch of its own. */
import t from 'tap';
import { commitRecordsMax, joinBatches } from '../../../../src/cloud/ledger/join-batches.ts';
import type { JournalBatch } from '../../../../src/wire/messages.ts';
import { CloudJournal, saleRecords } from '../../../support/cloud-journal.ts';

const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'), ...saleRecords('ord_2'));

t.test('batches that follow one another become one', async (t) => {
  const { batch, count } = joinBatches(journal.batch(1, 5), [journal.batch(6, 9), journal.batch(10)]);
  t.strictSame(batch, journal.batch());
  t.equal(count, 2);
});

t.test('a gap, an overlap, another journal and another history end it', async (t) => {
  const first = journal.batch(1, 5);
  const strangers: Record<string, JournalBatch> = {
    gap: journal.batch(7),
    overlap: journal.batch(5),
    journal: { ...journal.batch(6), journalId: 'jnl_2' },
    history: { ...journal.batch(6), previousHash: 'f'.repeat(64) },
  };
  for (const [name, stranger] of Object.entries(strangers)) {
    const { batch, count } = joinBatches(first, [stranger, journal.batch(6)]);
    t.strictSame(batch, first, name);
    t.equal(count, 0, name);
  }
});

t.test('a commit does not grow without end', async (t) => {
  const long = new CloudJournal('jnl_1');
  for (let seq = 1; seq <= commitRecordsMax + 100; seq += 1) long.appendText(`{"seq":${seq}}`);
  const hundreds = Array.from({ length: commitRecordsMax / 100 }, (_, at) =>
    long.batch(at * 100 + 101, at * 100 + 200),
  );
  const { batch, count } = joinBatches(long.batch(1, 100), hundreds);
  t.equal(batch.records.length, commitRecordsMax);
  t.equal(count, hundreds.length - 1);
});
