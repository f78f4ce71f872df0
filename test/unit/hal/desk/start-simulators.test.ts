/** The simulators as a program: what they say, keep, refuse, and how they end. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { Drop } from '../../../../hal/dispenser/drop.ts';
import { openHal } from '../../../../hal/open-hal.ts';
import { testContext } from '../../../support/hal-context.ts';
import { type Simulators, startSimulators } from '../../../support/hal-simulators.ts';
import { until } from '../../../support/hal-until.ts';

const profileFor = (simulators: Simulators) => ({
  version: 1,
  scanners: [{ driver: 'serial', address: simulators.scanner }],
  printer: { driver: 'escpos', address: simulators.printer },
  gpio: { driver: 'kio', address: simulators.board },
  dispensers: [
    { driver: 'shelf', slots: ['A1'], dropWithinMs: 1_000 },
    { driver: 'kcm', address: simulators.coffee },
  ],
});

t.test('a restart keeps ports, what fell, counters and jobs', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'kiosk-simulators-'));
  t.teardown(() => rmSync(data, { recursive: true, force: true }));
  const before = await startSimulators(t, ['--data', data]);
  const hal = openHal(profileFor(before), testContext());
  await hal.start();
  t.teardown(() => hal.stop());
  await until(() => hal.devices.every((device) => device.health().state === 'ready'));
  const targets = [
    { how: 'slot', slot: 'A1' },
    { how: 'recipe', recipe: 'latte', options: {} },
  ] as const;
  const jobs = [];
  for (const [i, target] of targets.entries()) {
    const dispenser = hal.dispensers.find((d) => d.handles(target));
    if (!dispenser) throw new Error('no dispenser');
    const job = { deliveryId: `dlv_${i}`, target, mark: await dispenser.mark(target) };
    await dispenser.deliver(job);
    jobs.push({ dispenser, job });
  }
  await hal.printer?.print({ jobId: 'r', receiptLine: '小票 Receipt |' });
  const drops = await before.get<Drop[]>('/drops');
  t.match(drops, [
    { what: 'slot', name: 'A1' },
    { what: 'recipe', name: 'latte', jobId: 'dlv_1' },
  ]);
  const png = await until(async () => {
    const answer = await fetch(`${before.http}/receipts/last.png`);
    return answer.ok && Buffer.from(await answer.arrayBuffer());
  });
  t.equal(png.subarray(1, 4).toString(), 'PNG');

  await before.kill();
  await until(() => hal.devices.every((device) => device.health().state !== 'ready'));
  const after = await startSimulators(t, ['--data', data]);
  for (const name of ['http', 'scanner', 'printer', 'board', 'coffee'] as const) {
    t.equal(after[name], before[name], `${name} is where it was`);
  }
  t.strictSame(await after.get('/drops'), drops);
  t.equal(readFileSync(join(data, 'drops.jsonl'), 'utf8').trim().split('\n').length, 2);
  await until(() => hal.devices.every((device) => device.health().state === 'ready'));
  for (const { dispenser, job } of jobs) t.equal(await dispenser.outcomeOf(job), 'delivered');
});

t.test('the desk answers with a page and a state, and refuses what it does not know', async (t) => {
  const simulators = await startSimulators(t, ['--slots', 'X1,X2', '--stock', '3']);
  const page = await fetch(simulators.http);
  t.match(page.headers.get('content-type'), 'text/html');
  t.match(await page.text(), 'Device simulators');
  t.match(await simulators.get('/state'), { shelf: { stock: { X1: 3, X2: 3 } }, printer: { state: 'ok' } });
  const send = async (path: string, body: string, type = 'application/json') =>
    (await fetch(simulators.http + path, { method: 'POST', headers: { 'content-type': type }, body })).status;
  t.equal(await send('/scan', '{"code":""}'), 400);
  t.equal(await send('/scan', '{"code":"1","colour":"red"}'), 400);
  t.equal(await send('/scan', 'code=1', 'application/x-www-form-urlencoded'), 400, 'a form of another site');
  t.equal(await send('/scan', '{'), 400);
  t.equal(await send('/scan', JSON.stringify({ code: 'x'.repeat(20_000) })), 413);
  t.equal(await send('/printer', '{"state":"on-fire"}'), 400);
  t.equal(await send('/hopper', '{"coins":-1}'), 400);
  t.equal(await send('/hopper', '{"coins":7}'), 200);
  t.match(await simulators.get('/state'), { coins: { hopperCoins: 7 } });
  t.equal(await send('/nowhere', '{}'), 404);
  t.equal((await fetch(`${simulators.http}/receipts/last.png`)).status, 404);
  t.equal((await fetch(`${simulators.http}/receipts/..%2f..%2fetc`)).status, 404);
  t.strictSame(await simulators.get('/receipts'), []);
});

t.test('it ends when it is asked to, also with a mechanism in motion', async (t) => {
  const simulators = await startSimulators(t, ['--speed', '0.1']);
  const hal = openHal(profileFor(simulators), testContext());
  await hal.start();
  t.teardown(() => hal.stop());
  await until(() => hal.gpio?.health().state === 'ready');
  await hal.gpio?.pulse('motor.A1', 10_000);
  t.equal(await simulators.stop(), 0);
});

t.test('on a port that is taken it ends at once and says why', async (t) => {
  const first = await startSimulators(t);
  const program = new URL('../../../../src/start-simulators.ts', import.meta.url).pathname;
  for (const part of ['http', 'coffee'] as const) {
    const { port } = new URL(first[part]);
    const flags = [`--${part}-port`, port];
    const second = spawnSync(process.execPath, [program, ...flags], { encoding: 'utf8', timeout: 20_000 });
    t.match(second, { status: 1, signal: null, stdout: '' }, part);
    t.match(second.stderr, new RegExp(`EADDRINUSE.*${port}`));
  }
  t.equal(await first.stop(), 0, 'the one that was there goes on');
});
