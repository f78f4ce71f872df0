/** What the console's stub knows: one merchant's machines, orders, alarms and records at a fixed moment. */

import { demoCatalogue } from '../../src/demo/catalogue/demo-catalogue.ts';
import { demoSelections } from '../../src/demo/catalogue/selections.ts';
import { type FaultCode, faultCatalogue } from '../../src/domain/fault-catalogue.ts';
import type { Product } from '../../src/domain/product.ts';
import type { Promotion } from '../../src/domain/promotion.ts';
import { usualShelfLife } from '../../src/domain/shelf-life-policy.ts';
import type {
  Alarm,
  AuditEntry,
  KioskDetail,
  OrderDetail,
  Overview,
  Poison,
  Principal,
  RestOrder,
  Role,
} from '../../src/wire/rest.ts';
import { type Story, tellOrder } from './console-orders.ts';

/** Friday, 14:02:11 in Shanghai. */
export const fixtureNowMs = Date.UTC(2026, 7, 28, 6, 2, 11);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const before = (ms: number) => fixtureNowMs - ms;

export const fixtureMerchant: NonNullable<Principal['merchant']> = {
  id: 'corner-shop',
  name: { zh: '街角便利', en: 'Corner Shop' },
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
};

export const fixturePrincipal = (role: Role): Principal => ({
  kind: 'user',
  id: 'usr_1',
  name: role === 'viewer' ? '小周' : '林晓',
  role,
  merchant: role === 'admin' ? null : fixtureMerchant,
});

const devices: KioskDetail['devices'] = ['scanner', 'printer', 'dispenser', 'cash', 'gpio', 'camera'].map(
  (kind) => ({ deviceId: `${kind}-1`, kind, state: 'ready' }),
);

function failing(kind: string, state: 'degraded' | 'unavailable', fault: FaultCode): KioskDetail['devices'] {
  return devices.map((device) => (device.kind === kind ? { ...device, state, fault } : device));
}

function machine(id: string, zh: string, en: string, change: Partial<KioskDetail> = {}): KioskDetail {
  return {
    id,
    name: { zh, en },
    presence: 'online',
    selling: true,
    outOfService: null,
    lastHeardAtMs: before(4000),
    presenceChangedAtMs: before(2 * dayMs + 5 * hourMs),
    softwareVersion: '0.1.0',
    bundle: { publishedVersion: 14, reportedVersion: 14 },
    journal: { id: 'jnl_01K3M8Q2V7H4N9C6X5T1', committedSeq: 48_211, lastSeq: 48_211 },
    devices,
    openAlarms: 0,
    shard: 3,
    mqttUser: `corner-shop.${id}`,
    helpPhone: '400-800-0601',
    timeZone: 'Asia/Shanghai',
    parking: null,
    shelfLife: usualShelfLife,
    members: null,
    faces: null,
    display: null,
    tenders: { code: true, cash: true },
    selections: [...demoSelections],
    journals: [
      { id: 'jnl_01K3M8Q2V7H4N9C6X5T1', seq: 48_211, startedAtMs: before(21 * dayMs), current: true },
    ],
    createdAtMs: before(60 * dayMs),
    ...change,
  };
}

