/**
 * Puts the cloud together from ports: the same in production, in the demo and in tests. Leases say which
 * shards this process follows; ledger, fleet and gateway listen to exactly those. Facts rise as events
 * (records applied, refund intended, machine changed), wishes go down as calls.
 */
import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { faultChain } from '../domain/fault.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Link } from '../platform/mqtt-link.ts';
import type { Random } from '../platform/random.ts';
import { createApiServer } from './api/api-server.ts';
import { LiveHub } from './api/live-hub.ts';
import { type Clients, createClients } from './clients/clients.ts';
import { openCoupons } from './coupons/open-coupons.ts';
import { type ChangeBell, createChangeBell } from './database/change-bell.ts';
import type { OpenedDatabase } from './database/open-database.ts';
import type { CloudDatabase } from './database/schema.ts';
import type { MachineDeskPorts } from './desks/machine-desk.ts';
import { createFeed, type Feed } from './feed/feed.ts';
import { RedisSource } from './feed/redis-source.ts';
import { SqlTransactionLog } from './feed/sql-transaction-log.ts';
import { TableSource } from './feed/table-source.ts';
import { createFleet, type Fleet } from './fleet/fleet.ts';
import { notedAccounts, sqlAttempts } from './gateway/attempts.ts';
import { createGateway } from './gateway/gateway.ts';
import { gatewayLimits, hurriedLimits } from './gateway/gateway-ports.ts';
import { noticeUrl, serveNotices } from './gateway/notice-server.ts';
import { createPaymentDesk } from './gateway/payment-desk.ts';
import { openPlatformAccounts, type PlatformAccount } from './gateway/platform-accounts.ts';
import { SqlChargeStore } from './gateway/sql-charge-store.ts';
import { cardKeysOf } from './gateway/stored-value/card-keys.ts';
import { CardRegister } from './gateway/stored-value/card-register.ts';
import { cardHash } from './gateway/stored-value/stored-value-accounts.ts';
import type { Gifts } from './gifts/gifts.ts';
import { readFunnel } from './insight/interaction-rows.ts';
import type { LedgerMistakes } from './ledger/ledger.ts';
import { createLedgerFlow } from './ledger/ledger-flow.ts';
import { createShardLeases, hurriedLeases } from './ledger/shard-leases.ts';
import { MemberAccounts } from './members/member-accounts.ts';
import { MemberKeys } from './members/member-keys.ts';
import { openBooks } from './open-books.ts';
import { clientsPorts } from './open-clients.ts';
import { openDesks } from './open-desks.ts';
import { type MailSettings, type OpenedForms, openForms } from './open-forms.ts';
import { giftPolicies, openGifts } from './open-gifts.ts';
import { openLedger } from './open-ledger.ts';
import { type OpenedParking, openParking } from './open-parking.ts';
import type { SignInSettings } from './open-sign-in.ts';
import { type LotKeys, lotKeys } from './parking/lot-keys.ts';
import { settleBill } from './parking/settle-bill.ts';
import type { LotAccount } from './parking-lots/lot-accounts.ts';
import { ChargeVerifier } from './verification/charge-verifier.ts';
import { dryRun } from './verification/dry-run.ts';

export interface CloudSettings extends MailSettings, SignInSettings {
  readonly host: string;
  readonly port: number;
  readonly publicUrl?: string | undefined;
  /** Addresses or networks of the proxies in front that end TLS. */
  readonly trustedProxies?: readonly string[];
  readonly mqttSecret: string;
  readonly bootstrapToken?: string | undefined;
  /** Made of the broker's secret if not said. */
  readonly paymentSecret?: string | undefined;
  readonly redisUrl?: string | undefined;
  /** Folder of the built console. */
  readonly consoleFolder: string;
  /** Folder of the built cashier page. */
  readonly cashierFolder?: string;
  /** Folder of the built pages about gifts. */
  readonly giftsFolder?: string;
  /** Folder of the built page for drivers. */
  readonly parkingFolder?: string;
  /** Whether webhooks may lead into private networks. */
  readonly privateWebhooks?: boolean;
  readonly accounts: readonly PlatformAccount[];
  /** Folder for statements under way; the system's own for such things if not said. */
  readonly spoolDir?: string | undefined;
  /** Accounts with car parks. */
  readonly lots?: readonly LotAccount[];
  /** Divides the payment platforms' pauses and deadlines, and the waits for a cloud that died; 1 in production. */
  readonly hurry?: number;
  readonly mistakes?: LedgerMistakes;
}

