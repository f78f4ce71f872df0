import t from 'tap';
import type { Refund } from '../../../../src/cloud/gateway/gateway-ports.ts';
import type { RefundState } from '../../../../src/cloud/gateway/refund-machine.ts';
import { SqlChargeStore } from '../../../../src/cloud/gateway/sql-charge-store.ts';
import { shardOf } from '../../../../src/wire/topics.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const lease = { holder: 'a', untilMs: 60_000 };
const failed: RefundState = { name: 'failed', tries: 1, fault: 'REFUND_FAILED' };

async function setUp(refundId: string) {
  const { db, close } = await openMemoryDatabase();
  t.teardown(close);
  await addMachineRow(db, 'm1', 'k1');
  await db
    .insertInto('refunds')
    .values({
      ...{ refund_id: refundId, merchant_id: 'm1', machine_id: 'k1', shard: shardOf('k1') },
      ...{ order_id: 'ord_1', charge_id: 'chg_1', amount_minor: 750, currency: 'CNY' },
      ...{ reason: 'DISPENSER_JAM', state: 'pending', intended_at_ms: 1, updated_at_ms: 1 },
    })
    .execute();
  const store = new SqlChargeStore(db);
  const [refund] = (await store.takeDueRefunds(1000, lease, 1)) as [Refund];
  const alarms = () =>
    db
      .selectFrom('alarms')
      .select(['merchant_id', 'machine_id', 'kind', 'severity', 'subject', 'fault', 'cleared_at_ms'])
      .execute();
  return { db, store, refund, alarms };
}

t.test('a refund that fails is a critical alarm of its merchant until it succeeds', async (t) => {
  const { store, refund, alarms } = await setUp('rfd_1');
  const again: RefundState = { name: 'pending', tries: 1, dueAtMs: 1500, fault: 'PAY_PLATFORM_DOWN' };
  const held = await store.saveRefund(refund, again, { lease, atMs: 1000 });
  t.strictSame(await alarms(), [], 'one that is only late is none');
  const over = await store.saveRefund(held, failed, { lease, atMs: 2000 });
  const alarm = {
    ...{ merchant_id: 'm1', machine_id: 'k1', kind: 'payment', severity: 'critical' },
    ...{ subject: 'rfd_1', fault: 'REFUND_FAILED', cleared_at_ms: null },
  };
  t.strictSame(await alarms(), [alarm]);
  await store.saveRefund(over, { name: 'refunded', tries: 2 }, { lease, atMs: 3000 });
  t.strictSame(await alarms(), [{ ...alarm, cleared_at_ms: 3000 }]);
});

t.test('a save that is refused raises no alarm', async (t) => {
  const { store, refund, alarms } = await setUp('rfd_2');
  const other = { holder: 'b', untilMs: 60_000 };
  await t.rejects(store.saveRefund(refund, failed, { lease: other, atMs: 2000 }), { code: 'LEASE_LOST' });
  t.strictSame(await alarms(), []);
});

t.test('an alarm that cannot be written leaves the refund as it was', async (t) => {
  const { db, store, refund } = await setUp('rfd_3');
  await db.schema.dropTable('alarms').execute();
  await t.rejects(store.saveRefund(refund, failed, { lease, atMs: 2000 }));
  t.match(await store.findRefund('m1', 'rfd_3'), { state: { name: 'pending' }, version: 0 });
});
