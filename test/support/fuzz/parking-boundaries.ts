/** What parking lots send: signed messages, their bodies, and tariffs as the console saves them. */
import { isSignedBy, lotKeys, lotSignature } from '../../../src/cloud/parking/lot-keys.ts';
import { readParkingRequest } from '../../../src/cloud/parking/parking-routes.ts';
import { carOf } from '../../../src/cloud/parking/stay-desk.ts';
import { carSchema, maskCar } from '../../../src/domain/parking.ts';
import { parkingFeeMinor, tariffSchema } from '../../../src/domain/tariff.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { parseMessage } from '../../../src/wire/messages.ts';
import { driverBillAskedSchema } from '../../../src/wire/parking-driver.ts';
import { type Boundary, bytesOf, jsonOf, owed, type Subject, textOf, verdictOf } from './boundary.ts';
import { nowMs } from './still-parts.ts';

const at = '2026-11-22T10:00:00+08:00';
const lot = { park_uuid: 'north' };
const bodies = [
  { service: 'service.parking.stay.enter', ...lot, parking_serial: 'S1', plate: '粤B12345', enter_time: at },
  { service: 'service.parking.stay.leave', ...lot, parking_serial: 'S1', leave_time: at },
  { service: 'service.parking.payment.billing', ...lot, card_id: 'T20261122001' },
  {
    ...{ service: 'service.parking.payment.result', ...lot, parking_order: 'O1', pay_serial: 'P1' },
    ...{ pay_time: at, value: 3000, free_value: '1000', pay_value: 2000, pay_origin: 'wechat' },
    ...{ currency: 'CNY', car_type: 'large', trade_no: '42' },
  },
  {
    ...{ service: 'service.parking.discount.create', ...lot, parking_serial: 'S1', grant_serial: 'G1' },
    ...{ type: 2, value: 60, reason: '满减', expire_time: at },
  },
  { service: 'service.parking.payment.list', ...lot, begin_time: at, end_time: at, limit: 5 },
];

function openBodies(): Subject {
  return {
    take: (input) =>
      verdictOf(() => {
        const request = readParkingRequest(textOf(input));
        if (request.service !== 'service.parking.payment.result') return;
        const { value, free_value, reduce_value, pay_value, pay_time } = request;
        for (const amount of [value, free_value, reduce_value, pay_value, pay_time])
          owed(Number.isSafeInteger(amount) && (amount >= 0 || amount === pay_time), `amount ${amount}`);
      }),
  };
}

const keys = lotKeys(new Uint8Array(32), seededRandom(1));
const signed = { app: keys.newAppId(), timestamp: String(nowMs), nonce: 'nonce-0001' };
const secret = keys.secretOf(signed.app);
const body = JSON.stringify(bodies[0]);
const signature = lotSignature(secret, { ...signed, body });

/** Whatever is changed in a signed body or its signature, it is not believed any more. */
function openSignatures(): Subject {
  return {
    take: (input) => {
      const text = textOf(input);
      const believed = isSignedBy(secret, { ...signed, body: text }, signature);
      owed(!believed || text === body, 'a body that the lot did not sign');
      owed(!isSignedBy(secret, { ...signed, body }, text) || text === signature, 'a signature of nobody');
      return believed ? 'accepted' : 'refused';
    },
  };
}

const rates = {
  ...{ freeMinutes: 15, freeAlways: true, dayCapMinor: 4000 },
  steps: [
    { minutes: 60, feeMinor: 600, units: 1 },
    { minutes: 30, feeMinor: 200, units: null },
  ],
};
const tariff = {
  ...{ tariffId: 'yard', name: { zh: '院', en: 'Yard' }, dayBegins: 'entry', leaveMinutes: 15 },
  classes: { car: rates, large: rates },
};

/** A tariff that its schema takes can be charged by: never below nothing, and in bounded work. */
function openTariffs(): Subject {
  return {
    take: (input, dice) =>
      verdictOf(() => {
        const read = parseMessage(tariffSchema, input, 'a tariff');
        const untilMs = nowMs + dice.below(400 * 86_400_000);
        const stay = {
          enteredAtMs: nowMs,
          untilMs,
          timeZone: 'Asia/Shanghai',
          vehicleClass: 'large',
        } as const;
        const feeMinor = parkingFeeMinor(read, stay);
        owed(Number.isSafeInteger(feeMinor) && feeMinor >= 0, `a fee of ${feeMinor}`);
      }),
  };
}

const driverBodies = [
  { car: { plate: '粤B12345' }, dueMinor: 800 },
  { car: { ticket: 'T2026-1122-001' }, dueMinor: 1 },
];

/** What a phone at a lot asks: whatever names a car there is one that a lot could have told of, and stays masked. */
function openDriverBodies(): Subject {
  return {
    take: (input) =>
      verdictOf(() => {
        const { car: named, dueMinor } = parseMessage(driverBillAskedSchema, input, 'a driver');
        const car = carOf('plate' in named ? { plate: named.plate } : { card_id: named.ticket });
        owed(Number.isSafeInteger(dueMinor) && dueMinor > 0, `due ${dueMinor}`);
        owed(car !== undefined && carSchema.safeParse(car).success, 'a car of no lot');
        owed(car !== undefined && !maskCar(car).includes(car.code), 'a car that is not masked');
      }),
  };
}

export const parkingBoundaries: readonly Boundary[] = [
  { name: 'parking-messages', json: true, samples: bodies.map(jsonOf), open: openBodies },
  {
    name: 'parking-signatures',
    samples: [bytesOf(body), bytesOf(signature)],
    bytesMax: 1000,
    open: openSignatures,
  },
  { name: 'driver-bodies', json: true, samples: driverBodies.map(jsonOf), open: openDriverBodies },
  { name: 'tariffs', json: true, samples: [jsonOf(tariff)], open: openTariffs },
];
