/**
 * Payments through the gateway and the platforms' own clients, over HTTP to the stand-ins of Alipay and WeChat
 * Pay, in real time with the platforms' times divided by `hurry`; the stand-ins go down and come back meanwhile.
 * What a machine would hand over is what the transaction log first calls paid. Judged from the stand-ins' books.
 */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AlipayPlatform } from '../../src/cloud/gateway/alipay/alipay-platform.ts';
import { isFinal } from '../../src/cloud/gateway/charge-machine.ts';
import { GatewayFlow } from '../../src/cloud/gateway/gateway-flow.ts';
import { gatewayLimits, hurriedLimits } from '../../src/cloud/gateway/gateway-ports.ts';
import { MemoryChargeStore } from '../../src/cloud/gateway/memory-charge-store.ts';
import { alipayManners, hurried, wechatManners } from '../../src/cloud/gateway/payment-platform.ts';
import { WechatPlatform } from '../../src/cloud/gateway/wechat/wechat-platform.ts';
import type { BookedTrade } from '../../src/doubles/wallet-book.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { silentLog } from '../../src/platform/log.ts';
import { type Random, seededRandom } from '../../src/platform/random.ts';
import { AlipayWorld } from './alipay-world.ts';
import { machineOf } from './gateway-world.ts';
import { WechatWorld } from './wechat-world.ts';

export interface HttpPayments {
  readonly payments: number;
  readonly paid: number;
  readonly outages: number;
  /** From the last outage's end until the last charge was final, in the platforms' own time. */
  readonly finalAfterMs: number;
  readonly violations: readonly string[];
}

type World = Pick<AlipayWorld, 'url' | 'code' | 'control' | 'book' | 'stop' | 'dataDir'>;

const outcomes = ['paid', 'paid', 'slow', 'never', 'unknown', 'declined', 'socketClosed'] as const;
const finalWithinMs = 60_000;
const everyMs = 30;
const outageMsMax = 400;
const lookEveryMs = 20;
const sweepMs = 100;

export async function payOverHttp(payments: number, seed: number, hurry: number): Promise<HttpPayments> {
  const clock = new SystemClock();
  const random = seededRandom(seed);
  const alipay = new AlipayWorld(clock);
  const wechat = new WechatWorld(clock, hurry);
  const worlds: Readonly<Record<string, World>> = { alipay, wechat };
  await Promise.all([alipay.restart(), wechat.restart()]);
  const common = { clock, log: silentLog };
  const platforms: Readonly<Record<string, AlipayPlatform | WechatPlatform>> = {
    alipay: new AlipayPlatform({
      ...{ ...common, account: alipay.account(), manners: hurried(alipayManners, hurry) },
    }),
    wechat: new WechatPlatform({
      ...{ ...common, account: wechat.account(), manners: hurried(wechatManners, hurry) },
    }),
  };
  const store = new MemoryChargeStore();
  const flow = new GatewayFlow({
    ...{ store, clock, random, log: silentLog, limits: { ...hurriedLimits(gatewayLimits, hurry), sweepMs } },
    accounts: { platformOf: (_merchant, name) => platforms[name], stop: async () => undefined },
    ...{ logged: () => undefined, refundEnded: () => undefined, hashKey: new Uint8Array(32) },
  });
  try {
    await flow.start();
    const outages = await pay({ flow, clock, random, worlds, payments, hurry });
    const quietAtMs = clock.now();
    while (store.charges().some(({ state }) => !isFinal(state))) await sleep(lookEveryMs);
    const finalAfterMs = (clock.now() - quietAtMs) * hurry;
    const book = (await Promise.all(Object.values(worlds).map((world) => world.book()))).flat();
    const violations = judged(store, book);
    if (finalAfterMs > finalWithinMs) violations.push(`final too late: after ${Math.round(finalAfterMs)} ms`);
    const paid = store.charges().filter(({ state }) => state.name === 'paid').length;
    return { payments: store.charges().length, paid, outages, finalAfterMs, violations };
  } finally {
    await flow.stop();
    for (const platform of Object.values(platforms)) await platform.stop();
    for (const world of Object.values(worlds)) {
      await world.stop();
      rmSync(world.dataDir, { recursive: true, force: true });
    }
  }
}

interface Paying {
  readonly flow: GatewayFlow;
  readonly clock: SystemClock;
  readonly random: Random;
  readonly worlds: Readonly<Record<string, World>>;
  readonly payments: number;
  readonly hurry: number;
}

/** Makes the payments one after another while platforms come and go; at the end both are up. */
async function pay({ flow, clock, random, worlds, payments, hurry }: Paying): Promise<number> {
  let outages = 0;
  let mending: Promise<void> = Promise.resolve();
  for (let i = 0; i < payments; i += 1) {
    const platform = random.fraction() < 0.5 ? 'wechat' : 'alipay';
    const outcome = outcomes[Math.floor(random.fraction() * outcomes.length)];
    const truth = random.fraction() < 0.5 ? 'paid' : 'nothing';
    const world = worlds[platform] as World;
    const authCode = await world.code({ outcome, truth, slowMs: Math.round(6000 / hurry) });
    if (random.fraction() < 0.15) {
      await mending;
      outages += 1;
      await world.control({ down: true });
      const forMs = random.fraction() * outageMsMax;
      mending = sleep(forMs).then(() => world.control({ down: false }));
    }
    const what = { platform, authCode, amountMinor: 500 + i, currency: 'CNY' as const, subject: 'coffee' };
    const ids = { chargeId: `chg_${i}x`, orderId: `ord_${i}` };
    await flow.takeCharge(machineOf('k1'), { ...ids, ...what, expiresAtMs: clock.now() + 30_000 });
    await sleep(everyMs);
  }
  await mending;
  return outages;
}

/** What the books hold is what was handed over, trade by trade. */
function judged(store: MemoryChargeStore, book: readonly BookedTrade[]): string[] {
  const trades = new Map(book.map((trade) => [trade.outTradeNo, trade]));
  const handedOver = new Set(store.log().flatMap(({ refId, state }) => (state === 'paid' ? [refId] : [])));
  return store.charges().flatMap(({ chargeId, terms }) => {
    const trade = trades.get(chargeId);
    const heldMinor = trade && trade.paidAtMs !== null ? trade.totalMinor - trade.refundedMinor : 0;
    const dueMinor = handedOver.has(chargeId) ? (terms?.amountMinor ?? 0) : 0;
    if (heldMinor === dueMinor) return [];
    const rule = heldMinor > dueMinor ? 'money without goods or refund' : 'goods without money';
    return [`${rule}: ${chargeId} holds ${heldMinor}, handed over ${dueMinor}`];
  });
}
