import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import t, { type Test } from 'tap';
import { Supervisor } from '../../../src/demo/supervisor.ts';
import { faultCodeOf } from '../../../src/domain/fault.ts';
import { SystemClock } from '../../../src/platform/clock.ts';
import { silentLog } from '../../../src/platform/log.ts';
import { workFolder } from '../../support/work-folder.ts';

const ready = `process.stdout.write('noise\\n{"ready":true,"pid":' + process.pid + '}\\n');`;
const stay = 'setInterval(() => {}, 1000);';

const programs = {
  'steady.mjs': `${ready}${stay} process.on('SIGTERM', () => { console.error('ended in order'); process.exit(0); });`,
  'stubborn.mjs': `${ready}${stay} process.on('SIGTERM', () => console.error('no'));`,
  'broken.mjs': `console.error('cannot start'); process.exit(7);`,
  'silent.mjs': stay,
};

function open(t: Test, readyWithinMs?: number) {
  const folder = workFolder(t);
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(folder, name), text);
  const supervisor = new Supervisor({
    logFolder: folder,
    clock: new SystemClock(),
    log: silentLog,
    ...(readyWithinMs === undefined ? {} : { readyWithinMs }),
  });
  t.teardown(() => supervisor.stop([], 300));
  const plan = (name: string) => ({ name, script: join(folder, `${name}.mjs`), args: [] });
  return { supervisor, plan, folder };
}

/** Whether a process runs; one that has ended and waits to be noticed by its parent does not. */
function alive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

t.test('a program that ends by itself is started again, with longer pauses', async (t) => {
  const { supervisor, plan } = open(t);
  await supervisor.run(plan('steady'));
  const pids = new Set<number>();
  for (let i = 0; i < 3; i += 1) {
    const pid = supervisor.states()[0]?.pid ?? 0;
    pids.add(pid);
    process.kill(pid, 'SIGKILL');
    await until(() => (supervisor.states()[0]?.restarts ?? 0) > i);
  }
  t.equal(pids.size, 3);
  t.match(supervisor.states(), [{ name: 'steady', running: true, restarts: 3 }]);
});

t.test('a power cut ends a program without warning and waits until it is ready again', async (t) => {
  const { supervisor, plan, folder } = open(t);
  const before = await supervisor.run(plan('steady'));
  const after = await supervisor.cutPower('steady');
  t.not(after.pid, before.pid);
  t.notOk(alive(before.pid as number));
  t.notMatch(readFileSync(join(folder, 'steady.log'), 'utf8'), 'ended in order');
  await t.rejects(supervisor.cutPower('nothing'), { code: 'NOT_FOUND' });
});

t.test('stopping ends programs in order, and kills the one that will not end', async (t) => {
  const { supervisor, plan, folder } = open(t);
  const steady = await supervisor.run(plan('steady'));
  const stubborn = await supervisor.run(plan('stubborn'));
  await supervisor.stop([{ names: ['steady'], graceMs: 5000 }], 200);
  t.match(readFileSync(join(folder, 'steady.log'), 'utf8'), 'ended in order');
  t.notOk(alive(steady.pid as number) || alive(stubborn.pid as number));
});

t.test('a program that ends or hangs before it is ready is named with its log', async (t) => {
  const { supervisor, plan, folder } = open(t);
  await t.rejects(supervisor.run(plan('broken')), {
    message: /broken: it ended with 7/,
    facts: { log: join(folder, 'broken.log') },
  });
  t.match(readFileSync(join(folder, 'broken.log'), 'utf8'), 'cannot start');
  const impatient = open(t, 500);
  const error = await impatient.supervisor.run(impatient.plan('silent')).catch((e) => e);
  t.equal(faultCodeOf(error), 'PROGRAM_NOT_READY');
});

t.test('programs end with the demo, also when it is killed', async (t) => {
  const { folder } = open(t);
  const demo = join(folder, 'demo.mjs');
  const source = new URL('../../../src/', import.meta.url).href;
  writeFileSync(
    demo,
    `import { Supervisor } from '${source}demo/supervisor.ts';
     import { SystemClock } from '${source}platform/clock.ts';
     import { silentLog } from '${source}platform/log.ts';
     const s = new Supervisor({ logFolder: '${folder}', clock: new SystemClock(), log: silentLog });
     console.log((await s.run({ name: 'steady', script: '${join(folder, 'steady.mjs')}', args: [] })).pid);`,
  );
  const parent = spawn(process.execPath, [demo], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  const pid = Number(line);
  t.ok(alive(pid));
  parent.kill('SIGKILL');
  await until(() => !alive(pid));
  t.match(readFileSync(join(folder, 'steady.log'), 'utf8'), 'ended in order');
});
