/**
 * Stays as lots tell them, in whatever order: entered, left, given a discount. A stay keeps the tariff that was in
 * force when it began.
 */
import { Fault } from '../../domain/fault.ts';
import { type Car, carOfPlate, carOfTicket, maskCar } from '../../domain/parking.ts';
import type { ParkingDiscount } from '../../domain/parking-session.ts';
import type { ParkingRequestOf } from '../../wire/parking-gateway.ts';
import { findTariff } from '../database/parking-site-rows.ts';
import type { StayRow } from '../database/parking-site-stays.ts';
import type { CloudDatabase, CloudTransaction } from '../database/schema.ts';
import type { LotKeys } from './lot-keys.ts';
import type { KnownLot } from './parking-ports.ts';

/** What names a car: its stay, its plate or its ticket, exactly one of them. */
export interface NamedCar {
  readonly parking_serial?: string | undefined;
  readonly plate?: string | undefined;
  readonly card_id?: string | undefined;
}

function malformed(where: string): Fault {
  return new Fault('INPUT_MALFORMED', 'read a parking message', { facts: { where } });
}

/** Throws `INPUT_MALFORMED` for both, and for a plate or ticket that is none. */
export function carOf({ plate, card_id: ticket }: NamedCar): Car | undefined {
  if (plate !== undefined && ticket !== undefined) throw malformed('body: plate or card_id, not both');
  if (plate === undefined && ticket === undefined) return undefined;
  const car = plate === undefined ? carOfTicket(ticket ?? '') : carOfPlate(plate);
  if (!car) throw malformed(plate === undefined ? 'body.card_id: no ticket' : 'body.plate: no plate');
  return car;
}

export async function enterStay(
  tx: CloudTransaction,
  lot: KnownLot,
  keys: LotKeys,
  told: ParkingRequestOf<'service.parking.stay.enter'>,
  nowMs: number,
): Promise<void> {
  const { merchantId, lotId, tariffId } = lot;
  const car = carOf(told);
  if (!car) throw malformed('body: plate or card_id');
  const tariff = tariffId === null ? undefined : await findTariff(tx, merchantId, tariffId);
  const facts = {
    ...{ vehicle_class: told.car_type, entered_at_ms: told.enter_time, car_masked: maskCar(car) },
    ...{ tariff_id: tariff ? tariffId : null, tariff_version: tariff?.version ?? null },
  };
  const key = { merchant_id: merchantId, lot_id: lotId, stay_serial: told.parking_serial };
  const carHash = keys.carHash(merchantId, lotId, car);
  await tx
    .insertInto('parking_sessions')
    .values({ ...key, ...facts, car_hash: carHash, left_at_ms: null, seen_at_ms: nowMs })
    // Only a stay whose leaving was told first still lacks its beginning; it is over.
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'lot_id', 'stay_serial'])
        .doUpdateSet(facts)
        .where('parking_sessions.entered_at_ms', 'is', null),
    )
    .execute();
}

export async function leaveStay(
  tx: CloudTransaction,
  { merchantId, lotId }: KnownLot,
  told: ParkingRequestOf<'service.parking.stay.leave'>,
  nowMs: number,
): Promise<void> {
  const key = { merchant_id: merchantId, lot_id: lotId, stay_serial: told.parking_serial };
  await tx
    .insertInto('parking_sessions')
    .values({
      ...{ ...key, car_hash: null, car_masked: null, vehicle_class: 'car', entered_at_ms: null },
      ...{ left_at_ms: told.leave_time, tariff_id: null, tariff_version: null, seen_at_ms: nowMs },
    })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'lot_id', 'stay_serial'])
        .doUpdateSet({ left_at_ms: told.leave_time, car_hash: null })
        .where('parking_sessions.left_at_ms', 'is', null),
    )
    .execute();
}

/** The stay that is named: by its serial, or the car's latest in this lot. */
export async function findStay(
  tx: CloudDatabase,
  { merchantId, lotId }: Pick<KnownLot, 'merchantId' | 'lotId'>,
  keys: LotKeys,
  named: NamedCar,
): Promise<StayRow | undefined> {
  const car = carOf(named);
  if ((car === undefined) === (named.parking_serial === undefined)) {
    throw malformed('body: one of parking_serial, plate, card_id');
  }
  let query = tx
    .selectFrom('parking_sessions')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .where('entered_at_ms', 'is not', null)
    .where('left_at_ms', 'is', null)
    .orderBy('entered_at_ms', 'desc')
    .limit(1);
  query = car
    ? query.where('car_hash', '=', keys.carHash(merchantId, lotId, car))
    : query.where('stay_serial', '=', named.parking_serial ?? '');
  return query.executeTakeFirst();
}

/** Whether the stay has this discount now: not where it has another, or the serial was used for another stay. */
export async function discountStay(
  tx: CloudTransaction,
  { merchantId, lotId }: KnownLot,
  staySerial: string,
  grantSerial: string,
  discount: ParkingDiscount,
  nowMs: number,
): Promise<boolean> {
  const key = { merchant_id: merchantId, lot_id: lotId, grant_serial: grantSerial };
  await tx
    .insertInto('parking_discounts')
    .values({ ...key, stay_serial: staySerial, body: JSON.stringify(discount), granted_at_ms: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom('parking_discounts')
    .select('stay_serial')
    .where('merchant_id', '=', merchantId)
    .where('lot_id', '=', lotId)
    .where('grant_serial', '=', grantSerial)
    .executeTakeFirst();
  return row?.stay_serial === staySerial;
}
