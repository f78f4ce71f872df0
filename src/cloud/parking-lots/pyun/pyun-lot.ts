/**
 * A car park behind the P云 interface: billing query, all-free grant (type 3) by our settlement id, result
 * notice. JSON over HTTP POST to one address, every request and answer signed. What is unsigned, forged, late,
 * about another service or no JSON says nothing about the car. A call ends within `timeoutMs`.
 */
import { z } from 'zod';
import { Fault, type FaultCode, faultCodeOf } from '../../../domain/fault.ts';
import type { Car } from '../../../domain/parking.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import type {
  Bill,
  BillOutcome,
  GrantOrder,
  GrantOutcome,
  NoticeOutcome,
  ParkingLot,
  ResultNotice,
} from '../parking-lot.ts';
import { type PyunFields, pyunSign, pyunSigned, pyunTime, readPyunTime } from './pyun-signing.ts';

export interface PyunAccount {
  readonly url: string;
  readonly parkUuid: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly storeCode: string;
  readonly storeName: string;
  readonly couponCode: string;
  readonly timeoutMs?: number | undefined;
}

export interface PyunLotOptions {
  readonly account: PyunAccount;
  readonly clock: Clock;
  readonly log: Log;
}

const timeoutMsDefault = 4000;
const answerBytesMax = 64 * 1024;
const allFree = 3;

const fieldsSchema = z
  .record(z.string().max(64), z.union([z.string().max(2000), z.number()]))
  .refine((fields) => Object.keys(fields).length <= 100);
const value = z.coerce.number().int().min(-1_000_000_000).max(1_000_000_000);
const serial = z.string().min(1).max(128);
const billSchema = z.object({
  parking_serial: serial,
  parking_order: serial,
  enter_time: z.string().max(14),
  parking_time: z.coerce.number().int().min(0).max(31_000_000),
  total_value: value,
  free_value: value,
  paid_value: value,
  pay_value: value,
  buffer_time: z.coerce.number().int().min(0).max(86_400).default(0),
  plate: z.string().max(20).optional(),
});

type Service = 'payment.billing' | 'discount.create' | 'payment.result';
type Answer = { readonly code: string; readonly fields: PyunFields } | { readonly failed: FaultCode };

export class PyunLot implements ParkingLot {
  #options: PyunLotOptions;
  #stopping = new AbortController();

  constructor(options: PyunLotOptions) {
    this.#options = options;
  }

  async bill(car: Car): Promise<BillOutcome> {
    const answer = await this.#call('payment.billing', {
      ...(car.by === 'plate' ? { plate: car.code } : { card_id: car.code }),
    });
    if ('failed' in answer) return { kind: 'unknown', reason: answer.failed };
    if (answer.code === '1002') return { kind: 'notFound' };
    if (answer.code === '1003') return { kind: 'permit' };
    if (answer.code !== '1001') return { kind: 'unknown', reason: 'PARKING_LOT_DOWN' };
    const bill = readBill(answer.fields, car);
    return bill ? { kind: 'bill', bill } : { kind: 'unknown', reason: 'PARKING_ANSWER_FORGED' };
  }

  async grant({ settlementId, staySerial, validMinutes }: GrantOrder): Promise<GrantOutcome> {
    const { account, clock } = this.#options;
    const answer = await this.#call('discount.create', {
      parking_serial: staySerial,
      grant_serial: settlementId,
      type: allFree,
      value: 0,
      reason: '购物免停车费',
      store_name: account.storeName,
      store_code: account.storeCode,
      coupon_name: '购物免停车费',
      coupon_code: account.couponCode,
      expire_time: pyunTime(clock.now() + validMinutes * 60_000),
    });
    if ('failed' in answer) return { kind: 'unknown', reason: answer.failed };
    const ends = { '1001': 'granted', '1002': 'notFound', '1403': 'otherGrant' } as const;
    const kind = ends[answer.code as keyof typeof ends];
    return kind ? { kind } : { kind: 'unknown', reason: 'PARKING_LOT_DOWN' };
  }

  async notify({ settlementId, bill, paidAtMs }: ResultNotice): Promise<NoticeOutcome> {
    const answer = await this.#call('payment.result', {
      parking_serial: bill.staySerial,
      parking_order: bill.billNo,
      pay_serial: settlementId,
      pay_time: pyunTime(paidAtMs),
      value: bill.dueMinor,
      free_value: bill.waivedMinor,
      pay_value: 0,
      pay_origin: 0,
      pay_origin_desc: '购物免停车费',
    });
    if ('failed' in answer) return { kind: 'unknown', reason: answer.failed };
    if (answer.code === '1001') return { kind: 'taken' };
    return answer.code === '1403' ? { kind: 'voided' } : { kind: 'unknown', reason: 'PARKING_LOT_DOWN' };
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #call(service: Service, business: PyunFields): Promise<Answer> {
    const { account, clock, log } = this.#options;
    const name = `service.parking.${service}`;
    const request: PyunFields = {
      ...{ service: name, version: '1.0', charset: 'UTF-8', sign_type: 'MD5' },
      ...{ app_id: account.appId, park_uuid: account.parkUuid, timestamp: clock.now() },
      ...business,
    };
    try {
      const sent = JSON.stringify({ ...request, sign: pyunSign(request, account.appSecret) });
      const fields = await this.#post(sent);
      if (!pyunSigned(fields, account.appSecret) || fields.service !== name) {
        throw new Fault('PARKING_ANSWER_FORGED', 'take an answer of a car park');
      }
      return { code: String(fields.result_code), fields };
    } catch (error) {
      const forged = faultCodeOf(error) === 'PARKING_ANSWER_FORGED';
      // Neither the request nor the answer is logged: they hold the plate.
      log.warn('a car park gave no answer', { service, code: forged ? 'PARKING_ANSWER_FORGED' : 'down' });
      return { failed: forged ? 'PARKING_ANSWER_FORGED' : 'PARKING_LOT_DOWN' };
    }
  }

  async #post(body: string): Promise<PyunFields> {
    const { account, clock } = this.#options;
    const late = new AbortController();
    const cancel = clock.after(account.timeoutMs ?? timeoutMsDefault, () => late.abort());
    try {
      const response = await fetch(account.url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
        redirect: 'error',
        signal: AbortSignal.any([late.signal, this.#stopping.signal]),
      });
      const parsed = fieldsSchema.safeParse(JSON.parse(await limitedText(response)));
      if (!parsed.success) throw new Fault('PARKING_ANSWER_FORGED', 'read an answer of a car park');
      return parsed.data;
    } finally {
      cancel();
    }
  }
}

async function limitedText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > answerBytesMax) throw new Fault('INPUT_TOO_LARGE', 'read an answer of a car park');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The bill of this car; undefined for one that does not add up or is another's. */
function readBill(fields: PyunFields, car: Car): Bill | undefined {
  const read = billSchema.safeParse(fields);
  if (!read.success) return undefined;
  const bill = read.data;
  const enteredAtMs = readPyunTime(bill.enter_time);
  const another = car.by === 'plate' && bill.plate !== undefined && bill.plate !== car.code;
  if (enteredAtMs === undefined || enteredAtMs < 0 || another) return undefined;
  const amount = (minor: number) => Math.max(0, minor);
  return {
    stay: { enteredAtMs, parkedS: bill.parking_time, feeMinor: amount(bill.total_value - bill.paid_value) },
    staySerial: bill.parking_serial,
    billNo: bill.parking_order,
    waivedMinor: amount(bill.free_value),
    dueMinor: amount(bill.pay_value),
    bufferS: bill.buffer_time,
  };
}
