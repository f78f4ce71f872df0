/**
 * A machine of another merchant beside the demo's own: devices and machine as two more processes, at the
 * same broker, sold to and configured through the operator's API alone.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cabinetDoor, shelfSlots } from '../../src/demo/catalogue/selections.ts';
import type { Ports } from '../../src/demo/demo-ports.ts';
import { coinMinor, machineConfig } from '../../src/demo/machine-config.ts';
import { type Product, tether } from './product.ts';
import { Outside } from './product-outside.ts';
import type { Place } from './shopper.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface SecondKioskOptions {
  /** Whether it loses the network together with the demo's own machine; a line of its own otherwise. */
  readonly behindProxy?: boolean;
}

export interface SecondKiosk extends Place {
  stop(): Promise<void>;
}

/** Starts the machine `merchantId.kioskId`, which the cloud knows already. */
export async function startSecondKiosk(
  product: Product,
  merchantId: string,
  kioskId: string,
  { behindProxy = false }: SecondKioskOptions = {},
): Promise<SecondKiosk> {
  const { kept, running } = product.demo();
  const own = { ...kept, merchantId, kioskId };
  const demoPorts = kept.ports as Ports;
  const parts = ['--doors', cabinetDoor, '--slots', shelfSlots.join(','), '--coin-minor', `${coinMinor}`];
  const simulators = await program(['src/start-simulators.ts', '--speed', '10', ...parts]);
  const portOf = (address: unknown) => Number(String(address).split(':').at(-1));
  const ports = {
    ...demoPorts,
    scanner: portOf(simulators.ready.scanner),
    printer: portOf(simulators.ready.printer),
    board: portOf(simulators.ready.board),
    coffee: portOf(simulators.ready.coffee),
    vending: portOf(simulators.ready.vending),
    fingerprint: portOf(simulators.ready.fingerprint),
    network: behindProxy ? demoPorts.network : portOf(running.mqtt),
  };
  const config = join(product.data, `${kioskId}.json`);
  writeFileSync(config, machineConfig(ports, own));
  const data = join(product.data, kioskId);
  const machine = await program(['src/start-kiosk.ts', '--config', config, '--data', data, '--port', '0']);
  const kiosk = String(machine.ready.url);
  return {
    ready: { kiosk },
    outside: new Outside({
      kept: own,
      running: { ...running, kiosk, simulators: String(simulators.ready.http) },
    }),
    stop: async () => {
      await end(machine.process);
      await end(simulators.process);
    },
  };
}

async function program(args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', tether, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`${args[0]} ended with ${code} before it was ready`);
  });
  gone.catch(() => undefined);
  const ready = new Promise<Record<string, unknown>>((resolve) => {
    lines.on('line', (line) => {
      if (line.startsWith('{"ready":true')) resolve(JSON.parse(line) as Record<string, unknown>);
    });
  });
  return { process: child, ready: await Promise.race([ready, gone]) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
