/**
 * Loaded into each test's process before the test: compiled code is kept for the next one, and the programs that
 * a test starts run as they do outside, without the test runner's loader, which counts lines for a coverage
 * that nobody asks for.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Spawned {
  env: Record<string, string>;
}

const folder = fileURLToPath(new URL('../../.build/code-cache/', import.meta.url));
const runnersLoader = /"?--import=[^"\s]*\/@tapjs\/processinfo\/[^"\s]*"?/g;
const spawning = createRequire(import.meta.url)('process-on-spawn') as {
  addListener(listener: (spawned: Spawned) => void): void;
};

// The test's own process has it from `.taprc`; a program may have another working directory.
process.env.NODE_COMPILE_CACHE = join(folder, 'tests');
// One for the machines of all journeys.
process.env.KIOSKD_CODE_CACHE = join(folder, 'machine');
// Behind the runner's own listener, which puts its loader into every environment.
spawning.addListener((spawned) => {
  const { NODE_OPTIONS: options = '', ...env } = spawned.env;
  const own = options.replace(runnersLoader, '').trim();
  spawned.env = own === '' ? env : { ...env, NODE_OPTIONS: own };
});
