/**
 * The tables of the cloud, typed. Every row belongs to one merchant (`merchant_id`), and every query that
 * answers a merchant names it. Instants are UTC milliseconds, amounts minor units.
 */
import type { Kysely, Transaction } from 'kysely';
import type { AccessTables } from './tables/access-tables.ts';
import type { FleetTables } from './tables/fleet-tables.ts';
import type { GatewayTables } from './tables/gateway-tables.ts';
import type { LedgerTables } from './tables/ledger-tables.ts';
import type { ParkingTables } from './tables/parking-tables.ts';
import type { VerificationTables } from './tables/verification-tables.ts';

export interface CloudTables
  extends AccessTables,
    FleetTables,
    LedgerTables,
    GatewayTables,
    VerificationTables,
    ParkingTables {}

/** The database, or a transaction on it. */
export type CloudDatabase = Kysely<CloudTables>;
export type CloudTransaction = Transaction<CloudTables>;
