/**
 * The demo's car park: its stand-in and the cloud share one secret, and a sample car is parked there. The site
 * gives free parking from a purchase of ￥30.00 on.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ParkingPolicy } from '../domain/parking.ts';
import { parkingDoubleAccountSchema } from '../doubles/parking-double.ts';
import { atomicFile } from '../platform/atomic-file.ts';
import type { Random } from '../platform/random.ts';

export const demoParking: ParkingPolicy = {
  lotId: 'corner-garage',
  minimumMinor: 3000,
  validMinutes: 120,
  tickets: true,
};

export const sampleCar = { plate: '粤B12345', ticket: 'P202611220001' } as const;

const parkUuid = 'e24deadf-1aa0-4981-bde5-f9c474c4f5f5';
const secretBytes = 24;

export interface LotAccountsFiles {
  /** What the stand-in is started with. */
  readonly lotFile: string;
  /** What the cloud is started with. */
  readonly cloudFile: string;
}

export function lotAccountsFiles(dataFolder: string): LotAccountsFiles {
  return {
    lotFile: join(dataFolder, 'payments', 'lot-account.json'),
    cloudFile: join(dataFolder, 'payments', 'cloud-lots.json'),
  };
}

/** Writes both files, with the secret of the first start. */
export async function writeLotAccounts(
  dataFolder: string,
  merchantId: string,
  parkingPort: number,
  random: Random,
): Promise<void> {
  await mkdir(join(dataFolder, 'payments'), { recursive: true });
  const { lotFile, cloudFile } = lotAccountsFiles(dataFolder);
  const kept = await atomicFile(lotFile).load();
  const account =
    kept === undefined
      ? { appId: 'op0601', appSecret: Buffer.from(random.bytes(secretBytes)).toString('hex'), parkUuid }
      : parkingDoubleAccountSchema.parse(JSON.parse(kept));
  await save(lotFile, account);
  await save(cloudFile, [
    {
      ...{ system: 'pyun', merchantId, lotId: demoParking.lotId, ...account },
      url: `http://127.0.0.1:${parkingPort}/gateway`,
      ...{ storeCode: 'corner-shop', storeName: '街角便利', couponCode: 'FREE-WITH-PURCHASE' },
    },
  ]);
}

function save(path: string, value: unknown): Promise<void> {
  return atomicFile(path).save(`${JSON.stringify(value, null, 2)}\n`);
}
