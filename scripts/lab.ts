/**
 * The virtual hardware lab: a stock Debian kernel in QEMU with real device nodes, in which the real drivers
 * run. Needs root on Debian 12 and the packages of `lab/lab-needs.ts`; elsewhere it says so and ends well,
 * unless `--must-run` is given. Parts are kept in `.lab/`; the first run takes minutes.
 *
 *   npm run lab                                    every test/hardware/*.test.ts
 *   npm run lab -- --only scanner --only printer   some of them
 *   npm run lab -- --shell 'lsusb; ls -l /dev/lab' any shell in the guest, at the project's root
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HardwareRun } from './lab/hardware-run.ts';
import { projectRoot } from './lab/lab-cache.ts';
import { labIsImpossible } from './lab/lab-needs.ts';
import { startLab } from './lab/start-lab.ts';

const shellWithinMs = 1_800_000;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    shell: { type: 'string' },
    'must-run': { type: 'boolean', default: false },
  },
});

function testFiles(): string[] {
  const all = readdirSync(join(projectRoot, 'test', 'hardware')).filter((name) => name.endsWith('.test.ts'));
  const wanted = values.only.map((kind) => `${kind}.test.ts`);
  for (const name of wanted) if (!all.includes(name)) throw new Error(`there is no test/hardware/${name}`);
  return (wanted.length > 0 ? wanted : all.sort()).map((name) => `test/hardware/${name}`);
}

async function main(): Promise<number> {
  const impossible = labIsImpossible();
  if (impossible !== undefined) {
    console.log(`lab: skipped: ${impossible}`);
    return values['must-run'] ? 1 : 0;
  }
  const begunMs = performance.now();
  const guest = await startLab();
  let good = false;
  try {
    if (values.shell !== undefined) {
      const onLine = (line: string) => console.log(line);
      const { code } = await guest.run(values.shell, { withinMs: shellWithinMs, onLine });
      good = true;
      return code;
    }
    const run = new HardwareRun(guest);
    for (const file of testFiles()) await run.test(file);
    good = run.failed === 0;
    const tookS = Math.round((performance.now() - begunMs) / 1000);
    console.log(`lab: ${run.passed} passed, ${run.failed} failed in ${tookS} s`);
    return good ? 0 : 1;
  } finally {
    if (!good)
      console.log(
        `the end of the guest's console, all of it is in ${guest.consoleFile}:\n${guest.console()}`,
      );
    await guest.stop({ keepConsole: !good });
  }
}

process.exitCode = await main();
