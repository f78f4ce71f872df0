/**
 * Two hundred runs with lost requests, lost and late answers, repeated and early questions, and gateways that
 * are killed half way: in the end every charge and refund is final and the platform's book, the outside
 * truth, agrees with the table. `SEED` repeats one run.
 */
import t from 'tap';
import type { Charge, ChargeStore, Refund } from '../../../../src/cloud/gateway/gateway-ports.ts';
import type { SimulatedOutcome } from '../../../../src/cloud/gateway/simulated-platform.ts';
import { type Random, seededRandom } from '../../../../src/platform/random.ts';
import { type GatewayProcess, GatewayWorld, machineOf } from '../../../support/gateway-world.ts';

const outcomes: SimulatedOutcome[] = [
  'paid',
  'paid',
  'slow',
  'never',
  'unknown',
  'declined',
  'balance',
  'socketClosed',
];
const chargesPerRun = 8;
const dayMs = 24 * 3600 * 1000;

const pick = <T>(random: Random, list: readonly T[]): T =>
  list[Math.floor(random.fraction() * list.length)] as T;

/** Kills its process at the `at`-th save, before or after it is made. */
function killingStore(random: Random, at: number, kill: () => void): (store: ChargeStore) => ChargeStore {
  let saves = 0;
  return (store) =>
    new Proxy(store, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          const isSave = /^(open|save)/.test(String(name));
          if (isSave) saves += 1;
          if (isSave && saves === at && random.fraction() < 0.5) kill();
          const answer: unknown = await value.apply(object, args);
          if (isSave && saves === at) kill();
          return answer;
        };
      },
    });
}

async function run(seed: number): Promise<{ world: GatewayWorld; found: string[] }> {
  const random = seededRandom(seed + 7_000_000);
  const chance = (rate: number) => random.fraction() < rate;
  const world = new GatewayWorld(seed, {
    lostRequestRate: random.fraction() * 0.4,
    lostAnswerRate: random.fraction() * 0.4,
    latePayRate: 0.7,
    latePayMs: 55_000,
    latencyMsMax: Math.floor(random.fraction() * 4000),
  });
  let gateway: GatewayProcess | undefined;
  const boot = async () => {
    let kill = () => {};
    const at = 1 + Math.floor(random.fraction() * 30);
    const process = await world.start(chance(0.5) ? killingStore(random, at, () => kill()) : undefined);
    kill = () => {
      process.kill();
      if (gateway === process) gateway = undefined;
    };
    return process;
  };

  const machines = ['k1', 'k2'].map((id) => machineOf(id));
  const actions: (() => void)[] = [];
  for (let i = 0; i < chargesPerRun; i += 1) {
    const machine = pick(random, machines);
    const chargeId = `chg_${i}`;
    const request = world.request(chargeId, world.platform.issueCode(pick(random, outcomes)), {
      amountMinor: 100 + i,
      expiresAtMs: world.clock.now() + 60_000,
    });
    const ask = { chargeId, orderId: request.orderId };
    const ignore = () => undefined;
    if (chance(0.2)) actions.push(() => gateway?.flow.ask(machine, ask).catch(ignore));
    for (let n = chance(0.4) ? 2 : 1; n > 0; n -= 1) {
      actions.push(() => gateway?.flow.takeCharge(machine, request).catch(ignore));
    }
    if (chance(0.5)) actions.push(() => gateway?.flow.ask(machine, ask).catch(ignore));
    if (chance(0.6)) actions.push(() => intendRefund(world, chargeId, random));
  }
  const crash = () => {
    gateway?.kill();
    gateway = undefined;
  };
  actions.push(crash, crash, crash);

  gateway = await boot();
  for (const action of shuffled(actions, random)) {
    gateway ??= await boot();
    action();
    await world.pass(Math.floor(random.fraction() * 8000));
  }
  const whole = async () => {
    for (let i = 0; i < 200 && !world.isQuiet(); i += 1) {
      gateway ??= await boot();
      await world.pass(dayMs / 50, () => world.isQuiet());
    }
  };
  await whole();
  // A request that was lost may still arrive; whatever it does must be found and given back.
  await world.pass(120_000);
  await whole();
  return { world, found: violations(world) };
}

