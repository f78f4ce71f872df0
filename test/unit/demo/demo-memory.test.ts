import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { DemoMemory } from '../../../src/demo/demo-memory.ts';
import { choosePorts, isFree } from '../../../src/demo/demo-ports.ts';
import { atomicFile } from '../../../src/platform/atomic-file.ts';
import { seededRandom, systemRandom } from '../../../src/platform/random.ts';
import { portNames } from '../../../src/technician/demo-file.ts';

const running = {
  pid: 7,
  kiosk: 'http://127.0.0.1:1/',
  second: 'http://127.0.0.1:1/second',
  simulators: 'http://127.0.0.1:2',
  cloud: 'http://127.0.0.1:3',
  console: 'http://127.0.0.1:3/console/',
  mqtt: 'mqtt://127.0.0.1:4',
  network: 'http://127.0.0.1:5',
  platform: 'http://127.0.0.1:6',
  control: 'http://127.0.0.1:7',
  programs: [],
};

const nobody = async () => false;

async function taken(t: Test): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  return (server.address() as { port: number }).port;
}

t.test('secrets are made once, kept, and readable by their owner only', async (t) => {
  const path = join(t.testdir(), 'demo.json');
  const first = await DemoMemory.open(atomicFile(path), systemRandom, nobody);
  await first.keep({ apiToken: 'token' });
  const again = await DemoMemory.open(atomicFile(path), systemRandom, nobody);
  t.same(again.kept, first.kept);
  t.equal(again.kept.apiToken, 'token');
  t.equal(statSync(path).mode & 0o777, 0o600);
  const other = await DemoMemory.open(atomicFile(join(t.testdir(), 'other.json')), systemRandom, nobody);
  t.not(other.kept.console.password, first.kept.console.password);
});

t.test('data of a demo that still runs is refused, of one that is gone it is taken over', async (t) => {
  const file = atomicFile(join(t.testdir(), 'demo.json'));
  const first = await DemoMemory.open(file, systemRandom, nobody);
  await first.setRunning(running);
  await t.rejects(
    DemoMemory.open(file, systemRandom, async ({ pid }) => pid === 7),
    { code: 'CONFIG_INVALID' },
  );
  const after = await DemoMemory.open(file, systemRandom, nobody);
  t.same(after.kept, first.kept);
});

t.test('every part gets a port of its own, the same again at the next start', async (t) => {
  const asked = { kiosk: 0, cloud: 0, mqtt: 0 };
  const first = await choosePorts(asked, {}, seededRandom(1));
  t.equal(new Set(Object.values(first)).size, portNames.length);
  t.same(await choosePorts(asked, first, seededRandom(2)), first);
  t.same(await choosePorts({}, first, seededRandom(3)), first, 'also when none is asked for');
});

t.test('two demos that start at the same moment choose different ports', async (t) => {
  const asked = { kiosk: 0, cloud: 0, mqtt: 0 };
  const both = await Promise.all([1, 1].map((seed) => choosePorts(asked, {}, seededRandom(seed))));
  const all = both.flatMap((ports) => Object.values(ports));
  t.equal(new Set(all).size, 2 * portNames.length);
});

t.test(
  'a taken port is an error with a way out where it was named, and replaced where it was not',
  async (t) => {
    const port = await taken(t);
    t.notOk(await isFree(port));
    await t.rejects(choosePorts({ kiosk: port, cloud: 0, mqtt: 0 }, {}, systemRandom), {
      message: new RegExp(`port ${port}: it is taken. .*--kiosk-port`),
    });
    const asked = { kiosk: 0, cloud: 0, mqtt: 0 };
    const chosen = await choosePorts(asked, { kiosk: port, scanner: port }, systemRandom);
    t.notOk(Object.values(chosen).includes(port));
  },
);
