/**
 * Which way leads to a printer: TCP 9100, a serial line, or the kernel's printer device. Links such as
 * `/dev/kiosk/printer` are followed at each opening, because a printer of another make that is plugged in
 * instead may hang on another kind of node.
 */
import { realpath } from 'node:fs/promises';
import { type ChannelOpener, openChannel } from '../byte-channel.ts';
import { findUsbNode } from '../discovery/usb-address.ts';
import { openLpChannel } from './lp-channel.ts';

const lpPattern = /^\/dev\/(usb\/)?lp\d+$/;

/** Opens the way to the printer at `address`. */
export const openPrinterChannel: ChannelOpener = async (address, framing, clock, hooks) => {
  if (address.startsWith('tcp:')) return openChannel(address, framing, clock, hooks);
  const path = await realpath(
    address.startsWith('usb:') ? await findUsbNode(address, ['lp', 'tty']) : address,
  );
  if (lpPattern.test(path)) return openLpChannel(path, clock, hooks);
  return openChannel(path, framing, clock, hooks);
};
