/**
 * Stands in for the cloud's API: serves the built console and answers every operation it uses from the
 * fixture, by the schemas of the REST table, so that a change of the contract is seen here first.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { CodePattern } from '../../src/domain/code-pattern.ts';
import { Fault, faultCodeOf } from '../../src/domain/fault.ts';
import type { GoodsInFacts } from '../../src/domain/goods-in-facts.ts';
import { defaultPointsPolicy } from '../../src/domain/points.ts';
import type { Product } from '../../src/domain/product.ts';
import type { Promotion } from '../../src/domain/promotion.ts';
import type { NamedValue, VerificationRule } from '../../src/domain/verification-rule.ts';
import { permissionRoles } from '../../src/wire/permissions.ts';
import {
  type LiveEvent,
  type Operation,
  type OperationName,
  type OrderDetail,
  type Role,
  restApi,
} from '../../src/wire/rest.ts';
import type { FormGroup } from '../../src/wire/rest-forms.ts';
import { fixtureCards, fixtureClients, fixtureMembers, fixtureMessages } from './console-accounts.ts';
import { fixtureDifference, fixtureDifferences, fixtureRuns, fixtureStatements } from './console-books.ts';
import { fixtureRedemptions, fixtureSeries } from './console-coupons.ts';
import {
  fixtureAlarms,
  fixtureAudit,
  fixtureCatalogue,
  fixtureKiosks,
  fixtureMerchant,
  fixtureNowMs,
  fixtureOrders,
  fixtureOverview,
  fixturePoison,
  fixturePrincipal,
} from './console-fixture.ts';
import {
  emptyForm,
  fixtureDifferenceRows,
  fixtureForm,
  fixtureFormPayments,
  fixtureFormSites,
  fixtureOpenDifferences,
  fixtureSchedules,
  fixtureSendings,
} from './console-forms.ts';
import { emptyFunnel, fixtureFunnel } from './console-funnel.ts';
import { fixtureEntry, fixtureGoodsIn, fixtureHeldBack, fixtureReading } from './console-goods-in.ts';
import {
  fixtureParkingPayments,
  fixtureSites,
  fixtureStays,
  fixtureSums,
  fixtureTariffs,
} from './console-parking.ts';
import {
  fixturePatterns,
  fixturePublishedPatterns,
  fixtureSamples,
  fixtureTrial,
} from './console-patterns.ts';
import { fixtureOpenPayments } from './console-payments.ts';
import { fixtureDryRun, fixturePublishedRules, fixtureRules } from './console-rules.ts';

export interface ConsoleStub {
  readonly url: string;
  /** Every changing request so far, as `PUT /api/products/cola`. */
  readonly changes: readonly string[];
  readonly orders: OrderDetail[];
  /** Who is signed in from now on; `undefined` is nobody. */
  setRole(role: Role | undefined): void;
  /** Takes everything away, as in a cloud where nothing happened yet. */
  empty(): void;
  /** Makes every read fail from now on, or no longer. */
  fail(isFailing: boolean): void;
  tell(event: LiveEvent): void;
  /** Ends the live streams and refuses new ones, or no longer. */
  cutLive(isCut: boolean): void;
  stop(): Promise<void>;
}

