/**
 * The lab's devices as `scripts/lab/guest/lab-devices.sh` makes them: USB gadgets whose other end a test
 * plays through `/dev/lab/<name>`, found on the driver's side by their serial number `LAB-<name>`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './hal-until.ts';

/** Why a test of `test/hardware` cannot run here; false in the lab. */
export const labAbsent = process.env.KIOSKD_LAB === '1' ? false : 'runs in the virtual hardware lab only';

/** The gadgets. */
export type LabGadget =
  | 'wedge'
  | 'pos'
  | 'pos2'
  | 'printer'
  | 'serial-scanner'
  | 'mdb'
  | 'coffee'
  | 'fingerprint'
  | 'board';

/** Nodes on the driver's side, by the beginning of their name below `/dev`. */
export type LabNode = 'hidraw' | 'event' | 'lp' | 'ttyACM';

const gadgets = '/sys/kernel/config/usb_gadget';
const usbDevices = '/sys/bus/usb/devices';
const depthMax = 6;

/** Where a test plays the device: a hidg, g_printer or ttyGS node. */
export function otherEnd(gadget: LabGadget): string {
  return `/dev/lab/${gadget}`;
}

/** The node on the driver's side; waits until the kernel has made it, and says its name. */
export async function nodeOf(gadget: LabGadget, node: LabNode): Promise<string> {
  const path = await until(() => findNode(gadget, node));
  console.log(`# ${gadget} is ${path}`);
  return path;
}

/** Pulls the plug; resolves when the device and its nodes are gone. */
export async function unplug(gadget: LabGadget): Promise<void> {
  writeFileSync(join(gadgets, gadget, 'UDC'), '\n');
  await until(() => deviceOf(gadget) === undefined);
}

/** Puts the plug back; resolves when the kernel sees the device again. */
export async function plugIn(gadget: LabGadget): Promise<void> {
  const controller = readFileSync(`/run/lab/controllers/${gadget}`, 'utf8').trim();
  writeFileSync(join(gadgets, gadget, 'UDC'), controller);
  await until(() => deviceOf(gadget) !== undefined);
}

function deviceOf(gadget: LabGadget): string | undefined {
  for (const name of readdirSync(usbDevices)) {
    const folder = join(usbDevices, name);
    if (!name.includes(':') && wordOf(join(folder, 'serial')) === `LAB-${gadget}`) return folder;
  }
  return undefined;
}

function findNode(gadget: LabGadget, node: LabNode): string | undefined {
  const device = deviceOf(gadget);
  return device === undefined ? undefined : nodeBelow(device, node, depthMax);
}

function nodeBelow(folder: string, node: LabNode, depth: number): string | undefined {
  const path = /^DEVNAME=(.+)$/m.exec(wordOf(join(folder, 'uevent')))?.[1];
  if (path?.split('/').at(-1)?.startsWith(node)) return `/dev/${path}`;
  if (depth === 0) return undefined;
  for (const entry of entriesOf(folder)) {
    const found = nodeBelow(join(folder, entry), node, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A device may go away while it is read. */
function entriesOf(folder: string): string[] {
  try {
    const all = readdirSync(folder, { withFileTypes: true });
    return all.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    return [];
  }
}

function wordOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
