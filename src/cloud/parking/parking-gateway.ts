/**
 * What a lot's message does and is answered, in one transaction under the message's nonce: the same message again
 * has the same answer and no second effect, and a payment is the same one under its serial however it is sent.
 */
import { createHash } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';
import type { Currency } from '../../domain/money.ts';
import { parkingPaymentSchema } from '../../domain/parking-payment.ts';
import { type DiscountKind, parkingDiscountSchema } from '../../domain/parking-session.ts';
import {
  type ParkingAnswer,
  type ParkingRequest,
  type ParkingRequestOf,
  parkingPaidAgoMsMax,
  parkingResults,
  parkingSkewMsMax,
} from '../../wire/parking-gateway.ts';
import { answerOnce } from '../database/answer-once.ts';
import { takeParkingPayment } from '../database/parking-site-rows.ts';
import { billStay, holdStay } from '../database/parking-site-stays.ts';
import type { CloudTransaction } from '../database/schema.ts';
import { listPayments } from './list-payments.ts';
import type { KnownMessage } from './lot-access.ts';
import { noticePaidTwice, withdrawUsedUp } from './paid-twice.ts';
import type { KnownLot, ParkingPorts } from './parking-ports.ts';
import { discountStay, enterStay, findStay, leaveStay } from './stay-desk.ts';

const ok = (fields: Omit<ParkingAnswer, 'result_code' | 'message'> = {}): ParkingAnswer => ({
  ...{ result_code: parkingResults.ok, message: 'ok' },
  ...fields,
});
const none = (message: string): ParkingAnswer => ({ result_code: parkingResults.none, message });

/** Performs a message of a lot that is known, once. */
export async function performParking(
  ports: ParkingPorts,
  { lot, nonce }: KnownMessage,
  request: ParkingRequest,
  body: string,
): Promise<ParkingAnswer> {
  if (request.park_uuid !== lot.lotId) throw malformed('body.park_uuid: is not the lot of this key');
  const atMs = ports.clock.now();
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const once = { clientId: lot.appId, key: nonce, bodyHash, atMs };
  const { answer } = await answerOnce(ports.db, once, async (tx) => {
    await tx
      .updateTable('parking_lots')
      .set({ heard_at_ms: atMs })
      .where('merchant_id', '=', lot.merchantId)
      .where('lot_id', '=', lot.lotId)
      .execute();
    return perform(ports, tx, lot, request, atMs);
  });
  return answer;
}

async function perform(
  ports: ParkingPorts,
  tx: CloudTransaction,
  lot: KnownLot,
  request: ParkingRequest,
  nowMs: number,
): Promise<ParkingAnswer> {
  switch (request.service) {
    case 'service.parking.stay.enter':
      refuseFuture('enter_time', request.enter_time, nowMs);
      await enterStay(tx, lot, ports.keys, request, nowMs);
      return ok();
    case 'service.parking.stay.leave':
      refuseFuture('leave_time', request.leave_time, nowMs);
      await leaveStay(tx, lot, request, nowMs);
      await withdrawUsedUp(tx, lot, request.parking_serial, nowMs);
      return ok();
    case 'service.parking.payment.billing':
      return bill(ports, tx, lot, request, nowMs);
    case 'service.parking.payment.result':
      return take(ports, tx, lot, request, nowMs);
    case 'service.parking.discount.create':
      return discount(ports, tx, lot, request, nowMs);
    case 'service.parking.payment.list':
      return ok(await listPayments(tx, lot, request));
  }
}

function malformed(where: string): Fault {
  return new Fault('INPUT_MALFORMED', 'read a parking message', { facts: { where } });
}

function refuseFuture(field: string, atMs: number, nowMs: number): void {
  if (atMs > nowMs + parkingSkewMsMax) throw malformed(`body.${field}: is in the future`);
  if (atMs < nowMs - parkingPaidAgoMsMax) throw malformed(`body.${field}: is too long ago`);
}

