/**
 * Finds the lot behind a signed message before its body is believed: the key is known and not withdrawn, the
 * signature stands over these bytes, the clock is near ours, and the lot has not asked too often.
 */
import { Fault } from '../../domain/fault.ts';
import { parkingHeaders, parkingSignedSchema, parkingSkewMsMax } from '../../wire/parking-gateway.ts';
import type { CallLimit } from './call-limit.ts';
import { lotByKey } from './known-lots.ts';
import { isSignedBy } from './lot-keys.ts';
import type { KnownLot, ParkingPorts } from './parking-ports.ts';

export interface SignedMessage {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface KnownMessage {
  readonly lot: KnownLot;
  readonly nonce: string;
}

/** Throws `PARKING_SIGNATURE_WRONG`, `PARKING_REQUEST_STALE` or `RATE_LIMITED`. */
export async function lotOfMessage(
  ports: ParkingPorts,
  limit: CallLimit,
  { headers, body }: SignedMessage,
): Promise<KnownMessage> {
  const named = Object.entries(parkingHeaders).map(([part, header]) => [part, headers[header]]);
  const signed = parkingSignedSchema.safeParse(Object.fromEntries(named));
  if (!signed.success) throw new Fault('PARKING_SIGNATURE_WRONG', 'read the signature of a parking message');
  const { app, timestamp, nonce, signature } = signed.data;
  if (!isSignedBy(ports.keys.secretOf(app), { app, timestamp, nonce, body }, signature)) {
    throw new Fault('PARKING_SIGNATURE_WRONG', 'check the signature of a parking message');
  }
  if (Math.abs(Number(timestamp) - ports.clock.now()) > parkingSkewMsMax) {
    throw new Fault('PARKING_REQUEST_STALE', 'take a parking message');
  }
  limit.count(app);
  const lot = await lotByKey(ports.db, app);
  if (!lot) throw new Fault('PARKING_SIGNATURE_WRONG', 'find the lot of a parking message');
  return { lot, nonce };
}
