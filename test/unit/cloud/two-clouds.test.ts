import t from 'tap';
import { createCloud } from '../../../src/cloud/cloud.ts';
import { openDatabase } from '../../../src/cloud/database/open-database.ts';
import { SystemClock } from '../../../src/platform/clock.ts';
import { silentLog } from '../../../src/platform/log.ts';
import { systemRandom } from '../../../src/platform/random.ts';
import type { JournalAck } from '../../../src/wire/messages.ts';
import { upTopic } from '../../../src/wire/topics.ts';
import { brokerSecret, machineAt, nextDown, openBroker, until } from '../../support/cloud-broker.ts';
import {
  addMachineRow,
  openPostgresForTest,
  postgresSkipReason,
  postgresUrl,
} from '../../support/cloud-database.ts';
import { CloudJournal, saleRecords } from '../../support/cloud-journal.ts';

const token = 'a-token-for-both-clouds';
const skip = postgresUrl === undefined && postgresSkipReason;

t.test('two cloud processes on one PostgreSQL share the fleet and take over', { skip }, async (t) => {
  const shared = await openPostgresForTest(postgresUrl as string);
  t.teardown(() => shared.close());
  const broker = await openBroker(t);
  await addMachineRow(shared.db, 'shop', 'k1');
  const open = async () => {
    const database = await openDatabase({ url: shared.url });
    const cloud = createCloud({
      database,
      link: broker.cloudLink(),
      clock: new SystemClock(),
      random: systemRandom,
      log: silentLog,
      settings: {
        ...{ host: '127.0.0.1', port: 0, mqttSecret: brokerSecret, bootstrapToken: token },
        ...{ consoleFolder: t.testdirName, accounts: [] },
      },
    });
    const { url } = await cloud.start();
    let running = true;
    const stop = async () => {
      if (!running) return;
      running = false;
      await cloud.stop();
      await database.close();
    };
    t.teardown(stop);
    return { url, stop };
  };
  const holders = async () => {
    const rows = await shared.db.selectFrom('shard_leases').select('holder').execute();
    return rows.map((row) => row.holder);
  };
  const first = await open();
  const second = await open();
  await until(async () => {
    const held = (await holders()).filter((holder) => holder !== null);
    return held.length === 16 && new Set(held).size === 2;
  });

  const machine = machineAt('shop', 'k1');
  const link = await broker.machineLink(machine);
  const journal = new CloudJournal('jnl_1').append(...saleRecords('ord_1'), ...saleRecords('ord_2'));
  const sync = async (from: number, to: number) => {
    let done = false;
    void nextDown<JournalAck>(link, machine, 'ack', (ack) => ack.seq === to).then(() => {
      done = true;
    });
    await until(async () => {
      await link.publish(upTopic(machine, 'journal'), JSON.stringify(journal.batch(from, to)));
      return done;
    });
  };

  const stopping = new AbortController();
  const seen: string[] = [];
  for (const { url } of [first, second]) {
    const headers = { authorization: `Bearer ${token}` };
    const live = await fetch(`${url}/api/live?merchant=shop`, { headers, signal: stopping.signal });
    const read = async () => {
      for await (const piece of live.body as unknown as AsyncIterable<Uint8Array>) {
        if (Buffer.from(piece).includes('"ord_1"')) seen.push(url);
      }
    };
    read().catch(() => undefined);
  }
  await sync(1, 8);
  await until(() => seen.includes(first.url) && seen.includes(second.url));
  t.same(new Set(seen), new Set([first.url, second.url]), 'whoever applied it, both show it live');
  stopping.abort();

  await first.stop();
  await sync(9, 16);
  const orders = await shared.db
    .selectFrom('orders')
    .select(['order_id', 'state'])
    .orderBy('order_id')
    .execute();
  t.strictSame(orders, [
    { order_id: 'ord_1', state: 'deliveryAndPaymentSuccess' },
    { order_id: 'ord_2', state: 'deliveryAndPaymentSuccess' },
  ]);
  t.equal(new Set(await holders()).size, 1, 'the one that is left follows all');
});
