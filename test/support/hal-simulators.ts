/**
 * The simulators of one machine in a process of their own, as a driver meets them, and ways to them: TCP,
 * or a pseudo-terminal made by socat, so that the real serial driver is in between.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemCalls } from '../../hal/linux/system-calls.ts';
import { until } from './hal-until.ts';

const program = new URL('../../src/start-simulators.ts', import.meta.url).pathname;

export interface Simulators {
  readonly http: string;
  readonly scanner: string;
  readonly printer: string;
  readonly board: string;
  readonly coffee: string;
  readonly vending: string;
  readonly fingerprint: string;
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
  get<T>(path: string): Promise<T>;
  /** Ends the process as a power cut does. */
  kill(): Promise<void>;
  /** Asks the process to end; resolves with its exit code. */
  stop(): Promise<number | null>;
}

interface Test {
  teardown(action: () => unknown): void;
}

/** Starts the simulators and ends them with the test. */
export async function startSimulators(t: Test, flags: readonly string[] = []): Promise<Simulators> {
  const child = spawn(process.execPath, [program, '--until-stdin-ends', '--speed', '20', ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`simulators ended with ${code}`)));
  });
  const addresses = JSON.parse(line);
  return {
    ...addresses,
    post: async (path, body) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(addresses.http + path, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      const json = await answer.json();
      if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(json)}`);
      return json as Record<string, unknown>;
    },
    get: async (path) => (await fetch(addresses.http + path)).json(),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** The ways to a device that can be tried here: its address from what the simulators say. */
export interface Way {
  readonly name: string;
  /** Why this way cannot be tried on this machine. */
  readonly skip: string | false;
  address(t: Test, tcpAddress: string): Promise<string>;
  /** Resolves when bytes lie at the driver's end that nobody reads; absent where nothing lies there. */
  untilUnread?(address: string): Promise<void>;
}

const socatMissing = spawnSync('socat', ['-V']).error ? 'socat is not installed' : false;

export const ways: readonly Way[] = [
  { name: 'over TCP', skip: false, address: async (_t, tcpAddress) => tcpAddress },
  { name: 'over a serial line', skip: socatMissing, address: bridge, untilUnread },
];

/** How many bytes a terminal holds, by ioctl_tty(2). */
const fionread = 0x541b;

async function untilUnread(path: string): Promise<void> {
  const { ioctl } = await systemCalls();
  const file = openSync(path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
  const held = Buffer.alloc(4);
  await until(() => {
    ioctl(file, fionread, held);
    return held.readInt32LE() > 0;
  }).finally(() => closeSync(file));
}

/** A pseudo-terminal joined to `tcpAddress`, which comes back when either side was gone. */
async function bridge(t: Test, tcpAddress: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-pty-'));
  const path = join(folder, 'device');
  const target = tcpAddress.replace('tcp://', 'tcp:');
  let child: ChildProcess | undefined;
  let opened = false;
  let over = false;
  const open = () => {
    if (over) return;
    child = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${path}`, `${target},forever,interval=0.05`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (text) => {
      if (String(text).includes('starting data transfer loop')) opened = true;
    });
    child.once('exit', open);
  };
  open();
  t.teardown(async () => {
    over = true;
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await until(() => opened);
  return path;
}
