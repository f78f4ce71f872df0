/**
 * The virtual hardware lab: a stock Debian kernel in QEMU with real device nodes, in which the real drivers
 * run. Needs root on Debian 12 and the packages of `lab/lab-needs.ts`; elsewhere it says so and ends well,
 * unless `--must-run` is given. Parts are kept in `.lab/`; the first run takes minutes.
 *
 *   npm run lab                                    every test/hardware/*.test.ts, in two guests
 *   npm run lab -- --only scanner --only printer   some of them
 *   npm run lab -- --prepare                       makes what is kept, and ends
 *   npm run lab -- --shell 'lsusb; ls -l /dev/lab' any shell in a guest, at the project's root
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GuestPlan } from './lab/guest.ts';
import { HardwareRun } from './lab/hardware-run.ts';
import { projectRoot } from './lab/lab-cache.ts';
import { labIsImpossible } from './lab/lab-needs.ts';
import { prepareLab, startGuest } from './lab/start-lab.ts';
import { readOptions } from './read-options.ts';

const shellWithinMs = 1_800_000;
const lanesMax = 2;
/** Begun first, because nothing is left to do beside them at the end. */
const longest = ['sale.test.ts', 'usb-printer.test.ts', 'camera.test.ts', 'gpio.test.ts', 'mdb.test.ts'];

const values = readOptions(import.meta.url, {
  only: { type: 'strings' },
  shell: { type: 'string' },
  prepare: { type: 'boolean' },
  'must-run': { type: 'boolean' },
});

function testFiles(): string[] {
  const all = readdirSync(join(projectRoot, 'test', 'hardware')).filter((name) => name.endsWith('.test.ts'));
  const wanted = values.only.map((kind) => `${kind}.test.ts`);
  for (const name of wanted) if (!all.includes(name)) throw new Error(`there is no test/hardware/${name}`);
  const rest = all.filter((name) => !longest.includes(name));
  const chosen = wanted.length > 0 ? wanted : [...longest.filter((name) => all.includes(name)), ...rest];
  return chosen.map((name) => `test/hardware/${name}`);
}

async function runShellInGuest(plan: GuestPlan, shell: string): Promise<number> {
  const guest = await startGuest(plan);
  try {
    return (await guest.run(shell, { withinMs: shellWithinMs, onLine: (line) => console.log(line) })).code;
  } finally {
    await guest.stop();
  }
}

async function runTests(plan: GuestPlan, begunMs: number): Promise<number> {
  const files = testFiles();
  const run = new HardwareRun(() => startGuest(plan), files);
  const lanes = Array.from({ length: Math.min(lanesMax, files.length) }, () => run.lane());
  // The other lane goes on to its end, whatever happens in one.
  for (const lane of await Promise.allSettled(lanes)) {
    if (lane.status === 'fulfilled') continue;
    run.failed += 1;
    console.log(lane.reason);
  }
  const tookS = Math.round((performance.now() - begunMs) / 1000);
  console.log(`lab: ${run.passed} passed, ${run.failed} failed in ${tookS} s`);
  return run.failed === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const impossible = labIsImpossible();
  if (impossible !== undefined) {
    console.log(`lab: skipped: ${impossible}`);
    return values['must-run'] ? 1 : 0;
  }
  const begunMs = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
  const plan = await prepareLab(folder);
  if (values.prepare) return 0;
  return values.shell === undefined ? runTests(plan, begunMs) : runShellInGuest(plan, values.shell);
}

process.exitCode = await main();
