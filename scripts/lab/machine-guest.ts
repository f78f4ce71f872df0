/**
 * A guest that runs the machine's process alone, for the proof: its journal lies on a disk of its own, and
 * what the guest has not flushed to it is lost when QEMU is killed. Everything else of the product stays on
 * the host, which the guest reaches at 10.0.2.2.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { makeDiskImage } from './disk-image.ts';
import { makeInitramfs } from './initramfs.ts';
import { labKernel } from './kernel.ts';
import { labPart, projectRoot, sourceOf } from './lab-cache.ts';
import { bundleMachine } from './machine-bundle.ts';
import { packagesDisk } from './project-disks.ts';
import { debianTree, rootImage } from './root-image.ts';

/** What every start of the machine needs; written once, read by each. */
export const machineGuestSchema = z.object({
  kernelImage: z.string(),
  initramfs: z.string(),
  /** Root, packages, program: all read only. */
  disks: z.array(z.string()).length(3),
  plantedMistake: z.literal('noFsync').optional(),
});
export type MachineGuest = z.infer<typeof machineGuestSchema>;

/** The environment variable that names the file of the {@link MachineGuest}. */
export const machineGuestVariable = 'LAB_MACHINE_GUEST';

const modules = ['virtio_pci', 'virtio_blk', 'ext4', 'virtio_net', 'qemu_fw_cfg'];
/** Drivers that ask their device and wait for an answer. */
const asking = ['kio', 'kcm', 'mdb', 'r503', 'escpos'];
const journalDiskBytes = 96 * 1024 * 1024;

/** Makes the guest's parts and writes what they are to a file in `folder`; returns the file. */
export async function prepareMachineGuest(folder: string, mistake?: 'noFsync'): Promise<string> {
  const [kernel, debian, packages] = await Promise.all([labKernel(), debianTree(), packagesDisk()]);
  const root = await rootImage(kernel, debian);
  const init = fileURLToPath(new URL('guest/machine-init.sh', import.meta.url));
  const sources = sourceOf('machine-guest.ts', 'initramfs.ts', 'guest/machine-init.sh');
  const part = await labPart('machine-initramfs', [kernel.folder, ...sources], (half) =>
    makeInitramfs({ kernel, modules, init }, join(half, 'initramfs')),
  );
  const program = await programDisk(folder);
  const guest: MachineGuest = {
    kernelImage: kernel.image,
    initramfs: join(part, 'initramfs'),
    disks: [root.disk, packages, program],
    ...(mistake === undefined ? {} : { plantedMistake: mistake }),
  };
  const file = join(folder, 'machine-guest.json');
  writeFileSync(file, JSON.stringify(guest));
  return file;
}

async function programDisk(folder: string): Promise<string> {
  const tree = join(folder, 'program');
  mkdirSync(join(tree, 'node_modules'), { recursive: true });
  await bundleMachine(join(tree, 'program'));
  copyFileSync(join(projectRoot, 'package.json'), join(tree, 'package.json'));
  copyFileSync(new URL('guest/machine-start.sh', import.meta.url), join(tree, 'machine-start.sh'));
  const file = join(folder, 'program.ext4');
  await makeDiskImage(tree, file, 0);
  return file;
}

/** The journal's disk in the machine's data folder; empty when it is new. */
export async function journalDisk(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'journal.ext4');
  if (existsSync(file)) return file;
  const empty = join(dataFolder, 'empty');
  mkdirSync(empty, { recursive: true });
  await makeDiskImage(empty, file, journalDiskBytes, ['has_journal']);
  rmSync(empty, { recursive: true });
  return file;
}

/** The machine's configuration as the guest needs it: the host is elsewhere, and a mistake may be planted. */
export function guestConfig(configFile: string, { plantedMistake }: MachineGuest): string {
  const text = readFileSync(configFile, 'utf8').replaceAll('//127.0.0.1:', '//10.0.2.2:');
  const config = JSON.parse(text, (_, value: unknown) => (asksDevice(value) ? patient(value) : value));
  return JSON.stringify({ ...config, ...(plantedMistake ? { plantedMistake } : {}) });
}

const asksDevice = (value: unknown): value is object =>
  asking.includes((value as { driver?: string } | null)?.driver ?? '');

/** A guest that emulates its processor would take a device for silent that has long answered. */
const patient = (device: object) => ({ ...device, answerWithinMs: 10_000 });
