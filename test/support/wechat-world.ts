/** The WeChat Pay stand-in for tests, with two merchants. */
import type { Test } from 'tap';
import { WechatDouble } from '../../src/doubles/wechat-double.ts';
import { makeWechatMerchantKeys, type WechatMerchantKeys } from '../../src/doubles/wechat-double-accounts.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { WalletWorld } from './wallet-world.ts';

export const mchids = ['1900000001', '1900000002'] as const;

export class WechatWorld extends WalletWorld {
  readonly keys: readonly WechatMerchantKeys[] = mchids.map((mchid) =>
    makeWechatMerchantKeys(mchid, 'wx6f0e1d2c3b4a5968'),
  );

  constructor(clock: Clock, timeScale: number) {
    super('wechat', { clock, timeScale });
  }

  /** Starts one that ends with the test; its 15 s before a reversal are divided by `timeScale`. */
  static start(t: Test, timeScale = 1000, clock: Clock = new SystemClock()): Promise<WechatWorld> {
    return new WechatWorld(clock, timeScale).live(t);
  }

  /** What the merchant number `index` configures; `url` goes through a proxy of the test's. */
  account(index = 0, url = this.url) {
    const keys = this.keys[index] as WechatMerchantKeys;
    return { ...keys.merchant, baseUrl: url, timeoutMs: 10_000 };
  }

  protected override open(options: Parameters<WalletWorld['open']>[0]): WechatDouble {
    return new WechatDouble({ ...options, accounts: this.keys.map((keys) => keys.platform) });
  }
}
