/**
 * The tables of the cloud, typed. Every row belongs to one merchant (`merchant_id`), and every query that
 * answers a merchant names it. Instants are UTC milliseconds, amounts minor units.
 */
import type { Kysely, Transaction } from 'kysely';
import type { AccessTables } from './tables/access-tables.ts';
import type { BenefitTables } from './tables/benefit-tables.ts';
import type { CardTables } from './tables/card-tables.ts';
import type { ClientTables } from './tables/client-tables.ts';
import type { FinanceTables } from './tables/finance-tables.ts';
import type { FleetTables } from './tables/fleet-tables.ts';
import type { FormTables } from './tables/form-tables.ts';
import type { GatewayTables } from './tables/gateway-tables.ts';
import type { GiftTables } from './tables/gift-tables.ts';
import type { GoodsInTables } from './tables/goods-in-tables.ts';
import type { LedgerTables } from './tables/ledger-tables.ts';
import type { MemberTables } from './tables/member-tables.ts';
import type { OpenPaymentTables } from './tables/open-payment-tables.ts';
import type { ParkingSiteTables } from './tables/parking-site-tables.ts';
import type { ParkingTables } from './tables/parking-tables.ts';
import type { PatternTables } from './tables/pattern-tables.ts';
import type { VerificationTables } from './tables/verification-tables.ts';

export interface CloudTables
  extends AccessTables,
    FleetTables,
    LedgerTables,
    GoodsInTables,
    GatewayTables,
    FinanceTables,
    VerificationTables,
    ParkingTables,
    ParkingSiteTables,
    MemberTables,
    PatternTables,
    OpenPaymentTables,
    CardTables,
    BenefitTables,
    GiftTables,
    ClientTables,
    FormTables {}

/** The database, or a transaction on it. */
export type CloudDatabase = Kysely<CloudTables>;
export type CloudTransaction = Transaction<CloudTables>;
