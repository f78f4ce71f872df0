/**
 * The distribution's own kernel, and two small modules that it leaves out, built from the distribution's
 * sources: gpio-sim (simulated GPIO lines behind the real character device) and v4l2loopback (a camera that
 * shows what a program writes). Nothing is installed on the host; packages are unpacked in the lab's folder.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labPart, sourceOf } from './lab-cache.ts';
import { runProgram, runShell } from './run-program.ts';

/** A kernel that can be booted. */
export interface Kernel {
  readonly version: string;
  readonly image: string;
  /** Holds `lib/modules/<version>`. */
  readonly folder: string;
}

interface KernelPackages {
  readonly version: string;
  readonly packageVersion: string;
  readonly series: string;
}

/** The newest kernel that apt knows, unpacked and with the two modules added. */
export async function labKernel(): Promise<Kernel> {
  const packages = await newestKernel();
  const { version, packageVersion } = packages;
  const folder = await labPart('kernel', [version, packageVersion, ...sourceOf('kernel.ts')], (half) =>
    makeKernel(packages, half),
  );
  return { version, folder, image: join(folder, 'vmlinuz') };
}

async function newestKernel(): Promise<KernelPackages> {
  const depends = () => runProgram('apt-cache', ['depends', '--important', 'linux-image-amd64']);
  let known = await depends().catch(() => '');
  if (!known.includes('linux-image-')) {
    await runProgram('apt-get', ['update', '-qq']);
    known = await depends();
  }
  const version = /Depends: linux-image-(\d+\.\d+\S*-amd64)/.exec(known)?.[1];
  if (version === undefined) throw new Error(`apt names no kernel:\n${known}`);
  const policy = await runProgram('apt-cache', ['policy', `linux-image-${version}`]);
  const packageVersion = /Candidate: (\S+)/.exec(policy)?.[1];
  const series = /^\d+\.\d+/.exec(version)?.[0];
  if (packageVersion === undefined || series === undefined) throw new Error(`apt has no ${version}`);
  return { version, packageVersion, series };
}

async function makeKernel(packages: KernelPackages, folder: string): Promise<void> {
  const { version } = packages;
  const work = join(folder, 'work');
  mkdirSync(join(folder, 'lib', 'modules'), { recursive: true });
  mkdirSync(work);
  await fetchPackages(packages, work);
  const headers = await unpackHeaders(packages, work);
  await unpackSources(packages, work);
  for (const module of ['gpio', 'camera']) {
    await runProgram('make', ['-s', '-C', headers, `M=${join(work, module)}`, 'modules']);
  }
  renameSync(join(work, 'image', 'lib', 'modules', version), join(folder, 'lib', 'modules', version));
  renameSync(join(work, 'image', 'boot', `vmlinuz-${version}`), join(folder, 'vmlinuz'));
  const extra = join(folder, 'lib', 'modules', version, 'extra');
  mkdirSync(extra);
  await runShell(
    `strip -g "$WORK"/*/*.ko && cp "$WORK"/gpio/gpio-simulated.ko "$WORK"/camera/*.ko "$EXTRA"`,
    {
      env: { WORK: work, EXTRA: extra },
    },
  );
  await runProgram('depmod', ['-b', folder, version]);
  rmSync(work, { recursive: true });
}

async function fetchPackages(
  { version, series, packageVersion }: KernelPackages,
  work: string,
): Promise<void> {
  const common = version.replace(/-amd64$/, '-common');
  const matching = [
    `linux-image-${version}`,
    `linux-headers-${version}`,
    `linux-headers-${common}`,
    `linux-source-${series}`,
  ].map((name) => `${name}=${packageVersion}`);
  // The sandbox user of apt may not write here, which it says on standard error and which is harmless.
  const download = [...matching, `linux-kbuild-${series}`, 'v4l2loopback-dkms'];
  await runProgram('apt-get', ['download', '-qq', ...download], { cwd: work });
  await runProgram('dpkg', ['-x', debOf(work, `linux-image-${version}`), join(work, 'image')]);
}

/** The kernel's headers with their absolute paths turned to where they are unpacked. */
async function unpackHeaders({ version, series }: KernelPackages, work: string): Promise<string> {
  const folder = join(work, 'headers');
  for (const name of [`linux-headers-${version.replace(/-amd64$/, '')}`, `linux-kbuild-${series}`]) {
    for (const deb of debsOf(work, name)) await runProgram('dpkg', ['-x', deb, folder]);
  }
  const headers = join(folder, 'usr', 'src', `linux-headers-${version}`);
  await runProgram('sed', ['-i', `s#/usr/src/#${folder}/usr/src/#`, join(headers, 'Makefile')]);
  return headers;
}

/** The sources of the two modules, each in a folder with its Makefile. */
async function unpackSources({ series }: KernelPackages, work: string): Promise<void> {
  const [gpio, camera] = [join(work, 'gpio'), join(work, 'camera')];
  mkdirSync(gpio);
  mkdirSync(camera);
  const inside = `linux-source-${series}`;
  const files = ['drivers/gpio/gpio-sim.c', 'drivers/gpio/gpiolib.h', 'kernel/irq/irq_sim.c'];
  await runShell(
    `dpkg --fsys-tarfile "$DEB" | tar -xO "./usr/src/${inside}.tar.xz" |
      tar -xJ --strip-components=3 -C "$GPIO" ${files.map((file) => `${inside}/${file}`).join(' ')}`,
    { env: { DEB: debOf(work, inside), GPIO: gpio } },
  );
  // A module may not look interrupts up itself; the exported function does the same.
  await runProgram('sed', [
    '-i',
    's/handle_simple_irq(irq_to_desc(irqnum))/generic_handle_irq(irqnum)/',
    join(gpio, 'irq_sim.c'),
  ]);
  writeFileSync(
    join(gpio, 'Makefile'),
    'obj-m += gpio-simulated.o\ngpio-simulated-y := gpio-sim.o irq_sim.o\n',
  );
  await runShell(`dpkg -x "$DEB" "$CAMERA/deb" && mv "$CAMERA"/deb/usr/src/*/*.[ch] "$CAMERA"`, {
    env: { DEB: debOf(work, 'v4l2loopback-dkms'), CAMERA: camera },
  });
  writeFileSync(join(camera, 'Makefile'), 'obj-m += v4l2loopback.o\n');
}

function debsOf(folder: string, name: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith(name) && file.endsWith('.deb'))
    .map((file) => join(folder, file));
}

function debOf(folder: string, name: string): string {
  const found = debsOf(folder, `${name}_`)[0];
  if (found === undefined) throw new Error(`apt did not fetch ${name}`);
  return found;
}
