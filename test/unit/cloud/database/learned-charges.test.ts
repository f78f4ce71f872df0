/** Ends of charges that only the machines still know, learned many at once. */
import t from 'tap';
import { type LearnedCharge, learnCharges } from '../../../../src/cloud/database/learned-charge-rows.ts';
import { addMachineRow } from '../../../support/cloud-database.ts';
import { openMemoryDatabase } from '../../../support/memory-database.ts';

const charge = (chargeId: string, outcome: LearnedCharge['outcome']): LearnedCharge => ({
  ...{ chargeId, orderId: `order of ${chargeId}`, platform: 'alipay', amountMinor: 200 },
  ...{ currency: 'CNY', outcome, intendedAtMs: 1000 },
  ...(outcome === 'paid' ? { platformTradeNo: `trade "${chargeId}"` } : { reason: 'PAY_DECLINED' }),
});

t.test(
  'charges that nobody knows become known, each once, with a line of the log for each change',
  async (t) => {
    const { db, close } = await openMemoryDatabase();
    t.teardown(close);
    await addMachineRow(db, 'shop', 'kiosk-1');
    const owner = { merchantId: 'shop', machineId: 'kiosk-1' };
    const learn = (charges: LearnedCharge[], atMs: number) =>
      db.transaction().execute((tx) => learnCharges(tx, owner, charges, atMs));
    const states = async () => {
      const rows = await db.selectFrom('charges').selectAll().orderBy('charge_id').execute();
      return rows.map((row) => `${row.charge_id} ${row.state} ${row.platform_trade_no} ${row.version}`);
    };
    await learn(
      [charge('a', 'paid'), charge('b', 'failed'), charge('c', 'reversed'), charge('b', 'paid')],
      5000,
    );
    t.strictSame(await states(), ['a paid trade "a" 0', 'b paid trade "b" 0', 'c reversed null 0']);
    const due = await db.selectFrom('charges').select('due_at_ms').orderBy('charge_id').execute();
    t.strictSame(
      due.map((row) => row.due_at_ms),
      [null, null, 5000],
      'what ended without money is looked for once more',
    );
    await learn(
      [charge('a', 'paid'), charge('b', 'failed'), charge('c', 'failed'), charge('c', 'paid')],
      6000,
    );
    t.strictSame(await states(), ['a paid trade "a" 0', 'b reversed null 1', 'c paid trade "c" 1']);
    const lines = await db.selectFrom('transaction_log').selectAll().orderBy('log_id').execute();
    t.strictSame(
      lines.map((line) => `${line.ref_id} ${line.state}`),
      ['a paid', 'b failed', 'c reversed', 'b paid', 'b reversed', 'c paid'],
    );
  },
);