/** The ledger applies an intent only of a charge that the machine was told is paid. */
function intendRefund(world: GatewayWorld, chargeId: string, random: Random): void {
  const charge = world.store.charges().find((one) => one.chargeId === chargeId);
  if (charge?.state.name !== 'paid' || !charge.terms) return;
  const { merchantId, machineId, orderId, terms } = charge;
  const amountMinor = random.fraction() < 0.5 ? terms.amountMinor : 40;
  const refund: Refund = {
    ...{ merchantId, machineId, orderId, refundId: `r_${chargeId}`, chargeId, amountMinor, currency: 'CNY' },
    ...{ reason: 'DISPENSER_JAM', state: { name: 'pending', tries: 0, dueAtMs: 0 }, version: 0 },
    createdAtMs: world.clock.now(),
  };
  world.store.addRefund(refund);
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((item) => ({ item, at: random.fraction() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function violations(world: GatewayWorld): string[] {
  const found: string[] = [];
  const say = (what: string, charge: Charge) =>
    found.push(`${charge.chargeId} ${charge.state.name}: ${what}`);
  const charges = world.store.charges();
  if (!world.isQuiet()) found.push('something is still to do');
  const trades = new Map(world.platform.book().map((trade) => [trade.chargeId, trade]));
  for (const charge of charges) {
    const { state, chargeId } = charge;
    const trade = trades.get(chargeId);
    trades.delete(chargeId);
    if (!/^(paid|failed|reversed)$/.test(state.name)) say('is not final', charge);
    const refunds = world.store.refunds().filter((refund) => refund.chargeId === chargeId);
    const refundedMinor = refunds
      .filter((refund) => refund.state.name === 'refunded')
      .reduce((sum, refund) => sum + refund.amountMinor, 0);
    const heldMinor = trade ? world.platform.heldMinor(trade) : 0;
    const owedMinor = state.name === 'paid' ? (charge.terms?.amountMinor ?? 0) - refundedMinor : 0;
    if (heldMinor !== owedMinor) say(`the platform holds ${heldMinor}, the table says ${owedMinor}`, charge);
    if (state.name === 'paid' && trade?.tradeNo !== state.platformTradeNo)
      say('another trade number', charge);
    if (trade?.status === 'waiting') say('the payer could still pay', charge);
    const lines = world.store.log().filter((line) => line.refId === chargeId);
    if (lines.at(-1)?.state !== state.name) say('the log ends elsewhere', charge);
    const finals = lines.filter((line) => /^(paid|failed|reversed)$/.test(line.state));
    if (finals.length !== 1) say(`${finals.length} ends in the log`, charge);
  }
  for (const trade of trades.values()) found.push(`${trade.chargeId}: a trade that the table does not know`);
  return found;
}

t.test('every charge and refund comes to one end that both sides agree on', async (t) => {
  const only = process.env.SEED;
  const seeds = only === undefined ? Array.from({ length: 200 }, (_, i) => i + 1) : [Number(only)];
  const seen = new Map<string, number>();
  for (const seed of seeds) {
    const { world, found } = await run(seed);
    if (found.length > 0) t.fail(`seed ${seed}: ${found.join('; ')}`);
    for (const { state } of world.store.charges()) {
      const end = state.cameLate ? 'came late' : state.name;
      seen.set(end, (seen.get(end) ?? 0) + 1);
    }
  }
  t.comment(`seen: ${[...seen].map(([end, count]) => `${end} ${count}`).join(', ')}`);
  if (only !== undefined) return;
  for (const end of ['paid', 'failed', 'reversed', 'came late']) t.ok((seen.get(end) ?? 0) >= 5, end);
});