export const fixtureKiosks: readonly KioskDetail[] = [
  machine('ks-101', '地铁南站 A 口', 'Metro South, exit A'),
  machine('ks-102', '地铁南站 B 口', 'Metro South, exit B', {
    devices: failing('printer', 'unavailable', 'PRINTER_PAPER_OUT'),
    bundle: { publishedVersion: 14, reportedVersion: 13 },
    openAlarms: 1,
  }),
  machine('ks-103', '科技园 3 号楼大堂', 'Tech park, lobby 3', {
    selling: false,
    outOfService: 'JOURNAL_DISK_FULL',
    openAlarms: 1,
  }),
  machine('ks-104', '市医院门诊楼', 'City hospital', {
    presence: 'offline',
    selling: false,
    lastHeardAtMs: before(3 * hourMs + 12 * minuteMs),
    presenceChangedAtMs: before(3 * hourMs + 12 * minuteMs),
    bundle: { publishedVersion: 14, reportedVersion: 13 },
    openAlarms: 1,
  }),
  machine('ks-105', '大学图书馆', 'University library', {
    journal: { id: 'jnl_01K3M8Q2V7H4N9C6X5T1', committedSeq: 20_417, lastSeq: 20_545 },
    openAlarms: 1,
  }),
  machine('ks-106', '滨江公园东门', 'Riverside park, east gate', {
    devices: failing('cash', 'degraded', 'CASH_PAYOUT_SHORT'),
    openAlarms: 1,
  }),
  machine('ks-107', '软件园食堂', 'Software park canteen', {
    devices: failing('dispenser', 'degraded', 'DISPENSER_JAM'),
    openAlarms: 2,
  }),
  machine('ks-108', '机场快线候车厅', 'Airport line waiting hall'),
  machine('ks-109', '新店（待安装）', 'New site, not installed', {
    presence: 'neverSeen',
    selling: false,
    lastHeardAtMs: null,
    presenceChangedAtMs: null,
    softwareVersion: null,
    bundle: { publishedVersion: 0, reportedVersion: 0 },
    journal: { id: null, committedSeq: 0, lastSeq: 0 },
    devices: [],
    selections: [],
    journals: [],
    createdAtMs: before(2 * hourMs),
  }),
];

const rounds: readonly Story[] = [
  'counter',
  'shelf',
  'coffee',
  'cash',
  'shelf',
  'counter',
  'declined',
  'coffee',
];
/** The orders that are no ordinary sale, by their place from the newest. */
const special: Readonly<Record<number, Story>> = {
  0: 'choosing',
  3: 'stuck',
  5: 'jammed',
  9: 'refunded',
  12: 'cancelled',
  15: 'benefits',
  21: 'refundFailed',
};

/** Newest first. */
export function fixtureOrders(): OrderDetail[] {
  return Array.from({ length: 130 }, (_, place) => {
    const kiosk = fixtureKiosks[(place * 5) % 8] as KioskDetail;
    const minutesAgo = place * 4 + (special[place] === 'stuck' ? 9 : 1);
    return tellOrder({
      number: 130 - place,
      openedAtMs: before(minutesAgo * minuteMs + ((place * 37) % 60) * 1000),
      kiosk: kiosk.id,
      kioskName: kiosk.name,
      story: special[place] ?? (rounds[place % rounds.length] as Story),
    });
  }).sort((a, b) => b.times.openedAtMs - a.times.openedAtMs);
}

function alarm(
  number: number,
  kiosk: string,
  kind: Alarm['kind'],
  fault: FaultCode,
  sinceMs: number,
  change: Partial<Alarm> = {},
): Alarm {
  return {
    id: `alm_${number}`,
    kiosk,
    kind,
    severity: 'warning',
    subject: '',
    fault,
    advice: faultCatalogue[fault].technician,
    count: 1,
    sinceMs: before(sinceMs),
    lastAtMs: before(Math.min(sinceMs, minuteMs)),
    clearedAtMs: null,
    ...change,
  };
}

export const fixtureAlarms: readonly Alarm[] = [
  alarm(1, 'ks-107', 'device', 'DISPENSER_JAM', 12 * minuteMs, { subject: 'dispenser-1', count: 2 }),
  alarm(2, 'ks-103', 'outOfService', 'JOURNAL_DISK_FULL', 38 * minuteMs, { severity: 'critical' }),
  alarm(3, 'ks-102', 'device', 'PRINTER_PAPER_OUT', 52 * minuteMs, { subject: 'printer-1', count: 3 }),
  alarm(4, 'ks-104', 'offline', 'NETWORK_DOWN', 3 * hourMs + 12 * minuteMs, { severity: 'critical' }),
  alarm(5, 'ks-106', 'device', 'CASH_PAYOUT_SHORT', 7 * hourMs, { subject: 'cash-1', count: 4 }),
  alarm(6, 'ks-105', 'poison', 'RECORD_POISONED', 26 * hourMs, { subject: 'jnl_01K3M8Q2V7H4N9C6X5T1:20391' }),
  alarm(7, 'ks-107', 'payment', 'REFUND_FAILED', 2 * dayMs, { severity: 'critical', subject: 'rfd_01K3H7' }),
  alarm(8, 'ks-102', 'device', 'PRINTER_COVER_OPEN', 5 * hourMs, {
    subject: 'printer-1',
    clearedAtMs: before(4 * hourMs + 31 * minuteMs),
  }),
  alarm(9, 'ks-102', 'offline', 'NETWORK_DOWN', 2 * dayMs + 6 * hourMs, {
    severity: 'critical',
    clearedAtMs: before(2 * dayMs + 5 * hourMs),
  }),
];

