/**
 * What a driver owes and the bill that is paid for it. A bill is on record before its order is opened under the
 * bill's number, so however often that is begun again there is one order; who has no order can pay nothing.
 */
import { Fault } from '../../domain/fault.ts';
import type { Currency } from '../../domain/money.ts';
import { billTerms, parkingBillKeptMs } from '../../domain/parking-bill.ts';
import { idMaker, type MakeId } from '../../platform/random.ts';
import type { DriverBill, DriverBillAsked, DriverCar, DriverStay } from '../../wire/parking-driver.ts';
import { billStay, type StayBill, type StayRow } from '../database/parking-site-stays.ts';
import { type BillRow, findBill } from './bill-rows.ts';
import type { BillingLot, BillOrder, DriverPorts } from './parking-ports.ts';
import { findStay } from './stay-desk.ts';

interface OpenStay {
  readonly stay: StayRow;
  readonly billed: StayBill;
  readonly nowMs: number;
}

export class BillDesk {
  #ports: DriverPorts;
  #makeId: MakeId;

  constructor(ports: DriverPorts) {
    this.#ports = ports;
    this.#makeId = idMaker(ports.clock, ports.random);
  }

  /** Throws `PARKING_CAR_UNKNOWN` for a car that is not there, or came in before the lot had a tariff. */
  async look(lot: BillingLot, car: DriverCar): Promise<DriverStay> {
    const { stay, billed, nowMs } = await this.#openStay(lot, car);
    const { totalMinor, freeMinor, paidMinor, dueMinor, leaveByMs } = billed.bill;
    return {
      ...{ enteredAtMs: Number(stay.entered_at_ms), nowMs },
      ...{ totalMinor, freeMinor, paidMinor, dueMinor, leaveByMs },
    };
  }

  /** Makes the bill that the driver read; throws `PARKING_BILL_CHANGED` where another amount is due by now. */
  async make(lot: BillingLot, { car, dueMinor }: DriverBillAsked): Promise<DriverBill> {
    const { db } = this.#ports;
    const { stay, billed, nowMs } = await this.#openStay(lot, car);
    const terms = billTerms(billed.bill, billed.paid);
    if (terms?.dueMinor !== dueMinor) throw new Fault('PARKING_BILL_CHANGED', 'make the bill of a stay');
    const billId = this.#makeId('pkb');
    const row = await db
      .insertInto('parking_bills')
      .values({
        ...{ bill_id: billId, merchant_id: lot.merchantId, lot_id: lot.lotId, stay_serial: stay.stay_serial },
        ...{ order_id: null, coupon_minor: terms.couponMinor, due_minor: terms.dueMinor },
        ...{ earlier_minor: terms.earlierMinor, currency: lot.currency, state: 'open', reason: null },
        ...{ leave_by_ms: null, billed_at_ms: nowMs, expires_at_ms: nowMs + parkingBillKeptMs },
        ended_at_ms: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const order = await this.#openOrder(lot, row);
    await db
      .updateTable('parking_bills')
      .set({ order_id: order.orderId })
      .where('bill_id', '=', billId)
      .execute();
    return viewBill(row, order, nowMs);
  }

  /** What became of a bill; throws `NOT_FOUND`. */
  async follow(lot: BillingLot, billId: string): Promise<DriverBill> {
    const { db, clock, payments } = this.#ports;
    const row = await findBill(db, lot, billId);
    const order = row?.order_id ? await payments.find(row.order_id) : undefined;
    if (!row || !order) throw new Fault('NOT_FOUND', 'find a parking bill');
    return viewBill(row, order, clock.now());
  }

  #openOrder(lot: BillingLot, row: BillRow): Promise<BillOrder> {
    const { coupon_minor: coupon, due_minor: due, bill_id: billId } = row;
    return this.#ports.payments.open({
      ...{ merchantId: lot.merchantId, billId, currency: lot.currency as Currency },
      line: {
        // No plate: the platform is told this name.
        name: { zh: `停车费 ${lot.name.zh}`, en: `Parking ${lot.name.en}` },
        ...{ quantity: 1, unitPriceMinor: Number(coupon) + Number(due), discountMinor: Number(coupon) },
        category: 'parking',
      },
      expiresInS: parkingBillKeptMs / 1000,
    });
  }

  async #openStay(lot: BillingLot, car: DriverCar): Promise<OpenStay> {
    const { db, clock, keys } = this.#ports;
    const named = 'plate' in car ? { plate: car.plate } : { card_id: car.ticket };
    const stay = await findStay(db, lot, keys, named);
    const nowMs = clock.now();
    const billed = stay && (await billStay(db, lot, stay, nowMs));
    if (!billed) throw new Fault('PARKING_CAR_UNKNOWN', 'find the stay of a car');
    return { stay, billed, nowMs };
  }
}

function viewBill(row: BillRow, order: BillOrder, nowMs: number): DriverBill {
  return {
    ...{ billId: row.bill_id, state: row.state as DriverBill['state'], orderState: order.state },
    ...{ couponMinor: Number(row.coupon_minor), dueMinor: Number(row.due_minor) },
    ...{ expiresAtMs: Number(row.expires_at_ms), nowMs },
    cashierPath: new URL(order.cashierUrl).pathname,
    leaveByMs: row.leave_by_ms === null ? null : Number(row.leave_by_ms),
    reason: row.reason as DriverBill['reason'],
  };
}