export interface CloudPorts {
  readonly database: OpenedDatabase;
  /** Not started yet; the cloud starts and stops it. */
  readonly link: Link;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly settings: CloudSettings;
}

export interface Cloud {
  /** Resolves when it serves, with the address it listens at; the broker may still be out of reach. */
  start(): Promise<{ url: string }>;
  /** Undoes `start`; the database stays open. */
  stop(): Promise<void>;
}

type Parts = ReturnType<typeof assemble>;

export function createCloud(ports: CloudPorts): Cloud {
  let listening: string | undefined;
  const publicUrl = () => ports.settings.publicUrl ?? listening ?? `http://${ports.settings.host}`;
  const parts = assemble(ports, publicUrl);
  connect(parts);
  return {
    start: async () => {
      parts.bell.start();
      listening = await parts.api.start();
      parts.ledgerFlow.start();
      parts.fleet.start();
      await parts.gateway.start();
      parts.cardDesk.start();
      await parts.parking.start();
      parts.members.start();
      parts.benefits.start();
      await parts.feed.start();
      parts.clients.start();
      parts.gifts.start();
      parts.forms.start();
      parts.books.start();
      parts.interactions.start();
      await parts.leases.start();
      await ports.link.start();
      return { url: listening };
    },
    stop: () => stopAll(ports, parts),
  };
}

function assemble(ports: CloudPorts, publicUrl: () => string) {
  const { database, link, clock, random, log, settings } = ports;
  const { db, url } = database;
  const hashKey = paymentHashKey(settings);
  const holder = `cloud-${Buffer.from(random.bytes(8)).toString('hex')}`;
  const receiptUrlBase = () => `${publicUrl()}/r`;
  const ledger = openLedger(ports, hashKey);
  const memberKeys = new MemberKeys(hashKey);
  const coupons = openCoupons(ports, hashKey);
  const bell = createChangeBell({ db, url, clock, log, sender: holder });
  const hub = new LiveHub({ db, clock, log, receiptUrlBase });
  const payments = assemblePayments(ports, bell, publicUrl);
  const fleet = createFleet({
    ...{ db, link, clock, log, receiptUrlBase },
    memberKey: (id) => memberKeys.machineKey(id),
    cardKeys: cardKeysFor(settings),
    couponKey: (id) => coupons.keys.publicKey(id),
    paymentWays: payments.paymentWays,
    giftPolicy: giftPolicies(settings, hashKey),
  });
  const clientPorts = clientsPorts({
    cloud: ports,
    hashKey,
    gateway: payments.gateway,
    bell,
    publicUrl,
    waysOf: payments.paymentWays,
    takeInteractions: (...told) => payments.interactions.take(...told),
    takePaid: (tx, order) => settleBill(tx, order, clock.now()),
  });
  const clients = createClients(clientPorts);
  const gifts = openGifts({
    ...{ cloud: ports, hashKey, gateway: payments.gateway, bell, publicUrl, clients: clientPorts },
    belongs: payments.belongs,
  });
  const forms = openForms(ports, hashKey, publicUrl);
  const parkingKeys = lotKeys(hashKey, random);
  const lots = openParking(ports, clientPorts, parkingKeys);
  const parts = { fleet, clients, gifts, forms, payments, hub, bell, lots, parkingKeys };
  const api = openApi(ports, publicUrl, parts);
  return {
    ...{ ledger, fleet, bell, hub, api, clients, gifts, forms },
    ledgerFlow: createLedgerFlow({ link, ledger, clock, log }),
    leases: createShardLeases({ db, clock, log, holder, ...hurriedLeases(settings.hurry ?? 1) }),
    ...payments,
  };
}

