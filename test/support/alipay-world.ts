/** The Alipay stand-in for tests, with two apps. */
import type { Test } from 'tap';
import { AlipayDouble } from '../../src/doubles/alipay-double.ts';
import { type AlipayAppKeys, makeAlipayAppKeys } from '../../src/doubles/alipay-double-accounts.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { WalletWorld } from './wallet-world.ts';

export const appIds = ['2021000000000001', '2021000000000002'] as const;

export class AlipayWorld extends WalletWorld {
  readonly keys: readonly AlipayAppKeys[] = appIds.map(makeAlipayAppKeys);

  constructor(clock: Clock) {
    super('alipay', { clock, timeScale: 1 });
  }

  /** Starts one that ends with the test. */
  static start(t: Test, clock: Clock = new SystemClock()): Promise<AlipayWorld> {
    return new AlipayWorld(clock).live(t);
  }

  /** What the merchant of app number `app` configures; `url` goes through a proxy of the test's. */
  account(app = 0, url = this.url) {
    const keys = this.keys[app] as AlipayAppKeys;
    return { ...keys.merchant, gatewayUrl: `${url}/gateway.do`, timeoutMs: 10_000 };
  }

  protected override open(options: Parameters<WalletWorld['open']>[0]): AlipayDouble {
    return new AlipayDouble({ ...options, accounts: this.keys.map((keys) => keys.platform) });
  }
}
