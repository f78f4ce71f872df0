/**
 * A stand-in for a car park behind the P云 interface, a server of its own. `POST /gateway` speaks the signed
 * protocol; the rest is the world outside, on the loopback only: `POST /enter` and `POST /leave` drive cars,
 * `GET /book` tells every stay, `POST /control` makes it slow, takes it down, or loses answers after their
 * effect. A grant repeats under its serial and is never given to a car that has left.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { type Clock, sleep } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { type BookedStay, ParkingDoubleBook } from './parking-double-book.ts';
import { type Fields, lotInstant, lotTime, refusalOf, signOf } from './parking-double-signing.ts';

export const parkingDoubleAccountSchema = z.object({
  appId: z.string().min(1).max(64),
  appSecret: z.string().min(16).max(200),
  parkUuid: z.string().min(1).max(64),
});
export type ParkingDoubleAccount = z.infer<typeof parkingDoubleAccountSchema>;

export interface ParkingDoubleOptions {
  readonly account: ParkingDoubleAccount;
  /** Folder of the book. */
  readonly dataDir: string;
  readonly port: number;
  readonly clock: Clock;
  readonly random: Random;
}

const bodyBytesMax = 64 * 1024;
const freeS = 900;
const hourMinor = 500;
const dayMinor = 4000;
const bufferS = 900;

const plateText = z.string().min(7).max(8);
const enterSchema = z.object({
  plate: plateText,
  ticket: z
    .string()
    .regex(/^[0-9A-Z]{6,32}$/)
    .optional(),
  parkedMinutes: z.number().int().min(0).max(100_000).default(85),
  permit: z.boolean().default(false),
  otherGrant: z.boolean().default(false),
});
const leaveSchema = z.object({ plate: plateText });
const service = z.enum(['payment.billing', 'discount.create', 'payment.result']);
const controlSchema = z.object({
  down: z.boolean().optional(),
  latencyMs: z.number().int().min(0).max(60_000).optional(),
  /** The next so many answers of this service are lost after their effect. */
  loseAnswers: z.object({ service, count: z.number().int().min(0).max(1000) }).optional(),
});

/** ¥5.00 an hour begun, ¥40.00 a day at most, the first fifteen minutes free. */
export function tariffMinor(parkedS: number): number {
  if (parkedS <= freeS) return 0;
  const days = Math.floor(parkedS / 86_400);
  const rest = Math.min(dayMinor, Math.ceil((parkedS % 86_400) / 3600) * hourMinor);
  return days * dayMinor + rest;
}

export class ParkingDouble {
  #options: ParkingDoubleOptions;
  #book: ParkingDoubleBook;
  #server: Server | undefined;
  #down = false;
  #latencyMs = 0;
  #lose = new Map<string, number>();
  #requests = new Map<string, number>();

  constructor(options: ParkingDoubleOptions) {
    this.#options = options;
    this.#book = new ParkingDoubleBook(join(options.dataDir, 'parking-book.jsonl'));
  }

