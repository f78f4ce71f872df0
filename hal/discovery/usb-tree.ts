/**
 * What is plugged into USB, as the kernel's sysfs tells it: devices with their port, interfaces with their
 * device nodes. Reads only; where sysfs has no USB the tree is empty. A device that goes away while it is
 * read is left out. The folders are parameters, so a made-up tree reads the same.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the kernel shows devices and their nodes. */
export interface SystemFolders {
  readonly sys: string;
  readonly dev: string;
}
export const systemFolders: SystemFolders = { sys: '/sys', dev: '/dev' };

/** What a node is for, by its name under `/dev`. */
export type NodeKind = 'lp' | 'tty' | 'hidraw' | 'event' | 'video' | 'sound';

export interface UsbNode {
  readonly kind: NodeKind;
  /** Its path such as `/dev/usb/lp0`; a new one may come with every plugging. */
  readonly path: string;
  /** The usage page of a HID device's first collection (HID 1.11, 6.2.2.7), for `hidraw` only. */
  readonly usagePage?: number;
}

export interface UsbInterface {
  readonly class: string;
  readonly subclass: string;
  readonly protocol: string;
  readonly nodes: readonly UsbNode[];
}

export interface UsbDevice {
  /** Bus and ports on the way, such as `1-1.2`: the same as long as nobody moves the cable. */
  readonly port: string;
  readonly vendor: string;
  readonly product: string;
  readonly serial?: string;
  readonly name: string;
  readonly interfaces: readonly UsbInterface[];
}

const nodeKinds: readonly (readonly [RegExp, NodeKind])[] = [
  [/^usb\/lp\d+$/, 'lp'],
  [/^tty(ACM|USB)\d+$/, 'tty'],
  [/^hidraw\d+$/, 'hidraw'],
  [/^input\/event\d+$/, 'event'],
  [/^video\d+$/, 'video'],
  [/^snd\/pcm\w+$/, 'sound'],
];
/** Nodes stand at most this deep below their interface: `0003:…/input/input7/event3`. */
const nodeDepthMax = 5;
const interfacePattern = /^\d+-[\d.]+:\d+\.\d+$/;

/** Every USB device that is plugged in, or those of one kind, by port. */
export async function readUsbTree(
  folders: SystemFolders = systemFolders,
  kind?: Pick<UsbDevice, 'vendor' | 'product'>,
): Promise<UsbDevice[]> {
  const root = join(folders.sys, 'bus/usb/devices');
  const names = await list(root);
  const ports = names.filter((name) => /^\d+-[\d.]+$/.test(name)).sort();
  const devices = await Promise.all(ports.map((port) => readDevice(root, port, names, folders, kind)));
  return devices.filter((device) => device !== undefined);
}

async function readDevice(
  root: string,
  port: string,
  names: readonly string[],
  folders: SystemFolders,
  kind: Pick<UsbDevice, 'vendor' | 'product'> | undefined,
): Promise<UsbDevice | undefined> {
  const word = (name: string) => readWord(join(root, port, name));
  const [vendor, product] = [await word('idVendor'), await word('idProduct')].map((id) => id?.toLowerCase());
  if (vendor === undefined || product === undefined) return undefined;
  if (kind && (kind.vendor !== vendor || kind.product !== product)) return undefined;
  const own = names.filter((name) => name.startsWith(`${port}:`) && interfacePattern.test(name)).sort();
  const serial = await word('serial');
  const name = [await word('manufacturer'), await word('product')].filter(Boolean).join(' ');
  return {
    port,
    vendor,
    product,
    name: name === '' ? `${vendor}:${product}` : name,
    interfaces: await Promise.all(own.map((id) => readInterface(join(root, id), folders))),
    ...(serial ? { serial } : {}),
  };
}

async function readInterface(folder: string, folders: SystemFolders): Promise<UsbInterface> {
  const word = async (name: string) => ((await readWord(join(folder, name))) ?? '').toLowerCase();
  return {
    class: await word('bInterfaceClass'),
    subclass: await word('bInterfaceSubClass'),
    protocol: await word('bInterfaceProtocol'),
    nodes: await nodesBelow(folder, nodeDepthMax, folders),
  };
}

async function nodesBelow(folder: string, depth: number, folders: SystemFolders): Promise<UsbNode[]> {
  const found: UsbNode[] = [];
  const deviceName = /^DEVNAME=(.+)$/m.exec((await readWord(join(folder, 'uevent'))) ?? '')?.[1];
  const kind = nodeKinds.find(([pattern]) => deviceName !== undefined && pattern.test(deviceName))?.[1];
  if (kind && deviceName !== undefined) {
    const usagePage = kind === 'hidraw' ? await usagePageOf(folder) : undefined;
    const path = join(folders.dev, deviceName);
    found.push(usagePage === undefined ? { kind, path } : { kind, path, usagePage });
  }
  if (depth === 0) return found;
  for (const child of await foldersIn(folder)) {
    found.push(...(await nodesBelow(join(folder, child), depth - 1, folders)));
  }
  return found;
}

/** The HID device's folder is two above `hidraw/hidraw0`, its descriptor a file in it. */
async function usagePageOf(hidrawFolder: string): Promise<number | undefined> {
  const bytes = await unlessGone(readFile(join(hidrawFolder, '../../report_descriptor')));
  return bytes && firstUsagePage(bytes);
}

/** The usage page in force when the first collection of a report descriptor begins. */
export function firstUsagePage(descriptor: Uint8Array): number | undefined {
  let page: number | undefined;
  for (let at = 0; at < descriptor.length; ) {
    const item = descriptor[at] ?? 0;
    const size = [0, 1, 2, 4][item & 3] ?? 0;
    let value = 0;
    for (let i = size; i > 0; i -= 1) value = value * 256 + (descriptor[at + i] ?? 0);
    if ((item & 0xfc) === 0x04) page = value;
    if ((item & 0xfc) === 0xa0) return page;
    at += 1 + size;
  }
  return undefined;
}

async function readWord(path: string): Promise<string | undefined> {
  return (await unlessGone(readFile(path, 'utf8')))?.trim();
}

async function list(folder: string): Promise<string[]> {
  return (await unlessGone(readdir(folder))) ?? [];
}

/** Folders that every device has and that hold no node. */
const nodeless = /^(power|ep_[0-9a-f]{2}|statistics|wakeup\d*)$/;

/** Folders only: the links of sysfs lead out of the device again. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = (await unlessGone(readdir(folder, { withFileTypes: true }))) ?? [];
  return entries
    .filter((entry) => entry.isDirectory() && !nodeless.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** Codes by which a file of sysfs says that its device is not there, or has just gone. */
const goneCodes = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'EIO', 'EINVAL', 'EACCES']);

async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (goneCodes.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
