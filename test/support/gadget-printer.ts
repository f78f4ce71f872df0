/**
 * The simulated printer at the far end of the lab's USB printer: what the kernel's gadget receives goes to
 * the simulator, what that answers goes back. A simulator that hangs up, as one without power does, pulls
 * the plug, and puts it back when it can be reached again.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Test } from 'tap';
import type { ByteChannel } from '../../hal/byte-channel.ts';
import { openLpChannel } from '../../hal/printer/lp-channel.ts';
import { testContext } from './hal-context.ts';
import { otherEnd, plugIn, unplug } from './lab-devices.ts';

/** Joins the gadget with the simulator at `address` until the test ends; then the gadget is plugged in. */
export function joinPrinter(t: Test, address: string): void {
  let over = false;
  const { hostname, port } = new URL(address);
  const running = (async () => {
    let plugged = true;
    while (!over) {
      const socket = await reach(Number(port), hostname);
      if (!socket) {
        if (plugged) await unplug('printer');
        plugged = false;
        await sleep(50);
        continue;
      }
      if (!plugged) await plugIn('printer');
      plugged = true;
      await pump(socket, () => over);
    }
    if (!plugged) await plugIn('printer');
  })();
  t.teardown(async () => {
    over = true;
    await running;
  });
}

/** A connection, or nothing if the simulator is switched off. */
function reach(port: number, host: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

/** Carries bytes both ways until the simulator hangs up, the plug is pulled or the test is over. */
async function pump(socket: Socket, over: () => boolean): Promise<void> {
  let gone = false;
  socket.on('close', () => {
    gone = true;
  });
  socket.on('error', () => socket.destroy());
  const ends = () => gone || over();
  const device = await openDevice(socket, ends, () => {
    gone = true;
  });
  if (!device) {
    socket.destroy();
    return;
  }
  socket.on('data', (bytes) => void device.write(bytes).catch(() => undefined));
  while (!ends()) await sleep(20);
  device.close();
  socket.destroy();
}

async function openDevice(
  socket: Socket,
  ends: () => boolean,
  closed: () => void,
): Promise<ByteChannel | undefined> {
  while (!ends()) {
    try {
      return await openLpChannel(otherEnd('printer'), testContext().clock, {
        data: (bytes) => void socket.write(bytes),
        closed,
      });
    } catch {
      // The kernel makes the node a moment after the plug, and frees it a moment after the last use.
      await sleep(50);
    }
  }
  return undefined;
}
