/**
 * What is plugged in, and how the profile would name it. An entry is proposed with the address that
 * survives most: the link of the udev rules where it leads to the device, else vendor and product, and the
 * port only where two of a kind are there.
 */
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type UsbFingerprint, usbFingerprints } from './usb-fingerprints.ts';
import {
  readUsbTree,
  type SystemFolders,
  systemFolders,
  type UsbDevice,
  type UsbInterface,
  type UsbNode,
} from './usb-tree.ts';

export interface FoundDevice {
  /** What the table says it is. */
  readonly what: string;
  /** How it names itself. */
  readonly name: string;
  readonly serial?: string;
  readonly port: string;
  /** Its node at the moment. */
  readonly node: string;
  /** The address for the profile. */
  readonly address: string;
  /** Where in the profile it belongs and as what; absent where only a technician can know. */
  readonly entry?: ProposedEntry;
}

export interface ProposedEntry {
  readonly section: 'scanners' | 'printer' | 'camera';
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

interface Match {
  readonly device: UsbDevice;
  readonly node: UsbNode;
  readonly fingerprint: UsbFingerprint;
}

/** Every device of the table that is plugged in, by port. */
export async function discover(folders: SystemFolders = systemFolders): Promise<FoundDevice[]> {
  const matches = (await readUsbTree(folders)).flatMap(matchesOf);
  return Promise.all(matches.map((match) => describe(match, matches, folders)));
}

function matchesOf(device: UsbDevice): Match[] {
  return device.interfaces.flatMap((one) => {
    for (const fingerprint of usbFingerprints) {
      const node = fits(fingerprint, device, one);
      if (node) return [{ device, node, fingerprint }];
    }
    return [];
  });
}

/** The node of `one` that `fingerprint` speaks of, if it fits. */
function fits(fingerprint: UsbFingerprint, device: UsbDevice, one: UsbInterface): UsbNode | undefined {
  const { vendor, product, interfaceClass, interfaceProtocol, usagePage, node } = fingerprint;
  if ((vendor ?? device.vendor) !== device.vendor || (product ?? device.product) !== device.product) return;
  if ((interfaceClass ?? one.class) !== one.class) return;
  if ((interfaceProtocol ?? one.protocol) !== one.protocol) return;
  return one.nodes.find(
    (found) => found.kind === node && (usagePage === undefined || found.usagePage === usagePage),
  );
}

async function describe(match: Match, all: readonly Match[], folders: SystemFolders): Promise<FoundDevice> {
  const { device, node, fingerprint } = match;
  const { use } = fingerprint;
  const address = await addressOf(match, all, folders);
  const { name, port, serial } = device;
  const found = { what: fingerprint.name, name, port, node: node.path, address, ...(serial && { serial }) };
  if (!use) return found;
  const fields = { driver: use.driver, [use.addressField]: address, ...use.defaults };
  return { ...found, entry: { section: use.section, fields } };
}

/** The names that the udev rules give a device: the plain one, and the one of its port. */
export function kioskLinks(link: string, port: string): [plain: string, ofPort: string] {
  return [`kiosk/${link}`, `kiosk/${link}-${port}`];
}

async function addressOf(
  { device, node, fingerprint }: Match,
  all: readonly Match[],
  folders: SystemFolders,
) {
  const { use } = fingerprint;
  const alike = all.filter((one) => use && one.fingerprint.use?.link === use.link);
  if (use) {
    const links = kioskLinks(use.link, device.port);
    const link = join(folders.dev, alike.length > 1 ? links[1] : links[0]);
    if ((await targetOf(link)) === (await targetOf(node.path))) return link;
  }
  const { vendor, product, port } = device;
  const same = all.filter((one) => one.device.vendor === vendor && one.device.product === product);
  const ports = new Set(same.map((one) => one.device.port));
  // A camera's driver opens a path and nothing else.
  if (use?.addressField === 'device') return node.path;
  return ports.size > 1 ? `usb:${vendor}:${product}@${port}` : `usb:${vendor}:${product}`;
}

/** Where `path` leads, or itself where there is nothing: two absent paths differ. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return path;
    throw error;
  }
}
