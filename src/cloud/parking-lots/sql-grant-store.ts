/** Grants of free parking in PostgreSQL or PGlite. */
import { type Selectable, sql } from 'kysely';
import { Fault, type FaultCode } from '../../domain/fault.ts';
import type { Car } from '../../domain/parking.ts';
import type { CloudDatabase, CloudTables } from '../database/schema.ts';
import type { CarSeal } from './car-seal.ts';
import type { Grant, GrantLease, GrantState, GrantStore } from './grant-ports.ts';

type GrantRow = Selectable<CloudTables['parking_grants']>;

export class SqlGrantStore implements GrantStore {
  #db: CloudDatabase;
  #seal: CarSeal;

  constructor(db: CloudDatabase, seal: CarSeal) {
    this.#db = db;
    this.#seal = seal;
  }

  async find(merchantId: string, orderId: string): Promise<Grant | undefined> {
    const row = await this.#db
      .selectFrom('parking_grants')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('order_id', '=', orderId)
      .executeTakeFirst();
    return row && this.#grantOf(row);
  }

  async keepCar(merchantId: string, orderId: string, car: Car): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('parking_grants')
      .set({ car_sealed: this.#seal.seal(orderId, car) })
      .where('merchant_id', '=', merchantId)
      .where('order_id', '=', orderId)
      .where('state', '=', 'pending')
      .where('car_sealed', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async save(
    before: Grant,
    state: GrantState,
    { lease, atMs }: { lease: GrantLease; atMs: number },
  ): Promise<Grant> {
    const version = before.version + 1;
    const over = state.name !== 'pending';
    const { numUpdatedRows } = await this.#db
      .updateTable('parking_grants')
      .set({
        ...{ state: state.name, tries: state.tries, stay_serial: state.staySerial ?? null },
        stay: state.stay ? JSON.stringify(state.stay) : null,
        ...{ leave_by_ms: state.leaveByMs ?? null, fault: state.fault ?? null },
        ...{ due_at_ms: state.dueAtMs ?? null, updated_at_ms: atMs, version },
        lease_until_ms: lease.untilMs,
        ...(over ? { car_sealed: null } : {}),
      })
      .where('merchant_id', '=', before.merchantId)
      .where('order_id', '=', before.orderId)
      .where('version', '=', before.version)
      .where('lease_holder', '=', lease.holder)
      .executeTakeFirst();
    if (!numUpdatedRows) throw new Fault('LEASE_LOST', `save the parking of ${before.orderId}`);
    return { ...before, state, version };
  }

  async takeDue(nowMs: number, lease: GrantLease, max: number): Promise<Grant[]> {
    const { rows } = await sql<GrantRow>`
      update parking_grants set lease_holder = ${lease.holder}, lease_until_ms = ${lease.untilMs}
      where (merchant_id, order_id) in (
        select merchant_id, order_id from parking_grants
        where due_at_ms <= ${nowMs} and lease_until_ms <= ${nowMs} and car_sealed is not null
        order by due_at_ms limit ${max} for update skip locked
      ) returning *`.execute(this.#db);
    return rows.map((row) => this.#grantOf(row));
  }

  async releaseLeases(holder: string): Promise<void> {
    await this.#db
      .updateTable('parking_grants')
      .set({ lease_until_ms: 0 })
      .where('lease_holder', '=', holder)
      .execute();
  }

  #grantOf(row: GrantRow): Grant {
    const { order_id: orderId, stay_serial, stay, leave_by_ms, fault, due_at_ms } = row;
    return {
      ...{ merchantId: row.merchant_id, machineId: row.machine_id, orderId, lotId: row.lot_id },
      validMinutes: row.valid_minutes,
      ...(row.car_sealed === null ? {} : { car: this.#seal.open(orderId, row.car_sealed) }),
      intendedAtMs: Number(row.intended_at_ms),
      state: {
        ...{ name: row.state as GrantState['name'], tries: row.tries },
        ...(stay_serial === null ? {} : { staySerial: stay_serial }),
        ...(stay === null ? {} : { stay }),
        ...(leave_by_ms === null ? {} : { leaveByMs: Number(leave_by_ms) }),
        ...(fault === null ? {} : { fault: fault as FaultCode }),
        ...(due_at_ms === null ? {} : { dueAtMs: Number(due_at_ms) }),
      },
      version: Number(row.version),
    };
  }
}
