/** A whole cloud on a real broker, PostgreSQL if there is one, else PGlite, and a small client of its API. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { createCloud } from '../../src/cloud/cloud.ts';
import type { OpenedDatabase } from '../../src/cloud/database/open-database.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { silentLog } from '../../src/platform/log.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { type OperationName, type RestError, restApi } from '../../src/wire/rest.ts';
import { brokerSecret, openBroker, type TestBroker } from './cloud-broker.ts';
import { openPostgresForTest, postgresUrl } from './cloud-database.ts';
import { openMemoryDatabase } from './memory-database.ts';

export const bootstrapToken = 'the-very-first-token';

export interface ApiRequest {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON; loosely typed, as tests look at single fields. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of every operation
  readonly body: any;
}

export interface CloudUnderTest {
  readonly url: string;
  readonly database: OpenedDatabase;
  readonly broker: TestBroker;
  readonly consoleFolder: string;
  ask(path: string, request?: ApiRequest): Promise<ApiAnswer>;
  /** Asks as the platform's admin and fails the test's promise unless it succeeds. */
  admin(operation: OperationName, path: string, body?: unknown): Promise<ApiAnswer['body']>;
}

export interface CloudOptions {
  /** Makes the console's folder before the cloud looks at it. */
  readonly prepareConsole?: (folder: string) => void;
}

export async function openCloud(t: Test, options: CloudOptions = {}): Promise<CloudUnderTest> {
  const broker = await openBroker(t);
  const database =
    postgresUrl === undefined ? await openMemoryDatabase() : await openPostgresForTest(postgresUrl);
  const consoleFolder = mkdtempSync(join(tmpdir(), 'kioskd-console-'));
  options.prepareConsole?.(consoleFolder);
  const cloud = createCloud({
    database,
    link: broker.cloudLink(),
    clock: new SystemClock(),
    random: systemRandom,
    log: silentLog,
    settings: {
      host: '127.0.0.1',
      port: 0,
      mqttSecret: brokerSecret,
      bootstrapToken,
      consoleFolder,
      accounts: [],
    },
  });
  const { url } = await cloud.start();
  t.teardown(async () => {
    await cloud.stop();
    await database.close();
    rmSync(consoleFolder, { recursive: true });
  });
  const ask = async (path: string, { token, body, headers, method }: ApiRequest = {}) => {
    const response = await fetch(new URL(path, url), {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  };
  return {
    ...{ url, database, broker, consoleFolder, ask },
    admin: async (operation, path, body) => {
      const { method, answer: schema } = restApi[operation];
      const request = { token: bootstrapToken, method, ...(body === undefined ? {} : { body }) };
      const answer = await ask(path, request);
      if (answer.status !== 200) throw new Error(`${operation}: ${(answer.body as RestError).message}`);
      return schema.parse(answer.body);
    },
  };
}

/** A merchant with one machine, an owner's token, and a small catalogue. */
export async function addShop(cloud: CloudUnderTest, merchantId: string, machineId: string): Promise<string> {
  const name = { zh: `${merchantId}店`, en: merchantId };
  await cloud.admin('addMerchant', '/api/merchants', { id: merchantId, name });
  await cloud.admin('addKiosk', '/api/kiosks', {
    merchantId,
    id: machineId,
    name: { zh: machineId, en: machineId },
  });
  await cloud.admin('replaceCatalogue', `/api/catalogue?merchant=${merchantId}`, {
    products: [product(`${merchantId}-tea`, 500), product(`${merchantId}-cake`, 800)],
    promotions: [promotion(`${merchantId}-sale`)],
    patterns: [],
    codeFormats: [{ platform: 'alipay', expression: '2[5-9]\\d{14,22}' }],
    kiosks: [
      {
        id: machineId,
        selections: [
          { selectionId: 'A1', productId: `${merchantId}-tea`, target: { how: 'slot', slot: 'A1' } },
        ],
      },
    ],
  });
  const path = `/api/merchants/${merchantId}/tokens`;
  return (await cloud.admin('addToken', path, { name: `${merchantId} token`, role: 'owner' })).token;
}

export function product(productId: string, priceMinor: number) {
  return {
    productId,
    name: { zh: `${productId}中`, en: productId },
    category: 'food',
    gtins: [],
    soldBy: 'piece',
    priceMinor,
    picture: 'tea',
    options: [],
  };
}

export function promotion(promotionId: string) {
  return {
    promotionId,
    name: { zh: promotionId, en: promotionId },
    priority: 10,
    scope: { productIds: [], categories: [] },
    effect: { kind: 'percentOff', basisPoints: 1000 },
  };
}
