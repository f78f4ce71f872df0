/**
 * Loaded into every program of the demo before its own code: ends the program when the demo's own process
 * is gone, however it went. The channel to the parent closes with it, even on SIGKILL.
 */
import { isMainThread } from 'node:worker_threads';
import { SystemClock } from '../platform/clock.ts';

/** Time to end in order before the program is ended for good. */
const graceMs = 4000;

if (isMainThread && process.channel) {
  process.once('disconnect', () => {
    new SystemClock().after(graceMs, () => process.kill(process.pid, 'SIGKILL'));
    process.kill(process.pid, 'SIGTERM');
  });
  // The listener alone would keep a program that is done, such as a build, from ending.
  process.channel.unref();
}
