/** What every ledger store must do, held against memory, PGlite and, where there is one, PostgreSQL. */
import t, { type Test } from 'tap';
import { readPageRecords } from '../../src/cloud/database/journal-page-rows.ts';
import type { OpenedDatabase } from '../../src/cloud/database/open-database.ts';
import { joinBatches } from '../../src/cloud/ledger/join-batches.ts';
import { createLedger } from '../../src/cloud/ledger/ledger.ts';
import type { LedgerAlarm, LedgerStore, SetAside } from '../../src/cloud/ledger/ledger-ports.ts';
import { MemoryLedgerStore } from '../../src/cloud/ledger/memory-ledger-store.ts';
import { openBatch } from '../../src/cloud/ledger/open-batch.ts';
import { createSqlLedgerStore } from '../../src/cloud/ledger/sql-ledger-store.ts';
import type { Order } from '../../src/domain/order.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { silentLog } from '../../src/platform/log.ts';
import { type MachineAddress, shardOf } from '../../src/wire/topics.ts';
import {
  addMachineRow,
  openPostgresForTest,
  postgresSkipReason,
  postgresUrl,
} from '../support/cloud-database.ts';
import { CloudJournal, saleRecords } from '../support/cloud-journal.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

/** A store under test, with ways to look at what it holds. */
interface Subject {
  store: LedgerStore;
  addMachine(merchantId: string, machineId: string): Promise<MachineAddress>;
  order(orderId: string): Promise<Order | undefined>;
  places(machineId: string, journalId: string): Promise<number[]>;
  setAside(machineId: string): Promise<Pick<SetAside, 'seq' | 'fault' | 'text'>[]>;
  refunds(): Promise<{ refundId: string; machineId: string }[]>;
  alarms(machineId: string): Promise<Pick<LedgerAlarm, 'kind' | 'subject'>[]>;
  /** Lots of the goods that the machine held back, in their order. */
  heldBack(machineId: string): Promise<(string | undefined)[]>;
}

function memorySubject(): Subject {
  const store = new MemoryLedgerStore();
  return {
    store,
    addMachine: async (merchantId, machineId) => {
      const machine = { merchantId, machineId, shard: shardOf(machineId) };
      store.addMachine(machine);
      return machine;
    },
    order: async (id) => store.orders().get(id),
    places: async (machineId, journalId) => store.records(machineId, journalId).map((r) => r.seq),
    setAside: async (machineId) => [...store.setAside(machineId)],
    refunds: async () => [...store.refunds()],
    alarms: async (machineId) => [...store.alarms(machineId)],
    heldBack: async (machineId) =>
      store.heldBack(machineId).flatMap(({ goods }) => goods.map(({ lot }) => lot)),
  };
}

function sqlSubject({ db }: OpenedDatabase): Subject {
  return {
    store: createSqlLedgerStore(db),
    addMachine: async (merchantId, machineId) => {
      await addMachineRow(db, merchantId, machineId);
      return { merchantId, machineId, shard: shardOf(machineId) };
    },
    order: async (id) => {
      const row = await db.selectFrom('orders').select('body').where('order_id', '=', id).executeTakeFirst();
      return row?.body;
    },
    places: async (machineId, journalId) => {
      const paged = await readPageRecords(db, machineId, journalId, 1, Number.MAX_SAFE_INTEGER);
      const rows = await db
        .selectFrom('journal_records')
        .select('seq')
        .where('machine_id', '=', machineId)
        .where('journal_id', '=', journalId)
        .orderBy('seq')
        .execute();
      return [...rows, ...paged].map((row) => row.seq).sort((a, b) => a - b);
    },
    setAside: async (machineId) =>
      (await db
        .selectFrom('poisoned_records')
        .select(['seq', 'fault', 'text'])
        .where('machine_id', '=', machineId)
        .orderBy('seq')
        .execute()) as Pick<SetAside, 'seq' | 'fault' | 'text'>[],
    refunds: () =>
      db
        .selectFrom('refunds')
        .select(['refund_id as refundId', 'machine_id as machineId'])
        .where('state', '=', 'pending')
        .execute(),
    alarms: async (machineId) =>
      (await db
        .selectFrom('alarms')
        .select(['kind', 'subject'])
        .where('machine_id', '=', machineId)
        .where('cleared_at_ms', 'is', null)
        .execute()) as Pick<LedgerAlarm, 'kind' | 'subject'>[],
    heldBack: async (machineId) => {
      const rows = await db
        .selectFrom('held_back_goods')
        .select('body')
        .where('machine_id', '=', machineId)
        .orderBy('seq')
        .orderBy('place')
        .execute();
      return rows.map(({ body }) => body.lot);
    },
  };
}

