/**
 * The crash proof: `proof-crash.ts --kills N [--seed S] [--guest] [--plant no-fsync]`. Sells on the whole
 * product, real processes and real files, while the machine's process is killed at random points and the
 * network comes and goes; then lets everything come to rest and asks the outside whether anything was lost or
 * doubled. Exit code 1 if so; the folder with all data is kept then. With `--guest` the machine runs in a
 * virtual machine whose power is cut: what it has not flushed to its disk is lost.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../src/platform/random.ts';
import type { RestOrder } from '../src/wire/rest.ts';
import { type Evidence, judge } from '../test/support/crash/crash-judge.ts';
import { RestlessShopper } from '../test/support/crash/restless-shopper.ts';
import { allEngines } from '../test/support/engines.ts';
import { Product } from '../test/support/product.ts';
import { labIsImpossible } from './lab/lab-needs.ts';
import { readOptions } from './read-options.ts';

/** Goods that a shopper scans between the touches. */
const samples = ['cola', 'milk-gs1', 'apples-1250g', 'croissant', 'lollipop'];
const values = readOptions(import.meta.url, {
  kills: { type: 'integer', default: 50 },
  seed: { type: 'integer', default: 1 },
  guest: { type: 'boolean' },
  plant: { type: 'string' },
});
const { kills } = values;
if (values.plant !== undefined && (values.plant !== 'no-fsync' || !values.guest)) {
  throw new Error('the only mistake to plant is no-fsync, and only a guest that loses power can find it');
}
/** One life in so many is long enough for a whole sale; a guest's start costs more than its life. */
const oneLongLifeIn = values.guest ? 2 : 4;
/** How long the machine lives at most. */
const aliveMsMax = { short: 600, long: 3500 };
/** A guest's life is counted in pages of the screen, because its pace is nobody's to foresee. */
const alivePagesMax = { short: 6, long: 16 };
/** One life in so many lasts long enough to find out that nothing fell, which blocks the mechanism till then. */
const oneQuietLifeIn = 50;
const quietLifeMs = 22_000;
const aliveWithinMs = 120_000;
const restWithinMs = values.guest ? 600_000 : 240_000;
/** How often the count is told. */
const tellEvery = values.guest ? 5 : 25;
const random = seededRandom(values.seed);
const choose = (count: number) => Math.floor(random.fraction() * count);

/** Cuts the machine's power again and again; the network goes away for a while now and then. */
async function killAgainAndAgain(product: Product, shopper: RestlessShopper): Promise<void> {
  const { outside } = product;
  for (let kill = 1; kill <= kills; kill += 1) {
    const length = choose(oneLongLifeIn) === 0 ? 'long' : 'short';
    if (values.guest) await liveForPages(shopper, choose(alivePagesMax[length]));
    await sleep(kill % oneQuietLifeIn === 0 ? quietLifeMs : choose(aliveMsMax[length]));
    if (choose(6) === 0)
      await outside.network({ state: 'down', manner: choose(2) === 0 ? 'refuse' : 'swallow' });
    await outside.cutPower();
    if (choose(2) === 0) await outside.network({ state: 'up' });
    if (kill % tellEvery === 0) {
      await refill(product);
      console.log(`${kill} of ${kills} kills, ${(await outside.drops()).length} pieces came out`);
    }
  }
  await outside.network({ state: 'up' });
}

/** Until so many pages were seen; a machine that is out of service shows one. */
async function liveForPages(shopper: RestlessShopper, pages: number): Promise<void> {
  const until = shopper.pagesSeen + pages;
  const endMs = performance.now() + aliveWithinMs;
  while (shopper.pagesSeen < until && performance.now() < endMs) await sleep(20);
}

async function refill(product: Product): Promise<void> {
  const { shelf } = (await product.outside.deskState()) as { shelf: { stock: Record<string, number> } };
  for (const slot of Object.keys(shelf.stock)) await product.outside.play('fill', { slot, pieces: 20 });
  await product.outside.play('hopper', { coins: 500 });
}

