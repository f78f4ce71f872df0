/** What the signed interface of parking lots and the driver's page need from the rest of the cloud. */
import type { Currency } from '../../domain/money.ts';
import type { Text } from '../../domain/text.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import type { PreOrderLine, PreOrderStateName } from '../../wire/client-schemas.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { LotKeys } from './lot-keys.ts';

export interface ParkingPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly keys: LotKeys;
  /** How lots reach this cloud, without a slash at the end. */
  readonly publicUrl: () => string;
}

/** A lot with what it takes to bill its stays and to name it to people. */
export interface BillingLot {
  readonly merchantId: string;
  readonly siteId: string;
  readonly lotId: string;
  /** Run by the merchant: what it takes comes through the merchant's own channels. */
  readonly own: boolean;
  readonly tariffId: string | null;
  readonly currency: string;
  readonly timeZone: string;
  readonly name: Text;
  readonly merchantName: Text;
  readonly helpPhone: string;
}

/** The lot that sent a message, as its signature proved. */
export interface KnownLot extends BillingLot {
  readonly appId: string;
}

/** The order under which a driver pays. */
export interface BillOrder {
  readonly orderId: string;
  readonly state: PreOrderStateName;
  readonly cashierUrl: string;
}

/** How drivers pay: orders of a client that is the cloud itself, one for each bill. */
export interface BillPayments {
  /** Opens the order of a bill; asked again it answers the same order. */
  open(bill: {
    readonly merchantId: string;
    readonly billId: string;
    readonly line: PreOrderLine;
    readonly currency: Currency;
    readonly expiresInS: number;
  }): Promise<BillOrder>;
  find(orderId: string): Promise<BillOrder | undefined>;
}

export interface DriverPorts extends Pick<ParkingPorts, 'db' | 'clock' | 'keys'> {
  readonly random: Random;
  readonly payments: BillPayments;
  /** Folder of the built driver's page. */
  readonly pagesFolder: string;
}
