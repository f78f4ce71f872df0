/**
 * Fills an empty cloud by its own API, as a platform's operator would: a merchant, a machine, a catalogue, a
 * person for the console and an API token. Every step may be done again.
 */
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { usualFaces } from '../domain/identity-policy.ts';
import type { Kept } from '../technician/demo-file.ts';
import { httpJson } from '../technician/http-json.ts';
import { type OperationName, type RequestBody, restApi } from '../wire/rest.ts';
import { demoCatalogue } from './catalogue/demo-catalogue.ts';
import { demoGoodsIn } from './catalogue/goods-in.ts';
import { demoDisplay, demoMember } from './demo-member.ts';
import { demoParkingSite, demoTariff } from './demo-parking-sites.ts';
import { demoParking } from './parking-lot.ts';

const merchantName = { zh: '街角便利', en: 'Corner Shop' };
const kioskName = { zh: '一号机', en: 'Kiosk 1' };
/** What is on the demo's stored-value card at first. */
export const cardBalanceMinor = 20_000;
const helpPhone = '400-800-0601';

/** Whether the API token of an earlier start still opens the cloud. */
export async function isFilled(cloudUrl: string, kept: Kept): Promise<boolean> {
  if (kept.apiToken === undefined) return false;
  try {
    const url = new URL(`/api/kiosks/${kept.kioskId}`, cloudUrl).href;
    await httpJson({ url, token: kept.apiToken });
    return true;
  } catch (error) {
    const refused = error instanceof Fault && (error.code === 'ACCESS_DENIED' || error.code === 'NOT_FOUND');
    if (refused) return false;
    throw error;
  }
}

/** Fills the cloud and resolves with the merchant's API token; `todayIso` is the day in the shop. */
export async function fillCloud(cloudUrl: string, kept: Kept, todayIso: string): Promise<string> {
  const { merchantId, kioskId, console: person, bootstrapToken, cardCode } = kept;
  const call = <K extends OperationName>(name: K, path: string, body: RequestBody<K>) =>
    httpJson({
      url: new URL(path, cloudUrl).href,
      method: restApi[name].method,
      token: bootstrapToken,
      body: body ?? {},
      timeoutMs: 30_000,
    });
  const merchant = `merchant=${merchantId}`;
  await call('addMerchant', '/api/merchants', {
    id: merchantId,
    name: merchantName,
    helpPhone,
    receiptFooter: { zh: '谢谢惠顾，欢迎再来', en: 'Thank you, see you again' },
  });
  await call('addKiosk', '/api/kiosks', {
    ...{ merchantId, id: kioskId, name: kioskName, helpPhone },
    ...{ parking: demoParking, members: { phone: true }, display: demoDisplay },
    // The people of a demo are drawn; the age is stated with the consent.
    faces: { ...usualFaces, askAge: false, payUpToMinor: 5000 },
  });
  await call('replaceCatalogue', `/api/catalogue?${merchant}`, demoCatalogue(kioskId));
  for (const [id, facts] of Object.entries(demoGoodsIn(todayIso))) {
    await call('takeGoodsIn', `/api/goods-in/${id}?${merchant}`, facts).catch(unlessThere);
  }
  await fillParking(call, merchant);
  await call('addUser', `/api/merchants/${merchantId}/users`, {
    ...person,
    displayName: 'Demo',
    role: 'owner',
  });
  await call('addMember', `/api/members?${merchant}`, demoMember).catch(unlessThere);
  if (cardCode !== undefined) {
    const card = { code: cardCode, balanceMinor: cardBalanceMinor, currency: 'CNY' } as const;
    await call('openStoredValueCard', `/api/stored-value-cards?${merchant}`, card).catch(unlessThere);
  }
  await call('publishToAll', `/api/publish?${merchant}`, undefined);
  const made = await call('addToken', `/api/merchants/${merchantId}/tokens`, { name: 'demo', role: 'owner' });
  return z.object({ token: z.string() }).parse(made).token;
}

type Call = <K extends OperationName>(name: K, path: string, body: RequestBody<K>) => Promise<unknown>;

async function fillParking(call: Call, merchant: string): Promise<void> {
  const { id, name, timeZone, lots } = demoParkingSite;
  const tariff = { version: 0, tariff: demoTariff };
  await call('changeTariff', `/api/parking/tariffs/${demoTariff.tariffId}?${merchant}`, tariff).catch(
    unlessThere,
  );
  await call('changeParkingSite', `/api/parking/sites/${id}?${merchant}`, { name, timeZone });
  for (const { id: lotId, ...lot } of lots) {
    await call('changeParkingLot', `/api/parking/lots/${lotId}?${merchant}`, { siteId: id, ...lot });
  }
}

/** What an earlier start opened, recorded or saved stays as it is. */
function unlessThere(error: unknown): void {
  const there = error instanceof Fault && ['ALREADY_EXISTS', 'EDITED_MEANWHILE'].includes(error.code);
  if (!there) throw error;
}
