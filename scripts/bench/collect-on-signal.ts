/**
 * Loaded into a process before its own code: collects all garbage on SIGUSR2, so that what is left is what
 * the process holds, not what V8 has not yet thrown away.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // Under other flags the process would not take its compiled code from the cache.
  setFlagsFromString('--no-expose-gc');
  process.on('SIGUSR2', () => {
    collect();
    collect();
  });
}
