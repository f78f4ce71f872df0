/**
 * A wire from the far end of a serial gadget of the lab to a simulator's TCP port, so that the simulator is
 * the device on the other side of a real serial node. The gadget's tty does not wake its reader reliably
 * when it is unplugged and plugged in again, so it is looked at again and again.
 */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Test } from 'tap';
import { type LabGadget, otherEnd } from './lab-devices.ts';

const lookEveryMs = 5;

/** Joins the two until the test ends. */
export async function wireGadget(t: Test, gadget: LabGadget, port: number): Promise<void> {
  const { O_RDWR, O_NOCTTY, O_NONBLOCK } = constants;
  const tty = openSync(otherEnd(gadget), O_RDWR | O_NOCTTY | O_NONBLOCK);
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.setNoDelay(true);
  let toTty = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    toTty = Buffer.concat([toTty, bytes]);
  });
  const timer = setInterval(() => {
    forward(tty, socket);
    toTty = toTty.subarray(write(tty, toTty));
  }, lookEveryMs);
  t.teardown(() => {
    clearInterval(timer);
    socket.destroy();
    closeSync(tty);
  });
}

function forward(tty: number, socket: Socket): void {
  const block = Buffer.alloc(4096);
  for (let count = now(() => readSync(tty, block)); count > 0; count = now(() => readSync(tty, block))) {
    socket.write(Buffer.from(block.subarray(0, count)));
  }
}

function write(tty: number, bytes: Uint8Array): number {
  return bytes.length === 0 ? 0 : now(() => writeSync(tty, bytes));
}

/** How many bytes went now; none while nobody holds the other end. */
function now(act: () => number): number {
  try {
    return act();
  } catch (error) {
    if (['EAGAIN', 'EIO', 'ENODEV'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}
