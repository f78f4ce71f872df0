/** The way to a printer device that takes what it can: a pseudo-terminal that nobody reads fills as one. */
import { spawn } from 'node:child_process';
import { symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { ByteChannel } from '../../../../hal/byte-channel.ts';
import { openLpChannel } from '../../../../hal/printer/lp-channel.ts';
import { FarEnd } from '../../../support/far-end.ts';
import { testContext } from '../../../support/hal-context.ts';
import { until } from '../../../support/hal-until.ts';
import { workFolder } from '../../../support/work-folder.ts';

const { clock } = testContext();

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

/** How a write ended. */
const endOf = (written: Promise<void>) =>
  written.then(
    () => 'taken',
    (error: Error) => error.message,
  );

t.test('a printer that takes nothing for a while loses no byte and no order', async (t) => {
  const far = new FarEnd(t);
  const driver = await open(t, far.path);
  const document = numbered(200_000);
  let taken = false;
  const written = driver.channel.write(document).then(() => {
    taken = true;
  });
  for (let turns = 0; turns < 50; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  t.equal(taken, false, 'the cable is full, and the loop turned on');
  far.say(Uint8Array.of(0x12));
  await until(() => driver.heard.length > 0);
  t.strictSame(driver.heard, [0x12], 'what the printer says meanwhile is heard');
  await until(() => {
    far.take();
    return far.heard.length === document.length;
  });
  await written;
  t.ok(far.heard.equals(document));
});

t.test('what is given up never reaches the printer, what is written next does', async (t) => {
  const far = new FarEnd(t);
  const driver = await open(t, far.path);
  const givenUp = endOf(driver.channel.write(new Uint8Array(300_000).fill(0x41)));
  driver.channel.discard?.();
  t.equal(await givenUp, 'given up');
  const next = driver.channel.write(Uint8Array.of(0x42));
  await until(() => {
    far.take();
    return far.heard.includes(0x42);
  });
  await next;
  t.ok(far.heard.length < 300_000);
});

t.test('a device that goes away is told once, and what waits rejects', async (t) => {
  const far = new FarEnd(t);
  const driver = await open(t, far.path);
  const written = endOf(driver.channel.write(numbered(300_000)));
  far.pull();
  t.equal(await written, 'EIO');
  await t.rejects(driver.channel.write(Uint8Array.of(1)));
  t.strictSame(driver.closed, ['EIO']);
});

t.test('a process whose printer takes nothing still ends', async (t) => {
  const far = new FarEnd(t);
  const from = (path: string) => JSON.stringify(new URL(`../../../../${path}`, import.meta.url).pathname);
  const program = `
    import { openLpChannel } from ${from('hal/printer/lp-channel.ts')};
    import { SystemClock } from ${from('src/platform/clock.ts')};
    const hooks = { data() {}, closed() {} };
    const channel = await openLpChannel(${JSON.stringify(far.path)}, new SystemClock(), hooks);
    channel.write(new Uint8Array(300_000)).catch(() => undefined);
    channel.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' });
  t.equal(await new Promise((resolve) => child.once('exit', resolve)), 0);
});

t.test('an absent device rejects with the reason', async (t) => {
  const hooks = { data: () => undefined, closed: () => undefined };
  await t.rejects(openLpChannel('/dev/usb/no-such-printer', clock, hooks), /ENOENT/);
});

t.test('a device whose node has gone is told even if it can be neither read nor written', async (t) => {
  const far = new FarEnd(t);
  const link = join(workFolder(t), 'lp0');
  symlinkSync(far.path, link);
  const driver = await open(t, link);
  unlinkSync(link);
  await until(() => driver.closed.length > 0);
  t.strictSame(driver.closed, ['ENOENT']);
});

t.test('a node that now stands for another device is told as well', async (t) => {
  const [first, second] = [new FarEnd(t), new FarEnd(t)];
  const link = join(workFolder(t), 'lp0');
  symlinkSync(first.path, link);
  const driver = await open(t, link);
  unlinkSync(link);
  symlinkSync(second.path, link);
  await until(() => driver.closed.length > 0);
  t.strictSame(driver.closed, ['another device']);
});
