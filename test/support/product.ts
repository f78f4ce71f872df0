/**
 * The whole product as `npm start` runs it, each part a process of its own, on a data folder and ports that
 * nobody else uses. Everything that a test asks it, it asks as the outside would: over HTTP, MQTT and files.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { OpenDatabaseOptions } from '../../src/cloud/database/open-database.ts';
import { type DemoFile, demoFileName, parseDemoFile } from '../../src/technician/demo-file.ts';
import type { OpenEngines } from './engines.ts';
import { Outside } from './product-outside.ts';
import { Rest } from './product-rest.ts';

/** The line that says where everything is. */
export interface ReadyLine {
  readonly kiosk: string;
  readonly second: string;
  readonly simulators: string;
  readonly cloud: string;
  readonly console: string;
  readonly mqtt: string;
  readonly token: string;
  readonly data: string;
}

export interface ProductOptions {
  readonly engines: OpenEngines;
  /** Times as fast as life. */
  readonly speed?: number;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Loaded into a program, ends it when the process that started it is gone. */
export const tether = new URL('../../src/demo/tether.ts', import.meta.url).href;
const speedDefault = 10;
const logLinesShown = 15;

/** One data folder's product, which can be started, ended and started again. */
export class Product {
  readonly data = mkdtempSync(join(tmpdir(), 'journey-'));
  readonly #options: ProductOptions;
  #process: ChildProcess | undefined;
  #ready: ReadyLine | undefined;
  #said = '';

  constructor(options: ProductOptions) {
    this.#options = options;
  }

  /** Resolves with the ready line; throws with what was said if it ends before. */
  async start(): Promise<ReadyLine> {
    const { engines, speed = speedDefault } = this.#options;
    const ports = ['--kiosk-port', '0', '--cloud-port', '0', '--mqtt-port', '0'];
    const args = ['src/start-demo.ts', '--data', this.data, ...ports, '--speed', String(speed)];
    const environment = { ...process.env, ...engines.environment };
    // Tied to this process, so that it does not outlive a test that is killed.
    const demo = spawn(process.execPath, ['--import', tether, ...args], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    this.#process = demo;
    this.#said = '';
    demo.stderr?.on('data', (bytes) => {
      this.#said += bytes;
    });
    const lines = createInterface({ input: demo.stdout as NodeJS.ReadableStream });
    const gone = once(demo, 'exit').then(([code]) => {
      throw new Error(`the product ended with ${code} before it was ready:\n${this.#said}`);
    });
    this.#ready = await Promise.race([readyLine(lines), gone]);
    gone.catch(() => undefined);
    return this.#ready;
  }

  get ready(): ReadyLine {
    if (!this.#ready) throw new Error('the product was not started');
    return this.#ready;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** What the product remembers and where its parts are, as `kioskctl` reads it. */
  demo(): DemoFile & { running: NonNullable<DemoFile['running']> } {
    const file = parseDemoFile(readFileSync(join(this.data, demoFileName), 'utf8'));
    if (!file.running) throw new Error('the product does not run');
    return { ...file, running: file.running };
  }

  /** Where the cloud keeps its tables; the embedded database opens only when the product has ended. */
  get database(): OpenDatabaseOptions {
    const { DATABASE_URL: url } = this.#options.engines.environment;
    return url === undefined ? { dataDir: join(this.data, 'cloud', 'database') } : { url };
  }

  /** The merchant's own API token. */
  get rest(): Rest {
    return new Rest(this.ready.cloud, this.ready.token);
  }

  /** The platform's operator, who may do everything. */
  get operator(): Rest {
    return new Rest(this.ready.cloud, this.demo().kept.bootstrapToken);
  }

  get outside(): Outside {
    return new Outside(this.demo());
  }

  /** Sends SIGTERM; resolves with how it ended when it has. */
  async stop(): Promise<{ code: number | null; tookMs: number }> {
    const demo = this.#process;
    if (!demo || demo.exitCode !== null || demo.signalCode !== null) return { code: null, tookMs: 0 };
    const startedAtMs = performance.now();
    const exited = once(demo, 'exit');
    demo.kill('SIGTERM');
    const [code] = await exited;
    return { code, tookMs: performance.now() - startedAtMs };
  }

  /** Ends it and removes everything it kept. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** What a program has logged so far. */
  logOf(program: string): string {
    return readFileSync(join(this.data, 'logs', `${program}.log`), 'utf8');
  }

  /** The end of every program's log, for whoever looks into a failure. */
  logs(): string {
    const folder = join(this.data, 'logs');
    if (!existsSync(folder)) return this.#said;
    const tails = readdirSync(folder).map((name) => {
      const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
      return [`--- ${name}`, ...lines.slice(-logLinesShown)].join('\n');
    });
    return [...tails, this.#said].join('\n');
  }
}

function readyLine(lines: ReturnType<typeof createInterface>): Promise<ReadyLine> {
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      if (line.startsWith('ready {')) resolve(JSON.parse(line.slice('ready '.length)) as ReadyLine);
    });
  });
}
