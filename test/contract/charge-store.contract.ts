/** What every charge store must do, held against memory, PGlite and, where there is one, PostgreSQL. */
import t, { type Test } from 'tap';
import { type LearnedCharge, learnCharges } from '../../src/cloud/database/learned-charge-rows.ts';
import type { LoggedTransaction } from '../../src/cloud/database/logged-transaction.ts';
import type { OpenedDatabase } from '../../src/cloud/database/open-database.ts';
import { SqlTransactionLog } from '../../src/cloud/feed/sql-transaction-log.ts';
import { type ChargeState, createdCharge } from '../../src/cloud/gateway/charge-machine.ts';
import type { Charge, ChargeStore, Lease, Refund } from '../../src/cloud/gateway/gateway-ports.ts';
import { MemoryChargeStore } from '../../src/cloud/gateway/memory-charge-store.ts';
import { SqlChargeStore } from '../../src/cloud/gateway/sql-charge-store.ts';
import { shardOf } from '../../src/wire/topics.ts';
import {
  addMachineRow,
  openPostgresForTest,
  postgresSkipReason,
  postgresUrl,
} from '../support/cloud-database.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

interface Subject {
  readonly store: ChargeStore;
  log(): Promise<readonly LoggedTransaction[]>;
  /** Inserts a refund as the ledger does. */
  intend(refund: Refund): Promise<void>;
  /** Tells of the end of a charge as the ledger does. */
  learn(charge: LearnedCharge, machineId?: string): Promise<void>;
}

function memorySubject(): Subject {
  const store = new MemoryChargeStore();
  return {
    store,
    log: async () => store.log(),
    intend: async (refund) => store.addRefund(refund),
    learn: async (charge, machineId = 'k1') =>
      store.learnCharges({ merchantId: 'm1', machineId }, [charge], learnedAtMs),
  };
}

async function sqlSubject({ db }: OpenedDatabase): Promise<Subject> {
  await addMachineRow(db, 'm1', 'k1').catch(() => undefined);
  await addMachineRow(db, 'm2', 'k2').catch(() => undefined);
  for (const table of ['charges', 'refunds', 'transaction_log'] as const)
    await db.deleteFrom(table).execute();
  return {
    store: new SqlChargeStore(db),
    learn: (charge, machineId = 'k1') =>
      db
        .transaction()
        .execute((tx) => learnCharges(tx, { merchantId: 'm1', machineId }, [charge], learnedAtMs)),
    log: () => new SqlTransactionLog(db).after(0, 10_000),
    intend: async (refund) => {
      await db
        .insertInto('refunds')
        .values({
          refund_id: refund.refundId,
          merchant_id: refund.merchantId,
          machine_id: refund.machineId,
          shard: shardOf(refund.machineId),
          order_id: refund.orderId,
          charge_id: refund.chargeId,
          amount_minor: refund.amountMinor,
          currency: refund.currency,
          reason: refund.reason,
          state: 'pending',
          intended_at_ms: refund.createdAtMs,
          updated_at_ms: refund.createdAtMs,
        })
        .execute();
    },
  };
}

const learnedAtMs = 9000;

function learnedOf(over: Partial<LearnedCharge> = {}): LearnedCharge {
  return {
    ...{ chargeId: 'chg_1', orderId: 'ord_1', platform: 'alipay', amountMinor: 500, currency: 'CNY' },
    ...{ outcome: 'paid', platformTradeNo: 'T7', intendedAtMs: 700, ...over },
  };
}

const submitted: ChargeState = { ...createdCharge, name: 'submitted', submittedAtMs: 1000, dueAtMs: 1000 };
const paid: ChargeState = { ...createdCharge, name: 'paid', submittedAtMs: 1000, platformTradeNo: 'T1' };

function chargeOf(chargeId: string, over: Partial<Charge> = {}): Charge {
  const terms = { platform: 'alipay', amountMinor: 500, currency: 'CNY' as const, contentHash: 'aa' };
  return {
    ...{ merchantId: 'm1', machineId: 'k1', orderId: 'ord_1', chargeId, terms },
    ...{ state: submitted, createdAtMs: 1000, version: 0, ...over },
  };
}

function refundOf(refundId: string, over: Partial<Refund> = {}): Refund {
  return {
    ...{ merchantId: 'm1', machineId: 'k1', orderId: 'ord_1', refundId, chargeId: 'chg_1' },
    ...{ amountMinor: 200, currency: 'CNY' as const, reason: 'DISPENSER_JAM' as const },
    ...{ state: { name: 'pending' as const, tries: 0, dueAtMs: 0 }, createdAtMs: 1000, version: 0, ...over },
  };
}