interface Request {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

interface World {
  role: Role | undefined;
  failing: boolean;
  orders: OrderDetail[];
  kiosks: typeof fixtureKiosks;
  alarms: typeof fixtureAlarms;
  poison: typeof fixturePoison;
  audit: typeof fixtureAudit;
  products: Product[];
  promotions: Promotion[];
  patterns: CodePattern[];
  rules: VerificationRule[];
  values: NamedValue[];
}

type Answers = Partial<Record<OperationName, (request: Request, world: World) => unknown>>;

function page<T>(items: readonly T[], { query }: Request): { items: T[]; next: string | null } {
  const start = Number(query.after ?? 0);
  const end = start + Number(query.limit ?? 50);
  return { items: items.slice(start, end), next: end < items.length ? String(end) : null };
}

/** What a merchant with machines has; one without any has nothing. */
function had<T>({ kiosks }: World, items: readonly T[]): readonly T[] {
  return kiosks.length === 0 ? [] : items;
}

function found<T>(item: T | undefined): T {
  if (item === undefined) throw new Fault('NOT_FOUND', 'find it');
  return item;
}

const includes = (words: string, text: unknown) =>
  text === undefined || words.toLowerCase().includes(String(text).toLowerCase());

function ordersOf({ query }: Request, { orders }: World): OrderDetail[] {
  return orders.filter(
    (order) =>
      (query.kiosk === undefined || order.kiosk === query.kiosk) &&
      (query.state === undefined || order.state === query.state) &&
      order.times.openedAtMs >= Number(query.from ?? 0) &&
      order.times.openedAtMs < Number(query.to ?? Number.MAX_SAFE_INTEGER) &&
      includes(
        `${order.id} ${order.lines.map((line) => `${line.name.zh} ${line.name.en}`).join(' ')}`,
        query.text,
      ),
  );
}

function put<T>(list: T[], item: T, same: (other: T) => boolean): T {
  const place = list.findIndex(same);
  if (place < 0) list.push(item);
  else list[place] = item;
  return item;
}

const published = (kiosk: string) => ({
  kiosk,
  version: 15,
  sha256: 'a'.repeat(64),
  sent: kiosk !== 'ks-104',
});

const answers: Answers = {
  signIn: ({ body }, world) => {
    const { login, password } = body as { login: string; password: string };
    if (password !== 'correct horse') throw new Fault('ACCESS_DENIED', 'sign in');
    world.role = login === 'viewer' ? 'viewer' : login === 'admin' ? 'admin' : 'owner';
    return { token: 'kds_1', expiresAtMs: fixtureNowMs + 1, principal: fixturePrincipal(world.role) };
  },
  signOut: (_, world) => {
    world.role = undefined;
    return { done: true };
  },
  readSession: (_, world) => fixturePrincipal(world.role as Role),
  readOverview: (_, world) => ({
    ...fixtureOverview(world.orders, world.alarms),
    ...(world.kiosks.length === 0
      ? {
          kiosks: { total: 0, online: 0, selling: 0 },
          open: { alarms: 0, orders: 0, refunds: 0, payments: 0, poison: 0 },
        }
      : {}),
  }),
  listKiosks: (request, world) => page(world.kiosks, request),
  readKiosk: ({ params }, world) => found(world.kiosks.find((kiosk) => kiosk.id === params.id)),
  publishToKiosk: ({ params }) => published(params.id ?? ''),
  publishToAll: (_, world) => ({ items: world.kiosks.map((kiosk) => published(kiosk.id)), next: null }),
  listProducts: (request, { products }) =>
    page(
      products.filter(
        (product) =>
          includes(
            `${product.productId} ${product.name.zh} ${product.name.en} ${product.gtins.join(' ')}`,
            request.query.text,
          ) &&
          (request.query.category === undefined || product.category === request.query.category),
      ),
      request,
    ),
  changeProduct: ({ body }, { products }) =>
    put(products, body as Product, (other) => other.productId === (body as Product).productId),
  listPromotions: (request, { promotions }) => page(promotions, request),
  changePromotion: ({ body }, { promotions }) =>
    put(promotions, body as Promotion, (other) => other.promotionId === (body as Promotion).promotionId),
  listCouponSeries: (_, world) => ({ items: had(world, fixtureSeries) }),
  readBenefitPolicy: () => ({
    points: defaultPointsPolicy,
    ...{ offlineCountMax: 20, offlineMinorMax: 20_000 },
  }),
  listRedemptions: (request, world) => page(had(world, fixtureRedemptions), request),
  issueCoupons: () => ({ codes: ['KC-7F3K-9QWD-MX2P', 'KC-8M2V-0TRA-5HJC'] }),
  listGoodsIn: (request, world) =>
    page(
      had(world, fixtureGoodsIn).filter(
        (entry) =>
          (request.query.state === 'all' || entry.inForce) &&
          includes(`${entry.productId} ${entry.lot ?? ''} ${entry.note}`, request.query.text),
      ),
      request,
    ),
  takeGoodsIn: ({ params, body }) => fixtureEntry(params.id ?? '', body as GoodsInFacts),
  readGoodsCode: () => fixtureReading,
  listHeldBack: (request, world) =>
    page(
      had(world, fixtureHeldBack).filter(
        ({ kiosk }) => request.query.kiosk === undefined || kiosk === request.query.kiosk,
      ),
      request,
    ),
  readCodePatterns: (_, { patterns }) => ({
    patterns,
    revision: String(patterns.length),
    samples: fixtureSamples,
    published: fixturePublishedPatterns,
  }),
  changeCodePatterns: ({ body }, world) => {
    world.patterns = (body as { patterns: CodePattern[] }).patterns;
    return { revision: String(world.patterns.length) };
  },
  changePatternSamples: () => ({ done: true }),
  tryCodePatterns: ({ body }, { patterns }) => fixtureTrial((body as { codes: string[] }).codes, patterns),
  publishCodePatterns: (_, world) => ({
    version: 3,
    items: world.kiosks.map((kiosk) => published(kiosk.id)),
  }),
  readVerification: (_, { rules, values }) => ({ rules, values, published: fixturePublishedRules }),
  changeVerificationRule: ({ body }, { rules }) =>
    put(rules, body as VerificationRule, (other) => other.key === (body as VerificationRule).key),
  removeVerificationRule: ({ params }, world) => {
    world.rules = world.rules.filter(({ key }) => key !== params.id);
    return { done: true };
  },
  changeVerificationValues: ({ body }, world) => {
    world.values = (body as { values: NamedValue[] }).values;
    return { done: true };
  },
  dryRunVerification: (_, { rules, orders }) => fixtureDryRun(rules, orders),
  publishVerification: (_, world) => ({
    version: 4,
    items: world.kiosks.map((kiosk) => published(kiosk.id)),
  }),
  listOpenPayments: (request, world) => page(had(world, fixtureOpenPayments), request),
  askPayment: () => ({ done: true, repeated: false }),
  settlePayment: () => ({ done: true, repeated: false }),
  listStoredValueCards: (request, world) => page(had(world, fixtureCards), request),
  listParkingSites: (_, world) => ({ items: had(world, fixtureSites), next: null }),
  readParkingSums: (_, world) => ({ currency: 'CNY', items: had(world, fixtureSums) }),
  listTariffs: (_, world) => ({ items: had(world, fixtureTariffs), next: null }),
  listParkingStays: (request, world) => page(had(world, fixtureStays), request),
  listParkingPayments: (request, world) => page(had(world, fixtureParkingPayments), request),
  makeParkingLotKey: () => ({
    ...{ appId: 'plk_0123456789abcdef01234567', appSecret: `pls_${'x'.repeat(43)}` },
    gatewayUrl: 'https://cloud.example/parking/v1/gateway',
  }),
  listMembers: (request, world) => page(had(world, fixtureMembers), request),
  listClients: (request, world) => page(had(world, fixtureClients), request),
  listClientMessages: (request, world) => page(had(world, fixtureMessages), request),
  readFunnel: (_, { kiosks }) => (kiosks.length === 0 ? emptyFunnel : fixtureFunnel),
  readForm: ({ query }, { kiosks }) =>
    kiosks.length === 0
      ? emptyForm
      : fixtureForm(query.by as FormGroup[], String(query.from), String(query.to)),
  readDifferenceForm: (_, world) => ({ currency: 'CNY', rows: had(world, fixtureDifferenceRows) }),
  readOpenDifferences: (_, { kiosks }) =>
    kiosks.length === 0 ? { currency: 'CNY', ages: [] } : fixtureOpenDifferences,
  listFormPayments: (request, world) => page(had(world, fixtureFormPayments), request),
  listDifferences: (request, world) =>
    page(
      had(world, fixtureDifferences).filter(
        ({ channel, category }) =>
          (request.query.channel ?? channel) === channel && (request.query.category ?? category) === category,
      ),
      request,
    ),
  readDifference: ({ params }) => found(fixtureDifference(params.id ?? '')),
  actOnDifference: ({ params }) => found(fixtureDifferences.find(({ id }) => id === params.id)),
  listStatements: (request, world) => page(had(world, fixtureStatements), request),
  listDayRuns: (request, world) => page(had(world, fixtureRuns), request),
  compareDay: () => fixtureRuns[0],
  listFormSites: (_, world) => ({ items: had(world, fixtureFormSites), next: null }),
  changeMachineSite: () => ({ done: true }),
  listFormSchedules: (_, world) => ({
    ...{ items: had(world, fixtureSchedules), next: null },
    ...{ mail: world.kiosks.length > 0, timeZone: 'Asia/Shanghai' },
  }),
  listFormSendings: (request, world) => page(had(world, fixtureSendings), request),
  changeFormSchedule: ({ body }) => body,
  sendForm: () => ({ repeated: false }),
  sendFormAgain: () => ({ done: true }),
  makeFormLink: () => ({ path: '/files/forms?ticket=x', expiresAtMs: fixtureNowMs }),
  listOrders: (request, world) => page(ordersOf(request, world), request),
  readOrder: ({ params }, { orders }) => found(orders.find((order) => order.id === params.id)),
  listAlarms: (request, { alarms }) =>
    page(
      alarms.filter(
        (alarm) =>
          (request.query.state === 'all' || alarm.clearedAtMs === null) &&
          (request.query.kiosk === undefined || alarm.kiosk === request.query.kiosk),
      ),
      request,
    ),
  clearAlarm: () => ({ done: true }),
  listPoison: (request, { poison }) => page(poison, request),
  listAudit: (request, { audit }) => page(audit, request),
  listMerchants: (request) =>
    page(
      [{ ...fixtureMerchant, helpPhone: '', receiptFooter: { zh: '', en: '' }, createdAtMs: fixtureNowMs }],
      request,
    ),
};

function newWorld(): World {
  return {
    role: undefined,
    failing: false,
    orders: fixtureOrders(),
    kiosks: fixtureKiosks,
    alarms: fixtureAlarms,
    poison: fixturePoison,
    audit: fixtureAudit,
    ...fixtureCatalogue(),
    patterns: [...fixturePatterns],
    ...fixtureRules(),
  };
}

/** The operation of a request and the values of its path's braces. */
function route(method: string, pathname: string) {
  for (const [name, operation] of Object.entries(restApi) as [OperationName, Operation][]) {
    if (operation.method !== method) continue;
    const pattern = operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const match = new RegExp(`^${pattern}$`).exec(pathname);
    if (match) return { name, operation, params: { ...match.groups } };
  }
  throw new Fault('NOT_FOUND', `find ${method} ${pathname}`);
}

function answerOf(method: string, url: URL, text: string, world: World): unknown {
  const { name, operation, params } = route(method, url.pathname);
  const { permission } = operation;
  if (permission !== 'public' && !(world.role && permissionRoles[permission].includes(world.role))) {
    throw new Fault('ACCESS_DENIED', `use ${name}`);
  }
  if (world.failing && name !== 'readSession') throw new Fault('DATABASE_UNAVAILABLE', `answer ${name}`);
  const query = (operation.query?.parse(Object.fromEntries(url.searchParams)) ?? {}) as Request['query'];
  const body = operation.body?.parse(text === '' ? {} : JSON.parse(text));
  const answer = answers[name];
  if (!answer) throw new Fault('NOT_FOUND', `answer ${name}`);
  return operation.answer.parse(answer({ params, query, body }, world));
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

async function serveFile(folder: string, pathname: string, response: ServerResponse): Promise<void> {
  const name = extname(pathname) === '' ? 'index.html' : pathname.replace('/console/', '');
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  if (bytes === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(bytes);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function serveOperation(request: IncomingMessage, response: ServerResponse, url: URL, world: World) {
  const text = await bodyOf(request);
  const send = (status: number, content: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  try {
    send(200, answerOf(request.method ?? 'GET', url, text, world));
  } catch (error) {
    const code = faultCodeOf(error);
    const status = code === 'ACCESS_DENIED' ? (world.role ? 403 : 401) : code === 'NOT_FOUND' ? 404 : 500;
    send(status, { code, message: String(error) });
  }
}

/** `folder` holds the built console. */
export async function startConsoleStub(folder: string): Promise<ConsoleStub> {
  let world = newWorld();
  let liveCut = false;
  const watchers = new Set<ServerResponse>();
  const changes: string[] = [];
  const watch = (response: ServerResponse) => {
    if (liveCut || !world.role) return void response.writeHead(401).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': watching\n\n');
    watchers.add(response);
    response.on('close', () => watchers.delete(response));
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub');
    if (request.method !== 'GET') changes.push(`${request.method} ${url.pathname}`);
    if (url.pathname === '/api/live') watch(response);
    else if (url.pathname.startsWith('/api/')) void serveOperation(request, response, url, world);
    else void serveFile(folder, url.pathname, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    changes,
    get orders() {
      return world.orders;
    },
    setRole: (role) => {
      world.role = role;
    },
    empty: () => {
      const { role } = world;
      world = {
        ...newWorld(),
        role,
        orders: [],
        kiosks: [],
        alarms: [],
        poison: [],
        audit: [],
        products: [],
        promotions: [],
        patterns: [],
        rules: [],
        values: [],
      };
    },
    fail: (isFailing) => {
      world.failing = isFailing;
    },
    tell: (event) => {
      for (const watcher of watchers)
        watcher.write(`event: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`);
    },
    cutLive: (isCut) => {
      liveCut = isCut;
      if (isCut) for (const watcher of watchers) watcher.destroy();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
