/** HTTP requests put into the machine's screen server and into the cloud's API, without a network between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { ApiPorts } from '../../../src/cloud/api/api-ports.ts';
import { buildApiServer } from '../../../src/cloud/api/api-server.ts';
import { LiveHub } from '../../../src/cloud/api/live-hub.ts';
import { LiveStreams } from '../../../src/cloud/api/live-streams.ts';
import { openCoupons } from '../../../src/cloud/coupons/open-coupons.ts';
import { BooksDesk } from '../../../src/cloud/finance/books-desk.ts';
import { formTickets } from '../../../src/cloud/finance/forms/form-tickets.ts';
import { FormsDesk } from '../../../src/cloud/finance/forms/forms-desk.ts';
import { serveFormFiles } from '../../../src/cloud/finance/forms/serve-files.ts';
import { matchRows } from '../../../src/cloud/finance/match-rows.ts';
import { readStatement } from '../../../src/cloud/finance/read-statement.ts';
import { SendingDesk } from '../../../src/cloud/finance/sending/sending-desk.ts';
import { createPaymentDesk } from '../../../src/cloud/gateway/payment-desk.ts';
import { CardRegister } from '../../../src/cloud/gateway/stored-value/card-register.ts';
import { MemberAccounts } from '../../../src/cloud/members/member-accounts.ts';
import { MemberKeys } from '../../../src/cloud/members/member-keys.ts';
import { serveDrivers } from '../../../src/cloud/parking/driver-routes.ts';
import { lotKeys } from '../../../src/cloud/parking/lot-keys.ts';
import type { DriverPorts } from '../../../src/cloud/parking/parking-ports.ts';
import { faultCatalogue } from '../../../src/domain/fault-catalogue.ts';
import { askDesk } from '../../../src/kiosk/device/technician-desk.ts';
import { buildScreenServer } from '../../../src/kiosk/screen/screen-server.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { restApi } from '../../../src/wire/rest.ts';
import { viewOf } from '../screen-views.ts';
import { type Boundary, bytesOf, owed, type Subject, type Verdict } from './boundary.ts';
import { emptyDatabase } from './empty-database.ts';
import { stillClock, VerdictLog } from './still-parts.ts';

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const request = (method: string, url: string, headers: Record<string, string>, body = '') => {
  const head = [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return bytesOf(`${head.join('\n')}\n\n${body}`);
};

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

/** A request out of an input: what no HTTP parser would let through is set right, the rest stays odd. */
function requestOf(input: Uint8Array): Request {
  const bytes = Buffer.from(input);
  const end = bytes.indexOf('\n\n');
  const head = bytes
    .subarray(0, end < 0 ? bytes.length : end)
    .toString('latin1')
    .split('\n');
  const [method = '', url = ''] = (head[0] ?? '').split(' ');
  const headers: Record<string, string> = {};
  for (const line of head.slice(1, 20)) {
    const [name = '', ...value] = line.split(':');
    const fits =
      /^[!#$%&'*+.^`|~\w-]{1,60}$/.test(name) && !/^(content-length|transfer-encoding|expect)$/i.test(name);
    if (fits)
      headers[name.toLowerCase()] = value
        .join(':')
        .trim()
        .replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
  }
  return {
    method: methods.includes(method) ? method : 'POST',
    // The injector, unlike a socket, cannot carry a backslash.
    url: `/${url.replace(/^\/+/, '').replace(/[^\x21-\x7e]|\\/g, '')}`,
    headers,
    body: end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 2),
  };
}

/** Streams of events do not end, and what streams is asked without a body. */
const isLive = (url: string) => /^\/(api\/)?live(\?|\/?$)/.test(url);

const answerBytesMax = 2 * 1024 * 1024;

async function answered(
  server: FastifyInstance,
  { method, url, headers, body }: Request,
  log: VerdictLog,
): Promise<Verdict> {
  if (isLive(url)) return 'a stream';
  const answer = await server.inject({ method: method as 'POST', url, headers, payload: body });
  const { statusCode } = answer;
  owed(answer.rawPayload.length <= answerBytesMax, `an answer of ${answer.rawPayload.length} bytes`);
  // An error that the server logged says more than its answer.
  try {
    log.verdict();
  } catch (error) {
    if (!/"fault":"no result"/.test(String(error))) throw error;
    return 'needs a row';
  }
  owed(statusCode !== 500, `500 to ${method} ${url}: ${answer.body.slice(0, 300)}`);
  if (statusCode < 400) return 'accepted';
  const code = /"code":\s*"([A-Z0-9_]+)"/.exec(answer.body)?.[1];
  if (method === 'HEAD') return `status ${statusCode}`;
  // Pages for people say it in words.
  if (answer.headers['content-type']?.toString().startsWith('text/html')) return `page ${statusCode}`;
  owed(code !== undefined, `${statusCode} without a code: ${answer.body.slice(0, 200)}`);
  owed(Object.hasOwn(faultCatalogue, code as string), `a code that is not catalogued: ${code}`);
  return code as string;
}

