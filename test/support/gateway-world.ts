/**
 * Gateways in virtual time over one store and one simulated platform, which outlive them: each gateway is a
 * process of its own that can be killed at any moment and leaves everything half done.
 */
import { GatewayFlow } from '../../src/cloud/gateway/gateway-flow.ts';
import { type ChargeStore, gatewayLimits } from '../../src/cloud/gateway/gateway-ports.ts';
import { MemoryChargeStore } from '../../src/cloud/gateway/memory-charge-store.ts';
import {
  SimulatedPlatform,
  type SimulatedPlatformOptions,
} from '../../src/cloud/gateway/simulated-platform.ts';
import { silentLog } from '../../src/platform/log.ts';
import { type Random, seededRandom } from '../../src/platform/random.ts';
import { Timeline, VirtualClock } from '../../src/platform/virtual-clock.ts';
import type { ChargeRequest } from '../../src/wire/messages.ts';
import { type MachineAddress, shardOf } from '../../src/wire/topics.ts';
import { type ShowingPlatform, showingPlatform } from './showing-platform.ts';

export const startMs = Date.UTC(2026, 0, 1);

/** An object whose calls never come back once its process is dead. */
function mortal<T extends object>(target: T, isDead: () => boolean): T {
  const never = new Promise(() => undefined);
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (isDead()) return never;
        const answer: unknown = value.apply(object, args);
        return answer instanceof Promise ? answer.then((given) => (isDead() ? never : given)) : answer;
      };
    },
  });
}

export interface GatewayProcess {
  readonly flow: GatewayFlow;
  readonly clock: VirtualClock;
  kill(): void;
}

export class GatewayWorld {
  readonly timeline = new Timeline();
  readonly clock = new VirtualClock(this.timeline, startMs);
  readonly store = new MemoryChargeStore();
  readonly random: Random;
  readonly platform: SimulatedPlatform;
  /** The same platform, with codes to show. */
  readonly showing: ShowingPlatform;

  constructor(seed: number, faults: Partial<SimulatedPlatformOptions> = {}) {
    this.random = seededRandom(seed);
    this.platform = new SimulatedPlatform({ clock: this.clock, random: this.random, ...faults });
    this.showing = showingPlatform(this.platform);
  }

  /** Starts a gateway; `wrap` may put something between it and the store. */
  async start(wrap: (store: ChargeStore) => ChargeStore = (store) => store): Promise<GatewayProcess> {
    let dead = false;
    const clock = new VirtualClock(this.timeline, startMs);
    const platform = mortal(this.showing.platform, () => dead);
    const flow = new GatewayFlow({
      store: mortal(wrap(this.store), () => dead),
      accounts: {
        platformOf: (_merchant, name) => (name === 'alipay' ? platform : undefined),
        stop: async () => undefined,
      },
      ...{ clock, random: this.random, log: silentLog, limits: gatewayLimits, logged: () => undefined },
      refundEnded: () => undefined,
      hashKey: new Uint8Array(32),
    });
    await flow.start();
    return {
      ...{ flow, clock },
      kill: () => {
        dead = true;
        clock.stop();
      },
    };
  }

  /** Lets `ms` of virtual time pass, or less if `done` says so. */
  pass(ms: number, done?: () => boolean): Promise<boolean> {
    return this.timeline.run(this.timeline.nowMs() + ms, done);
  }

  /** Whether nothing is left to do for any charge or refund. */
  isQuiet(): boolean {
    const busy = [...this.store.charges(), ...this.store.refunds()];
    return busy.every((row) => row.state.dueAtMs === undefined);
  }

  request(chargeId: string, authCode: string, over: Partial<ChargeRequest> = {}): ChargeRequest {
    const expiresAtMs = this.clock.now() + 30_000;
    const what = { platform: 'alipay', amountMinor: 500, currency: 'CNY' as const, subject: 'coffee' };
    return { chargeId, orderId: `ord_${chargeId}`, authCode, ...what, expiresAtMs, ...over };
  }
}

export function machineOf(machineId: string, merchantId = 'm1'): MachineAddress {
  return { merchantId, machineId, shard: shardOf(machineId) };
}
