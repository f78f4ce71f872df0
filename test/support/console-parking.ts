/** A site with two lots, their tariffs, stays and payments, as the console's pages are shown them. */

import type { Answer } from '../../src/wire/rest.ts';
import type {
  ParkingLotSums,
  ParkingPaymentView,
  ParkingSiteView,
  ParkingStayView,
} from '../../src/wire/rest-parking.ts';
import { fixtureNowMs } from './console-fixture.ts';

const minuteMs = 60_000;
const ago = (minutes: number) => fixtureNowMs - minutes * minuteMs;

export const fixtureSites: readonly ParkingSiteView[] = [
  {
    ...{ id: 'tianhe', name: { zh: '天河广场', en: 'Tianhe Plaza' }, timeZone: 'Asia/Shanghai' },
    lots: [
      {
        ...{ id: 'tianhe-b1', siteId: 'tianhe', name: { zh: '地下一层', en: 'Basement 1' }, own: true },
        ...{ tariffId: 'day', appId: 'plk_0123456789abcdef01234567', keyMadeAtMs: ago(90_000) },
        ...{ heardAtMs: ago(2), parked: 118, differing: 0 },
        driversUrl: 'https://pay.example/park/corner/tianhe-b1',
      },
      {
        ...{ id: 'tianhe-east', siteId: 'tianhe', name: { zh: '东侧路面', en: 'East kerb' }, own: false },
        ...{ tariffId: null, appId: null, keyMadeAtMs: null, heardAtMs: null, parked: 0, differing: 1 },
        driversUrl: null,
      },
    ],
  },
  { id: 'airport', name: { zh: '机场', en: 'Airport' }, timeZone: 'Europe/Berlin', lots: [] },
];

export const fixtureSums: readonly ParkingLotSums[] = [
  {
    ...{ siteId: 'tianhe', lotId: 'tianhe-b1', orders: 412, payments: 430, regularMinor: 1_236_000 },
    ...{ couponMinor: 41_000, pointsMinor: 9000, actualMinor: 1_186_000 },
    channels: [
      { channel: 'alipay', payments: 130, actualMinor: 386_000 },
      { channel: 'cash', payments: 40, actualMinor: 100_000 },
      { channel: 'wechat', payments: 260, actualMinor: 700_000 },
    ],
  },
  {
    ...{ siteId: 'tianhe', lotId: 'tianhe-east', orders: 3, payments: 4, regularMinor: 9000 },
    ...{ couponMinor: 1000, pointsMinor: 1000, actualMinor: 7000 },
    channels: [
      { channel: 'unionpay', payments: 3, actualMinor: 7000 },
      { channel: 'points', payments: 1, actualMinor: 0 },
    ],
  },
];

export const fixtureTariffs: readonly Answer<'listTariffs'>['items'][number][] = [
  {
    tariff: {
      ...{ tariffId: 'day', name: { zh: '日间', en: 'By day' }, dayBegins: 'midnight', leaveMinutes: 15 },
      classes: {
        car: {
          ...{ freeMinutes: 15, freeAlways: false, dayCapMinor: 6000 },
          steps: [
            { minutes: 60, feeMinor: 1000, units: 1 },
            { minutes: 30, feeMinor: 300, units: null },
          ],
        },
        motorcycle: {
          ...{ freeMinutes: 30, freeAlways: false, dayCapMinor: null },
          steps: [{ minutes: 60, feeMinor: 100, units: null }],
        },
      },
    },
    ...{ version: 3, madeAtMs: ago(4000), madeBy: '林' },
  },
];

export const fixtureStays: readonly ParkingStayView[] = [
  {
    ...{ staySerial: 'P20261122-0412', lotId: 'tianhe-b1', car: '粤B·**345', vehicleClass: 'car' },
    ...{ enteredAtMs: ago(170), leftAtMs: null, tariff: { id: 'day', version: 3 } },
    ...{ paidMinor: 0, dueMinor: 2200 },
  },
  {
    ...{ staySerial: 'P20261122-0397', lotId: 'tianhe-b1', car: '粤A·D**56', vehicleClass: 'newEnergy' },
    ...{ enteredAtMs: ago(400), leftAtMs: ago(12), tariff: { id: 'day', version: 2 } },
    ...{ paidMinor: 4300, dueMinor: null },
  },
  {
    ...{ staySerial: 'P20261122-0390', lotId: 'tianhe-b1', car: null, vehicleClass: 'car' },
    ...{ enteredAtMs: null, leftAtMs: ago(31), tariff: null, paidMinor: 0, dueMinor: null },
  },
];

function payment(paySerial: string, part: Partial<ParkingPaymentView>): ParkingPaymentView {
  return {
    ...{ siteId: 'tianhe', lotId: 'tianhe-east', paySerial, orderId: 'E-20261122-7', staySerial: null },
    ...{
      channel: 'wechat',
      tradeNo: null,
      regularMinor: 3000,
      couponMinor: 0,
      pointsMinor: 0,
      pointsUsed: 0,
    },
    ...{ actualMinor: 3000, currency: 'CNY', vehicleClass: 'car', source: 'lot' },
    ...{ paidAtMs: ago(20), takenAtMs: ago(20), timesTold: 1, timesDiffering: 0, ...part },
  };
}

export const fixtureParkingPayments: readonly ParkingPaymentView[] = [
  payment('E-7-1', { couponMinor: 1000, actualMinor: 2000, timesTold: 2 }),
  payment('E-7-2', {
    ...{ channel: 'points', regularMinor: 1000, pointsMinor: 1000, pointsUsed: 100, actualMinor: 0 },
  }),
  payment('E-9-1', {
    ...{ orderId: 'E-20261121-9', channel: 'unionpay', tradeNo: '492611211734', actualMinor: 5000 },
    ...{ regularMinor: 5000, paidAtMs: ago(1500), takenAtMs: ago(30), timesTold: 3, timesDiffering: 1 },
  }),
];
