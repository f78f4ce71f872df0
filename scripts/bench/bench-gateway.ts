/**
 * The gateway with its feed on a real database, paying at Alipay's stand-in, a process of its own. In the place
 * of the broker stands a link that hands everything over at once, so that only the gateway is measured.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type OpenedDatabase, openDatabase } from '../../src/cloud/database/open-database.ts';
import { createFeed, type Feed } from '../../src/cloud/feed/feed.ts';
import { SqlTransactionLog } from '../../src/cloud/feed/sql-transaction-log.ts';
import { TableSource } from '../../src/cloud/feed/table-source.ts';
import { createGateway, type Gateway } from '../../src/cloud/gateway/gateway.ts';
import { gatewayLimits } from '../../src/cloud/gateway/gateway-ports.ts';
import { openPlatformAccounts } from '../../src/cloud/gateway/platform-accounts.ts';
import { SqlChargeStore } from '../../src/cloud/gateway/sql-charge-store.ts';
import { makeAlipayAppKeys } from '../../src/doubles/alipay-double-accounts.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { silentLog } from '../../src/platform/log.ts';
import type { Link, LinkEvents } from '../../src/platform/mqtt-link.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { shardOf, upTopic } from '../../src/wire/topics.ts';
import { addMachineRow } from '../../test/support/cloud-database.ts';
import { type BenchPostgres, noPostgres, openPostgres } from './bench-postgres.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const machine = { merchantId: 'm1', machineId: 'k1', shard: shardOf('k1') };
const appId = '2021000000000001';
const payWithinMs = 30_000;

/** Hands what is published to whoever waits for it. */
class DirectLink extends EventEmitter<LinkEvents> implements Link {
  readonly waiting = new Map<string, () => void>();

  online(): boolean {
    return true;
  }

  async publish(_topic: string, payload: string | Uint8Array): Promise<void> {
    const { chargeId, state } = JSON.parse(Buffer.from(payload).toString());
    if (state !== 'paid') return;
    this.waiting.get(chargeId)?.();
    this.waiting.delete(chargeId);
  }

  subscribe(): void {
    // Whatever is emitted is for the gateway.
  }

  unsubscribe(): void {
    // Nothing was subscribed.
  }

  async start(): Promise<void> {
    this.emit('online');
  }

  async stop(): Promise<void> {
    // Nothing is connected.
  }
}

export class BenchGateway {
  readonly #link = new DirectLink();
  readonly #folder = mkdtempSync(join(tmpdir(), 'bench-gateway-'));
  readonly #clock = new SystemClock();
  #platform: ChildProcess | undefined;
  #platformUrl = '';
  #postgres: BenchPostgres | undefined;
  #database: OpenedDatabase | undefined;
  #gateway: Gateway | undefined;
  #feed: Feed | undefined;
  #charges = 0;

  /** The database it writes to. */
  get databaseName(): string {
    return this.#postgres ? 'PostgreSQL with fsync' : 'PGlite, which calls no fsync';
  }

  async start(): Promise<void> {
    const keys = makeAlipayAppKeys(appId);
    await this.#startPlatform(JSON.stringify([keys.platform]));
    const { db } = await this.#openDatabase();
    await addMachineRow(db, machine.merchantId, machine.machineId);
    const ports = { clock: this.#clock, random: systemRandom, log: silentLog, link: this.#link };
    const hashKey = new Uint8Array(32);
    const account = {
      ...{ platform: 'alipay' as const, merchantId: machine.merchantId, ...keys.merchant },
      gatewayUrl: `${this.#platformUrl}/gateway.do`,
    };
    const accounts = openPlatformAccounts({ ...ports, accounts: [account], db, hashKey });
    this.#gateway = createGateway({
      ...{ ...ports, store: new SqlChargeStore(db), accounts, hashKey, limits: gatewayLimits },
      belongs: async () => true,
    });
    const transactions = new SqlTransactionLog(db);
    this.#feed = createFeed({ ...ports, transactions, source: new TableSource(transactions, this.#clock) });
    this.#gateway.on('transactionLogged', () => this.#feed?.wake());
    await this.#gateway.start();
    await this.#feed.start();
    this.#gateway.holdShards([machine.shard]);
  }

  /** How long the platform takes for an answer. */
  async slowPlatform(latencyMs: number): Promise<void> {
    await this.#post('/control', { latencyMs });
  }

  /** A fresh code of a wallet that pays. */
  async code(): Promise<string> {
    return ((await this.#post('/wallet/codes', { outcome: 'paid' })) as { code: string }).code;
  }

  /** One charge as a machine sends it; resolves with the milliseconds until its result is pushed. */
  async pay(authCode: string): Promise<number> {
    this.#charges += 1;
    const chargeId = `chg_bench${this.#charges}`;
    const request = {
      ...{ chargeId, orderId: `ord_bench${this.#charges}`, platform: 'alipay', authCode },
      ...{ amountMinor: 550, currency: 'CNY', subject: 'coffee' },
      expiresAtMs: this.#clock.now() + payWithinMs,
    };
    const paid = new Promise<void>((resolve) => {
      this.#link.waiting.set(chargeId, resolve);
    });
    const startedMs = performance.now();
    this.#link.emit('message', upTopic(machine, 'charge'), Buffer.from(JSON.stringify(request)));
    await paid;
    return performance.now() - startedMs;
  }

  async stop(): Promise<void> {
    await this.#gateway?.stop();
    await this.#feed?.stop();
    await this.#database?.close();
    await this.#postgres?.close();
    const platform = this.#platform;
    if (platform && platform.exitCode === null) {
      const exited = once(platform, 'exit');
      platform.kill('SIGTERM');
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #openDatabase(): Promise<OpenedDatabase> {
    this.#postgres = noPostgres() === undefined ? await openPostgres() : undefined;
    const url = await this.#postgres?.database();
    this.#database = await openDatabase(
      url === undefined ? { dataDir: join(this.#folder, 'database') } : { url },
    );
    return this.#database;
  }

  async #startPlatform(accounts: string): Promise<void> {
    const file = join(this.#folder, 'accounts.json');
    writeFileSync(file, accounts, { mode: 0o600 });
    const args = ['src/start-platform-double.ts', '--data', this.#folder, '--accounts', file];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#platform = child;
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const [line] = await once(lines, 'line');
    this.#platformUrl = (JSON.parse(String(line)) as { url: string }).url;
  }

  async #post(path: string, body: object): Promise<unknown> {
    const response = await fetch(this.#platformUrl + path, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }
}
