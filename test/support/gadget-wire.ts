/**
 * A wire from the far end of a serial gadget of the lab to a simulator's TCP port, so that the simulator is
 * the device on the other side of a real serial node. Pulling the plug hangs the gadget's tty up for good, so
 * it is opened anew then; what nobody fetched in time is lost with the cable.
 */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import type { Test } from 'tap';
import { type LabGadget, otherEnd } from './lab-devices.ts';

const lookEveryMs = 5;

/** Joins the two until the test ends. */
export async function wireGadget(t: Test, gadget: LabGadget, port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.setNoDelay(true);
  const far = new FarTty(otherEnd(gadget));
  let waiting = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
  });
  const timer = setInterval(() => {
    for (let bytes = far.read(); bytes.length > 0; bytes = far.read()) socket.write(bytes);
    waiting = waiting.subarray(far.write(waiting));
  }, lookEveryMs);
  t.teardown(() => {
    clearInterval(timer);
    socket.destroy();
    far.close();
  });
}

/** The tty at the gadget's end, opened again whenever it was hung up. */
class FarTty {
  readonly #path: string;
  readonly #block = Buffer.alloc(4096);
  #file: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** What there is now. */
  read(): Buffer {
    const count = this.#now((file) => {
      const read = readSync(file, this.#block);
      // A tty that was hung up reads as ended; one without data would have said so.
      if (read === 0) this.close();
      return read;
    });
    return Buffer.from(this.#block.subarray(0, count));
  }

  /** How much of it went out now. */
  write(bytes: Uint8Array): number {
    return bytes.length === 0 ? 0 : this.#now((file) => writeSync(file, bytes));
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #now(act: (file: number) => number): number {
    const { O_RDWR, O_NOCTTY, O_NONBLOCK } = constants;
    try {
      this.#file ??= openSync(this.#path, O_RDWR | O_NOCTTY | O_NONBLOCK);
      return act(this.#file);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') return 0;
      if (!['EIO', 'ENODEV', 'ENXIO', 'ENOENT'].includes(code)) throw error;
      this.close();
      return 0;
    }
  }
}
