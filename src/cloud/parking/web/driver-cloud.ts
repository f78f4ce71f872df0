/** Asks the cloud about one lot. Nothing is sent again by itself: a bill that is made twice is paid once. */
import { refusalIn } from '../../../look/phone/refused.ts';
import {
  type DriverBill,
  type DriverCar,
  type DriverLot,
  type DriverStay,
  parkingDriverRoot,
} from '../../../wire/parking-driver.ts';

export interface DriverCloud {
  lot(): Promise<DriverLot>;
  look(car: DriverCar): Promise<DriverStay>;
  makeBill(car: DriverCar, dueMinor: number): Promise<DriverBill>;
  bill(billId: string): Promise<DriverBill>;
}

const answerWithinMs = 15_000;

/** `merchant` and `lot` as they stand in the address. */
export function openDriverCloud(merchant: string, lot: string): DriverCloud {
  const root = `${parkingDriverRoot}/${merchant}/${lot}`;
  return {
    lot: () => ask<DriverLot>(root),
    look: (car) => ask<DriverStay>(`${root}/stay`, car),
    makeBill: (car, dueMinor) => ask<DriverBill>(`${root}/bills`, { car, dueMinor }),
    bill: (billId) => ask<DriverBill>(`${root}/bills/${billId}`),
  };
}

async function ask<T>(url: string, body?: unknown): Promise<T> {
  const signal = AbortSignal.timeout(answerWithinMs);
  const sent = body === undefined ? {} : posted(body);
  const [ok, answer] = await fetch(url, { signal, ...sent })
    .then(async (response) => [response.ok, await response.json()] as const)
    .catch(() => [false, { code: 'NETWORK_DOWN' }] as const);
  if (ok) return answer as T;
  throw refusalIn(answer);
}

function posted(body: unknown): RequestInit {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}
