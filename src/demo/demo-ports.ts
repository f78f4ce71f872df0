/**
 * Which port each part of the demo listens on: the one that was asked for, else the one of the start before,
 * else a friendly or a free one. Free ports are taken below the range that the kernel hands out by itself,
 * so that nobody gets one between the choice and its use.
 */
import { createServer } from 'node:net';
import { Fault } from '../domain/fault.ts';
import type { Random } from '../platform/random.ts';
import { type PortName, portNames } from '../technician/demo-file.ts';

/** What people type into browsers and other programs; a taken one is an error, not a surprise. */
export const friendlyPorts = { kiosk: 8601, cloud: 8602, mqtt: 8603 } as const;
/** Taken if it is free, unless free ports were asked for: another demo may be asking at the same moment. */
const preferredPorts: Partial<Record<PortName, number>> = { simulators: 8604 };

const freePortMin = 20_000;
const freePortMax = 31_999;
const triesMax = 200;

export type Ports = Readonly<Record<PortName, number>>;
/** Ports named on the command line; 0 asks for a free one. */
export type AskedPorts = Partial<Record<keyof typeof friendlyPorts, number>>;

/** Chooses all ports; throws `CONFIG_INVALID` naming the option when one that must be is taken. */
export async function choosePorts(
  asked: AskedPorts,
  kept: Partial<Record<PortName, number>>,
  random: Random,
): Promise<Ports> {
  const chosen: Partial<Record<PortName, number>> = {};
  for (const name of portNames) {
    const taken = Object.values(chosen);
    chosen[name] = isFriendly(name)
      ? await friendlyPort(name, asked[name], kept[name], taken, random)
      : await likedPort([kept[name], asked.kiosk === 0 ? undefined : preferredPorts[name]], taken, random);
  }
  return chosen as Ports;
}

function isFriendly(name: PortName): name is keyof typeof friendlyPorts {
  return name in friendlyPorts;
}

async function friendlyPort(
  name: keyof typeof friendlyPorts,
  asked: number | undefined,
  kept: number | undefined,
  taken: readonly number[],
  random: Random,
): Promise<number> {
  if (asked === 0) return likedPort([kept], taken, random);
  const port = asked ?? kept ?? friendlyPorts[name];
  if (!taken.includes(port) && (await isFree(port))) return port;
  throw new Fault(
    'CONFIG_INVALID',
    `listen on port ${port}: it is taken. Choose another with --${name}-port N (0 = a free one)`,
  );
}

async function likedPort(
  liked: readonly (number | undefined)[],
  taken: readonly number[],
  random: Random,
): Promise<number> {
  for (const port of liked) {
    if (port !== undefined && !taken.includes(port) && (await isFree(port))) return port;
  }
  for (let i = 0; i < triesMax; i += 1) {
    const port = freePortMin + Math.floor(random.fraction() * (freePortMax - freePortMin + 1));
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new Fault('CONFIG_INVALID', 'find a free port');
}

/** Whether this process could listen on the port of the loopback now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