async function bill(
  { keys }: ParkingPorts,
  tx: CloudTransaction,
  lot: KnownLot,
  asked: ParkingRequestOf<'service.parking.payment.billing'>,
  nowMs: number,
): Promise<ParkingAnswer> {
  const stay = await findStay(tx, lot, keys, asked);
  if (!stay) return none('no such car in the lot');
  const billed = await billStay(tx, lot, stay, nowMs);
  if (!billed) return none('the lot had no tariff when the car came in');
  const { totalMinor, freeMinor, paidMinor, dueMinor, leaveByMs } = billed.bill;
  const enteredAtMs = Number(stay.entered_at_ms);
  return ok({
    parking_serial: stay.stay_serial,
    parking_order: `${stay.stay_serial}-${billed.orders + 1}`.slice(-64),
    enter_time: new Date(enteredAtMs).toISOString(),
    parking_time: Math.max(0, Math.floor((nowMs - enteredAtMs) / 1000)),
    ...{ total_value: totalMinor, free_value: freeMinor, paid_value: paidMinor, pay_value: dueMinor },
    buffer_time: leaveByMs === null ? 0 : Math.max(0, Math.floor((leaveByMs - nowMs) / 1000)),
    ...{ car_type: stay.vehicle_class, currency: lot.currency },
  });
}

async function take(
  { random }: ParkingPorts,
  tx: CloudTransaction,
  lot: KnownLot,
  told: ParkingRequestOf<'service.parking.payment.result'>,
  nowMs: number,
): Promise<ParkingAnswer> {
  refuseFuture('pay_time', told.pay_time, nowMs);
  if (told.currency !== lot.currency) throw malformed('body.currency: is not the merchant’s');
  const payment = parkingPaymentSchema.safeParse({
    ...{ paySerial: told.pay_serial, orderId: told.parking_order, staySerial: told.parking_serial ?? null },
    ...{ channel: told.pay_origin, tradeNo: told.trade_no ?? null, regularMinor: told.value },
    ...{ couponMinor: told.free_value, pointsMinor: told.reduce_value, pointsUsed: told.reduce_points },
    ...{ actualMinor: told.pay_value, vehicleClass: told.car_type, paidAtMs: told.pay_time },
  });
  if (!payment.success) throw malformed(`body: ${payment.error.issues[0]?.message ?? 'no payment'}`);
  const { merchantId, siteId, lotId } = lot;
  const place = { merchantId, siteId, lotId, currency: lot.currency as Currency };
  const origin = { source: lot.own ? 'machine' : 'lot' } as const;
  const { staySerial } = payment.data;
  const stay = lot.own && staySerial !== null ? await holdStay(tx, lot, staySerial) : undefined;
  const taken = await takeParkingPayment(tx, place, payment.data, origin, nowMs);
  if (taken === 'taken' && stay) await noticePaidTwice(tx, lot, stay, payment.data, { random, nowMs });
  if (taken !== 'differs') return ok({ again: taken === 'known' });
  return { result_code: parkingResults.differs, message: 'the pay_serial is of another payment' };
}

async function discount(
  { keys }: ParkingPorts,
  tx: CloudTransaction,
  lot: KnownLot,
  asked: ParkingRequestOf<'service.parking.discount.create'>,
  nowMs: number,
): Promise<ParkingAnswer> {
  const stay = await findStay(tx, lot, keys, asked);
  if (!stay) return none('no such car in the lot');
  const off = parkingDiscountSchema.safeParse(offOf(asked));
  if (!off.success) throw malformed('body.value: does not fit the type');
  if (asked.expire_time <= nowMs) throw malformed('body.expire_time: is over');
  const body = { off: off.data, reason: asked.reason, expiresAtMs: asked.expire_time };
  const granted = await discountStay(tx, lot, stay.stay_serial, asked.grant_serial, body, nowMs);
  if (granted) return ok({ parking_serial: stay.stay_serial });
  return { result_code: parkingResults.otherDiscount, message: 'the stay has another discount' };
}

function offOf({ type, value }: { readonly type: 1 | 2 | 3 | 6; readonly value: number }): DiscountKind {
  switch (type) {
    case 1:
      return { kind: 'amount', minor: value };
    case 2:
      return { kind: 'minutes', minutes: value };
    case 3:
      return { kind: 'allFree' };
    case 6:
      return { kind: 'percent', percent: value };
  }
}