  /** Listens on the loopback; answers the address, `http://127.0.0.1:PORT`. */
  async start(): Promise<string> {
    this.#book.open();
    const server = createServer((request, response) => void this.#serve(request, response));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#options.port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    }
    this.#book.close();
  }

  /** Sees to it that a car is parked, for a demonstration that begins with one. */
  park(car: { readonly plate: string; readonly ticket: string }): void {
    if (!this.#book.parked({ plate: car.plate })) this.#enter(enterSchema.parse(car));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const body = await readBody(request);
      const route = `${request.method} ${pathname}`;
      if (route === 'POST /gateway') await this.#gateway(response, body);
      else if (route === 'POST /enter') json(response, this.#enter(parseJson(enterSchema, body)));
      else if (route === 'POST /leave') json(response, this.#leave(parseJson(leaveSchema, body)));
      else if (route === 'GET /book') json(response, this.#tellBook());
      else if (route === 'POST /control') json(response, this.#control(parseJson(controlSchema, body)));
      else response.writeHead(404).end();
    } catch (error) {
      const code = error instanceof Fault ? error.code : 'INTERNAL_DEFECT';
      if (!response.headersSent) response.writeHead(code === 'INTERNAL_DEFECT' ? 500 : 400).end(code);
    }
  }

  async #gateway(response: ServerResponse, body: string): Promise<void> {
    const { clock, account } = this.#options;
    if (this.#latencyMs > 0) await sleep(clock, this.#latencyMs);
    if (this.#down) return void response.destroy();
    const fields = parseJson(z.record(z.string(), z.union([z.string(), z.number()])), body) as Fields;
    const name = String(fields.service ?? '');
    this.#requests.set(name, (this.#requests.get(name) ?? 0) + 1);
    const refused = refusalOf(fields, account, clock.now());
    const answer: Fields = refused
      ? { result_code: '1401', message: refused }
      : this.#perform(name.replace('service.parking.', ''), fields);
    const left = this.#lose.get(name) ?? 0;
    if (left > 0 && !refused) {
      this.#lose.set(name, left - 1);
      return void response.destroy();
    }
    const whole: Fields = { service: name, version: '1.0', charset: 'UTF-8', message: 'ok', ...answer };
    json(response, { ...whole, sign: signOf(whole, account.appSecret) });
  }

  #perform(name: string, fields: Fields): Fields {
    if (name === 'payment.billing') return this.#bill(fields);
    if (name === 'discount.create') return this.#grant(fields);
    return name === 'payment.result'
      ? this.#notice(fields)
      : { result_code: '1500', message: 'no such service' };
  }

  #bill(fields: Fields): Fields {
    const named = [fields.plate, fields.card_id].filter((field) => field !== undefined);
    if (named.length !== 1) return { result_code: '1500', message: 'plate or card_id' };
    const stay = this.#book.parked({
      plate: fields.plate === undefined ? undefined : String(fields.plate),
      ticket: fields.card_id === undefined ? undefined : String(fields.card_id),
    });
    if (!stay) return { result_code: '1002', message: '未查询到停车信息' };
    if (stay.permit) return { result_code: '1003', message: '固定车辆' };
    const nowMs = this.#options.clock.now();
    const parkedS = Math.max(0, Math.floor((nowMs - stay.enteredAtMs) / 1000));
    const totalMinor = tariffMinor(parkedS);
    const free = stay.grants.some((grant) => grant.untilMs >= nowMs) ? totalMinor : 0;
    return {
      ...{ result_code: '1001', plate: stay.plate, parking_serial: stay.staySerial },
      parking_order: `${stay.staySerial}-${totalMinor}-${free}`,
      ...{ enter_time: lotTime(stay.enteredAtMs), parking_time: String(parkedS), car_type: '1' },
      ...{ total_value: String(totalMinor), free_value: String(free), paid_value: '0' },
      ...{ pay_value: String(totalMinor - free), buffer_time: String(bufferS) },
    };
  }

  #grant(fields: Fields): Fields {
    const staySerial = String(fields.parking_serial ?? '');
    const grantSerial = String(fields.grant_serial ?? '');
    if (grantSerial === '' || Number(fields.type) !== 3)
      return { result_code: '1500', message: 'grant_serial, type 3' };
    const before = this.#book
      .stays()
      .find((stay) => stay.grants.some((grant) => grant.grantSerial === grantSerial));
    if (before) return { result_code: before.staySerial === staySerial ? '1001' : '1403', message: 'again' };
    const stay = this.#book.stay(staySerial);
    if (!stay || stay.leftAtMs !== null) return { result_code: '1002', message: '停车信息未找到' };
    if (stay.otherGrant || stay.grants.length > 0) return { result_code: '1403', message: '已享受其他优惠' };
    const untilMs = lotInstant(String(fields.expire_time));
    const atMs = this.#options.clock.now();
    if (!(untilMs > atMs)) return { result_code: '1500', message: 'expire_time' };
    this.#book.append({ kind: 'granted', staySerial, grantSerial, untilMs, atMs });
    return { result_code: '1001' };
  }

  #notice(fields: Fields): Fields {
    const stay = this.#book.stay(String(fields.parking_serial ?? ''));
    const paySerial = String(fields.pay_serial ?? '');
    if (!stay || paySerial === '' || Number(fields.pay_value) !== 0)
      return { result_code: '1500', message: 'fields' };
    if (stay.notices.some((notice) => notice.paySerial === paySerial))
      return { result_code: '1001', message: 'again' };
    if (stay.leftAtMs !== null) return { result_code: '1403', message: '订单已撤销' };
    const atMs = this.#options.clock.now();
    this.#book.append({ kind: 'noticed', staySerial: stay.staySerial, paySerial, atMs });
    return { result_code: '1001' };
  }

  #enter({
    plate,
    ticket,
    parkedMinutes,
    permit,
    otherGrant,
  }: z.infer<typeof enterSchema>): BookedStay | undefined {
    const { random, clock } = this.#options;
    const digits = [...random.bytes(10)].map((byte) => String(byte % 10)).join('');
    const enteredAtMs = clock.now() - parkedMinutes * 60_000;
    const car = {
      staySerial: `PARK${digits}`,
      plate,
      ticket: ticket ?? `T${digits}`,
      enteredAtMs,
      permit,
      otherGrant,
    };
    this.#leave({ plate });
    this.#book.append({ kind: 'entered', car });
    return this.#book.stay(car.staySerial);
  }

  #leave({ plate }: z.infer<typeof leaveSchema>): { left: boolean } {
    const stay = this.#book.parked({ plate });
    if (stay)
      this.#book.append({ kind: 'left', staySerial: stay.staySerial, atMs: this.#options.clock.now() });
    return { left: stay !== undefined };
  }

  #tellBook(): object {
    return { stays: this.#book.stays(), requests: Object.fromEntries(this.#requests) };
  }

  #control({ down, latencyMs, loseAnswers }: z.infer<typeof controlSchema>): object {
    this.#down = down ?? this.#down;
    this.#latencyMs = latencyMs ?? this.#latencyMs;
    if (loseAnswers) this.#lose.set(`service.parking.${loseAnswers.service}`, loseAnswers.count);
    return { down: this.#down, latencyMs: this.#latencyMs };
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > bodyBytesMax) throw new Fault('INPUT_TOO_LARGE', 'read a request');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson<S extends z.ZodType>(schema: S, body: string): z.infer<S> {
  try {
    return schema.parse(body === '' ? {} : JSON.parse(body));
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', 'read a request', { cause });
  }
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}
