/** The time line of an order is the same however its records came: singly, packed, or some of each. */
import t from 'tap';
import { readOrder } from '../../../../src/cloud/api/order-queries.ts';
import { createLedger } from '../../../../src/cloud/ledger/ledger.ts';
import { openBatch } from '../../../../src/cloud/ledger/open-batch.ts';
import { createSqlLedgerStore } from '../../../../src/cloud/ledger/sql-ledger-store.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { shardOf } from '../../../../src/wire/topics.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { CloudJournal, saleRecords } from '../../../support/cloud-journal.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

t.test('an order whose records lie in rows and in two pages shows them all, and no other ones', async (t) => {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  const ledger = createLedger({
    store: createSqlLedgerStore(db),
    clock: new SystemClock(),
    log: silentLog,
  });
  const history = async (machineId: string, take: (journal: CloudJournal) => Promise<void>) => {
    await addMachineRow(db, 'shop', machineId);
    const journal = new CloudJournal(`jnl_${machineId}`);
    journal.append(...saleRecords(`ord_${machineId}`), ...saleRecords(`ord_other_${machineId}`));
    await take(journal);
    const order = await readOrder(db, 'shop', `ord_${machineId}`, 'http://r');
    return order.history
      .filter(({ source }) => source === 'machine')
      .map(({ seq, kind, atMs }) => ({ seq, kind, atMs }));
  };
  const address = (machineId: string) => ({ merchantId: 'shop', machineId, shard: shardOf(machineId) });
  const singly = await history('rows', async (journal) => {
    await ledger.take(address('rows'), journal.batch());
  });
  t.equal(singly.length, 8);
  const packed = await history('pages', async (journal) => {
    await ledger.take(address('pages'), openBatch(journal.packed(1, 3)));
    await ledger.take(address('pages'), journal.batch(4, 5));
    await ledger.take(address('pages'), openBatch(journal.packed(6)));
  });
  t.strictSame(packed, singly);
  const rows = await db
    .selectFrom('journal_records')
    .select('seq')
    .where('machine_id', '=', 'pages')
    .execute();
  t.equal(rows.length, 2, 'what came packed is no row');
});
