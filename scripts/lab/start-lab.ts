/** Makes what the lab is made of where it is not there yet, starts guests and gives them their devices. */
import { Guest, type GuestPlan } from './guest.ts';
import { labKernel } from './kernel.ts';
import { filesDisk, packagesDisk } from './project-disks.ts';
import { debianTree, rootImage } from './root-image.ts';

const setupWithinMs = 600_000;

/** Mounts the project where a machine has it. */
const mountProject = `
mkdir -p /opt/kioskd
mount -o noatime /dev/vdc /opt/kioskd
mount -o noatime /dev/vdb /opt/kioskd/node_modules`;

/** What every guest of this run starts from; the disk of the project's files is made in `folder`. */
export async function prepareLab(folder: string): Promise<GuestPlan> {
  const begunMs = performance.now();
  // What does not depend on each other is made at the same time.
  const [kernel, debian, packages] = await Promise.all([labKernel(), debianTree(), packagesDisk()]);
  const [root, files] = await Promise.all([rootImage(kernel, debian), filesDisk(folder)]);
  console.log(`lab: Linux ${kernel.version}, disks are there after ${secondsSince(begunMs)} s`);
  return {
    kernelImage: kernel.image,
    initramfs: root.initramfs,
    disks: [root.disk, packages, files],
  };
}

/** A guest with its devices; the caller stops it. */
export async function startGuest(plan: GuestPlan): Promise<Guest> {
  const begunMs = performance.now();
  const guest = new Guest();
  try {
    await guest.start(plan);
    const startedS = secondsSince(begunMs);
    const shell = `set -e${mountProject}\nbash /opt/kioskd/scripts/lab/guest/lab-devices.sh`;
    const { code, output } = await guest.run(shell, { withinMs: setupWithinMs });
    if (code !== 0) throw new Error(`the guest has not got its devices:\n${output}`);
    console.log(
      `lab: a guest has started after ${startedS} s and has its devices after ${secondsSince(begunMs)} s`,
    );
    return guest;
  } catch (error) {
    console.log(guest.console());
    await guest.stop();
    throw error;
  }
}

function secondsSince(begunMs: number): string {
  return ((performance.now() - begunMs) / 1000).toFixed(1);
}