/** The suite. Each test has machines of its own, so that they share one database. */
function holds(t: Test, subject: Subject): void {
  const ledgerOver = (store: LedgerStore) =>
    createLedger({ store, clock: new SystemClock(), log: silentLog });
  const ledger = ledgerOver(subject.store);

  t.test('applies a sale once however often it comes', async (t) => {
    const machine = await subject.addMachine('m1', 'once');
    const journal = new CloudJournal('jnl_once').append(...saleRecords('ord_once'));
    t.match(await ledger.take(machine, journal.batch(1, 5)), { seq: 5, resendFrom: undefined });
    t.match(await ledger.take(machine, journal.batch(1, 5)), { seq: 5, resendFrom: undefined });
    t.match(await ledger.take(machine, journal.batch(3)), { seq: 8, resendFrom: undefined });
    t.strictSame(await subject.places('once', 'jnl_once'), [1, 2, 3, 4, 5, 6, 7, 8]);
    const order = await subject.order('ord_once');
    t.match(order, { state: 'deliveryAndPaymentSuccess', totals: { dueMinor: 200 } });
    t.equal(order?.charges.length, 1);
    t.equal(order?.deliveries.length, 1);
    t.strictSame(await subject.alarms('once'), []);
  });

  t.test('keeps goods that were held back once, in an order or before one', async (t) => {
    const machine = await subject.addMachine('m1', 'dates');
    const held = (lot: string) => ({
      ...{ productId: 'milk', name: { zh: '牛奶', en: 'Milk' }, quantity: 1, lot, expiresOn: '2026-11-20' },
      ...{ dateBy: 'code' as const, reason: 'expired' as const, wasListed: false },
    });
    const journal = new CloudJournal('jnl_dates').append(
      { kind: 'goodsHeldBack', goods: [held('L1')] },
      ...saleRecords('ord_dates').slice(0, 1),
      { kind: 'goodsHeldBack', orderId: 'ord_dates', goods: [held('L2'), held('L3')] },
      { kind: 'heldBackAcknowledged', orderId: 'ord_dates' },
    );
    t.match(await ledger.take(machine, journal.batch(1, 3)), { seq: 3 });
    t.match(await subject.order('ord_dates'), { heldBack: [{ lot: 'L2' }, { lot: 'L3' }] });
    t.match(await ledger.take(machine, journal.batch(2)), { seq: 4 }, 'a part of it comes again');
    t.equal((await subject.order('ord_dates'))?.heldBack, undefined);
    t.strictSame(await subject.heldBack('dates'), ['L1', 'L2', 'L3']);
    t.strictSame(await subject.setAside('dates'), []);
  });

  t.test('applies packed batches as plain ones, also where both overlap', async (t) => {
    const machine = await subject.addMachine('m1', 'packed');
    const journal = new CloudJournal('jnl_packed');
    for (let i = 0; i < 6; i += 1) journal.append(...saleRecords(`ord_packed${i}`));
    const take = (from: number, to: number) => ledger.take(machine, openBatch(journal.packed(from, to)));
    t.match(await take(1, 12), { seq: 12, resendFrom: undefined, takesPacked: true });
    t.match(await take(1, 12), { seq: 12, resendFrom: undefined }, 'once more');
    t.match(await ledger.take(machine, journal.batch(5, 14)), { seq: 14, resendFrom: undefined });
    t.match(await take(10, 20), { seq: 20, resendFrom: undefined }, 'half of it is known');
    t.match(await take(30, 40), { seq: 20, resendFrom: 21 }, 'a gap');
    const joined = joinBatches(openBatch(journal.packed(21, 30)), [
      openBatch(journal.packed(31, 40)),
      journal.batch(41),
    ]);
    t.match(await ledger.take(machine, joined.batch), { seq: 48, resendFrom: undefined });
    t.strictSame(
      await subject.places('packed', 'jnl_packed'),
      Array.from({ length: 48 }, (_, at) => at + 1),
    );
    for (let i = 0; i < 6; i += 1) {
      const order = await subject.order(`ord_packed${i}`);
      t.match(order, { state: 'deliveryAndPaymentSuccess', charges: [{ state: 'paid' }] });
      t.equal(order?.charges.length, 1);
    }
    t.strictSame(await subject.setAside('packed'), []);
    const forked = journal.fork(20).append(...saleRecords('ord_packed_fork'));
    t.match(await ledger.take(machine, openBatch(forked.packed(15, 28))), { seq: 48, resendFrom: 21 });
  });

  t.test('sets a record of a packed batch aside, and finds an altered one in it', async (t) => {
    const machine = await subject.addMachine('m1', 'aside');
    const journal = new CloudJournal('jnl_aside').append(...saleRecords('ord_aside').slice(0, 3));
    journal.appendText('{"seq":4,"body":{"kind":"madeUp"}}').append(...saleRecords('ord_aside').slice(3));
    t.match(await ledger.take(machine, openBatch(journal.packed())), { seq: 9 });
    t.match(await subject.setAside('aside'), [{ seq: 4, fault: 'RECORD_POISONED' }]);
    t.match(await subject.order('ord_aside'), { state: 'deliveryAndPaymentSuccess' });
    journal.append(...saleRecords('ord_aside2')).alter(12, (text) => text.replace('2', '3'));
    for (let again = 0; again < 2; again += 1) {
      t.match(await ledger.take(machine, openBatch(journal.packed(10))), { seq: 11, resendFrom: 12 });
    }
    t.match(await ledger.take(machine, openBatch(journal.packed(12))), { seq: 17, resendFrom: undefined });
    t.match(await subject.setAside('aside'), [{ seq: 4 }, { seq: 12, fault: 'JOURNAL_CHAIN_BROKEN' }]);
    t.match(await ledger.take(machine, openBatch(journal.packed(1))), { seq: 17, resendFrom: undefined });
    t.equal((await subject.places('aside', 'jnl_aside')).length, 17);
  });

  t.test('asks for what is missing before it goes on', async (t) => {
    const machine = await subject.addMachine('m1', 'gap');
    const journal = new CloudJournal('jnl_gap').append(...saleRecords('ord_gap'));
    t.match(await ledger.take(machine, journal.batch(3)), { seq: 0, resendFrom: 1 });
    await ledger.take(machine, journal.batch(1, 2));
    t.match(await ledger.take(machine, journal.batch(5)), { seq: 2, resendFrom: 3 });
    t.strictSame(await subject.places('gap', 'jnl_gap'), [1, 2]);
    t.match(await ledger.take(machine, journal.batch(3)), { seq: 8 });
  });

  t.test('keeps a refund to be made in the same commit as its record', async (t) => {
    const machine = await subject.addMachine('m1', 'refund');
    const journal = new CloudJournal('jnl_refund').append(...saleRecords('ord_refund', 'notDelivered'));
    await ledger.take(machine, journal.batch());
    await ledger.take(machine, journal.batch());
    const refunds = (await subject.refunds()).filter((refund) => refund.machineId === 'refund');
    t.match(refunds, [{ refundId: 'rfd_refund' }]);
    t.equal(refunds.length, 1);
  });

  t.test('sets a poison record aside and applies the rest', async (t) => {
    const machine = await subject.addMachine('m1', 'poison');
    const journal = new CloudJournal('jnl_poison').append(...saleRecords('ord_p').slice(0, 2));
    journal.appendText('{"seq":3,"at":1,"clock":"synchronised","body":{"kind":"madeUp","orderId":"ord_p"}}');
    journal.appendText('no json \0 at all \ud800');
    journal.append(...saleRecords('ord_p').slice(2));
    t.match(await ledger.take(machine, journal.batch()), { seq: 10, resendFrom: undefined });
    t.match(await subject.order('ord_p'), { state: 'deliveryAndPaymentSuccess' });
    t.match(await subject.setAside('poison'), [
      { seq: 3, fault: 'RECORD_POISONED' },
      { seq: 4, fault: 'RECORD_POISONED' },
    ]);
    t.match(await subject.alarms('poison'), [{ kind: 'poison' }, { kind: 'poison' }]);
    t.match(await ledger.take(machine, journal.batch()), { seq: 10, resendFrom: undefined });
    t.equal((await subject.setAside('poison')).length, 2);
  });

  t.test('keeps odd characters that a machine may write', async (t) => {
    const machine = await subject.addMachine('m1', 'odd');
    const [basket] = saleRecords('ord_odd');
    if (basket?.kind !== 'basketChanged') throw new Error('the sale begins with its basket');
    const name = { zh: '"引号"\\ 反斜杠 \0 {,} 😀', en: 'half \ud83d of a pair, NULL, \n line' };
    const journal = new CloudJournal('jnl_odd').append({
      ...basket,
      lines: basket.lines.map((line) => ({ ...line, name })),
    });
    journal.append({ ...basket, orderId: 'ord_\0odd' });
    t.match(await ledger.take(machine, journal.batch()), { seq: 2 });
    t.strictSame((await subject.order('ord_odd'))?.lines[0]?.name, name);
    t.match(await subject.setAside('odd'), [{ seq: 2, fault: 'RECORD_POISONED' }]);
  });

  t.test('never silently accepts an altered record', async (t) => {
    const machine = await subject.addMachine('m1', 'altered');
    const journal = new CloudJournal('jnl_altered').append(...saleRecords('ord_altered'));
    journal.alter(4, (text) => text.replace('"paid"', '"failed"'));
    t.match(await ledger.take(machine, journal.batch()), { seq: 3, resendFrom: 4 });
    t.match(await ledger.take(machine, journal.batch(4)), { seq: 3, resendFrom: 4 });
    t.strictSame(await subject.alarms('altered'), []);
    t.match(await ledger.take(machine, journal.batch(4)), { seq: 8, resendFrom: undefined });
    t.match(await subject.setAside('altered'), [{ seq: 4, fault: 'JOURNAL_CHAIN_BROKEN' }]);
    t.match(await subject.alarms('altered'), [{ kind: 'chainBroken', subject: 'jnl_altered/4' }]);
    t.match((await subject.order('ord_altered'))?.charges, [{ state: 'intended' }]);
  });

  t.test('a misfit that was a passing error leaves no trace', async (t) => {
    const machine = await subject.addMachine('m1', 'passing');
    const journal = new CloudJournal('jnl_passing').append(...saleRecords('ord_passing'));
    const bent = structuredClone(journal.batch());
    const record = bent.records[2];
    if (record) record.text = `${record.text} `;
    t.match(await ledger.take(machine, bent), { seq: 2, resendFrom: 3 });
    t.match(await ledger.take(machine, journal.batch(3)), { seq: 8 });
    t.strictSame(await subject.setAside('passing'), []);
  });

  t.test('sees a journal that was put back and written on differently', async (t) => {
    const machine = await subject.addMachine('m1', 'fork');
    const journal = new CloudJournal('jnl_fork').append(...saleRecords('ord_fork'));
    await ledger.take(machine, journal.batch());
    const forked = journal.fork(5).append(...saleRecords('ord_fork2').slice(0, 5));
    t.match(await ledger.take(machine, forked.batch(6)), { seq: 8, resendFrom: 6 });
    t.match(await ledger.take(machine, forked.batch(6)), { seq: 8, resendFrom: 6 });
    t.match(await ledger.take(machine, forked.batch(6)), { seq: 8, resendFrom: 9 });
    await ledger.take(machine, forked.batch(9));
    t.match(await ledger.take(machine, forked.batch(9)), { seq: 10, resendFrom: undefined });
    t.match(await subject.setAside('fork'), [{ seq: 6 }, { seq: 7 }, { seq: 8 }, { seq: 9 }]);
    t.match(await subject.order('ord_fork'), { state: 'deliveryAndPaymentSuccess' });
    t.match(await ledger.take(machine, forked.batch(6)), { seq: 10, resendFrom: undefined });
  });

  t.test('begins a new journal at one and keeps the old one', async (t) => {
    const machine = await subject.addMachine('m1', 'again');
    const old = new CloudJournal('jnl_old').append(...saleRecords('ord_a1'));
    await ledger.take(machine, old.batch(1, 4));
    const fresh = new CloudJournal('jnl_new').append(...saleRecords('ord_a2'));
    t.match(await ledger.take(machine, fresh.batch(2)), { seq: 0, resendFrom: 1 });
    t.match(await ledger.take(machine, fresh.batch()), { journalId: 'jnl_new', seq: 8 });
    t.match(await ledger.take(machine, old.batch()), { journalId: 'jnl_old', seq: 8 });
    t.match(await subject.order('ord_a1'), { state: 'deliveryAndPaymentSuccess' });
    t.match(await subject.order('ord_a2'), { state: 'deliveryAndPaymentSuccess' });
  });

  t.test("refuses a machine on another merchant's topic, and an unknown machine", async (t) => {
    const machine = await subject.addMachine('m1', 'topic');
    const batch = new CloudJournal('jnl_topic').append(...saleRecords('ord_topic')).batch();
    await t.rejects(ledger.take({ ...machine, merchantId: 'm2' }, batch), { code: 'TOPIC_FORBIDDEN' });
    await t.rejects(ledger.take({ ...machine, shard: (machine.shard + 1) % 16 }, batch), {
      code: 'TOPIC_FORBIDDEN',
    });
    await t.rejects(ledger.take({ ...machine, machineId: 'nobody' }, batch), { code: 'TOPIC_FORBIDDEN' });
    t.equal(await subject.order('ord_topic'), undefined);
  });

  t.test("lets no machine write to another machine's order", async (t) => {
    const owner = await subject.addMachine('m1', 'owner');
    const other = await subject.addMachine('m2', 'other');
    await ledger.take(owner, new CloudJournal('jnl_owner').append(...saleRecords('ord_owned')).batch());
    const theft = new CloudJournal('jnl_other').append({
      kind: 'refundIntended',
      orderId: 'ord_owned',
      refundId: 'rfd_theft',
      chargeId: 'chg_owned',
      amountMinor: 200,
      currency: 'CNY',
      reason: 'DISPENSER_JAM',
    });
    t.match(await ledger.take(other, theft.batch()), { seq: 1 });
    t.match(await subject.setAside('other'), [{ seq: 1, fault: 'RECORD_POISONED' }]);
    t.equal((await subject.refunds()).filter((refund) => refund.machineId === 'other').length, 0);
    t.strictSame((await subject.order('ord_owned'))?.refunds, []);
  });

  t.test('applies a machine in turn when several batches arrive together, from two ledgers', async (t) => {
    const machine = await subject.addMachine('m1', 'turns');
    const second = ledgerOver(subject.store);
    const journal = new CloudJournal('jnl_turns');
    for (let i = 0; i < 20; i += 1) journal.append(...saleRecords(`ord_turns${i}`));
    const takes: Promise<unknown>[] = [];
    for (let from = 1; from <= 160; from += 20) {
      takes.push(ledger.take(machine, journal.batch(from, from + 19)));
      takes.push(second.take(machine, journal.batch(from, from + 19)));
    }
    await Promise.all(takes);
    await ledger.take(machine, journal.batch(1, 160));
    const places = await subject.places('turns', 'jnl_turns');
    t.strictSame(
      places,
      Array.from({ length: 160 }, (_, i) => i + 1),
    );
    t.match(await subject.order('ord_turns19'), { state: 'deliveryAndPaymentSuccess', charges: [{}] });
  });

  t.test('keeps nothing of work that fails', async (t) => {
    const machine = await subject.addMachine('m1', 'failing');
    const journal = new CloudJournal('jnl_failing').append(...saleRecords('ord_failing'));
    const breaking: LedgerStore = {
      transact: (of, work) =>
        subject.store.transact(of, async (tx) => {
          await work(tx);
          throw new Error('power cut');
        }),
    };
    await t.rejects(ledgerOver(breaking).take(machine, journal.batch()));
    t.equal(await subject.order('ord_failing'), undefined);
    t.strictSame(await subject.places('failing', 'jnl_failing'), []);
    t.match(await ledger.take(machine, journal.batch()), { seq: 8 });
  });
  t.end();
}

t.test('in memory', (t) => holds(t, memorySubject()));

t.test('on PGlite', async (t) => {
  const opened = await openMemoryDatabase();
  t.teardown(() => opened.close());
  await t.test('holds', (t) => holds(t, sqlSubject(opened)));
});

t.test('on PostgreSQL', { skip: postgresUrl === undefined && postgresSkipReason }, async (t) => {
  const opened = await openPostgresForTest(postgresUrl as string);
  t.teardown(() => opened.close());
  await t.test('holds', (t) => holds(t, sqlSubject(opened)));
});
