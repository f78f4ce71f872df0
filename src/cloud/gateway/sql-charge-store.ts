/** Charges, refunds and their transaction log in PostgreSQL or PGlite; every method is one transaction. */
import { sql } from 'kysely';
import { Fault, type FaultCode } from '../../domain/fault.ts';
import { shardOf } from '../../wire/topics.ts';
import { clearAlarms, raiseAlarms } from '../database/alarm-rows.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import { appendLines } from '../database/transaction-log-rows.ts';
import type { ChargeState } from './charge-machine.ts';
import type { Charge, ChargeStore, Lease, Refund } from './gateway-ports.ts';
import { chargeLine, refundLine } from './payment-lines.ts';
import { postCharge, postRefund } from './payment-postings.ts';
import { type ChargeRow, chargeOfRow, type RefundRow, refundOfRow, stateColumns } from './payment-rows.ts';
import type { RefundState } from './refund-machine.ts';

export class SqlChargeStore implements ChargeStore {
  #db: CloudDatabase;

  constructor(db: CloudDatabase) {
    this.#db = db;
  }

  async openCharge(charge: Charge, lease: Lease): Promise<{ charge: Charge; opened: boolean }> {
    const { merchantId, machineId, orderId, chargeId, terms, createdAtMs, version } = charge;
    const opened = await this.#db.transaction().execute(async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('charges')
        .values({
          merchant_id: merchantId,
          machine_id: machineId,
          order_id: orderId,
          charge_id: chargeId,
          platform: terms?.platform ?? null,
          amount_minor: terms?.amountMinor ?? null,
          currency: terms?.currency ?? null,
          content_hash: terms?.contentHash ?? null,
          shows_code: terms?.showsCode ?? false,
          ...stateColumns(charge.state),
          created_at_ms: createdAtMs,
          updated_at_ms: createdAtMs,
          version,
          lease_holder: lease.holder,
          lease_until_ms: lease.untilMs,
        })
        .onConflict((conflict) => conflict.columns(['merchant_id', 'charge_id']).doNothing())
        .executeTakeFirst();
      if (!numInsertedOrUpdatedRows) return false;
      await appendLines(tx, [chargeLine(charge)], createdAtMs);
      return true;
    });
    if (opened) return { charge, opened };
    const standing = await this.findCharge(merchantId, chargeId);
    if (!standing) throw new Fault('INTERNAL_DEFECT', `find charge ${chargeId} that conflicts`);
    return { charge: standing, opened };
  }

  async findCharge(merchantId: string, chargeId: string): Promise<Charge | undefined> {
    const row = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('charge_id', '=', chargeId)
      .executeTakeFirst();
    return row && chargeOfRow(row);
  }

  async saveCharge(
    before: Charge,
    state: ChargeState,
    save: { lease: Lease; atMs: number; lateRefund?: Refund },
  ): Promise<Charge> {
    const { lease, atMs, lateRefund } = save;
    const after: Charge = { ...before, state, version: before.version + 1 };
    await this.#db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('charges')
        .set({ ...stateColumns(state), updated_at_ms: atMs, version: after.version })
        .set({ lease_until_ms: lease.untilMs })
        .where('merchant_id', '=', before.merchantId)
        .where('charge_id', '=', before.chargeId)
        .where('version', '=', before.version)
        .where('lease_holder', '=', lease.holder)
        .executeTakeFirst();
      if (!numUpdatedRows) throw new Fault('LEASE_LOST', `save charge ${before.chargeId}`);
      if (lateRefund) await insertRefund(tx, lateRefund);
      await postCharge(tx, before, after, atMs);
      if (state.name !== before.state.name) await appendLines(tx, [chargeLine(after)], atMs);
    });
    return after;
  }

  async takeDueCharges(nowMs: number, lease: Lease, max: number): Promise<Charge[]> {
    const { rows } = await sql<ChargeRow>`
      update charges set lease_holder = ${lease.holder}, lease_until_ms = ${lease.untilMs}
      where (merchant_id, charge_id) in (
        select merchant_id, charge_id from charges
        where due_at_ms <= ${nowMs} and lease_until_ms <= ${nowMs}
        order by due_at_ms limit ${max} for update skip locked
      ) returning *`.execute(this.#db);
    return rows.map(chargeOfRow).sort((a, b) => (a.state.dueAtMs ?? 0) - (b.state.dueAtMs ?? 0));
  }

  async takeCharge(
    merchantId: string,
    chargeId: string,
    nowMs: number,
    lease: Lease,
  ): Promise<Charge | undefined> {
    const row = await this.#db
      .updateTable('charges')
      .set({ lease_holder: lease.holder, lease_until_ms: lease.untilMs })
      .where('merchant_id', '=', merchantId)
      .where('charge_id', '=', chargeId)
      .where('lease_until_ms', '<=', nowMs)
      .returningAll()
      .executeTakeFirst();
    return row && chargeOfRow(row);
  }

  async findRefund(merchantId: string, refundId: string): Promise<Refund | undefined> {
    const row = await this.#db
      .selectFrom('refunds')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('refund_id', '=', refundId)
      .executeTakeFirst();
    return row && refundOfRow(row);
  }

  async saveRefund(
    before: Refund,
    state: RefundState,
    save: { lease: Lease; atMs: number },
  ): Promise<Refund> {
    const { lease, atMs } = save;
    const after: Refund = { ...before, state, version: before.version + 1 };
    await this.#db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('refunds')
        .set({ state: state.name, fault: state.fault ?? null, tries: state.tries })
        .set({ due_at_ms: state.dueAtMs ?? null, updated_at_ms: atMs, version: after.version })
        .set({ lease_until_ms: lease.untilMs })
        .where('merchant_id', '=', before.merchantId)
        .where('refund_id', '=', before.refundId)
        .where('version', '=', before.version)
        .where('lease_holder', '=', lease.holder)
        .executeTakeFirst();
      if (!numUpdatedRows) throw new Fault('LEASE_LOST', `save refund ${before.refundId}`);
      if (state.name === before.state.name) return;
      await setAlarm(tx, after, atMs);
      await postRefund(tx, after, atMs);
      await appendLines(tx, [refundLine(after)], atMs);
    });
    return after;
  }

  async takeDueRefunds(nowMs: number, lease: Lease, max: number): Promise<Refund[]> {
    const { rows } = await sql<RefundRow>`
      update refunds set lease_holder = ${lease.holder}, lease_until_ms = ${lease.untilMs}
      where refund_id in (
        select refund_id from refunds
        where due_at_ms <= ${nowMs} and lease_until_ms <= ${nowMs}
        order by due_at_ms limit ${max} for update skip locked
      ) returning *`.execute(this.#db);
    return rows.map(refundOfRow).sort((a, b) => (a.state.dueAtMs ?? 0) - (b.state.dueAtMs ?? 0));
  }

  async claimedBefore(refund: Refund): Promise<number> {
    const row = await this.#db
      .selectFrom('refunds')
      .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('amount_minor'), eb.lit(0)).as('claimed'))
      .where('merchant_id', '=', refund.merchantId)
      .where('charge_id', '=', refund.chargeId)
      .where('state', '!=', 'failed')
      .where((eb) =>
        eb.or([
          eb('intended_at_ms', '<', refund.createdAtMs),
          eb.and([eb('intended_at_ms', '=', refund.createdAtMs), eb('refund_id', '<', refund.refundId)]),
        ]),
      )
      .executeTakeFirstOrThrow();
    return Number(row.claimed);
  }

  async releaseLeases(holder: string): Promise<void> {
    const free = { lease_until_ms: 0 };
    await this.#db.updateTable('charges').set(free).where('lease_holder', '=', holder).execute();
    await this.#db.updateTable('refunds').set(free).where('lease_holder', '=', holder).execute();
  }
}

/** Money that could not be given back waits for a person, until it was given back after all. */
async function setAlarm(tx: CloudTransaction, refund: Refund, atMs: number): Promise<void> {
  const { merchantId, machineId, refundId: subject, state } = refund;
  if (state.name === 'refunded') await clearAlarms(tx, machineId, 'payment', atMs, subject);
  if (state.name !== 'failed') return;
  const fault = state.fault ?? 'REFUND_FAILED';
  const alarm = { merchantId, machineId, kind: 'payment', severity: 'critical', subject, fault } as const;
  await raiseAlarms(tx, [alarm], atMs);
}

async function insertRefund(tx: CloudTransaction, refund: Refund): Promise<void> {
  await tx
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
      reason: refund.reason satisfies FaultCode,
      state: refund.state.name,
      intended_at_ms: refund.createdAtMs,
      updated_at_ms: refund.createdAtMs,
      due_at_ms: refund.state.dueAtMs ?? null,
    })
    .onConflict((conflict) => conflict.column('refund_id').doNothing())
    .execute();
}
