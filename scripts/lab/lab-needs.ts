/** What the lab needs of the machine it runs on, and what of it is absent. */
import { spawnSync } from 'node:child_process';

/** Debian packages that hold the programs used here. */
export const packagesNeeded = [
  'qemu-system-x86',
  'mmdebstrap',
  'cpio',
  'e2fsprogs',
  'kmod',
  'xz-utils',
  'gcc-12',
  'make',
  'libc6-dev',
  'libelf1',
  'git',
];

/** Why the lab cannot run here, in one line; nothing when it can. */
export function labIsImpossible(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'needs Linux on x86-64';
  if (spawnSync('dpkg', ['--version']).error) return 'needs Debian 12: it is made of its packages';
  const missing = packagesNeeded.filter((name) => !installed(name));
  const root = process.getuid?.() === 0;
  if (root && missing.length === 0) return undefined;
  const needs = [
    ...(root ? [] : ['root']),
    ...(missing.length === 0 ? [] : [`packages ${missing.join(', ')}`]),
  ];
  return `needs ${needs.join(' and ')}`;
}

function installed(name: string): boolean {
  const { stdout } = spawnSync('dpkg-query', ['-s', name], { encoding: 'utf8' });
  return stdout.includes('Status: install ok installed');
}
