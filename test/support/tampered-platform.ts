/** A platform that speaks to its stand-in through somebody in the middle, a wallet, and a log to be searched. */
import type { Test } from 'tap';
import type { PaymentPlatform, PayOrder } from '../../src/cloud/gateway/payment-platform.ts';
import { type Clock, SystemClock } from '../../src/platform/clock.ts';
import type { Log } from '../../src/platform/log.ts';
import { startTamperingProxy, type TamperingProxy } from './tampering-proxy.ts';
import type { WalletWorld } from './wallet-world.ts';

/** A log that keeps everything it is told, to be searched. */
export function keepingLog(): { log: Log; text: () => string } {
  const lines: string[] = [];
  const keep = (message: string, fields?: object) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep, with: () => log };
  return { log, text: () => lines.join('\n') };
}

export interface TamperedPlatform<World, Platform> {
  readonly world: World;
  readonly proxy: TamperingProxy;
  readonly platform: Platform;
  /** An order that is paid by a fresh code of the wallet, which ends as the script says. */
  readonly order: (script?: object) => Promise<PayOrder>;
  readonly logged: () => string;
}

let count = 0;

/** `open` gives the platform that calls `url` instead of the world's own. */
export async function tamperedPlatform<World extends WalletWorld, Platform extends PaymentPlatform>(
  t: Test,
  world: World,
  open: (url: string, parts: { readonly clock: Clock; readonly log: Log }) => Platform,
): Promise<TamperedPlatform<World, Platform>> {
  const proxy = await startTamperingProxy(t, world.url);
  const { log, text } = keepingLog();
  const platform = open(proxy.url, { clock: new SystemClock(), log });
  t.teardown(() => platform.stop());
  const order = async (script: object = {}): Promise<PayOrder> => {
    count += 1;
    const owner = { merchantId: 'm1', machineId: 'k1', chargeId: `chg_T${String(count).padStart(8, '0')}` };
    const authCode = await world.code(script);
    return { ...owner, authCode, amountMinor: 550, currency: 'CNY', subject: 'a/b=c&d 咖啡' };
  };
  return { world, proxy, platform, order, logged: text };
}