const json = { 'content-type': 'application/json' };
const technicianToken = 'a-technician-token';
const technician = { authorization: `Bearer ${technicianToken}` };

const screenSamples = [
  ...[
    { tap: 'choose', selectionId: 's1', options: { size: 1 } },
    { tap: 'setQuantity', lineId: 'l1', quantity: 2 },
    { tap: 'chooseTender', tender: 'cash' },
    { tap: 'language', language: 'en' },
    { tap: 'pay' },
  ].map((tap) =>
    request('POST', '/tap', { ...json, origin: 'http://kiosk', host: 'kiosk' }, JSON.stringify(tap)),
  ),
  ...['status', 'doctor', 'orders?limit=3', 'journal?from=1&limit=5', 'receipts/last', 'privacy'].map(
    (question) => request('GET', `/technician/${question}`, technician),
  ),
  ...['/', '/second', '/pictures/tea.svg', '/picture/1', '/nothing'].map((path) => request('GET', path, {})),
  ...['image/jpeg', 'image/png'].map((type) =>
    request('POST', '/pictures', { 'content-type': type, origin: 'http://kiosk', host: 'kiosk' }, 'picture'),
  ),
];

function openScreen(): Subject {
  const log = new VerdictLog();
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-fuzz-'));
  const desk = {
    ...{
      machineId: 'kiosk-1',
      merchantId: 'demo',
      version: '1',
      dataFolder: folder,
      clock: stillClock,
      devices: [],
    },
    journal: {
      journalId: 'j',
      lastSeq: 0,
      firstSeq: 1,
      acknowledgedSeq: 0,
      setAside: [],
      readChain: async () => [],
      read: async () => [],
    },
    orders: { latest: () => [] },
    receipts: { last: () => undefined },
    ...{ online: () => true, cloudOffsetMs: () => 0, bundle: () => ({ version: 1, fault: undefined }) },
    ...{ salePhase: () => 'welcome', outOfService: () => undefined },
    privacy: async () => ({ faces: { kept: 0, fault: null } }),
  };
  const { server } = buildScreenServer({
    ...{ port: 0, webFolder: folder, technicianToken, log },
    view: () => viewOf({ page: 'welcome' }, 'zh'),
    onViewChanged: () => undefined,
    tap: () => undefined,
    pictures: {
      picture: (id) => (id === '1' ? { bytes: bytesOf('picture'), contentType: 'image/jpeg' } : undefined),
      take: async (bytes) => ({ read: bytes.length, unread: 0 }),
    },
    technician: (question, query) => askDesk(desk as never, question, query),
  });
  return {
    take: async (input) => {
      return answered(server, requestOf(input), log);
    },
    stop: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const bootstrapToken = 'the-very-first-token';
const admin = { authorization: `Bearer ${bootstrapToken}` };
const bodies: Readonly<Record<string, unknown>> = {
  addMerchant: { id: 'm2', name: { zh: '店', en: 'Shop' } },
  addKiosk: { merchantId: 'm1', id: 'k1', name: { zh: '机', en: 'Kiosk' } },
  signIn: { login: 'owner', password: 'correct horse battery' },
  addToken: { name: 'till', role: 'owner' },
  openCard: { code: '901234567890123456', balanceMinor: 5000, currency: 'CNY' },
  replaceCatalogue: {
    products: [
      {
        ...{ productId: 'tea', name: { zh: '茶', en: 'Tea' }, category: 'drinks', gtins: ['6901234567892'] },
        ...{ soldBy: 'piece', priceMinor: 500, picture: 'tea', options: [] },
      },
    ],
    promotions: [
      {
        ...{
          promotionId: 'p1',
          name: { zh: '促', en: 'Sale' },
          priority: 10,
          scope: { productIds: [], categories: [] },
        },
        effect: { kind: 'percentOff', basisPoints: 1000 },
      },
    ],
    patterns: [
      {
        patternId: 'w',
        description: 'd',
        form: { form: 'nomenclature', pattern: '22.....{NNDDD}.', value: 'weight' },
      },
    ],
    codeFormats: [{ platform: 'alipay', expression: '2[5-9]\\d{14,22}' }],
    kiosks: [
      {
        id: 'k1',
        selections: [{ selectionId: 'A1', productId: 'tea', target: { how: 'slot', slot: 'A1' } }],
      },
    ],
  },
};

const cloudSamples = Object.entries(restApi).map(([name, operation]) => {
  const { method, path } = operation;
  const query = 'query' in operation;
  const url = path.replace(/\{(\w+)\}/g, 'k1') + (query ? '?merchant=m1&limit=5&text=tea' : '');
  const body = method === 'GET' ? '' : JSON.stringify(bodies[name] ?? { name: { zh: '名', en: 'Name' } });
  return request(method, url, body === '' ? admin : { ...admin, ...json }, body);
});

/** A file of forms: with a ticket of this cloud, and with one that nobody signed. */
const fileSamples = [
  formTickets(new Uint8Array(32)).sign({
    ...{ merchantId: 'm1', forms: ['site'], from: '2026-11-01', to: '2026-11-30' },
    ...{ format: 'csv', language: 'en', expiresAtMs: Number.MAX_SAFE_INTEGER },
  }),
  'e30.c2lnbmF0dXJl',
].map((ticket) => request('GET', `/files/forms?ticket=${ticket}`, {}, ''));

/** What phones at a lot ask. */
const driverSamples = [
  ...['/park/m1/k1', '/park-api/m1/k1', '/park-api/m1/k1/bills/pkb_01M82EV1CZRYHVSBMM21S3VFMM'].map((path) =>
    request('GET', path, {}),
  ),
  request('POST', '/park-api/m1/k1/stay', json, JSON.stringify({ plate: '粤B12345' })),
  request(
    ...(['POST', '/park-api/m1/k1/bills', json] as const),
    JSON.stringify({ car: { ticket: 'T20261122' }, dueMinor: 800 }),
  ),
];

const driverPorts = (db: ApiPorts['db'], pagesFolder: string): DriverPorts => ({
  ...{ db, clock: stillClock, random: seededRandom(1), pagesFolder },
  keys: lotKeys(new Uint8Array(32), seededRandom(1)),
  payments: {
    open: async () => ({ orderId: 'ord_1', state: 'open', cashierUrl: 'http://cloud/pay/1' }),
    find: async () => undefined,
  },
});

async function openCloudApi(): Promise<Subject> {
  const log = new VerdictLog();
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-fuzz-'));
  const db = emptyDatabase();
  const common = { db, clock: stillClock, log };
  const tickets = formTickets(new Uint8Array(32));
  const hub = new LiveHub({ ...common, receiptUrlBase: () => 'http://r' });
  const ports: ApiPorts = {
    ...common,
    random: seededRandom(1),
    config: {
      host: '127.0.0.1',
      port: 0,
      bootstrapToken,
      mqttSecret: 'secret-of-the-broker',
      consoleFolder: folder,
    },
    bundles: {
      publish: async (_merchant, machineId) => ({
        machineId,
        version: 1,
        sha256: 'a'.repeat(64),
        sent: true,
      }),
      publishAll: async () => [],
    },
    coupons: openCoupons({ clock: stillClock, random: seededRandom(1) }, new Uint8Array(32)).register,
    books: new BooksDesk({
      ...{ ...common, random: seededRandom(1), jobs: { read: readStatement, match: matchRows } },
      ...{ spoolDir: join(folder, 'books'), statementOf: async () => ({ kind: 'absent' }) },
    }),
    cards: new CardRegister({ db, hashKey: new Uint8Array(32), random: seededRandom(1) }),
    members: new MemberAccounts({
      keys: new MemberKeys(new Uint8Array(32)),
      clock: stillClock,
      random: seededRandom(1),
    }),
    payments: createPaymentDesk(
      db,
      { platformOf: () => undefined, stop: async () => undefined },
      () => undefined,
    ),
    dryRunRules: async () => ({ payments: 0, refused: 0, fromMs: null, toMs: null, keys: [] }),
    ...{
      hub,
      bell: { ring: () => undefined },
      publicUrl: () => 'http://cloud',
      brokerOnline: () => true,
      readFunnel: async () => ({ steps: [], dropped: 0, pages: [], elements: [] }),
      clientSecrets: (id) => ({ token: id, tokenHash: id, webhookSecret: id }),
      forms: new FormsDesk({ db, clock: stillClock, tickets }),
      sendings: new SendingDesk({ db, clock: stillClock, mail: false, wake: () => undefined }),
      alsoServe: async (server) => {
        serveFormFiles(server, { db, clock: stillClock, tickets });
        serveDrivers(server, driverPorts(db, folder));
      },
      lotKeys: { newAppId: () => 'plk_1', secretOf: (id) => id },
    },
  };
  const server = await buildApiServer(ports, new LiveStreams(hub, stillClock));
  return {
    take: async (input) => {
      return answered(server, requestOf(input), log);
    },
    stop: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const httpBoundaries: readonly Boundary[] = [
  { name: 'http-screen', json: '\n\n', samples: screenSamples, open: openScreen },
  {
    name: 'http-cloud',
    json: '\n\n',
    samples: [...cloudSamples, ...fileSamples, ...driverSamples],
    open: openCloudApi,
  },
];