interface PartsForApi {
  readonly fleet: Fleet;
  readonly clients: Clients;
  readonly gifts: Gifts;
  readonly forms: OpenedForms;
  readonly payments: ReturnType<typeof assemblePayments>;
  readonly hub: LiveHub;
  readonly bell: ChangeBell;
  readonly lots: OpenedParking;
  readonly parkingKeys: LotKeys;
}

function openApi(ports: CloudPorts, publicUrl: () => string, parts: PartsForApi) {
  const { database, link, clock, random, log, settings } = ports;
  const { db } = database;
  const { fleet, clients, gifts, forms, payments, hub, bell, lots, parkingKeys } = parts;
  const hashKey = paymentHashKey(settings);
  return createApiServer({
    readFunnel: (asked) => readFunnel(db, asked),
    clientSecrets: (clientId) => clients.secrets(clientId),
    lotKeys: parkingKeys,
    forms: forms.desk,
    books: payments.books.desk,
    sendings: forms.sendings,
    alsoServe: async (server) => {
      clients.serve(server);
      gifts.serve(server);
      forms.serve(server);
      await payments.serveNotices(server);
      await lots.serve(server);
    },
    ...{ db, clock, random, log, hub, bell, publicUrl },
    payments: payments.desk,
    bundles: fleet,
    members: new MemberAccounts({ keys: new MemberKeys(hashKey), clock, random }),
    cards: new CardRegister({ db, hashKey, random }),
    coupons: openCoupons({ clock, random }, hashKey).register,
    dryRunRules: (merchantId, draft, paymentsMax) => dryRun(db, merchantId, draft, paymentsMax),
    brokerOnline: () => link.online(),
    config: {
      host: settings.host,
      port: settings.port,
      trustedProxies: settings.trustedProxies ?? [],
      bootstrapToken: settings.bootstrapToken,
      mqttSecret: settings.mqttSecret,
      consoleFolder: settings.consoleFolder,
    },
  });
}

/** The key under which payment contents and stored-value cards are hashed. */
function paymentHashKey({ paymentSecret, mqttSecret }: CloudSettings): Uint8Array {
  return createHmac('sha256', paymentSecret ?? mqttSecret)
    .update('payment contents')
    .digest();
}

/** The published keys about cards, for merchants that have any. */
function cardKeysFor(settings: CloudSettings) {
  const { published } = cardKeysOf(paymentHashKey(settings));
  const merchants = new Set(
    settings.accounts.flatMap((one) => (one.platform === 'stored-value' ? [one.merchantId] : [])),
  );
  return (merchantId: string) => (merchants.has(merchantId) ? published : undefined);
}

function assemblePayments(ports: CloudPorts, bell: ChangeBell, publicUrl: () => string) {
  const { database, link, clock, random, log, settings } = ports;
  const { db } = database;
  const hashKey = paymentHashKey(settings);
  const hurry = settings.hurry ?? 1;
  const verifier = new ChargeVerifier({
    ...{ db, clock },
    cardHash: (merchantId, code) => cardHash(hashKey, merchantId, code),
  });
  const belongs = machinesOf(db);
  const tried = sqlAttempts(db, log, ({ merchantId, machineId }) =>
    bell.ring({ merchantId, machineId, orderIds: [], alarms: false, payments: true }),
  );
  const opened = openPlatformAccounts({
    ...{ accounts: settings.accounts, db, clock, log, hashKey, hurry },
    noticeUrl: (...named) => noticeUrl(publicUrl(), ...named),
  });
  const accounts = notedAccounts(opened, clock, tried);
  const books = openBooks({ database, link, clock, random, log, settings }, accounts);
  const gateway = createGateway({
    ...{ link, clock, random, log, hashKey, accounts },
    store: new SqlChargeStore(db),
    verify: (machine, request) => verifier.check(machine, request),
    limits: hurriedLimits(gatewayLimits, hurry),
    belongs,
  });
  const desk = createPaymentDesk(db, accounts, () => gateway.wakeRefunds());
  const notices = { accounts, log, take: gateway.takeNotice.bind(gateway) };
  return {
    ...{ gateway, desk, books, belongs },
    ...openDesks(ports, hashKey, belongs),
    feed: openFeed(ports),
    paymentWays: (merchantId: string) => opened.waysOf(merchantId),
    serveNotices: (server: FastifyInstance) => serveNotices(server, notices),
  };
}