export const fixturePoison: readonly Poison[] = [
  {
    kiosk: 'ks-105',
    journalId: 'jnl_01K3M8Q2V7H4N9C6X5T1',
    seq: 20_391,
    fault: 'RECORD_POISONED',
    reason: 'body.outcome: Invalid option: expected one of "delivered"|"notDelivered"',
    text: '{"seq":20391,"atMs":1787800911000,"clock":"synchronised","body":{"kind":"deliveryEnded","orderId":"ord_01K3","deliveryId":"dlv_01K3","outcome":"perhaps"}}',
    setAsideAtMs: before(26 * hourMs),
  },
];

export const fixtureAudit: readonly AuditEntry[] = [
  ['signIn', 'lin@corner.example', {}, 3],
  ['publish', 'all', { machines: 9 }, 42],
  ['changeProduct', 'cola', { priceMinor: 350 }, 44],
  ['changePromotion', 'bakery-evening', { effect: { kind: 'percentOff', basisPoints: 3000 } }, 47],
  ['clearAlarm', 'alm_8', { machine: 'ks-102' }, 271],
  [
    'changeKiosk',
    'ks-106',
    {
      name: { zh: '滨江公园东门', en: 'Riverside park, east gate' },
      helpPhone: '400-800-0601',
      tenders: { code: true, cash: true },
    },
    1500,
  ],
  ['addUser', 'zhou@corner.example', { role: 'viewer' }, 3100],
  ['addToken', 'books export', { id: 'tok_1', role: 'finance' }, 3105],
  ['publish', 'ks-101', { version: 14 }, 4020],
  ['replaceCatalogue', 'corner-shop', { products: 120, promotions: 10, kiosks: ['ks-101', 'ks-102'] }, 4100],
].map(([action, subject, facts, minutes], place) => ({
  id: 500 - place,
  atMs: before((minutes as number) * minuteMs),
  actor: place === 9 ? 'set-up' : '林晓',
  actorKind: place === 9 ? 'bootstrap' : 'user',
  action: action as string,
  subject: subject as string,
  facts: facts as Record<string, unknown>,
}));

export function fixtureCatalogue(): { products: Product[]; promotions: Promotion[] } {
  const { products = [], promotions = [] } = demoCatalogue('ks-101');
  return { products: products as Product[], promotions: promotions as Promotion[] };
}

const underWay: readonly RestOrder['state'][] = [
  'paymentInExecution',
  'paymentFinished',
  'deliveryInExecution',
  'deliveryFailRefundInExecution',
];

/** The overview that fits the rest. */
export function fixtureOverview(orders: readonly RestOrder[], alarms: readonly Alarm[]): Overview {
  const sinceMs = Date.UTC(2026, 7, 27, 16);
  const sold = orders.filter(
    (order) => (order.times.paidAtMs ?? 0) >= sinceMs && !order.state.startsWith('deliveryFail'),
  );
  return {
    atMs: fixtureNowMs,
    kiosks: {
      total: fixtureKiosks.length,
      online: fixtureKiosks.filter((kiosk) => kiosk.presence === 'online').length,
      selling: fixtureKiosks.filter((kiosk) => kiosk.selling).length,
    },
    sales: {
      sinceMs,
      orders: sold.length,
      paidMinor: sold.reduce((sum, order) => sum + order.total, 0),
      currency: 'CNY',
    },
    open: {
      alarms: alarms.filter((open) => open.clearedAtMs === null).length,
      orders: orders.filter((order) => underWay.includes(order.state)).length,
      refunds: orders.filter((order) => order.state === 'deliveryFailRefundInExecution').length,
      payments: 3,
      poison: fixturePoison.length,
    },
  };
}
