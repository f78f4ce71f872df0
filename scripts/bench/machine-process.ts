/**
 * The machine as it is in production: `start-kiosk.ts` in a process of its own, with a journal on the disk,
 * beside devices and a cloud of the bench that answer at once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { benchMachine, keepBenchShop } from './bench-bundle.ts';
import { BenchDevices } from './bench-devices.ts';
import { InstantCloud } from './instant-cloud.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Further flags of Node for the machine, such as `--cpu-prof`, by the environment. */
const nodeFlags = (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter((flag) => flag !== '');

/** Of Linux on every machine that Node knows. */
const clockTickMs = 10;

/** Whether Linux tells the memory of a process here. */
export const noProc: string | undefined = existsSync('/proc/self/status') ? undefined : 'no /proc here';

/** One machine that can be started again on what it keeps. */
export class MachineProcess {
  readonly devices = new BenchDevices();
  readonly cloud = new InstantCloud();
  readonly folder: string;
  #process: ChildProcess | undefined;
  url = '';

  /** Everything it keeps goes into a new folder of `place`, a disk unless said otherwise. */
  constructor(place = tmpdir()) {
    this.folder = mkdtempSync(join(place, 'bench-'));
  }

  /** Starts what stands around the machine, which has `products` to sell. */
  async prepare(products: number): Promise<void> {
    await this.devices.start();
    await this.cloud.start();
    const config = {
      ...benchMachine,
      mqttUrl: this.cloud.url,
      ...this.cloud.access(benchMachine.merchantId, benchMachine.machineId),
      screenPort: 0,
      technicianToken: 'the token of a benchmark',
      logLevel: 'error',
      profile: this.devices.profile(),
    };
    mkdirSync(join(this.folder, 'data'));
    writeFileSync(join(this.folder, 'kiosk.json'), JSON.stringify(config));
    await keepBenchShop(join(this.folder, 'data'), products);
  }

  /** Starts the machine; resolves when it says that it sells. */
  async start(): Promise<void> {
    const args = ['--config', join(this.folder, 'kiosk.json'), '--data', join(this.folder, 'data')];
    const child = spawn(process.execPath, [...nodeFlags, 'src/start-kiosk.ts', ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = child;
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const ready = once(lines, 'line').then(([line]) => JSON.parse(String(line)) as { url: string });
    const gone = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`the machine ended with ${signal ?? code} before it was ready`);
    });
    gone.catch(() => undefined);
    this.url = (await Promise.race([ready, gone])).url;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Resident memory now, in MB of 10⁶ bytes. */
  rssMb(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return (Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024) / 1e6;
  }

  /** Processor time that it has used, in ms. */
  cpuMs(): number {
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * clockTickMs;
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }

  /** Stops everything and removes what was kept. */
  async close(): Promise<void> {
    await this.stop();
    await this.devices.stop();
    await this.cloud.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
