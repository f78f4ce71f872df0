/** The Alipay stand-in for tests: a server on the loopback with one or more apps, and its wallet and book. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { AlipayDouble } from '../../src/doubles/alipay-double.ts';
import { type AlipayAppKeys, makeAlipayAppKeys } from '../../src/doubles/alipay-double-accounts.ts';
import type { BookedTrade } from '../../src/doubles/wallet-book.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { systemRandom } from '../../src/platform/random.ts';

export const appIds = ['2021000000000001', '2021000000000002'] as const;

export class AlipayWorld {
  readonly dataDir: string;
  readonly keys: readonly AlipayAppKeys[] = appIds.map(makeAlipayAppKeys);
  #clock: Clock;
  #double: AlipayDouble | undefined;
  url = '';

  constructor(clock: Clock) {
    this.#clock = clock;
    this.dataDir = mkdtempSync(join(tmpdir(), 'alipay-'));
  }

  /** Starts one that ends with the test. */
  static async start(t: Test, clock: Clock = new SystemClock()): Promise<AlipayWorld> {
    const world = new AlipayWorld(clock);
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
    const double = { accounts, dataDir: this.dataDir, port: 0, clock: this.#clock, random: systemRandom };
    this.#double = new AlipayDouble(double);
    this.url = await this.#double.start();
  }

  async stop(): Promise<void> {
    await this.#double?.stop();
    this.#double = undefined;
  }

  /** What the merchant of app number `app` configures; `url` goes through a proxy of the test's. */
  account(app = 0, url = this.url) {
    const keys = this.keys[app] as AlipayAppKeys;
    return { ...keys.merchant, gatewayUrl: `${url}/gateway.do`, timeoutMs: 10_000 };
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
