/** A small initramfs: busybox, the modules that it takes to reach a root file system, and a first program. */
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Kernel } from './kernel.ts';
import { labPart } from './lab-cache.ts';
import { runProgram, runShell } from './run-program.ts';

/** What {@link makeInitramfs} puts together. */
export interface InitramfsPlan {
  readonly kernel: Kernel;
  /** Kernel modules by name; what they depend on comes along. */
  readonly modules: readonly string[];
  /** The program that the kernel starts: a file of the host. */
  readonly init: string;
}

/** Writes it to `file`. */
export async function makeInitramfs(plan: InitramfsPlan, file: string): Promise<void> {
  const tree = `${file}.tree`;
  for (const folder of ['bin', 'proc', 'sys', 'dev', 'newroot', 'modules']) {
    mkdirSync(join(tree, folder), { recursive: true });
  }
  copyFileSync(await staticBusybox(), join(tree, 'bin', 'busybox'));
  copyFileSync(plan.init, join(tree, 'init'));
  chmodSync(join(tree, 'init'), 0o755);
  const order = await moduleFiles(plan.kernel, plan.modules);
  for (const path of order) copyFileSync(path, join(tree, 'modules', basename(path)));
  writeFileSync(join(tree, 'modules.order'), order.map((path) => `${basename(path)}\n`).join(''));
  await runShell(`cd "$TREE"; find . | cpio -o -H newc --quiet | gzip -1 >"$OUT"`, {
    env: { TREE: tree, OUT: file },
  });
  rmSync(tree, { recursive: true });
}

/** The modules' files, what is needed first in front. */
async function moduleFiles(kernel: Kernel, modules: readonly string[]): Promise<string[]> {
  const files = new Set<string>();
  for (const module of modules) {
    const args = ['-d', kernel.folder, '-S', kernel.version, '--show-depends', module];
    const said = await runProgram('/sbin/modprobe', args);
    for (const [, path] of said.matchAll(/^insmod (\S+)/gm)) if (path !== undefined) files.add(path);
  }
  return [...files];
}

/** A busybox that needs no libraries; unpacked, not installed. */
async function staticBusybox(): Promise<string> {
  const folder = await labPart('busybox', [], async (half) => {
    await runShell('apt-get download -qq busybox-static && dpkg -x busybox-static_*.deb . && rm *.deb', {
      cwd: half,
    });
  });
  return join(folder, 'bin', 'busybox');
}
