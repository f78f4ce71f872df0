import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { workFolder } from '../../support/work-folder.ts';

const leanProcess = new URL('../../../src/platform/lean-process.ts', import.meta.url).href;

/** A small project whose program becomes lean and then says what it is. */
function project(t: Parameters<typeof workFolder>[0]) {
  const root = workFolder(t);
  for (const folder of ['src', 'hal', 'models']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'src', 'part.ts'), 'export const part: number = 7;\n');
  writeFileSync(
    join(root, 'src', 'program.ts'),
    `import { appendFileSync } from 'node:fs';
     import { becomeLean } from '${leanProcess}';
     const root = process.argv[2] as string;
     await becomeLean({ root, cacheFolder: root + '/cache', modules: [import.meta.resolve('./part.ts')] });
     const name = './part.ts';
     const { part } = await import(name);
     appendFileSync(root + '/starts', 'x');
     const { KIOSKD_LEAN, NODE_COMPILE_CACHE, NODE_OPTIONS, MALLOC_ARENA_MAX } = process.env;
     console.log(JSON.stringify({ part, pid: process.pid, argv: process.argv.slice(2),
       env: { KIOSKD_LEAN, NODE_COMPILE_CACHE, NODE_OPTIONS, MALLOC_ARENA_MAX } }));`,
  );
  return root;
}

async function run(root: string, env: NodeJS.ProcessEnv = {}) {
  const inherited = { ...process.env };
  for (const name of ['KIOSKD_LEAN', 'NODE_COMPILE_CACHE', 'NODE_OPTIONS', 'MALLOC_ARENA_MAX', 'TAP']) {
    delete inherited[name];
  }
  const child = spawn(process.execPath, [join(root, 'src', 'program.ts'), root, 'two words'], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (bytes) => {
    text += String(bytes);
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, pid: child.pid, said: text === '' ? undefined : JSON.parse(text) };
}

t.test('a program replaces itself under its process id, with its arguments, and starts once', async (t) => {
  const root = project(t);
  const { code, pid, said } = await run(root, { NODE_OPTIONS: '--stack-trace-limit=20' });
  t.equal(code, 0);
  t.match(said, { part: 7, pid, argv: [root, 'two words'] });
  t.match(said.env, {
    KIOSKD_LEAN: '1',
    NODE_COMPILE_CACHE: join(root, 'cache'),
    NODE_OPTIONS: /--stack-trace-limit=20.* --max-semi-space-size=1$/,
    MALLOC_ARENA_MAX: '2',
  });
  t.equal(readFileSync(join(root, 'starts'), 'utf8'), 'x', 'filling the cache starts nothing');
});

t.test('the cache is filled once for each state of the sources', async (t) => {
  const root = project(t);
  await run(root);
  const state = readFileSync(join(root, 'cache', 'sources'), 'utf8');
  writeFileSync(join(root, 'cache', 'kept'), '');
  await run(root);
  t.ok(existsSync(join(root, 'cache', 'kept')));
  writeFileSync(join(root, 'src', 'part.ts'), 'export const part: number = 8 + 0;\n');
  t.equal((await run(root)).said.part, 8);
  t.notOk(existsSync(join(root, 'cache', 'kept')));
  t.not(readFileSync(join(root, 'cache', 'sources'), 'utf8'), state);
});

t.test('a program starts all the same where the cache cannot be kept', async (t) => {
  const root = project(t);
  writeFileSync(join(root, 'cache'), 'a file in its place');
  const { code, said } = await run(root);
  t.equal(code, 0);
  t.match(said, { part: 7 });
});
