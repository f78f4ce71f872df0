/** systemd's end of a notification socket, played by socat: what a service says arrives here. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { until } from './hal-until.ts';
import { workFolder } from './work-folder.ts';

/** Why there can be no such socket here. */
export const notifySocketMissing = spawnSync('socat', ['-V']).error ? 'socat is not installed' : false;

export interface NotifySocket {
  readonly path: string;
  /** What has been said so far, in its order. */
  said(): string[];
}

/** Listens until the test ends. */
export async function notifySocket(t: Test): Promise<NotifySocket> {
  const path = join(workFolder(t), 'notify');
  const child = spawn('socat', ['-u', `UNIX-RECV:${path}`, 'STDOUT']);
  t.teardown(() => child.kill('SIGKILL'));
  let text = '';
  child.stdout.on('data', (bytes) => {
    text += bytes;
  });
  await until(() => existsSync(path));
  // Nothing marks the end of a datagram, but each of ours begins with its word.
  return { path, said: () => text.split(/(?=(?:READY|WATCHDOG|STOPPING)=1|STATUS=)/).filter(Boolean) };
}