async function allOrders(product: Product): Promise<RestOrder[]> {
  const orders: RestOrder[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: '200', ...(cursor === undefined ? {} : { after: cursor }) };
    const page = await product.rest.call('listOrders', { query });
    orders.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return orders;
}

/** Nothing is open any more and the cloud has every record; or the time is up, which the judge will see. */
async function comeToRest(product: Product, shopper: RestlessShopper): Promise<void> {
  const endMs = performance.now() + restWithinMs;
  while (performance.now() < endMs) {
    const status = await product.outside.status().catch(() => undefined);
    const sent = status !== undefined && status.journal.acknowledgedSeq >= status.journal.lastSeq;
    if (sent && shopper.atRest()) {
      const orders = await allOrders(product);
      if (orders.every((order) => order.times.closedAtMs !== null)) return;
    }
    await sleep(500);
  }
}

async function evidenceOf(product: Product, seen: ReadonlySet<string>): Promise<Evidence> {
  const { outside } = product;
  const [orders, drops, trades, coins] = await Promise.all([
    allOrders(product),
    outside.drops(),
    outside.book(),
    outside.coins(),
  ]);
  return { orders, drops, trades, coins, seen };
}

async function prove(product: Product): Promise<number> {
  await product.start();
  const { outside, ready } = product;
  const codes = (await outside.sampleCodes()).filter((sample) => samples.includes(sample.sampleId));
  const shopper = new RestlessShopper({ kioskUrl: ready.kiosk, outside, codes, choose });
  shopper.start();
  const startedMs = performance.now();
  await killAgainAndAgain(product, shopper);
  const killedMs = performance.now();
  await shopper.leave();
  const quiet = new RestlessShopper({ kioskUrl: ready.kiosk, outside, codes, choose: () => 0 });
  quiet.watch();
  await comeToRest(product, quiet);
  await quiet.leave();
  const evidence = await evidenceOf(product, shopper.submitted);
  const violations = judge(evidence);
  for (const violation of violations) console.log(`VIOLATION ${violation}`);
  const seconds = (ms: number) => Math.round(ms / 1000);
  console.log(
    `kills ${kills}, orders ${evidence.orders.length}, pieces ${evidence.drops.length}, ` +
      `charges ${evidence.trades.length}, violations ${violations.length} ` +
      `(${seconds(killedMs - startedMs)} s of kills, ${seconds(performance.now() - killedMs)} s to rest)`,
  );
  return violations.length;
}

/** What the demo must know to run its machine in a guest; the folder holds the guest's disks. */
async function guestEnvironment(folder: string): Promise<Record<string, string>> {
  const { machineGuestVariable, prepareMachineGuest } = await import('./lab/machine-guest.ts');
  const file = await prepareMachineGuest(folder, values.plant === undefined ? undefined : 'noFsync');
  return { MACHINE_SCRIPT: 'scripts/lab/start-machine-guest.ts', [machineGuestVariable]: file };
}

const impossible = values.guest ? labIsImpossible() : undefined;
if (impossible !== undefined) {
  console.log(`proof with a guest: skipped: ${impossible}`);
  process.exit(0);
}
const guestFolder = mkdtempSync(join(tmpdir(), 'machine-guest-'));
if (values.guest) Object.assign(process.env, await guestEnvironment(guestFolder));
const engines = allEngines.find((candidate) => candidate.absent === undefined);
if (!engines) throw new Error('no engines to run on');
const open = await engines.open([]);
const product = new Product({ engines: open, speed: 20 });
const violations = await prove(product);
await product.stop();
if (violations === 0) await product.close();
else console.log(`everything is kept in ${product.data}`);
await open.close();
rmSync(guestFolder, { recursive: true });
process.exitCode = violations === 0 ? 0 : 1;
