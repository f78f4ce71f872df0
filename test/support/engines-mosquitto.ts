/**
 * Mosquitto with the product's rules, as `scripts/mosquitto-config.ts` writes them, on a free port of the
 * loopback and with a folder of its own.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

export interface RunningMosquitto {
  readonly url: string;
  readonly secret: string;
  close(): Promise<void>;
}

const script = fileURLToPath(new URL('../../scripts/mosquitto-config.ts', import.meta.url));
const secret = 'the secret of a journey';
const triesMax = 5;

/** Starts the program at `path` for these machines, `merchant.machine`. */
export async function startMosquitto(path: string, machines: readonly string[]): Promise<RunningMosquitto> {
  const folder = mkdtempSync(join(tmpdir(), 'journey-broker-'));
  for (let i = 0; i < triesMax; i += 1) {
    const port = await freePort();
    const known = machines.flatMap((machine) => ['--machine', machine]);
    const args = [script, '--out', folder, '--secret', secret, '--port', String(port), ...known];
    execFileSync(process.execPath, args);
    const broker = spawn(path, ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
    if (await listens(broker, port)) {
      return {
        url: `mqtt://127.0.0.1:${port}`,
        secret,
        close: async () => {
          await end(broker);
          rmSync(folder, { recursive: true, force: true });
        },
      };
    }
    await end(broker);
  }
  throw new Error(`${path} does not listen`);
}

/** Waits until the broker takes connections; false if it ends first, as on a port that was taken meanwhile. */
async function listens(broker: ChildProcess, port: number): Promise<boolean> {
  let gone = false;
  broker.once('exit', () => {
    gone = true;
  });
  broker.once('error', () => {
    gone = true;
  });
  while (!gone) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (open && !gone) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

async function end(broker: ChildProcess): Promise<void> {
  if (broker.pid === undefined || broker.exitCode !== null || broker.signalCode !== null) return;
  const exited = once(broker, 'exit');
  broker.kill('SIGTERM');
  await exited;
}
