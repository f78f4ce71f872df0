/**
 * Addresses of USB devices in a profile: `usb:<vendor>:<product>`, and where two of a kind are plugged in
 * `usb:<vendor>:<product>:<serial>` or `usb:<vendor>:<product>@<port>`. Looked up each time a device is
 * opened, because its node has another number after every plugging.
 */
import { type NodeKind, readUsbTree, type SystemFolders, systemFolders, type UsbDevice } from './usb-tree.ts';

export interface UsbAddress {
  readonly vendor: string;
  readonly product: string;
  readonly serial?: string;
  readonly port?: string;
}

/** What a profile may say; vendor and product are four hexadecimal digits. */
export const usbAddressPattern =
  /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?::([\w.+-]{1,64})|@(\d{1,3}-\d[\d.]{0,30}))?$/;

/** The parts of `text`, or undefined if it is no USB address. */
export function parseUsbAddress(text: string): UsbAddress | undefined {
  const [, vendor, product, serial, port] = usbAddressPattern.exec(text) ?? [];
  if (vendor === undefined || product === undefined) return undefined;
  return { vendor, product, ...(serial && { serial }), ...(port && { port }) };
}

/**
 * The path of the first node of one of `kinds` at `address`, for HID of one usage page: a scanner may have
 * another HID interface for its settings. Rejects with a plain error that says what is missing: no such
 * device, or one without such a node.
 */
export async function findUsbNode(
  address: string,
  kinds: readonly NodeKind[],
  folders: SystemFolders = systemFolders,
  usagePage?: number,
): Promise<string> {
  const wanted = parseUsbAddress(address);
  if (!wanted) throw new Error(`${address} is no USB address`);
  const devices = (await readUsbTree(folders, wanted)).filter((device) => isAt(device, wanted));
  if (devices.length === 0) throw new Error('not plugged in');
  const nodes = devices.flatMap((device) => device.interfaces.flatMap((one) => one.nodes));
  for (const kind of kinds) {
    const node = nodes.find(
      (one) => one.kind === kind && (usagePage === undefined || one.usagePage === usagePage),
    );
    if (node) return node.path;
  }
  throw new Error(`plugged in, but without a ${kinds.join(' or ')} node`);
}

function isAt(device: UsbDevice, { serial, port }: UsbAddress): boolean {
  return (serial === undefined || device.serial === serial) && (port === undefined || device.port === port);
}
