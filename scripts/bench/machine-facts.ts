/** What the figures were measured on, without names of hosts or places. */
import { readdirSync, readFileSync, statfsSync } from 'node:fs';
import { arch, cpus, loadavg, release, tmpdir, totalmem } from 'node:os';

export interface MachineFacts {
  readonly cores: number;
  readonly cpu: string;
  readonly arch: string;
  readonly memoryGb: number;
  readonly disk: string;
  readonly kernel: string;
  readonly node: string;
  /** Processes that ran beside the bench when it began, on average over a minute. */
  readonly load1: number;
}

/** Magic numbers of Linux file systems, statfs(2). */
const fileSystems: Readonly<Record<number, string>> = {
  61267: 'ext4',
  2435016766: 'btrfs',
  1481003842: 'xfs',
  16914836: 'tmpfs',
  2035054128: 'overlayfs',
};

/** The kinds of block devices here; partitions and memory disks are left out. */
function disksOf(): string {
  try {
    const names = readdirSync('/sys/block').filter((name) => !/^(loop|ram|zram|dm-|sr)/.test(name));
    const kinds = names.map((name) => {
      const virtual = name.startsWith('vd') ? 'virtual ' : '';
      if (name.startsWith('nvme')) return 'NVMe';
      const turns = readFileSync(`/sys/block/${name}/queue/rotational`, 'utf8').trim() === '1';
      return virtual !== '' ? 'virtual disk' : turns ? 'rotating disk' : 'solid-state disk';
    });
    return [...new Set(kinds)].join(', ');
  } catch {
    // Another system than Linux tells nothing here.
    return 'unknown disk';
  }
}

export function machineFacts(): MachineFacts {
  const processors = cpus();
  const type = fileSystems[statfsSync(tmpdir()).type] ?? 'another file system';
  return {
    cores: processors.length,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    arch: arch(),
    memoryGb: Math.round(totalmem() / 1e9),
    disk: `${type} on ${disksOf()}`,
    kernel: release().replace(/-.*$/, ''),
    node: process.versions.node,
    load1: loadavg()[0] ?? 0,
  };
}
