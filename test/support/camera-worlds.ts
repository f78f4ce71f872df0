/** What is in front of, and behind, each kind of camera: the other side of the camera contract. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CameraWorld {
  /** The camera's entry in the machine profile. */
  readonly profile: Record<string, unknown>;
  /** Puts a picture in front of the camera. */
  show(jpeg: Buffer): void;
  /**
   * Cuts one picture off; what the camera owes then is to refuse it, or to drop it, say so, and give the
   * next. `hidden`: something in between mends or drops it first, and all that is owed are whole pictures.
   */
  readonly tornIs: 'refused' | 'dropped' | 'hidden';
  tear(jpeg: Buffer): void;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  /** Goes silent without going away; absent where a camera cannot. */
  silence?(on: boolean): void;
  /** How many programs or connections the camera holds. */
  holds(): number;
}

interface Test {
  teardown(action: () => unknown): void;
}

const fakeProgram = new URL('./fake-camera-program.ts', import.meta.url).pathname;
const quick = { warmUpFrames: 2, stallAfterMs: 4_000, probeEveryMs: 100, captureWithinMs: 15_000 };

function folderFor(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-camera-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function fileWorld(t: Test): CameraWorld {
  const path = join(folderFor(t), 'picture.jpg');
  let shown = Buffer.alloc(0);
  const show = (jpeg: Buffer) => {
    shown = Buffer.from(jpeg);
    writeFileSync(path, jpeg);
  };
  return {
    profile: { driver: 'file', path, probeEveryMs: 100 },
    show,
    tornIs: 'refused',
    tear: (jpeg) => writeFileSync(path, jpeg.subarray(0, jpeg.length - 10)),
    unplug: async () => rmSync(path, { force: true }),
    replug: async () => show(shown),
    holds: () => 0,
  };
}

/** A program that writes MJPEG: run as the real one is, with the arguments that the driver gives it. */
export function programWorld(t: Test, driver: 'rpicam' | 'v4l2'): CameraWorld & { folder: string } {
  const folder = folderFor(t);
  const program = join(folder, 'camera-program');
  const at = (name: string) => join(folder, name);
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${fakeProgram}' '${folder}' "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(at('device'), '');
  return {
    folder,
    profile: { driver, program, ...quick, ...(driver === 'v4l2' ? { device: at('device') } : {}) },
    show: (jpeg) => writeFileSync(at('picture.jpg'), jpeg),
    tornIs: 'dropped',
    tear: () => writeFileSync(at('torn'), ''),
    unplug: async () => {
      writeFileSync(at('away'), '');
      if (driver === 'v4l2') rmSync(at('device'));
    },
    replug: async () => {
      rmSync(at('away'));
      writeFileSync(at('device'), '');
    },
    silence: (on) => (on ? writeFileSync(at('silent'), '') : rmSync(at('silent'))),
    holds: () => readdirSync(folder).filter((name) => isAlive(/^running-(\d+)$/.exec(name)?.[1])).length,
  };
}

function isAlive(pid: string | undefined): boolean {
  if (pid === undefined) return false;
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !readFileSync(stat, 'utf8').includes(') Z ');
}

/** A network camera: a multipart stream, or one JPEG an answer. */
export async function httpWorld(t: Test, kind: 'stream' | 'single'): Promise<CameraWorld> {
  let shown = Buffer.alloc(0);
  let torn: Buffer | undefined;
  let silent = false;
  let server: Server | undefined;
  let port = 0;
  const streams = new Set<ServerResponse>();
  const next = () => {
    const jpeg = torn ?? shown;
    torn = undefined;
    return jpeg;
  };
  const timer = setInterval(() => {
    if (silent) return;
    const jpeg = next();
    const head = `\r\n--frame\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`;
    for (const stream of streams) stream.write(Buffer.concat([Buffer.from(head), jpeg]));
  }, 20);
  const replug = async () => {
    server = createServer((_request, response) => {
      streams.add(response);
      response.on('close', () => streams.delete(response));
      if (kind === 'stream') {
        response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=frame' });
      } else if (!silent) {
        response.writeHead(200, { 'content-type': 'image/jpeg' }).end(next());
      }
    });
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    const bound = server.address();
    port = bound && typeof bound === 'object' ? bound.port : 0;
  };
  const unplug = async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  };
  t.teardown(async () => {
    clearInterval(timer);
    server?.closeAllConnections();
    server?.close();
  });
  if (kind === 'single') clearInterval(timer);
  await replug();
  const url = `http://viewer:secret@127.0.0.1:${port}/camera?user=1`;
  return {
    profile: { driver: 'http', url, pictureEveryMs: 20, ...quick, warmUpFrames: 0 },
    show: (jpeg) => {
      shown = Buffer.from(jpeg);
    },
    tornIs: 'dropped',
    tear: (jpeg) => {
      torn = jpeg.subarray(0, jpeg.length - 30);
    },
    unplug,
    replug,
    silence: (on) => {
      silent = on;
    },
    holds: () => streams.size,
  };
}
