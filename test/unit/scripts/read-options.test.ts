/** What the programs of `scripts/` say to `--help`, and to what they do not know. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import t from 'tap';

const program = fileURLToPath(new URL('../../../scripts/proof-simulation.ts', import.meta.url));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

t.test('the comment at the head of a program is its help', (t) => {
  const { status, stdout } = run('--help');
  t.equal(status, 0);
  t.match(stdout, /^Tells many stories in virtual time/);
  t.match(stdout, /npm run proof:simulation -- \[--seeds N\]/);
  t.notMatch(stdout, /\*\/|^import/m, 'nothing but the comment');
  t.end();
});

t.test('a proof does not begin with a number of seeds that is none', (t) => {
  for (const seeds of ['abc', '-1', '1.5', '']) {
    const { status, stdout, stderr } = run(`--seeds=${seeds}`);
    t.equal(status, 2, seeds);
    t.match(stderr, '--seeds takes a whole number');
    t.equal(stdout, '');
  }
  t.match(run('--sedes', '5'), { status: 2, stderr: /--sedes/ }, 'nor with an option that is unknown');
  t.end();
});

t.test('what is given is taken', (t) => {
  const told = run('--seeds', '2', '--seed', '7', '--jobs', '1');
  t.match(told, { status: 0, stdout: /seeds 2, orders \d+, violations 0/ });
  t.end();
});
