/**
 * The way to a HID scanner: `/dev/hidraw*` through node-hid, one report a call, or TCP to a simulator, which
 * sends its reports one behind the other. node-hid is loaded only when such a device is opened; when the
 * scanner is pulled out its error says "undefined", so the reason told here is our own.
 */
import { realpath } from 'node:fs/promises';
import type { Clock } from '../../src/platform/clock.ts';
import { type ByteChannel, type ByteChannelHooks, type ChannelOpener, openChannel } from '../byte-channel.ts';
import { findUsbNode } from '../discovery/usb-address.ts';
import { systemFolders } from '../discovery/usb-tree.ts';
import { pause } from '../pause.ts';

/** HID usage page of bar code scanners. */
const scannerPage = 0x8c;

/**
 * A scanner holds a code that was presented while nobody read it, and tells it at once to whoever comes
 * next, perhaps hours later. What arrives this soon after opening is dropped.
 */
const staleMs = 200;

/** Opens HID addresses; `reportBytes` is the length of the reports of a simulator. */
export function hidChannelOpener(reportBytes: number): ChannelOpener {
  return async (address, framing, clock, hooks) => {
    if (!address.startsWith('tcp:')) return openHidraw(address, clock, hooks);
    let held = Buffer.alloc(0);
    return openChannel(address, framing, clock, {
      closed: hooks.closed,
      data: (bytes) => {
        held = Buffer.concat([held, bytes]);
        for (; held.length >= reportBytes; held = held.subarray(reportBytes)) {
          hooks.data(Uint8Array.from(held.subarray(0, reportBytes)));
        }
      },
    });
  };
}

async function openHidraw(address: string, clock: Clock, hooks: ByteChannelHooks): Promise<ByteChannel> {
  const node = address.startsWith('usb:')
    ? await findUsbNode(address, ['hidraw'], systemFolders, scannerPage)
    : address;
  const { HIDAsync } = (await import('node-hid')).default;
  const device = await HIDAsync.open(await realpath(node));
  let state: 'stale' | 'open' | 'closed' = 'stale';
  const end = (reason: string) => {
    if (state === 'closed') return;
    const told = state === 'open';
    state = 'closed';
    // The read that failed has already ended the device's thread; there is nothing left that could fail.
    device.close().catch(() => undefined);
    if (told) hooks.closed(reason);
  };
  device.on('data', (report: Uint8Array) => {
    if (state === 'open') hooks.data(report);
  });
  device.on('error', () => end('no longer plugged in'));
  await pause(clock, staleMs);
  // The listener above may have changed it, which the compiler does not see.
  if ((state as string) === 'closed') throw new Error('no longer plugged in');
  state = 'open';
  return {
    write: async (bytes) => {
      if (state !== 'open') throw new Error('the device is closed');
      await device.write(Buffer.from(bytes));
    },
    close: () => end('closed by us'),
  };
}
