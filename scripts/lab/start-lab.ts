/** Makes what the lab is made of where it is not there yet, starts the guest and gives it its devices. */
import { Guest } from './guest.ts';
import { labKernel } from './kernel.ts';
import { projectDisks } from './project-disks.ts';
import { rootImage } from './root-image.ts';

const setupWithinMs = 300_000;

/** Mounts the project where a machine has it. */
const mountProject = `
mkdir -p /opt/kioskd
mount -o noatime /dev/vdc /opt/kioskd
mount -o noatime /dev/vdb /opt/kioskd/node_modules`;

/** The guest with its devices; the caller stops it. */
export async function startLab(): Promise<Guest> {
  const since = performance.now();
  const seconds = () => ((performance.now() - since) / 1000).toFixed(1);
  const kernel = await labKernel();
  const root = await rootImage(kernel);
  const guest = new Guest();
  try {
    const { packages, files } = await projectDisks(guest.folder);
    console.log(`lab: disks are there after ${seconds()} s`);
    const { image: kernelImage } = kernel;
    await guest.start({ kernelImage, initramfs: root.initramfs, disks: [root.disk, packages, files] });
    console.log(`lab: Linux ${kernel.version} has started after ${seconds()} s`);
    const shell = `set -e${mountProject}\nbash /opt/kioskd/scripts/lab/guest/lab-devices.sh`;
    const { code, output } = await guest.run(shell, { withinMs: setupWithinMs });
    if (code !== 0) throw new Error(`the guest has not got its devices:\n${output}`);
    console.log(`lab: the devices are there after ${seconds()} s`);
    return guest;
  } catch (error) {
    console.log(guest.console());
    await guest.stop();
    throw error;
  }
}
