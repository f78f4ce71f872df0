/** The guest's root file system: Debian with systemd and udev, the kernel's modules and the lab's agent. */
import { chmodSync, copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDiskImage } from './disk-image.ts';
import { makeInitramfs } from './initramfs.ts';
import type { Kernel } from './kernel.ts';
import { labPart, sourceOf } from './lab-cache.ts';
import { runProgram, runShell } from './run-program.ts';

/** What the guest starts from. */
export interface RootImage {
  readonly disk: string;
  readonly initramfs: string;
}

const suite = 'bookworm';
/** What the drivers and their tests call, and what makes a Debian system of it. */
const packages = [
  ...['systemd', 'systemd-sysv', 'udev', 'dbus', 'kmod', 'procps', 'iproute2', 'usbutils', 'curl'],
  ...['ffmpeg', 'v4l-utils', 'alsa-utils', 'espeak-ng', 'socat', 'gpiod', 'libusb-1.0-0', 'libsystemd0'],
];
/** Left out of what is unpacked. */
const leftOut = ['/usr/share/man/*', '/usr/share/doc/*', '/usr/share/locale/*', '/usr/share/info/*'];
/** Nothing of this helps a guest that lives for minutes. */
const masked = [
  ...['apt-daily.timer', 'apt-daily-upgrade.timer', 'dpkg-db-backup.timer', 'e2scrub_all.timer'],
  ...['fstrim.timer', 'e2scrub_reap.service', 'getty.target', 'serial-getty@ttyS0.service'],
  ...['systemd-timesyncd.service', 'systemd-pstore.service', 'systemd-update-utmp.service'],
  ...['systemd-random-seed.service', 'alsa-restore.service', 'alsa-state.service', 'systemd-logind.service'],
  ...['dev-hugepages.mount', 'dev-mqueue.mount', 'sys-kernel-debug.mount', 'sys-kernel-tracing.mount'],
  ...['modprobe@dm_mod.service', 'modprobe@fuse.service', 'modprobe@loop.service', 'modprobe@drm.service'],
  ...['modprobe@efi_pstore.service', 'systemd-journal-flush.service'],
];
const freeBytes = 400 * 1024 * 1024;

/** The disk and the initramfs for `kernel`, on the packages of `debian`. */
export async function rootImage(kernel: Kernel, debian: string): Promise<RootImage> {
  const inGuest = ['guest/init.sh', 'guest/lab-agent.sh', 'guest/lab-agent.service'];
  const ingredients = [
    ...[kernel.folder, debian],
    ...sourceOf('root-image.ts', 'initramfs.ts', 'disk-image.ts', ...inGuest),
  ];
  const folder = await labPart('root', ingredients, (half) => makeRoot(kernel, debian, half));
  return { disk: join(folder, 'root.ext4'), initramfs: join(folder, 'initramfs') };
}

/** The folder of the packages, unpacked and set up. */
export async function debianTree(): Promise<string> {
  const excluded = leftOut.map((path) => `--dpkgopt=path-exclude=${path}`);
  const folder = await labPart('debian', [suite, ...packages, ...leftOut], async (half) => {
    await runProgram('mmdebstrap', [
      ...['--quiet', '--mode=root', '--variant=minbase', '--format=directory'],
      ...['--aptopt=Acquire::Languages "none"', ...excluded, `--include=${packages.join(',')}`],
      ...['--skip=check/empty', suite, join(half, 'tree')],
    ]);
    await runShell(`rm -rf "$TREE"/var/lib/apt/lists/* "$TREE"/var/cache/apt/* "$TREE"/dev/*`, {
      env: { TREE: join(half, 'tree') },
    });
  });
  return join(folder, 'tree');
}

async function makeRoot(kernel: Kernel, debian: string, folder: string): Promise<void> {
  const tree = join(folder, 'tree');
  await runProgram('cp', ['-a', debian, tree]);
  await runProgram('cp', ['-a', join(kernel.folder, 'lib', 'modules'), join(tree, 'usr', 'lib')]);
  const units = join(tree, 'etc', 'systemd', 'system');
  for (const unit of masked) symlinkSync('/dev/null', join(units, unit));
  const place = (name: string, path: string, mode: number) => {
    const target = join(tree, path);
    mkdirSync(join(target, '..'), { recursive: true });
    copyFileSync(guestFile(name), target);
    chmodSync(target, mode);
  };
  place('lab-agent.sh', 'usr/local/sbin/lab-agent', 0o755);
  place('lab-agent.service', 'etc/systemd/system/lab-agent.service', 0o644);
  const wanted = join(units, 'multi-user.target.wants');
  mkdirSync(wanted, { recursive: true });
  symlinkSync('/etc/systemd/system/lab-agent.service', join(wanted, 'lab-agent.service'));
  mkdirSync(join(tree, 'opt/kioskd'), { recursive: true });
  writeFileSync(join(tree, 'etc', 'hostname'), 'lab\n');
  writeFileSync(join(tree, 'etc', 'fstab'), '');
  await makeDiskImage(tree, join(folder, 'root.ext4'), freeBytes);
  rmSync(tree, { recursive: true });
  await makeInitramfs(
    { kernel, modules: ['virtio_pci', 'virtio_blk', 'ext4'], init: guestFile('init.sh') },
    join(folder, 'initramfs'),
  );
}

function guestFile(name: string): string {
  return fileURLToPath(new URL(`guest/${name}`, import.meta.url));
}
