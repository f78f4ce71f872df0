/**
 * One opened way to a device: a serial path or a TCP address. It is open until it tells `closed`, once,
 * and is then spent; `byte-line.ts` opens the next. Serial is loaded only when a serial path is opened.
 */
import { connect } from 'node:net';
import type { Clock } from '../src/platform/clock.ts';
import { findUsbNode } from './discovery/usb-address.ts';

export interface ByteChannel {
  /** Resolves when the operating system has taken the bytes; rejects if the channel closed before. */
  write(bytes: Uint8Array): Promise<void>;
  /** Drops what was written and not taken yet, where the channel itself holds it; those writes reject. */
  discard?(): void;
  close(): void;
}

export interface ByteChannelHooks {
  data(bytes: Uint8Array): void;
  closed(reason: string): void;
}

/** How characters stand on a serial line; TCP knows nothing of it. */
export interface SerialFraming {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

/** Opens one way to `address`; rejects with a plain error that says why not. */
export type ChannelOpener = (
  address: string,
  framing: SerialFraming,
  clock: Clock,
  hooks: ByteChannelHooks,
) => Promise<ByteChannel>;

/** How long one attempt to connect may take. */
const connectWithinMs = 3_000;

/** Opens `tcp://host:port`, the path of a serial device, or a USB address that has a serial node. */
export const openChannel: ChannelOpener = async (address, framing, clock, hooks) => {
  if (address.startsWith('tcp:')) return openTcp(address, clock, hooks);
  const path = address.startsWith('usb:') ? await findUsbNode(address, ['tty']) : address;
  return openSerial(path, framing, hooks);
};

function openTcp(address: string, clock: Clock, hooks: ByteChannelHooks): Promise<ByteChannel> {
  const url = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) });
    let open = false;
    let reason = 'closed by the device';
    const cancel = clock.after(connectWithinMs, () => socket.destroy(new Error('no answer to connect')));
    socket.setNoDelay(true).setKeepAlive(true, 5_000);
    socket.on('connect', () => {
      cancel();
      open = true;
      resolve({
        write: (bytes) =>
          new Promise((done, failed) => {
            socket.write(bytes, (error) => (error ? failed(error) : done()));
          }),
        close: () => {
          reason = 'closed by us';
          socket.destroy();
        },
      });
    });
    socket.on('data', (bytes) => hooks.data(bytes));
    socket.on('error', (error) => {
      reason = error.message;
    });
    // Allowing half-open sockets is off, so an end from the device closes the socket as well.
    socket.on('close', () => {
      cancel();
      if (open) hooks.closed(reason);
      else reject(new Error(reason));
    });
  });
}

async function openSerial(
  path: string,
  { baudRate, dataBits, parity, stopBits }: SerialFraming,
  hooks: ByteChannelHooks,
): Promise<ByteChannel> {
  const { SerialPort } = await import('serialport');
  const port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false });
  let reason = 'closed by the device';
  port.on('data', (bytes: Uint8Array) => hooks.data(bytes));
  port.on('error', (error: Error) => {
    reason = error.message;
  });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve()));
  });
  port.on('close', (error: Error | null) => hooks.closed(error?.message ?? reason));
  return {
    write: (bytes) =>
      new Promise((done, failed) => {
        if (!port.isOpen) return failed(new Error('port is closed'));
        port.write(Buffer.from(bytes), (error) => (error ? failed(error) : done()));
      }),
    close: () => {
      reason = 'closed by us';
      if (port.isOpen) port.close();
    },
  };
}
