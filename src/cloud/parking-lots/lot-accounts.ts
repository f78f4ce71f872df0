/**
 * The merchants' accounts with car parks, from configuration: keys stay out of the database and its backups.
 * The only file that names the concrete systems.
 */
import { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { LotAccounts } from './parking-lot.ts';
import { PyunLot } from './pyun/pyun-lot.ts';

const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const code = z.string().min(1).max(64);

export const lotAccountSchema = z
  .object({
    system: z.literal('pyun'),
    merchantId: name,
    /** As the machines' settings name it. */
    lotId: name,
    url: z.url({ protocol: /^https?$/ }).max(300),
    parkUuid: code,
    appId: code,
    appSecret: z.string().min(16).max(200),
    storeCode: code,
    storeName: z.string().min(1).max(100),
    couponCode: code,
    /** How long one call may take. */
    timeoutMs: z.number().int().min(50).max(15_000).optional(),
  })
  .readonly();
export type LotAccount = z.infer<typeof lotAccountSchema>;

export const lotAccountsSchema = z.array(lotAccountSchema).max(10_000);

/** Opens every account; two of one merchant for one lot are `CONFIG_INVALID`. */
export function openLotAccounts(
  accounts: readonly LotAccount[],
  options: { readonly clock: Clock; readonly log: Log },
): LotAccounts {
  const lots = new Map<string, PyunLot>();
  for (const account of accounts) {
    const key = `${account.merchantId} ${account.lotId}`;
    if (lots.has(key)) throw new Fault('CONFIG_INVALID', `open a second account for the lot ${key}`);
    lots.set(key, new PyunLot({ account, ...options }));
  }
  return {
    lotOf: (merchantId, lotId) => lots.get(`${merchantId} ${lotId}`),
    stop: () => {
      for (const lot of lots.values()) lot.stop();
    },
  };
}