/** Whether a machine of that name belongs to the merchant. */
function machinesOf(db: CloudDatabase): MachineDeskPorts['belongs'] {
  return async (merchantId, machineId) => {
    const row = await db
      .selectFrom('machines')
      .select('machine_id')
      .where('machine_id', '=', machineId)
      .where('merchant_id', '=', merchantId)
      .executeTakeFirst();
    return row !== undefined;
  };
}

function openFeed({ database, link, clock, random, log, settings }: CloudPorts): Feed {
  const transactions = new SqlTransactionLog(database.db);
  const source =
    settings.redisUrl === undefined
      ? new TableSource(transactions, clock)
      : new RedisSource({ url: settings.redisUrl, transactions, clock, log });
  return createFeed({ transactions, source, link, clock, random, log });
}

function connect({
  leases,
  ledger,
  ledgerFlow,
  fleet,
  gateway,
  cardDesk,
  parking,
  members,
  benefits,
  feed,
  interactions,
  clients,
  gifts,
  bell,
  hub,
}: Parts): void {
  leases.on('changed', (shards) => {
    ledgerFlow.holdShards(shards);
    fleet.holdShards(shards);
    gateway.holdShards(shards);
    cardDesk.holdShards(shards);
    parking.holdShards(shards);
    members.holdShards(shards);
    benefits.holdShards(shards);
    gifts.holdShards(shards);
    interactions.holdShards(shards);
  });
  ledger.on('recordsApplied', ({ machine, orders, setAside, heldBack }) => {
    fleet.heard(machine);
    const { merchantId, machineId } = machine;
    const orderIds = orders.map((order) => order.orderId);
    bell.ring({ merchantId, machineId, orderIds, alarms: setAside + heldBack > 0 });
    gifts.noteOrders(machine, orders);
    if (orders.some((order) => order.parking?.state === 'intended')) parking.wake();
  });
  ledger.on('refundIntended', () => gateway.wakeRefunds());
  gateway.on('transactionLogged', () => {
    feed.wake();
    clients.wake();
    gifts.wake();
  });
  gateway.on('refundEnded', ({ merchantId, machineId, orderId }) =>
    bell.ring({ merchantId, machineId, orderIds: [orderId], alarms: true }),
  );
  fleet.on('machineChanged', ({ merchantId, machineId, alarms }) =>
    bell.ring({ merchantId, machineId, orderIds: [], alarms }),
  );
  fleet.on('machineSpoke', (machine, state) => ledgerFlow.compare(machine, state));
  bell.on('rung', (change) => {
    hub.changed(change);
    clients.changed(change.machineId);
    gifts.changed(change.machineId);
  });
}

/** Each part is stopped whatever became of the one before it. */
async function stopAll({ link, log }: CloudPorts, parts: Parts): Promise<void> {
  const steps: [string, () => void | Promise<void>][] = [
    ['leases', () => parts.leases.stop()],
    ['ledger', () => parts.ledgerFlow.stop()],
    ['fleet', () => parts.fleet.stop()],
    ['gateway', () => parts.gateway.stop()],
    ['cards', () => parts.cardDesk.stop()],
    ['parking', () => parts.parking.stop()],
    ['members', () => parts.members.stop()],
    ['benefits', () => parts.benefits.stop()],
    ['feed', () => parts.feed.stop()],
    ['clients', () => parts.clients.stop()],
    ['gifts', () => parts.gifts.stop()],
    ['forms', () => parts.forms.stop()],
    ['books', () => parts.books.stop()],
    ['interactions', () => parts.interactions.stop()],
    ['api', () => parts.api.stop()],
    ['bell', () => parts.bell.stop()],
    ['link', () => link.stop()],
  ];
  for (const [part, stop] of steps) {
    try {
      await stop();
    } catch (error) {
      log.warn('a part did not stop cleanly', { part, fault: faultChain(error) });
    }
  }
}
