/** What the signed interface of parking lots needs from the rest of the cloud. */
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { CloudDatabase } from '../database/schema.ts';
import type { LotKeys } from './lot-keys.ts';

export interface ParkingPorts {
  readonly db: CloudDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: LotKeys;
  /** How lots reach this cloud, without a slash at the end. */
  readonly publicUrl: () => string;
}

/** The lot that sent a message, as its signature proved. */
export interface KnownLot {
  readonly merchantId: string;
  readonly siteId: string;
  readonly lotId: string;
  /** Run by the merchant: what it takes comes through the merchant's own channels. */
  readonly own: boolean;
  readonly appId: string;
  readonly tariffId: string | null;
  readonly currency: string;
  readonly timeZone: string;
}
