/** What the feed's view of the transaction log must do: memory, PGlite and, where there is one, PostgreSQL. */
import t, { type Test } from 'tap';
import type { LoggedTransaction } from '../../src/cloud/database/logged-transaction.ts';
import type { OpenedDatabase } from '../../src/cloud/database/open-database.ts';
import type { TransactionLog } from '../../src/cloud/feed/feed-ports.ts';
import { MemoryTransactionLog } from '../../src/cloud/feed/memory-transaction-log.ts';
import { SqlTransactionLog } from '../../src/cloud/feed/sql-transaction-log.ts';
import { openPostgresForTest, postgresSkipReason, postgresUrl } from '../support/cloud-database.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

interface Subject {
  readonly log: TransactionLog;
  add(line: Omit<LoggedTransaction, 'logId'>): Promise<void>;
}

function memorySubject(): Subject {
  const lines: LoggedTransaction[] = [];
  return {
    log: new MemoryTransactionLog(() => lines),
    add: async (line) => void lines.push({ ...line, logId: lines.length + 1 }),
  };
}

async function sqlSubject({ db }: OpenedDatabase): Promise<Subject> {
  await db.deleteFrom('transaction_log').execute();
  await db.deleteFrom('feed_cursors').execute();
  return {
    log: new SqlTransactionLog(db),
    add: async ({ merchantId, machineId, orderId, about, refId, state, reason, platformTradeNo, atMs }) => {
      await db
        .insertInto('transaction_log')
        .values({
          ...{ merchant_id: merchantId, machine_id: machineId, order_id: orderId, about, ref_id: refId },
          ...{ state, reason: reason ?? null, platform_trade_no: platformTradeNo ?? null, at_ms: atMs },
        })
        .execute();
    },
  };
}

const line = {
  merchantId: 'm1',
  machineId: 'k1',
  orderId: 'o1',
  about: 'charge',
  refId: 'c1',
  atMs: 7,
} as const;

function holdsContract(t: Test, make: () => Promise<Subject>): void {
  t.test('gives lines whole, by rising number, from a place on', async (t) => {
    const { log, add } = await make();
    t.equal(await log.newest(), 0);
    await add({ ...line, state: 'submitted' });
    await add({ ...line, state: 'failed', reason: 'PAY_DECLINED' });
    await add({ ...line, state: 'paid', platformTradeNo: 'T1' });
    const lines = await log.after(0, 10);
    t.strictSame(
      lines.map(({ logId: _, ...rest }) => rest),
      [
        { ...line, state: 'submitted' },
        { ...line, state: 'failed', reason: 'PAY_DECLINED' },
        { ...line, state: 'paid', platformTradeNo: 'T1' },
      ],
    );
    const [first, second, third] = lines.map((one) => one.logId) as [number, number, number];
    t.ok(first < second && second < third);
    t.equal(await log.newest(), third);
    t.strictSame(
      (await log.after(first, 1)).map((one) => one.logId),
      [second],
    );
    t.strictSame(await log.after(third, 10), []);
  });

  t.test('lets one feed push at a time and take over when the lease is over', async (t) => {
    const { log } = await make();
    const tries = ['a', 'b', 'c'].map((holder) => log.takeLease('results', { holder, untilMs: 2000 }, 1000));
    const taken = await Promise.all(tries);
    t.equal(taken.filter(Boolean).length, 1);
    const holder = ['a', 'b', 'c'][taken.indexOf(true)] as string;
    t.ok(await log.takeLease('results', { holder, untilMs: 3000 }, 1500), 'renewed');
    t.notOk(await log.takeLease('results', { holder: 'd', untilMs: 9000 }, 2999));
    t.ok(await log.takeLease('other', { holder: 'd', untilMs: 9000 }, 1000), 'another feed');
    t.ok(await log.takeLease('results', { holder: 'd', untilMs: 9000 }, 3000));
    t.notOk(await log.takeLease('results', { holder, untilMs: 9000 }, 3001));
    t.ok(await log.takeLease('results', { holder: 'd', untilMs: 0 }, 3002), 'given back');
    t.ok(await log.takeLease('results', { holder, untilMs: 9000 }, 3003));
  });

  t.test('moves the place forward only, and only for who holds the lease', async (t) => {
    const { log } = await make();
    t.equal(await log.place('results'), 0);
    t.notOk(await log.movePlace('results', 5, { holder: 'a', untilMs: 1 }));
    await log.takeLease('results', { holder: 'a', untilMs: 2000 }, 1000);
    t.ok(await log.movePlace('results', 5, { holder: 'a', untilMs: 2000 }));
    t.ok(await log.movePlace('results', 3, { holder: 'a', untilMs: 4000 }));
    t.equal(await log.place('results'), 5);
    t.notOk(await log.takeLease('results', { holder: 'b', untilMs: 5000 }, 3999), 'moving renews');
    t.notOk(await log.movePlace('results', 9, { holder: 'b', untilMs: 5000 }));
    t.equal(await log.place('results'), 5);
  });
}

t.test('in memory', async (t) => holdsContract(t, async () => memorySubject()));

t.test('on PGlite', async (t) => {
  const opened = await openMemoryDatabase();
  t.teardown(() => opened.close());
  holdsContract(t, () => sqlSubject(opened));
});

t.test('on PostgreSQL', { skip: postgresUrl === undefined && postgresSkipReason }, async (t) => {
  const opened = await openPostgresForTest(postgresUrl as string);
  t.teardown(() => opened.close());
  holdsContract(t, () => sqlSubject(opened));
});
