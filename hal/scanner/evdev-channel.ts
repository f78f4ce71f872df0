/**
 * The way to a scanner that is a keyboard: its events from `/dev/input/event*`, which are taken from
 * everybody else (`EVIOCGRAB`), so that a scan never types into another program, or at the console. The node
 * is looked at again and again without waiting, because a read that waits on it can never be ended.
 */
import { closeSync, constants, openSync } from 'node:fs';
import type { Cancel } from '../../src/platform/clock.ts';
import type { ChannelOpener } from '../byte-channel.ts';
import { findUsbNode } from '../discovery/usb-address.ts';
import { systemCalls } from '../linux/system-calls.ts';
import { keyEventBytes } from './wedge-codec.ts';

/** `EVIOCGRAB` of `linux/input.h`. */
const grab = 0x40044590;
/** A scan is on the screen within 50 ms; nobody sees a fifth of that. */
const lookEveryMs = 10;
const eventsAtOnce = 64;

/** Opens the path of an event node, or a USB address that has one; grabs it or rejects. */
export const openEvdev: ChannelOpener = async (address, _framing, clock, hooks) => {
  const path = address.startsWith('usb:') ? await findUsbNode(address, ['event']) : address;
  const calls = await systemCalls();
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  let cancelLook: Cancel | undefined;
  let open = true;
  const end = (reason: string) => {
    if (!open) return;
    open = false;
    cancelLook?.();
    // The grab ends with the file.
    closeSync(file);
    hooks.closed(reason);
  };
  const events = Buffer.alloc(eventsAtOnce * keyEventBytes);
  const look = () => {
    try {
      for (let full = true; open && full; ) {
        const bytes = calls.readNow(file, events) ?? 0;
        full = bytes === events.length;
        if (bytes > 0) hooks.data(Uint8Array.from(events.subarray(0, bytes)));
      }
    } catch (error) {
      end(reasonOf(error));
    }
    if (open) cancelLook = clock.after(lookEveryMs, look);
  };
  try {
    calls.ioctl(file, grab, 1);
  } catch (error) {
    closeSync(file);
    throw new Error(reasonOf(error));
  }
  cancelLook = clock.after(lookEveryMs, look);
  return {
    write: async () => {
      throw new Error('a keyboard takes no bytes');
    },
    close: () => end('closed by us'),
  };
};

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENODEV') return 'no longer plugged in';
  if (code === 'EBUSY') return 'grabbed by another program';
  if (code === 'ENOTTY' || code === 'EINVAL') return 'not an input device';
  return message;
}
