/** The way to a printer device that takes what it can: a pseudo-terminal that nobody reads fills as one. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { ByteChannel } from '../../../../hal/byte-channel.ts';
import { openLpChannel } from '../../../../hal/printer/lp-channel.ts';
import { testContext } from '../../../support/hal-context.ts';
import { until } from '../../../support/hal-until.ts';
import { workFolder } from '../../../support/work-folder.ts';

const skip = spawnSync('socat', ['-V']).error ? 'socat is not installed' : false;
const { clock } = testContext();

/** Two ends of one cable; `pull` takes it away. */
async function cable(t: Test): Promise<{ ours: string; far: string; pull(): void }> {
  const folder = workFolder(t);
  const [ours, far] = [join(folder, 'ours'), join(folder, 'far')];
  const child = spawn('socat', [`pty,raw,echo=0,link=${ours}`, `pty,raw,echo=0,link=${far}`]);
  t.teardown(() => child.kill('SIGKILL'));
  await until(() => existsSync(ours) && existsSync(far));
  return { ours, far, pull: () => void child.kill('SIGKILL') };
}

interface End {
  readonly channel: ByteChannel;
  readonly heard: number[];
  readonly closed: string[];
}

async function open(t: Test, path: string): Promise<End> {
  const [heard, closed]: [number[], string[]] = [[], []];
  const channel = await openLpChannel(path, clock, {
    data: (bytes) => heard.push(...bytes),
    closed: (reason) => closed.push(reason),
  });
  t.teardown(() => channel.close());
  return { channel, heard, closed };
}

const numbered = (count: number) => Uint8Array.from({ length: count }, (_, i) => (i * 7 + (i >> 8)) & 0xff);

t.test('a printer that takes nothing for a while loses no byte and no order', { skip }, async (t) => {
  const { ours, far } = await cable(t);
  const driver = await open(t, ours);
  const document = numbered(200_000);
  let taken = false;
  const written = driver.channel.write(document).then(() => {
    taken = true;
  });
  let turns = 0;
  for (; turns < 50; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  t.equal(taken, false, 'the cable is full, and the loop turned on');
  const printer = await open(t, far);
  await written;
  await until(() => printer.heard.length === document.length);
  t.ok(Buffer.from(printer.heard).equals(document));
  await printer.channel.write(Uint8Array.of(0x12));
  await until(() => driver.heard.length > 0);
  t.strictSame(driver.heard, [0x12], 'answers come back on the same device');
});

t.test('what is given up never reaches the printer, what is written next does', { skip }, async (t) => {
  const { ours, far } = await cable(t);
  const driver = await open(t, ours);
  const givenUp = driver.channel.write(new Uint8Array(300_000).fill(0x41));
  const failed = givenUp.then(
    () => 'taken',
    () => 'given up',
  );
  driver.channel.discard?.();
  t.equal(await failed, 'given up');
  const next = driver.channel.write(Uint8Array.of(0x42));
  const printer = await open(t, far);
  await next;
  await until(() => printer.heard.includes(0x42));
  t.ok(printer.heard.length < 300_000);
});

t.test('a device that goes away is told once, and what waits rejects', { skip }, async (t) => {
  const { ours, pull } = await cable(t);
  const driver = await open(t, ours);
  const written = driver.channel.write(numbered(300_000)).then(
    () => 'taken',
    () => 'rejected',
  );
  pull();
  t.equal(await written, 'rejected');
  await until(() => driver.closed.length > 0);
  await t.rejects(driver.channel.write(Uint8Array.of(1)));
  t.strictSame(driver.closed, ['EIO']);
});

t.test('a process whose printer takes nothing still ends', { skip }, async (t) => {
  const { ours } = await cable(t);
  const program = `
    import { openLpChannel } from ${JSON.stringify(new URL('../../../../hal/printer/lp-channel.ts', import.meta.url).pathname)};
    import { SystemClock } from ${JSON.stringify(new URL('../../../../src/platform/clock.ts', import.meta.url).pathname)};
    const channel = await openLpChannel(${JSON.stringify(ours)}, new SystemClock(), { data() {}, closed() {} });
    channel.write(new Uint8Array(300_000)).catch(() => undefined);
    channel.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  t.equal(code, 0);
});

t.test('an absent device rejects with the reason', async (t) => {
  const hooks = { data: () => undefined, closed: () => undefined };
  await t.rejects(openLpChannel('/dev/usb/no-such-printer', clock, hooks), /ENOENT/);
});
