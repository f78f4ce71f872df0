/** What the stand-in for the cloud's API holds and answers, from the fixture. */
import type { CodePattern } from '../../src/domain/code-pattern.ts';
import { Fault } from '../../src/domain/fault.ts';
import type { GoodsInFacts } from '../../src/domain/goods-in-facts.ts';
import { defaultPointsPolicy } from '../../src/domain/points.ts';
import type { Product } from '../../src/domain/product.ts';
import type { Promotion } from '../../src/domain/promotion.ts';
import type { NamedValue, VerificationRule } from '../../src/domain/verification-rule.ts';
import type { OperationName, OrderDetail, Role } from '../../src/wire/rest.ts';
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
import { fixtureGiftReports } from './console-gift-reports.ts';
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

export interface StubRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** What the cloud of the stub holds. */
export interface StubWorld {
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

type Answers = Partial<Record<OperationName, (request: StubRequest, world: StubWorld) => unknown>>;

function page<T>(items: readonly T[], { query }: StubRequest): { items: T[]; next: string | null } {
  const start = Number(query.after ?? 0);
  const end = start + Number(query.limit ?? 50);
  return { items: items.slice(start, end), next: end < items.length ? String(end) : null };
}

/** What a merchant with machines has; one without any has nothing. */
function had<T>({ kiosks }: StubWorld, items: readonly T[]): readonly T[] {
  return kiosks.length === 0 ? [] : items;
}

function found<T>(item: T | undefined): T {
  if (item === undefined) throw new Fault('NOT_FOUND', 'find it');
  return item;
}

const includes = (words: string, text: unknown) =>
  text === undefined || words.toLowerCase().includes(String(text).toLowerCase());

function ordersOf({ query }: StubRequest, { orders }: StubWorld): OrderDetail[] {
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

/** What is answered to each operation that the console uses. */
export const answers: Answers = {
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
  listGiftReports: (request, world) =>
    page(
      had(world, fixtureGiftReports).filter(
        ({ decided }) => request.query.state === 'all' || decided === null,
      ),
      request,
    ),
  dismissGiftReport: () => ({ done: true }),
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
  makeFormLink: () => ({ path: '/files/forms?ticket=x', expiresAtMs: fixtureNowMs, cut: false }),
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

export function newWorld(): StubWorld {
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
