/** A lot of a merchant's own whose drivers pay at their phones with a stored-value card, in a whole cloud. */
import type { Test } from 'tap';
import { ForeignLotDouble } from '../../src/doubles/foreign-lot-double.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { parkingGatewayPath } from '../../src/wire/parking-gateway.ts';
import {
  type ClientWorld,
  cardCode,
  merchantId,
  openClientWorld,
  type WorldAnswer,
  type WorldOptions,
} from './client-world.ts';
import { hourTariff } from './parking-world.ts';

export const lotId = 'yard';
export const plate = '粤B12345';
export const minuteMs = 60_000;
export const ago = (minutes: number) => new Date(Date.now() - minutes * minuteMs).toISOString();

export interface DriverWorld extends ClientWorld {
  readonly lot: ForeignLotDouble;
  /** Asks as a phone at the lot. */
  phone(path: string, body?: unknown): Promise<WorldAnswer>;
  /** Pays at the cashier page of a bill. */
  pay(bill: { readonly cashierPath: string }, code?: string): Promise<WorldAnswer>;
}

let keys = 0;

async function asked(url: URL, body?: unknown): Promise<WorldAnswer> {
  keys += 1;
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `driver-${keys}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
}

export async function openDriverWorld(t: Test, options: WorldOptions = {}): Promise<DriverWorld> {
  const world = await openClientWorld(t, options);
  const { admin } = world;
  const name = { zh: '后院', en: 'Yard' };
  await admin('PUT', '/api/parking/tariffs/hour', { version: 0, tariff: hourTariff });
  await admin('PUT', '/api/parking/sites/corner', { name, timeZone: 'Asia/Shanghai' });
  const lot = { siteId: 'corner', name, own: true, tariffId: 'hour' };
  await admin('PUT', `/api/parking/lots/${lotId}`, lot);
  await admin('PUT', '/api/parking/lots/second', lot);
  await admin('PUT', '/api/parking/lots/foreign', { ...lot, own: false });
  const { body: key } = await admin('POST', `/api/parking/lots/${lotId}/key`, {});
  const phone = (path: string, body?: unknown) =>
    asked(new URL(`/park-api/${merchantId}/${lotId}${path}`, world.url), body);
  return {
    // What a restart changes is looked at when it is asked for.
    ...world,
    get url() {
      return world.url;
    },
    get lot() {
      const gatewayUrl = new URL(parkingGatewayPath, world.url).href;
      return new ForeignLotDouble({
        ...{ ...key, gatewayUrl, lotId },
        ...{ clock: new SystemClock(), random: systemRandom },
      });
    },
    phone,
    pay: ({ cashierPath }, code = cardCode) => asked(new URL(`${cashierPath}/payments`, world.url), { code }),
  };
}
