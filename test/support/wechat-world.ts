/** The WeChat Pay stand-in for tests: a server on the loopback with two merchants, and its wallet and book. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { BookedTrade } from '../../src/doubles/wallet-book.ts';
import { WechatDouble } from '../../src/doubles/wechat-double.ts';
import { makeWechatMerchantKeys, type WechatMerchantKeys } from '../../src/doubles/wechat-double-accounts.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { systemRandom } from '../../src/platform/random.ts';

export const mchids = ['1900000001', '1900000002'] as const;

export class WechatWorld {
  readonly dataDir: string;
  readonly keys: readonly WechatMerchantKeys[] = mchids.map((mchid) =>
    makeWechatMerchantKeys(mchid, 'wx6f0e1d2c3b4a5968'),
  );
  #clock: Clock;
  #timeScale: number;
  #double: WechatDouble | undefined;
  url = '';

  constructor(clock: Clock, timeScale: number) {
    this.#clock = clock;
    this.#timeScale = timeScale;
    this.dataDir = mkdtempSync(join(tmpdir(), 'wechat-'));
  }

  /** Starts one that ends with the test; its 15 s before a reversal are divided by `timeScale`. */
  static async start(t: Test, timeScale = 1000, clock: Clock = new SystemClock()): Promise<WechatWorld> {
    const world = new WechatWorld(clock, timeScale);
    t.teardown(async () => {
      await world.stop();
      rmSync(world.dataDir, { recursive: true, force: true });
    });
    await world.restart();
    return world;
  }

  /** Ends the server and starts another on the same book and another port. */
  async restart(): Promise<void> {
    await this.stop();
    const accounts = this.keys.map((keys) => keys.platform);
    const where = { accounts, dataDir: this.dataDir, port: 0 };
    const world = { clock: this.#clock, random: systemRandom, timeScale: this.#timeScale };
    this.#double = new WechatDouble({ ...where, ...world });
    this.url = await this.#double.start();
  }

  async stop(): Promise<void> {
    await this.#double?.stop();
    this.#double = undefined;
  }

  /** What the merchant number `index` configures; `url` goes through a proxy of the test's. */
  account(index = 0, url = this.url) {
    const keys = this.keys[index] as WechatMerchantKeys;
    return { ...keys.merchant, baseUrl: url, timeoutMs: 10_000 };
  }

  /** Shows a fresh payment code. */
  async code(script: object): Promise<string> {
    return (await this.#post('/wallet/codes', script)).code as string;
  }

  async control(wanted: { latencyMs?: number; down?: boolean }): Promise<void> {
    await this.#post('/control', wanted);
  }

  async book(): Promise<BookedTrade[]> {
    const response = await fetch(`${this.url}/book`);
    return ((await response.json()) as { trades: BookedTrade[] }).trades;
  }

  async #post(path: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as Record<string, unknown>;
  }
}
