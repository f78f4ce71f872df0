/**
 * Drives one charge to its end: performs what the charge machine decides, and makes every new state durable
 * before the next effect. Runs under the row's lease; waits longer than half a lease are left to the sweep.
 * It never calls `pay` for a charge it did not open itself, so a code is used at most once.
 */
import { Fault } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import { type ChargeDecision, type ChargeEffect, type ChargeInput, decideCharge } from './charge-machine.ts';
import type { Charge, ChargeStore, Lease, Refund } from './gateway-ports.ts';
import type { PaymentPlatform, PayOrder, Trade } from './payment-platform.ts';
import type { Stopping } from './stopping.ts';

export interface DrivePorts {
  readonly store: ChargeStore;
  readonly clock: Clock;
  readonly holder: string;
  readonly leaseMs: number;
  readonly stopping: Stopping;
  /** A line was committed to the transaction log. */
  readonly logged: () => void;
  readonly refundEnded: (refund: Refund) => void;
}

/** The refund of a charge that succeeded after its reversal; its number follows from the charge's. */
export function lateRefundOf(charge: Charge, nowMs: number): Refund {
  const { merchantId, machineId, orderId, chargeId, terms } = charge;
  if (!terms) throw new Fault('INTERNAL_DEFECT', `refund ${chargeId}, which never came`);
  const { amountMinor, currency } = terms;
  return {
    ...{ merchantId, machineId, orderId, chargeId, refundId: `${chargeId}L`, amountMinor, currency },
    reason: 'PAY_TIMED_OUT',
    state: { name: 'pending', tries: 0, dueAtMs: nowMs },
    createdAtMs: nowMs,
    version: 0,
  };
}

export function tradeOf(charge: Charge): Trade {
  const { merchantId, machineId, chargeId, terms } = charge;
  if (!terms) throw new Fault('INTERNAL_DEFECT', `ask a platform about ${chargeId}, which never came`);
  return { merchantId, machineId, chargeId, amountMinor: terms.amountMinor, currency: terms.currency };
}

type Call = Exclude<ChargeEffect, 'refundLate'>;

/** Each call as the input that its answer is. `order` is there only for who opened the charge. */
const calls: Readonly<
  Record<
    Call,
    (p: PaymentPlatform, trade: Trade, order: PayOrder | undefined, clock: Clock) => Promise<ChargeInput>
  >
> = {
  pay: async (platform, trade, order, clock) => {
    if (!order) throw new Fault('INTERNAL_DEFECT', `pay ${trade.chargeId} without its code`);
    const outcome = await platform.pay(order);
    return { kind: 'payAnswered', nowMs: clock.now(), outcome };
  },
  query: async (platform, trade, _order, clock) => {
    const outcome = await platform.query(trade);
    return { kind: 'queryAnswered', nowMs: clock.now(), outcome };
  },
  cancel: async (platform, trade, _order, clock) => {
    const outcome = await platform.cancel(trade);
    return { kind: 'cancelAnswered', nowMs: clock.now(), outcome };
  },
};

/** The lease a row needs for what comes next: renewed while it is driven, given back otherwise. */
export function nextLease(
  ports: DrivePorts,
  busy: boolean,
  dueAtMs: number | undefined,
  nowMs: number,
): Lease {
  const soon = dueAtMs !== undefined && dueAtMs - nowMs <= ports.leaseMs / 2;
  return { holder: ports.holder, untilMs: busy || soon ? nowMs + ports.leaseMs : 0 };
}

/** Drives `first`, just opened with `order` in hand, or taken over when it was due. */
export async function driveCharge(
  ports: DrivePorts,
  platform: PaymentPlatform,
  first: Charge,
  order?: PayOrder,
): Promise<void> {
  const { store, clock, stopping } = ports;
  let charge = first;
  let call: Call | undefined = order ? 'pay' : undefined;
  for (;;) {
    let input: ChargeInput;
    if (call) input = await calls[call](platform, tradeOf(charge), order, clock);
    else {
      const dueAtMs = charge.state.dueAtMs;
      if (dueAtMs === undefined || dueAtMs - clock.now() > ports.leaseMs / 2) return;
      await stopping.pause(clock, dueAtMs - clock.now());
      if (stopping.stopped()) return;
      input = { kind: 'due', nowMs: clock.now() };
    }
    const decision: ChargeDecision = decideCharge(charge.state, input, platform.manners);
    call = decision.effects.find((effect) => effect !== 'refundLate');
    const atMs = clock.now();
    const lease = nextLease(ports, call !== undefined, decision.state.dueAtMs, atMs);
    const late = decision.effects.includes('refundLate') ? { lateRefund: lateRefundOf(charge, atMs) } : {};
    const changed = decision.state.name !== charge.state.name;
    charge = await store.saveCharge(charge, decision.state, { lease, atMs, ...late });
    if (changed) ports.logged();
    if (lease.untilMs === 0) return;
  }
}
