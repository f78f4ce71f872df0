/**
 * A payment platform's stand-in for tests: a server on the loopback on a book of its own, and the wallet, the book
 * and the controls of its desk. What differs from platform to platform is which server, and whose keys.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { BookedTrade, ShownTrade } from '../../src/doubles/wallet-book.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { systemRandom } from '../../src/platform/random.ts';

/** What every stand-in is made of. */
export interface WalletWorldSetting {
  readonly clock: Clock;
  readonly timeScale: number;
}

interface Double {
  start(): Promise<string>;
  stop(): Promise<void>;
}

export abstract class WalletWorld {
  readonly dataDir: string;
  readonly #setting: WalletWorldSetting;
  #double: Double | undefined;
  url = '';

  constructor(name: string, setting: WalletWorldSetting) {
    this.#setting = setting;
    this.dataDir = mkdtempSync(join(tmpdir(), `${name}-`));
  }

  /** Starts it and ends it with the test. */
  async live(t: Test): Promise<this> {
    t.teardown(async () => {
      await this.stop();
      rmSync(this.dataDir, { recursive: true, force: true });
    });
    await this.restart();
    return this;
  }

  /** Ends the server and starts another on the same book and another port. */
  async restart(): Promise<void> {
    await this.stop();
    const { clock, timeScale } = this.#setting;
    this.#double = this.open({ dataDir: this.dataDir, port: 0, clock, random: systemRandom, timeScale });
    this.url = await this.#double.start();
  }

  async stop(): Promise<void> {
    await this.#double?.stop();
    this.#double = undefined;
  }

  /** Shows a fresh payment code. */
  async code(script: object): Promise<string> {
    return (await this.#post('/wallet/codes', script)).code as string;
  }

  /** Scans a code that a machine shows. */
  async scan(code: string, script: object = {}): Promise<string> {
    return (await this.#post('/wallet/scans', { code, ...script })).end as string;
  }

  async notices(mode: 'normal' | 'twice' | 'silent'): Promise<void> {
    await this.#post('/notices', { mode });
  }

  async control(wanted: { latencyMs?: number; down?: boolean }): Promise<void> {
    await this.#post('/control', wanted);
  }

  async book(): Promise<BookedTrade[]> {
    return ((await this.#get('/book')) as { trades: BookedTrade[] }).trades;
  }

  /** What was taken for the order and not given back; undefined where the book has no such trade. */
  async held(outTradeNo: string): Promise<number | undefined> {
    const trade = (await this.book()).find((one) => one.outTradeNo === outTradeNo);
    return trade && (trade.paidAtMs === null ? 0 : trade.totalMinor - trade.refundedMinor);
  }

  /** Codes that machines show, the latest first. */
  async shown(): Promise<(ShownTrade & { noticed: boolean })[]> {
    return ((await this.#get('/wallet/shown')) as { codes: (ShownTrade & { noticed: boolean })[] }).codes;
  }

  protected abstract open(options: {
    readonly dataDir: string;
    readonly port: number;
    readonly clock: Clock;
    readonly random: typeof systemRandom;
    readonly timeScale: number;
  }): Double;

  async #get(path: string): Promise<unknown> {
    return (await fetch(`${this.url}${path}`)).json();
  }

  async #post(path: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as Record<string, unknown>;
  }
}
