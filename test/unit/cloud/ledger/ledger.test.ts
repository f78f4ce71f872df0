import t from 'tap';
import { createLedger, type LedgerMistakes } from '../../../../src/cloud/ledger/ledger.ts';
import type { LedgerChanges, LedgerStore } from '../../../../src/cloud/ledger/ledger-ports.ts';
import { MemoryLedgerStore } from '../../../../src/cloud/ledger/memory-ledger-store.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { machineAt } from '../../../support/cloud-broker.ts';
import { HandClock } from '../../../support/cloud-clock.ts';
import { CloudJournal, saleRecords } from '../../../support/cloud-journal.ts';

const machine = machineAt('shop', 'k1');

function open(mistakes?: LedgerMistakes) {
  const store = new MemoryLedgerStore();
  store.addMachine(machine);
  const clock = new HandClock();
  const ledger = createLedger({ store, clock, log: silentLog, ...(mistakes ? { mistakes } : {}) });
  return { store, clock, ledger };
}

t.test('a cloud put back from an older backup asks for what it lost', async (t) => {
  const { store, ledger } = open();
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'));
  await ledger.take(machine, journal.batch(1, 3));
  const backup = store.snapshot();
  await ledger.take(machine, journal.batch(4));
  store.restore(backup);
  journal.append(...saleRecords('ord_2'));
  t.match(await ledger.take(machine, journal.batch(9)), { seq: 3, resendFrom: 4 });
  t.match(await ledger.take(machine, journal.batch(4)), { seq: 16, resendFrom: undefined });
  t.equal(store.orders().get('ord_1')?.state, 'deliveryAndPaymentSuccess');
  t.equal(store.orders().get('ord_2')?.state, 'deliveryAndPaymentSuccess');
});

t.test('a machine that takes more for committed than there is here is asked for the rest', async (t) => {
  const { store, ledger } = open();
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'));
  await ledger.take(machine, journal.batch(1, 3));
  const backup = store.snapshot();
  await ledger.take(machine, journal.batch(4));
  const said = (acknowledgedSeq: number, journalId = 'jnl_1') =>
    ledger.compare(machine, { journalId, acknowledgedSeq });
  t.equal(await said(8), undefined, 'nothing is missing');
  store.restore(backup);
  t.match(await said(8), { journalId: 'jnl_1', seq: 3, resendFrom: 4 });
  t.equal(await said(3), undefined);
  t.match(await said(2, 'jnl_9'), { seq: 0, resendFrom: 1 }, 'of a journal that is not known at all');
  t.equal(await said(0, 'jnl_9'), undefined);
  const stranger = machineAt('other', 'k1');
  const foreign = ledger.compare(stranger, { journalId: 'jnl_1', acknowledgedSeq: 8 });
  await t.rejects(foreign, { code: 'TOPIC_FORBIDDEN' });
});

t.test('the end of a charge is told to the store with the record that holds it', async (t) => {
  const saved: LedgerChanges[] = [];
  const memory = new MemoryLedgerStore();
  memory.addMachine(machine);
  const store: LedgerStore = {
    transact: (of, work) =>
      memory.transact(of, (tx) =>
        work({ ...tx, save: (changes) => tx.save(changes).then(() => void saved.push(changes)) }),
      ),
  };
  const ledger = createLedger({ store, clock: new HandClock(), log: silentLog });
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'));
  await ledger.take(machine, journal.batch());
  t.match(
    saved.flatMap(({ charges }) => charges),
    [{ orderId: 'ord_1', outcome: 'paid', platform: String, amountMinor: Number }],
  );
});

t.test('a crash after the commit and before the answer doubles nothing', async (t) => {
  const { store, ledger } = open();
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1', 'notDelivered'));
  store.hooks.afterCommit = () => store.crash();
  await t.rejects(ledger.take(machine, journal.batch()), { code: 'DATABASE_UNAVAILABLE' });
  delete store.hooks.afterCommit;
  t.match(await ledger.take(machine, journal.batch()), { seq: 8 });
  t.equal(store.records('k1', 'jnl_1').length, 8);
  t.equal(store.refunds().length, 1);
  t.equal(store.orders().get('ord_1')?.charges.length, 1);
});

t.test('a crash before the commit is never answered', async (t) => {
  const { store, ledger } = open();
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'));
  store.hooks.beforeCommit = () => store.crash();
  await t.rejects(ledger.take(machine, journal.batch()), { code: 'DATABASE_UNAVAILABLE' });
  t.equal(store.orders().size, 0);
});

