/** Every benchmark still runs, at a tiny size; nothing is said of its figures. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import t from 'tap';
import { benchmarks } from '../../scripts/bench/benchmarks.ts';

const program = fileURLToPath(new URL('../../scripts/bench.ts', import.meta.url));

t.setTimeout(600_000);

// The long form of another one: the same code, only more of it.
for (const { name, absent } of benchmarks.filter((one) => one.name !== 'vision-long')) {
  t.test(`the benchmark ${name} runs and tells its figures`, { skip: absent() ?? false }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-smoke-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'figures.json');
    const args = [program, '--quick', '--only', name, '--json', file];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { figures } = JSON.parse(readFileSync(file, 'utf8')) as {
      figures: { name: string; value: number }[];
    };
    t.ok(figures.length > 0);
    for (const figure of figures) {
      t.ok(figure.name.startsWith(`${name}.`), figure.name);
      t.ok(Number.isFinite(figure.value), figure.name);
      t.match(stdout, figure.name);
    }
  });
}
