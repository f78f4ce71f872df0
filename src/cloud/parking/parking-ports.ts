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
}

/** The lot that sent a message, as its signature proved. */
export interface KnownLot {
  readonly merchantId: string;
  readonly siteId: string;
  readonly lotId: string;
  readonly appId: string;
  readonly tariffId: string | null;
  readonly currency: string;
  readonly timeZone: string;
}
