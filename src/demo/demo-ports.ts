/**
 * Which port each part of the demo listens on: the one that was asked for, else the one of the start before,
 * else a friendly or a free one. Free ports are taken below the range that the kernel hands out by itself, out of
 * a block that no other demo takes from, so that nobody gets one between the choice and its use.
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
/** Its first port says whose block it is, the others are for use. */
const blockPorts = 32;
const blocks = 375;
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
  const block = new PortBlock(random);
  for (const name of portNames) {
    const taken = Object.values(chosen);
    chosen[name] = isFriendly(name)
      ? await friendlyPort(name, asked[name], kept[name], taken, block)
      : await likedPort([kept[name], asked.kiosk === 0 ? undefined : preferredPorts[name]], taken, block);
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
  block: PortBlock,
): Promise<number> {
  if (asked === 0) return likedPort([kept], taken, block);
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
  block: PortBlock,
): Promise<number> {
  for (const port of liked) {
    if (port !== undefined && !taken.includes(port) && (await isFree(port))) return port;
  }
  for (let i = 0; i < triesMax; i += 1) {
    const port = await block.next();
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new Fault('CONFIG_INVALID', 'find a free port');
}

/** Ports that nobody else chooses: this process listens on the first of a block for as long as it lives. */
class PortBlock {
  #random: Random;
  #left: number[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** The next one of the block, and of another when it has no more; throws `CONFIG_INVALID` if all are taken. */
  async next(): Promise<number> {
    for (let i = 0; i < triesMax && this.#left.length === 0; i += 1) {
      const first = freePortMin + blockPorts * Math.floor(this.#random.fraction() * blocks);
      if (await keep(first)) this.#left = Array.from({ length: blockPorts - 1 }, (_, at) => first + 1 + at);
    }
    const port = this.#left.shift();
    if (port === undefined) throw new Fault('CONFIG_INVALID', 'find a free port');
    return port;
  }
}

/** Whether the port was free; nobody else gets it before this process ends. */
function keep(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => {
      server.unref();
      resolve(true);
    });
  });
}

/** Whether this process could listen on the port of the loopback now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