const lease = (holder: string, untilMs = 31_000): Lease => ({ holder, untilMs });
const ids = (charges: readonly Charge[]) => charges.map((charge) => charge.chargeId);
const summary = (lines: readonly LoggedTransaction[]) =>
  lines.map((line) => `${line.merchantId} ${line.about} ${line.refId} ${line.state}`);

function holdsContract(t: Test, make: () => Promise<Subject>): void {
  t.test('opens a charge once, whoever asks again, and logs it once', async (t) => {
    const { store, log } = await make();
    const tries = ['a', 'b', 'c'].map((holder) => store.openCharge(chargeOf('chg_1'), lease(holder)));
    const opened = await Promise.all(tries);
    t.equal(opened.filter((one) => one.opened).length, 1);
    for (const one of opened) t.strictSame(one.charge, chargeOf('chg_1'));
    t.strictSame(await store.findCharge('m1', 'chg_1'), chargeOf('chg_1'));
    t.strictSame(summary(await log()), ['m1 charge chg_1 submitted']);
  });

  t.test('keeps merchants apart under the same charge id', async (t) => {
    const { store } = await make();
    await store.openCharge(chargeOf('chg_1'), lease('a'));
    t.equal(await store.findCharge('m2', 'chg_1'), undefined);
    const other = chargeOf('chg_1', { merchantId: 'm2', machineId: 'k2', orderId: 'ord_9' });
    t.ok((await store.openCharge(other, lease('a'))).opened);
    t.equal((await store.findCharge('m1', 'chg_1'))?.orderId, 'ord_1');
  });

  t.test('keeps a charge that never came without terms', async (t) => {
    const { store } = await make();
    const { terms: _, ...tombstone } = chargeOf('chg_1', {
      state: { ...createdCharge, name: 'failed', reason: 'PAY_EXPIRED' },
    });
    await store.openCharge(tombstone, lease('a'));
    t.strictSame(await store.findCharge('m1', 'chg_1'), tombstone);
  });

  t.test('saves a state whole and logs changes of its name only', async (t) => {
    const { store, log } = await make();
    const { charge } = await store.openCharge(chargeOf('chg_1'), lease('a'));
    const waiting: ChargeState = {
      ...{ name: 'userPaying', submittedAtMs: 1000, dueAtMs: 4000, queries: 1, cancels: 2, cameLate: true },
      reversalWished: true,
      ...{ reason: 'PAY_UNKNOWN', platformTradeNo: 'T9' },
    };
    const once = await store.saveCharge(charge, waiting, { lease: lease('a'), atMs: 2000 });
    const later = { ...waiting, dueAtMs: 7000, queries: 2 };
    const twice = await store.saveCharge(once, later, { lease: lease('a'), atMs: 3000 });
    t.strictSame(twice, { ...charge, state: later, version: 2 });
    t.strictSame(await store.findCharge('m1', 'chg_1'), twice);
    await store.saveCharge(twice, paid, { lease: lease('a', 0), atMs: 4000 });
    const lines = await log();
    t.strictSame(summary(lines), [
      'm1 charge chg_1 submitted',
      'm1 charge chg_1 userPaying',
      'm1 charge chg_1 paid',
    ]);
    t.match(lines[1], { reason: 'PAY_UNKNOWN', platformTradeNo: 'T9', atMs: 2000, machineId: 'k1' });
    t.match(lines[2], { platformTradeNo: 'T1', atMs: 4000, orderId: 'ord_1' });
    t.equal('reason' in (lines[2] ?? {}), false);
  });

  t.test('refuses a save under a lost lease or from an old version, and changes nothing', async (t) => {
    const { store, log } = await make();
    const { charge } = await store.openCharge(chargeOf('chg_1'), lease('a'));
    const byOther = store.saveCharge(charge, paid, { lease: lease('b'), atMs: 2000 });
    await t.rejects(byOther, { code: 'LEASE_LOST' });
    const saved = await store.saveCharge(charge, paid, { lease: lease('a'), atMs: 2000 });
    const stale = store.saveCharge(charge, submitted, { lease: lease('a'), atMs: 3000 });
    await t.rejects(stale, { code: 'LEASE_LOST' });
    t.strictSame(await store.findCharge('m1', 'chg_1'), saved);
    t.equal((await log()).length, 2);
  });

  t.test('gives out what is due and nobody holds, longest due first, each to one taker', async (t) => {
    const { store } = await make();
    const due = (dueAtMs: number) => ({ state: { ...submitted, dueAtMs } });
    await store.openCharge(chargeOf('chg_late', due(900)), lease('gone', 1500));
    await store.openCharge(chargeOf('chg_first', due(100)), lease('gone', 1500));
    await store.openCharge(chargeOf('chg_future', due(9000)), lease('gone', 0));
    await store.openCharge(chargeOf('chg_held', due(50)), lease('busy', 5000));
    await store.openCharge(chargeOf('chg_over', { state: paid }), lease('gone', 0));
    t.strictSame(await store.takeDueCharges(1000, lease('a'), 10), []);
    const taken = await Promise.all(['a', 'b'].map((h) => store.takeDueCharges(2000, lease(h), 1)));
    t.strictSame(taken.flatMap(ids).sort(), ['chg_first', 'chg_late']);
    t.strictSame(ids(await store.takeDueCharges(2000, lease('c'), 10)), []);
    const [first] = taken.flat().filter((charge) => charge.chargeId === 'chg_first');
    const save = store.saveCharge(first as Charge, paid, { lease: lease('gone'), atMs: 2000 });
    await t.rejects(save, { code: 'LEASE_LOST' });
  });

  t.test('gives all leases of a holder back', async (t) => {
    const { store, intend } = await make();
    await store.openCharge(chargeOf('chg_1'), lease('a'));
    await store.openCharge(chargeOf('chg_2'), lease('b'));
    await intend(refundOf('rfd_1'));
    await store.takeDueRefunds(2000, lease('a'), 10);
    await store.releaseLeases('a');
    t.strictSame(ids(await store.takeDueCharges(2000, lease('c'), 10)), ['chg_1']);
    t.equal((await store.takeDueRefunds(2000, lease('c'), 10)).length, 1);
  });

  t.test('keeps the refund of a late success together with its charge', async (t) => {
    const { store } = await make();
    const { charge } = await store.openCharge(chargeOf('chg_1'), lease('a'));
    const lateRefund = refundOf('chg_1L', { state: { name: 'pending', tries: 0, dueAtMs: 2000 } });
    const late = { ...createdCharge, name: 'reversed' as const, cameLate: true };
    await t.rejects(store.saveCharge(charge, late, { lease: lease('b'), atMs: 2000, lateRefund }));
    t.equal(await store.findRefund('m1', 'chg_1L'), undefined);
    await store.saveCharge(charge, late, { lease: lease('a'), atMs: 2000, lateRefund });
    t.strictSame(await store.findRefund('m1', 'chg_1L'), lateRefund);
  });

  t.test('drives a refund that the ledger inserted, and logs its end', async (t) => {
    const { store, log, intend } = await make();
    await intend(refundOf('rfd_1'));
    const [taken] = await store.takeDueRefunds(1000, lease('a'), 10);
    t.strictSame(taken, refundOf('rfd_1'));
    const again = { name: 'pending' as const, tries: 1, dueAtMs: 5000, fault: 'PAY_PLATFORM_DOWN' as const };
    const held = await store.saveRefund(taken as Refund, again, { lease: lease('a', 0), atMs: 1000 });
    t.strictSame(await store.takeDueRefunds(4000, lease('b'), 10), []);
    t.strictSame(await store.takeDueRefunds(5000, lease('b'), 10), [held]);
    const over = { name: 'refunded' as const, tries: 1 };
    await t.rejects(store.saveRefund(held, over, { lease: lease('a'), atMs: 6000 }), { code: 'LEASE_LOST' });
    await store.saveRefund(held, over, { lease: lease('b', 0), atMs: 6000 });
    t.strictSame(await store.findRefund('m1', 'rfd_1'), { ...held, state: over, version: 2 });
    t.strictSame(summary(await log()), ['m1 refund rfd_1 refunded']);
    t.equal(await store.findRefund('m2', 'rfd_1'), undefined);
  });

  t.test('counts what earlier refunds of a charge claimed', async (t) => {
    const { store, intend } = await make();
    await intend(refundOf('rfd_1'));
    await intend(refundOf('rfd_3', { createdAtMs: 1000 }));
    await intend(refundOf('rfd_2', { createdAtMs: 2000 }));
    await intend(refundOf('rfd_0', { chargeId: 'chg_other' }));
    t.equal(await store.claimedBefore(refundOf('rfd_1')), 0);
    t.equal(await store.claimedBefore(refundOf('rfd_3')), 200);
    t.equal(await store.claimedBefore(refundOf('rfd_2', { createdAtMs: 2000 })), 400);
    const taken = await store.takeDueRefunds(3000, lease('a'), 10);
    const first = taken.find((refund) => refund.refundId === 'rfd_1') as Refund;
    await store.saveRefund(first, { name: 'failed', tries: 0 }, { lease: lease('a', 0), atMs: 3000 });
    t.equal(await store.claimedBefore(refundOf('rfd_2', { createdAtMs: 2000 })), 200);
  });

  t.test('learns the end of a charge that it does not know, once', async (t) => {
    const { store, log, learn } = await make();
    await learn(learnedOf());
    await learn(learnedOf());
    t.match(await store.findCharge('m1', 'chg_1'), {
      ...{ machineId: 'k1', orderId: 'ord_1', createdAtMs: 700 },
      terms: { platform: 'alipay', amountMinor: 500, currency: 'CNY' },
      state: { name: 'paid', platformTradeNo: 'T7' },
    });
    t.strictSame(summary(await log()), ['m1 charge chg_1 paid']);
    t.strictSame(await store.takeDueCharges(10_000, lease('a'), 10), []);
  });

  t.test('takes a machine at its word that a charge was paid, whatever is known of it here', async (t) => {
    const { store, log, learn } = await make();
    const { charge } = await store.openCharge(chargeOf('chg_1'), lease('a'));
    await learn(learnedOf());
    t.match(await store.findCharge('m1', 'chg_1'), { state: { name: 'paid' }, terms: charge.terms });
    const driven = store.saveCharge(charge, paid, { lease: lease('a'), atMs: 9100 });
    await t.rejects(driven, { code: 'LEASE_LOST' }, 'whoever drives it has lost it');
    const over: ChargeState = { ...createdCharge, name: 'failed', reason: 'PAY_TIMED_OUT' };
    await store.openCharge(chargeOf('chg_2', { state: over }), lease('a', 0));
    await learn(learnedOf({ chargeId: 'chg_2' }));
    t.match(await store.findCharge('m1', 'chg_2'), { state: { name: 'paid' } });
    t.strictSame(summary(await log()).slice(1), [
      'm1 charge chg_1 paid',
      'm1 charge chg_2 failed',
      'm1 charge chg_2 paid',
    ]);
  });

  t.test('looks again at what is paid or under way here and was not paid for the machine', async (t) => {
    const { store, learn } = await make();
    await store.openCharge(chargeOf('chg_1', { state: paid }), lease('a', 0));
    await store.openCharge(chargeOf('chg_2'), lease('a'));
    for (const chargeId of ['chg_1', 'chg_2'])
      await learn(learnedOf({ chargeId, outcome: 'failed', reason: 'PAY_DECLINED' }));
    const due = await store.takeDueCharges(9000, lease('b'), 10);
    t.strictSame(ids(due).sort(), ['chg_1', 'chg_2']);
    for (const charge of due) t.match(charge.state, { name: 'reversed', queries: 0 });
  });

  t.test('keeps the ends it knows, and lets no machine tell of the charges of another', async (t) => {
    const { store, learn } = await make();
    const over: ChargeState = { ...createdCharge, name: 'reversed', reason: 'PAY_TIMED_OUT' };
    await store.openCharge(chargeOf('chg_1', { state: over }), lease('a', 0));
    await learn(learnedOf({ outcome: 'failed', reason: 'PAY_DECLINED' }));
    t.match(await store.findCharge('m1', 'chg_1'), { state: { name: 'reversed', reason: 'PAY_TIMED_OUT' } });
    await store.openCharge(chargeOf('chg_2'), lease('a'));
    await learn(learnedOf({ chargeId: 'chg_2' }), 'k9');
    t.match(await store.findCharge('m1', 'chg_2'), { state: { name: 'submitted' } });
  });

  for (const outcome of ['reversed', 'failed'] as const) {
    t.test(`looks once more for a charge of which it learns that it was ${outcome}`, async (t) => {
      const { store, learn } = await make();
      await learn(learnedOf({ outcome, reason: 'PAY_TIMED_OUT' }));
      t.match(await store.takeDueCharges(9000, lease('a'), 10), [
        { chargeId: 'chg_1', state: { name: outcome, reason: 'PAY_TIMED_OUT', dueAtMs: 9000 } },
      ]);
    });
  }

  t.test('numbers the log in the order of commits, so a follower misses nothing', async (t) => {
    const { store, log } = await make();
    const seen: number[] = [];
    let open = 150;
    const opens = Array.from({ length: open }, async (_, i) => {
      await store.openCharge(chargeOf(`chg_${i}`), lease('a'));
      open -= 1;
    });
    const follow = async () => {
      const place = () => seen.at(-1) ?? 0;
      while (open > 0) seen.push(...(await log()).map((l) => l.logId).filter((id) => id > place()));
      seen.push(...(await log()).map((line) => line.logId).filter((id) => id > place()));
    };
    await Promise.all([...opens, follow()]);
    t.strictSame(
      seen,
      (await log()).map((line) => line.logId),
    );
    t.equal(seen.length, 150);
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