t.test('the planted mistake acknowledges what a crash then loses', async (t) => {
  const { store, ledger } = open({ acknowledgeBeforeCommit: true });
  store.hooks.beforeCommit = () => store.crash();
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'));
  t.match(await ledger.take(machine, journal.batch()), { seq: 8 });
  t.equal(store.orders().size, 0);
});

t.test('tells what was applied, once, and what is to be refunded', async (t) => {
  const { ledger } = open();
  const told: string[] = [];
  ledger.on('recordsApplied', ({ orders, records, setAside }) =>
    told.push(`${records} records, ${orders.map((o) => o.orderId)}, ${setAside} set aside`),
  );
  ledger.on('refundIntended', ({ refund }) => told.push(refund.refundId));
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1', 'notDelivered'));
  journal.appendText('{}');
  await ledger.take(machine, journal.batch());
  await ledger.take(machine, journal.batch());
  t.strictSame(told, ['9 records, ord_1, 1 set aside', 'rfd_1']);
});

t.test('a gap that lasts is an alarm, is never skipped, and is over when it is filled', async (t) => {
  const { store, clock, ledger } = open();
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'));
  await ledger.take(machine, journal.batch(1, 2));
  for (let i = 0; i < 5; i += 1) {
    t.match(await ledger.take(machine, journal.batch(5)), { seq: 2, resendFrom: 3 });
    clock.advance(11_000);
  }
  t.strictSame(store.alarms('k1'), []);
  clock.advance(11_000);
  t.match(await ledger.take(machine, journal.batch(5)), { seq: 2, resendFrom: 3 });
  t.match(store.alarms('k1'), [{ kind: 'gap', subject: 'jnl_1/3', fault: 'LEDGER_GAP' }]);
  t.match(await ledger.take(machine, journal.batch(3)), { seq: 8 });
  t.strictSame(store.alarms('k1'), []);
});

t.test('a claimed hash that is none cannot stop the journal', async (t) => {
  const { store, ledger } = open();
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'));
  const record = journal.records[3];
  if (record) record.hash = '\0'.repeat(64);
  for (let i = 0; i < 12; i += 1) await ledger.take(machine, journal.batch());
  t.match(await ledger.take(machine, journal.batch()), { seq: 8, resendFrom: undefined });
  t.strictSame(
    store.setAside('k1').map((aside) => aside.seq),
    [4, 5],
  );
});

t.test('a record at another place than it says is set aside', async (t) => {
  const { store, ledger } = open();
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1').slice(0, 1));
  const [first] = journal.records;
  journal.appendText(first?.text ?? '');
  t.match(await ledger.take(machine, journal.batch()), { seq: 2 });
  t.match(store.setAside('k1'), [{ seq: 2, fault: 'RECORD_POISONED' }]);
});

t.test('refuses a journal id that no column could hold', async (t) => {
  const { ledger } = open();
  const batch = new CloudJournal('jnl \0').append(...saleRecords('ord_1')).batch();
  await t.rejects(ledger.take(machine, batch), { code: 'INPUT_MALFORMED' });
});

t.test('a record that the database cannot hold is set aside alone', async (t) => {
  const { store, clock } = open();
  const picky: LedgerStore = {
    transact: (of, work) =>
      store.transact(of, (tx) =>
        work({
          ...tx,
          save: async (changes) => {
            if (changes.orders.some((order) => order.orderId === 'ord_2')) {
              throw new Fault('INTERNAL_DEFECT', 'run a statement', { facts: { sqlState: '22003' } });
            }
            await tx.save(changes);
          },
        }),
      ),
  };
  const ledger = createLedger({ store: picky, clock, log: silentLog });
  const journal = new CloudJournal('jnl_1').append(
    ...saleRecords('ord_1'),
    ...saleRecords('ord_2').slice(0, 1),
    ...saleRecords('ord_3'),
  );
  t.match(await ledger.take(machine, journal.batch()), { seq: 17, resendFrom: undefined });
  t.match(store.setAside('k1'), [{ seq: 9, fault: 'RECORD_POISONED', reason: /cannot be stored/ }]);
  t.equal(store.orders().get('ord_3')?.state, 'deliveryAndPaymentSuccess');
  t.equal(store.orders().size, 2);
});
