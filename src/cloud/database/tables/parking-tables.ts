/** Grants of free parking. The ledger inserts them; the client of the lots drives them to their end. */
import type { ColumnType } from 'kysely';
import type { Stay } from '../../../domain/parking.ts';

export interface ParkingTables {
  parking_grants: {
    merchant_id: string;
    /** The settlement id at the lot. */
    order_id: string;
    machine_id: string;
    lot_id: string;
    valid_minutes: number;
    /** Null until the machine named the car, and when the grant is over. */
    car_sealed: string | null;
    state: string;
    stay_serial: string | null;
    stay: ColumnType<Stay | null, string | null, string | null>;
    leave_by_ms: number | null;
    fault: string | null;
    tries: number;
    due_at_ms: number | null;
    intended_at_ms: number;
    updated_at_ms: number;
    lease_holder: string;
    lease_until_ms: number;
    version: number;
  };
}
