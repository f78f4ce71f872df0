/** A merchant with another client in a whole cloud: its token, its webhook, its cards, and what it is told. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { webFolder } from '../../scripts/build-web.ts';
import { type CloudSettings, createCloud } from '../../src/cloud/cloud.ts';
import type { OpenedDatabase } from '../../src/cloud/database/open-database.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { type Log, silentLog } from '../../src/platform/log.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { type PushedMessage, pushedMessageSchema } from '../../src/wire/client-schemas.ts';
import { brokerSecret, openBroker } from './cloud-broker.ts';
import { bootstrapToken } from './cloud-under-test.ts';
import { openMemoryDatabase } from './memory-database.ts';

export const merchantId = 'corner';
export const cardCode = '901234567890123456';
export const otherCard = '909999999999999999';

/** A server of the client's own, that takes what is pushed to it and answers as it is told to. */
export class WebhookEnd {
  readonly calls: { headers: IncomingHttpHeaders; body: string; pushed: PushedMessage }[] = [];
  /** What it answers next; 200 when the list is empty. */
  readonly answers: number[] = [];
  #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(t: Test): Promise<WebhookEnd> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        const pushed = pushedMessageSchema.parse(JSON.parse(body));
        end.calls.push({ headers: request.headers, body, pushed });
        response.writeHead(end.answers.shift() ?? 200).end();
      });
    });
    const end = new WebhookEnd(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.teardown(() => {
      server.closeAllConnections();
      server.close();
    });
    return end;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/kioskd`;
  }
}

export interface ClientWorld {
  readonly url: string;
  readonly database: OpenedDatabase;
  readonly clientId: string;
  readonly webhookSecret: string;
  /** Asks as the client, with a key of its own for each POST unless one is named. */
  ask(path: string, body?: unknown, more?: { key?: string; token?: string }): Promise<WorldAnswer>;
  /** Asks the console's API as the platform's operator. */
  admin(method: string, path: string, body?: unknown): Promise<WorldAnswer>;
  /** Ends the cloud and starts another one on the same database. */
  restart(): Promise<void>;
  readonly token: string;
}

export interface WorldAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every operation
  readonly body: any;
}

let keys = 0;

export interface WorldOptions {
  readonly webhookUrl?: string;
  readonly origins?: readonly string[];
  readonly scopes?: readonly string[];
  /** Settings of the cloud that differ. */
  readonly settings?: Partial<CloudSettings>;
  readonly log?: Log;
  /** One in memory where it is not said. */
  readonly openDatabase?: () => Promise<OpenedDatabase>;
}

export async function openClientWorld(t: Test, options: WorldOptions = {}): Promise<ClientWorld> {
  const broker = await openBroker(t);
  const database = await (options.openDatabase ?? openMemoryDatabase)();
  const folder = mkdtempSync(join(tmpdir(), 'kioskd-clients-'));
  const begin = async () => {
    const cloud = createCloud({
      ...{ database, link: broker.cloudLink(), clock: new SystemClock(), random: systemRandom },
      log: options.log ?? silentLog,
      settings: {
        ...{ host: '127.0.0.1', port: 0, mqttSecret: brokerSecret, bootstrapToken, consoleFolder: folder },
        accounts: [
          { platform: 'stored-value', merchantId, currency: 'CNY' },
          { platform: 'gift', merchantId, currency: 'CNY', doubleRedemption: 'merchantBears' },
        ],
        ...{ showPhoneCodes: true, hurry: 100, privateWebhooks: true, cashierFolder: webFolder('cashier') },
        ...options.settings,
      },
    });
    return { cloud, ...(await cloud.start()) };
  };
  let running = await begin();
  t.teardown(async () => {
    await running.cloud.stop();
    await database.close();
    rmSync(folder, { recursive: true });
  });
  const send = async (method: string, path: string, token: string, body?: unknown, key?: string) => {
    const response = await fetch(new URL(path, running.url), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const admin = async (method: string, path: string, body?: unknown) => {
    const asking = path.includes('?') ? path : `${path}?merchant=${merchantId}`;
    const answer = await send(method, asking, bootstrapToken, body);
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer;
  };
  await admin('POST', '/api/merchants?', { id: merchantId, name: { zh: '街角', en: 'Corner' } });
  await admin('PUT', '/api/catalogue', {
    codeFormats: [
      { platform: 'stored-value', expression: '90\\d{16,22}' },
      { platform: 'alipay', expression: '2[5-9]\\d{14,22}' },
    ],
  });
  await admin('POST', '/api/stored-value-cards', { code: cardCode, balanceMinor: 10_000, currency: 'CNY' });
  const made = await admin('POST', '/api/clients', {
    name: 'app',
    scopes: options.scopes ?? ['verify', 'orders', 'messages'],
    origins: options.origins ?? [],
    webhookUrl: options.webhookUrl ?? null,
  });
  const { id: clientId, token, webhookSecret } = made.body;
  return {
    ...{ database, clientId, token, webhookSecret, admin },
    get url() {
      return running.url;
    },
    ask: (path, body, more = {}) => {
      keys += 1;
      const key = body === undefined ? undefined : (more.key ?? `key-${keys}`);
      const method = body === undefined ? 'GET' : 'POST';
      return send(method, `/service/v1${path}`, more.token ?? token, body, key);
    },
    restart: async () => {
      await running.cloud.stop();
      running = await begin();
    },
  };
}

/** An order of two lines. */
export function anOrder(more: Record<string, unknown> = {}) {
  return {
    reference: 'A-17',
    lines: [
      { name: { zh: '茶', en: 'Tea' }, quantity: 2, unitPriceMinor: 500 },
      { name: { zh: '饼', en: 'Cake' }, quantity: 1, unitPriceMinor: 800, discountMinor: 100 },
    ],
    amountMinor: 1700,
    currency: 'CNY',
    ...more,
  };
}
