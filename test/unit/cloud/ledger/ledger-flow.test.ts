import { once } from 'node:events';
import t, { type Test } from 'tap';
import { createLedger } from '../../../../src/cloud/ledger/ledger.ts';
import { createLedgerFlow } from '../../../../src/cloud/ledger/ledger-flow.ts';
import type { LedgerStore } from '../../../../src/cloud/ledger/ledger-ports.ts';
import { MemoryLedgerStore } from '../../../../src/cloud/ledger/memory-ledger-store.ts';
import { Fault } from '../../../../src/domain/fault.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import type { JournalAck } from '../../../../src/wire/messages.ts';
import { upTopic } from '../../../../src/wire/topics.ts';
import { machineAt, nextDown, openBroker, type TestBroker, until } from '../../../support/cloud-broker.ts';
import { CloudJournal, saleRecords } from '../../../support/cloud-journal.ts';

const machine = machineAt('shop', 'k1');
const everyShard = new Set(Array.from({ length: 16 }, (_, shard) => shard));

async function openFlow(t: Test, broker: TestBroker, store: LedgerStore) {
  const link = broker.cloudLink();
  const clock = new SystemClock();
  const flow = createLedgerFlow({
    link,
    ledger: createLedger({ store, clock, log: silentLog }),
    clock,
    log: silentLog,
  });
  flow.start();
  flow.holdShards(everyShard);
  const online = once(link, 'online');
  await link.start();
  await online;
  t.teardown(() => flow.stop());
  return flow;
}

t.test('the journal goes over a real broker', async (t) => {
  const broker = await openBroker(t);
  const store = new MemoryLedgerStore();
  store.addMachine(machine);
  const flow = await openFlow(t, broker, store);
  const link = await broker.machineLink(machine);
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'));
  const send = (from: number, to?: number) =>
    link.publish(upTopic(machine, 'journal'), JSON.stringify(journal.batch(from, to)));
  /** Publishes until it is answered: the subscription may not stand yet. */
  const sendUntilAcked = async (from: number, to: number | undefined, fits: (ack: JournalAck) => boolean) => {
    const ack = nextDown<JournalAck>(link, machine, 'ack', fits);
    let answered = false;
    void ack.then(() => {
      answered = true;
    });
    await until(async () => {
      await send(from, to);
      return answered;
    });
    return ack;
  };

  await t.test('is acknowledged when it is committed', async (t) => {
    t.match(await sendUntilAcked(1, 3, (ack) => ack.seq === 3), { journalId: 'jnl_1', seq: 3 });
    t.equal(store.records('k1', 'jnl_1').length, 3);
  });

  await t.test('asks once for a gap that many batches find', async (t) => {
    const acks: JournalAck[] = [];
    link.on('message', (topic, payload) => {
      if (topic.endsWith('/down/ack')) acks.push(JSON.parse(Buffer.from(payload).toString()));
    });
    acks.length = 0;
    for (const seq of [5, 6, 7, 8]) await send(seq, seq);
    await send(4, 4);
    await until(() => acks.some((ack) => ack.seq === 4));
    t.equal(acks.filter((ack) => ack.resendFrom === 4).length, 1);
    t.match(await sendUntilAcked(5, undefined, (ack) => ack.seq === 8), { seq: 8 });
    t.equal(store.orders().get('ord_1')?.state, 'deliveryAndPaymentSuccess');
  });

  await t.test('asks a machine that knows of more than there is', async (t) => {
    const asked = nextDown<JournalAck>(link, machine, 'ack', (ack) => ack.resendFrom === 9);
    flow.compare(machine, { journalId: 'jnl_1', acknowledgedSeq: 8 });
    flow.compare(machine, { journalId: 'jnl_1' });
    flow.compare(machine, { journalId: 'jnl_1', acknowledgedSeq: 12 });
    t.match(await asked, { journalId: 'jnl_1', seq: 8, resendFrom: 9 });
  });

  await t.test('goes on after garbage and after a foreign machine', async (t) => {
    const stranger = machineAt('shop', 'nobody');
    const foreign = await broker.machineLink(stranger);
    await foreign.publish(upTopic(stranger, 'journal'), JSON.stringify(journal.batch()));
    await link.publish(upTopic(machine, 'journal'), 'no json');
    journal.append(...saleRecords('ord_2'));
    t.match(await sendUntilAcked(9, undefined, (ack) => ack.seq === 16), { seq: 16 });
    t.equal(store.records('nobody', 'jnl_1').length, 0);
  });

  await t.test('does not answer for shards it gave away', async (t) => {
    flow.holdShards(new Set([...everyShard].filter((shard) => shard !== machine.shard)));
    journal.append(...saleRecords('ord_3'));
    await send(17);
    flow.holdShards(everyShard);
    t.match(await sendUntilAcked(17, undefined, (ack) => ack.seq === 24), { seq: 24 });
  });
});

t.test('without the database the machine is not answered and sends again', async (t) => {
  const broker = await openBroker(t);
  const store = new MemoryLedgerStore();
  store.addMachine(machine);
  let down = true;
  let refused = 0;
  await openFlow(t, broker, {
    transact: (of, work) => {
      if (!down) return store.transact(of, work);
      refused += 1;
      return Promise.reject(new Fault('DATABASE_UNAVAILABLE', 'commit'));
    },
  });
  const link = await broker.machineLink(machine);
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'));
  const acks: JournalAck[] = [];
  link.on('message', (topic, payload) => {
    if (topic.endsWith('/down/ack')) acks.push(JSON.parse(Buffer.from(payload).toString()));
  });
  const send = () => link.publish(upTopic(machine, 'journal'), JSON.stringify(journal.batch()));
  await until(async () => {
    await send();
    return refused > 1;
  });
  t.strictSame(acks, []);
  down = false;
  await until(async () => {
    await send();
    return acks.length > 0;
  });
  t.match(acks[0], { seq: 8 });
});
