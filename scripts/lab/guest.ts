/**
 * One virtual machine under QEMU, whose processor is emulated, so that it runs wherever QEMU does. Its disks
 * are never changed: what it writes is gone with it. It ends with the process that started it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandEnd, type CommandOptions, connectUnix, GuestChannel } from './guest-channel.ts';

/** What a guest is started from. */
export interface GuestPlan {
  readonly kernelImage: string;
  readonly initramfs: string;
  /** `/dev/vda` and so on, in this order. */
  readonly disks: readonly string[];
}

const memoryMebibytes = 1024;
const processors = 2;
/** A processor that is emulated on a busy machine takes its time. */
const bootWithinMs = 240_000;
const consoleLinesShown = 60;
const ticksPerSecond = 100;
const kernelArguments =
  'console=ttyS0 quiet loglevel=4 systemd.show_status=false mitigations=off panic=-1 no_timer_check';

/** Runs from its start to `stop`. */
export class Guest {
  /** Its own, gone with it. */
  readonly folder = mkdtempSync(join(tmpdir(), 'lab-'));
  #process: ChildProcess | undefined;
  #channel: GuestChannel | undefined;

  /** Resolves when the agent works. */
  async start(plan: GuestPlan): Promise<void> {
    const socketPath = join(this.folder, 'agent');
    const qemu = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...this.#arguments(plan, socketPath)],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    this.#process = qemu;
    const gone = new Promise<never>((_, reject) => {
      qemu.once('error', (cause) => reject(new Error('QEMU cannot be started', { cause })));
      qemu.once('exit', (code, signal) => reject(new Error(`QEMU ended with ${signal ?? code}`)));
    });
    gone.catch(() => undefined);
    const socket = await Promise.race([connectUnix(socketPath, () => qemu.exitCode === null), gone]);
    this.#channel = new GuestChannel(socket);
    const late = new Promise<never>((_, reject) => {
      const fail = () => reject(new Error(`the guest's agent did not answer within ${bootWithinMs} ms`));
      setTimeout(fail, bootWithinMs).unref();
    });
    await Promise.race([this.#channel.ready, gone, late]);
  }

  /** Runs a piece of shell in the guest as root. */
  run(shell: string, options: CommandOptions): Promise<CommandEnd> {
    if (!this.#channel) throw new Error('the guest was not started');
    return this.#channel.run(shell, options);
  }

  /** Processor time that the guest has taken of the host so far, which a busy host cannot stretch much. */
  processorSeconds(): number {
    const stat = readFileSync(`/proc/${this.#process?.pid}/stat`, 'utf8');
    // Fields 14 and 15 of proc(5), in clock ticks; the name before them may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  }

  /** The end of what the guest's kernel and its first programs said. */
  console(): string {
    const file = this.consoleFile;
    if (!existsSync(file)) return '';
    return readFileSync(file, 'utf8').replaceAll('\r', '').split('\n').slice(-consoleLinesShown).join('\n');
  }

  get consoleFile(): string {
    return join(this.folder, 'console.log');
  }

  /** Cuts its power; the console's log stays if asked. */
  async stop({ keepConsole = false } = {}): Promise<void> {
    this.#channel?.close();
    const qemu = this.#process;
    if (qemu && qemu.exitCode === null && qemu.signalCode === null) {
      const exited = new Promise((resolve) => qemu.once('exit', resolve));
      qemu.kill('SIGKILL');
      await exited;
    }
    if (!keepConsole) rmSync(this.folder, { recursive: true, force: true });
  }

  #arguments({ kernelImage, initramfs, disks }: GuestPlan, agentSocket: string): string[] {
    const drive = (file: string) => `file=${file},if=virtio,format=raw,snapshot=on,cache=unsafe`;
    return [
      ...['-accel', 'tcg,thread=multi,tb-size=256', '-cpu', 'max', '-smp', `${processors}`],
      ...['-m', `${memoryMebibytes}`, '-display', 'none', '-nodefaults', '-no-reboot'],
      ...['-serial', `file:${this.consoleFile}`],
      ...['-kernel', kernelImage, '-initrd', initramfs, '-append', kernelArguments],
      ...disks.flatMap((file) => ['-drive', drive(file)]),
      ...['-device', 'virtio-rng-pci', '-device', 'virtio-serial'],
      ...['-chardev', `socket,id=agent,path=${agentSocket},server=on,wait=off`],
      ...['-device', 'virtserialport,chardev=agent,name=lab'],
    ];
  }
}
