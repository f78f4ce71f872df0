/**
 * Charges over WeChat Pay with somebody in between who loses requests and answers, forges refusals and says
 * that nothing is there: each comes to one end, and the stand-in's book holds what the gateway says it does.
 * Times are those of the platform divided by `hurry`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { GatewayFlow } from '../../../../src/cloud/gateway/gateway-flow.ts';
import type { Charge } from '../../../../src/cloud/gateway/gateway-ports.ts';
import { gatewayLimits } from '../../../../src/cloud/gateway/gateway-ports.ts';
import { MemoryChargeStore } from '../../../../src/cloud/gateway/memory-charge-store.ts';
import { hurried, wechatManners } from '../../../../src/cloud/gateway/payment-platform.ts';
import { WechatPlatform } from '../../../../src/cloud/gateway/wechat/wechat-platform.ts';
import type { BookedTrade } from '../../../../src/doubles/wallet-book.ts';
import { SystemClock } from '../../../../src/platform/clock.ts';
import { silentLog } from '../../../../src/platform/log.ts';
import { type Random, seededRandom, systemRandom } from '../../../../src/platform/random.ts';
import { machineOf } from '../../../support/gateway-world.ts';
import {
  startTamperingProxy,
  type TamperedAnswer,
  type TamperingProxy,
} from '../../../support/tampering-proxy.ts';
import { WechatWorld } from '../../../support/wechat-world.ts';

const hurry = 200;
const charges = 24;
const outcomes = ['paid', 'slow', 'never', 'unknown', 'declined', 'balance', 'socketClosed'] as const;
/** Somebody between gateway and platform meddles with this many requests of a charge, then goes away. */
const meddledMax = 8;
/** How often the absence of a charge is forged: fewer than the gateway asks. */
const absencesMax = 3;

const refusal = (status: number, code: string): TamperedAnswer => ({
  ...{ status, headers: { 'wechatpay-signature': undefined } },
  body: JSON.stringify({ code, message: 'x' }),
});

/** Meddles with each charge by chance, a limited number of times. */
class Meddler {
  #random: Random;
  #meddled = new Map<string, number>();
  #absences = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  attach(proxy: TamperingProxy): void {
    proxy.loses = (method, sent) => this.#meddles(chargeOf(method, sent)) && this.#random.fraction() < 0.2;
    proxy.tamper = (body, method, { sent }) => this.#forge(body, method, chargeOf(method, sent));
  }

  #forge(body: string, method: string, chargeId: string): TamperedAnswer | 'drop' {
    if (!this.#meddles(chargeId)) return { body };
    this.#meddled.set(chargeId, (this.#meddled.get(chargeId) ?? 0) + 1);
    const chance = this.#random.fraction();
    if (chance < 0.25) return 'drop';
    if (chance < 0.35) return refusal(500, 'SYSTEM_ERROR');
    if (chance < 0.45) return { body: body.replace('SUCCESS', 'REVOKED') };
    const absences = this.#absences.get(chargeId) ?? 0;
    if (chance > 0.75 || absences >= absencesMax || method.includes('refund')) return { body };
    this.#absences.set(chargeId, absences + 1);
    return method.includes('codepay') ? refusal(403, 'NOT_ENOUGH') : refusal(404, 'ORDER_NOT_EXIST');
  }

  #meddles(chargeId: string): boolean {
    return (this.#meddled.get(chargeId) ?? 0) < meddledMax;
  }
}

function chargeOf(method: string, sent: string): string {
  return /chg_\w+/.exec(`${method} ${sent}`)?.[0] ?? '';
}

/** What speaks against this charge when everything is over. */
function complaint(charge: Charge, trade: BookedTrade | undefined): string | undefined {
  const { name, platformTradeNo } = charge.state;
  const heldMinor = trade && trade.paidAtMs !== null ? trade.totalMinor - trade.refundedMinor : 0;
  if (!/^(paid|failed|reversed)$/.test(name)) return 'is not final';
  if (heldMinor !== (name === 'paid' ? charge.terms?.amountMinor : 0)) return `holds ${heldMinor}`;
  if (trade?.status === 'WAIT_BUYER_PAY') return 'could still be paid';
  return name === 'paid' && trade?.tradeNo !== platformTradeNo ? 'has another number' : undefined;
}

t.test('whatever happens on the way, a charge ends and the book agrees', async (t) => {
  const seed = Number(process.env.SEED ?? Math.floor(systemRandom.fraction() * 2 ** 31));
  t.comment(`SEED=${seed}`);
  const random = seededRandom(seed);
  const world = await WechatWorld.start(t, hurry);
  const proxy = await startTamperingProxy(t, world.url);
  new Meddler(random).attach(proxy);
  const clock = new SystemClock();
  const platform = new WechatPlatform({
    ...{ account: world.account(0, proxy.url), clock, log: silentLog },
    manners: hurried(wechatManners, hurry),
  });
  const store = new MemoryChargeStore();
  const flow = new GatewayFlow({
    ...{ store, clock, random, log: silentLog, limits: { ...gatewayLimits, sweepMs: 50 } },
    accounts: { platformOf: () => platform, stop: () => platform.stop() },
    ...{ logged: () => undefined, refundEnded: () => undefined, hashKey: new Uint8Array(32) },
  });
  t.teardown(() => flow.stop());
  await flow.start();
  for (let i = 0; i < charges; i += 1) {
    const outcome = outcomes[Math.floor(random.fraction() * outcomes.length)];
    const truth = random.fraction() < 0.5 ? 'paid' : 'nothing';
    const authCode = await world.code({ outcome, truth, slowMs: 1 + Math.floor(random.fraction() * 300) });
    await flow.takeCharge(machineOf('k1'), {
      ...{ chargeId: `chg_${i}x`, orderId: `ord_${i}`, platform: 'wechat', authCode, amountMinor: 500 + i },
      ...{ currency: 'CNY', subject: 'coffee', expiresAtMs: clock.now() + 30_000 },
    });
  }
  const isOpen = () =>
    [...store.charges(), ...store.refunds()].some(({ state }) => state.dueAtMs !== undefined);
  while (isOpen()) await sleep(20);
  const book = new Map((await world.book()).map((trade) => [trade.outTradeNo, trade]));
  const ends = new Map<string, number>();
  for (const charge of store.charges()) {
    const wrong = complaint(charge, book.get(charge.chargeId));
    if (wrong !== undefined) t.fail(`${charge.chargeId} ${wrong}: ${JSON.stringify(charge.state)}`);
    const { name, cameLate } = charge.state;
    ends.set(name, (ends.get(name) ?? 0) + 1);
    if (cameLate) ends.set('came late', (ends.get('came late') ?? 0) + 1);
  }
  t.equal(store.charges().length, charges);
  t.comment([...ends].map(([end, count]) => `${end} ${count}`).join(', '));
  for (const end of ['paid', 'reversed']) t.ok((ends.get(end) ?? 0) > 0, end);
});
