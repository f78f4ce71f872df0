/**
 * Stands where the machine's program stands: `--config FILE --data DIR --port N`. Starts the guest, passes on
 * what the machine in it says, and ends with it. Killed, it takes QEMU along, as a power cut does.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  guestConfig,
  journalDisk,
  type MachineGuest,
  machineGuestSchema,
  machineGuestVariable,
} from './machine-guest.ts';

const memoryMebibytes = 512;
const processors = 2;
/** The guest before may still be on its way out, with the disk and the port. */
const startsMax = 50;
const startAgainMs = 200;
const couldNotStart = 1;

const { values } = parseArgs({
  options: { config: { type: 'string' }, data: { type: 'string' }, port: { type: 'string' } },
});
const { config, data, port } = values;
const planFile = process.env[machineGuestVariable];
if (!config || !data || !port || !planFile) {
  throw new Error(
    `usage: ${machineGuestVariable}=FILE start-machine-guest.ts --config FILE --data DIR --port N`,
  );
}
const plan = machineGuestSchema.parse(JSON.parse(readFileSync(planFile, 'utf8')));
mkdirSync(data, { recursive: true });

/** Resolves with QEMU's exit code; `undefined` if it was killed. */
function run(args: readonly string[]): Promise<number | null> {
  const qemu = spawn('setpriv', ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: qemu.stdout });
  lines.on('line', (line) => {
    if (line.startsWith('{"ready":true')) console.log(line);
    else console.error(line);
  });
  process.once('SIGTERM', () => qemu.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    qemu.once('error', reject);
    qemu.once('exit', (code) => resolve(code));
  });
}

function qemuArguments(guest: MachineGuest, folder: string, journal: string): string[] {
  const fixed = (file: string) => `file=${file},if=virtio,format=raw,readonly=on`;
  return [
    ...['-accel', 'tcg,thread=multi,tb-size=256', '-cpu', 'max', '-smp', `${processors}`],
    ...['-m', `${memoryMebibytes}`, '-display', 'none', '-nodefaults', '-no-reboot'],
    ...['-serial', `file:${join(folder, 'console.log')}`, '-serial', 'stdio'],
    ...['-kernel', guest.kernelImage, '-initrd', guest.initramfs],
    ...['-append', 'console=ttyS0 quiet mitigations=off panic=-1 no_timer_check'],
    ...guest.disks.flatMap((file) => ['-drive', fixed(file)]),
    ...['-drive', `file=${journal},if=virtio,format=raw,cache=writeback`],
    ...['-device', 'virtio-net-pci,netdev=host,romfile='],
    ...['-netdev', `user,id=host,hostfwd=tcp:127.0.0.1:${port}-10.0.2.15:${port}`],
    ...['-fw_cfg', `name=opt/kioskd/port,string=${port}`],
    ...['-fw_cfg', `name=opt/kioskd/config,file=${join(folder, 'guest.json')}`],
  ];
}

const journal = await journalDisk(data);
writeFileSync(join(data, 'guest.json'), guestConfig(config, plan), { mode: 0o600 });
for (let starts = 1; ; starts += 1) {
  const code = await run(qemuArguments(plan, data, journal));
  if (code !== couldNotStart || starts === startsMax) process.exit(code ?? 0);
  await sleep(startAgainMs);
}
