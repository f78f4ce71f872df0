/** A cloud with a merchant, a site, its lot and its tariff, and a stand-in for the lot's system with its key. */
import type { Test } from 'tap';
import { ForeignLotDouble } from '../../src/doubles/foreign-lot-double.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { type CloudUnderTest, openCloud } from './cloud-under-test.ts';

export const hourTariff = {
  ...{ tariffId: 'hour', name: { zh: '按小时', en: 'By the hour' }, dayBegins: 'entry', leaveMinutes: 15 },
  classes: {
    car: {
      ...{ freeMinutes: 15, freeAlways: false, dayCapMinor: 6000 },
      steps: [{ minutes: 60, feeMinor: 1000, units: null }],
    },
  },
} as const;

export interface ParkingWorld extends CloudUnderTest {
  readonly lot: ForeignLotDouble;
  /** Adds a lot and answers the stand-in of its system. */
  addLot(merchantId: string, siteId: string, lotId: string, own?: boolean): Promise<ForeignLotDouble>;
}

const name = (zh: string, en: string) => ({ zh, en });

export async function openParkingWorld(t: Test): Promise<ParkingWorld> {
  const cloud = await openCloud(t);
  const addLot = async (merchantId: string, siteId: string, lotId: string, own = false) => {
    const of = `?merchant=${merchantId}`;
    const lot = { siteId, name: name('停车场', 'Lot'), own, tariffId: 'hour' };
    await cloud.admin('changeParkingLot', `/api/parking/lots/${lotId}${of}`, lot);
    const { appId, appSecret, gatewayUrl } = await cloud.admin(
      'makeParkingLotKey',
      `/api/parking/lots/${lotId}/key${of}`,
    );
    const keyed = { gatewayUrl, appId, appSecret, lotId };
    return new ForeignLotDouble({ ...keyed, clock: new SystemClock(), random: systemRandom });
  };
  for (const merchantId of ['m1', 'm2']) {
    const of = `?merchant=${merchantId}`;
    await cloud.admin('addMerchant', '/api/merchants', { id: merchantId, name: name('店', 'Shop') });
    const tariff = { version: 0, tariff: hourTariff };
    await cloud.admin('changeTariff', `/api/parking/tariffs/hour${of}`, tariff);
    const site = { name: name('站点', 'Site'), timeZone: 'Asia/Shanghai' };
    await cloud.admin('changeParkingSite', `/api/parking/sites/centre${of}`, site);
  }
  return { ...cloud, addLot, lot: await addLot('m1', 'centre', 'north') };
}
