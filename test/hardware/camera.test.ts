/**
 * A camera on the kernel's video node: v4l2loopback, into which a feeder writes our own JPEGs, seen through
 * ffmpeg. Unplugging takes the module away, and the node with it.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { cameraSuite } from '../support/camera-suite.ts';
import type { CameraWorld } from '../support/camera-worlds.ts';
import { until } from '../support/hal-until.ts';
import { labAbsent } from '../support/lab-devices.ts';

// The guest emulates its processor: the lab limits each file as a whole.
t.setTimeout(0);

const device = '/dev/video10';
const asTheLabHasIt = ['v4l2loopback', 'video_nr=10', 'card_label=LabCamera', 'exclusive_caps=1'];
const feedEveryMs = 200;
const feeding = ['-hide_banner', '-loglevel', 'error', '-f', 'mjpeg', '-i', 'pipe:0', '-c:v', 'copy'];

/** Writes the picture shown into the video node, again and again. */
class Feeder {
  shown: Buffer = Buffer.alloc(0);
  torn: Buffer | undefined;
  silent = false;
  #program: ChildProcess | undefined;
  readonly #timer = setInterval(() => this.#feed(), feedEveryMs);

  start(): void {
    const program = spawn('ffmpeg', [...feeding, '-f', 'v4l2', device], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    program.stdin?.on('error', () => undefined);
    // v4l2loopback refuses a writer while a reader looks at it: the feeder comes again until it is let in.
    program.once('exit', () => {
      if (this.#program === program) setTimeout(() => this.#program === program && this.start(), feedEveryMs);
    });
    this.#program = program;
  }

  async stop(): Promise<void> {
    const program = this.#program;
    this.#program = undefined;
    if (!program || program.exitCode !== null || program.signalCode !== null) return;
    program.kill('SIGKILL');
    await once(program, 'exit');
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.stop();
  }

  #feed(): void {
    const jpeg = this.torn ?? this.shown;
    this.torn = undefined;
    if (!this.silent && jpeg.length > 0) this.#program?.stdin?.write(jpeg);
  }
}

/** How many processes have the video node open beside the feeder. */
function readers(): number {
  const reads = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`-i\0${device}`);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && reads(name)).length;
}

cameraSuite(`on ${device}`, labAbsent, async (t: Test): Promise<CameraWorld> => {
  const feeder = new Feeder();
  t.teardown(async () => {
    await feeder.end();
    spawnSync('modprobe', asTheLabHasIt);
  });
  feeder.start();
  return {
    profile: {
      ...{ driver: 'v4l2', device, width: 640, height: 480, framesPerSecond: 5, warmUpFrames: 1 },
      ...{ stallAfterMs: 6_000, probeEveryMs: 4_000, captureWithinMs: 60_000 },
    },
    show: (jpeg) => {
      feeder.shown = jpeg;
    },
    tornIs: 'hidden',
    tear: (jpeg) => {
      feeder.torn = jpeg.subarray(0, jpeg.length - 30);
    },
    unplug: async () => {
      await feeder.stop();
      // It can be taken away only in a moment in which nobody has it open.
      await until(() => spawnSync('rmmod', ['v4l2loopback']).status === 0);
    },
    replug: async () => {
      spawnSync('modprobe', asTheLabHasIt);
      feeder.start();
    },
    silence: (on) => {
      feeder.silent = on;
    },
    holds: readers,
  };
});
