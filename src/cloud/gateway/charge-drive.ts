/**
 * Drives one charge to its end: performs what the charge machine decides, and makes every new state durable
 * before the next effect. Runs under the row's lease; waits longer than half a lease are left to the sweep.
 * It never calls `pay` for a charge it did not open itself, so a code is used at most once.
 */
import { Fault } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ChargeInbox, Letter, Letters } from './charge-inbox.ts';
import { type ChargeDecision, type ChargeEffect, type ChargeInput, decideCharge } from './charge-machine.ts';
import type { Charge, ChargeStore, Lease, Refund } from './gateway-ports.ts';
import type { PaymentPlatform, PayOrder, ShowOrder, Trade } from './payment-platform.ts';
import type { Stopping } from './stopping.ts';

export interface DrivePorts {
  readonly store: ChargeStore;
  readonly clock: Clock;
  readonly holder: string;
  readonly leaseMs: number;
  readonly stopping: Stopping;
  readonly inbox: ChargeInbox;
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
  const { amountMinor, currency, showsCode } = terms;
  return { merchantId, machineId, chargeId, amountMinor, currency, ...(showsCode ? { showsCode } : {}) };
}

/** What only who opened the charge has: the scanned code, or what the code to show is made of. */
export type FirstOrder = PayOrder | ShowOrder;

type Call = Exclude<ChargeEffect, 'refundLate'>;

/** Each call as the input that its answer is. `order` is there only for who opened the charge. */
const calls: Readonly<
  Record<
    Call,
    (p: PaymentPlatform, trade: Trade, order: FirstOrder | undefined, clock: Clock) => Promise<ChargeInput>
  >
> = {
  pay: async (platform, trade, order, clock) => {
    if (!order) throw new Fault('INTERNAL_DEFECT', `pay ${trade.chargeId} without its code`);
    const outcome = 'authCode' in order ? await platform.pay(order) : await show(platform, order);
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

function show(platform: PaymentPlatform, order: ShowOrder) {
  if (!platform.show) throw new Fault('INTERNAL_DEFECT', `show a code of ${order.chargeId}`);
  return platform.show(order);
}

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

/**
 * Drives `first`, just opened with `order` in hand, taken over when it was due, or taken for what came from
 * `outside`.
 */
export async function driveCharge(
  ports: DrivePorts,
  platform: PaymentPlatform,
  first: Charge,
  order?: FirstOrder,
  outside?: Letter,
): Promise<void> {
  const { merchantId, chargeId } = first;
  const letters = ports.inbox.begin(merchantId, chargeId);
  if (outside) letters.put(outside);
  try {
    await driveOn(ports, platform, first, letters, order);
  } finally {
    ports.inbox.end(merchantId, chargeId, letters);
  }
}

async function driveOn(
  ports: DrivePorts,
  platform: PaymentPlatform,
  first: Charge,
  letters: Letters,
  order: FirstOrder | undefined,
): Promise<void> {
  const { store, clock, stopping } = ports;
  let charge = first;
  let call: Call | undefined = order ? 'pay' : undefined;
  for (;;) {
    let input: ChargeInput | undefined = call === 'pay' ? undefined : letters.take();
    if (!input && call) input = await calls[call](platform, tradeOf(charge), order, clock);
    if (!input) {
      const dueAtMs = charge.state.dueAtMs;
      if (dueAtMs === undefined || dueAtMs - clock.now() > ports.leaseMs / 2) return;
      await stopping.pause(clock, dueAtMs - clock.now(), (ring) => letters.onArrival(ring));
      if (stopping.stopped()) return;
      input = letters.take() ?? { kind: 'due', nowMs: clock.now() };
    }
    const decision: ChargeDecision = decideCharge(charge.state, input, platform.manners);
    call = decision.effects.find((effect) => effect !== 'refundLate');
    const atMs = clock.now();
    const lease = nextLease(ports, call !== undefined, decision.state.dueAtMs, atMs);
    const late = decision.effects.includes('refundLate') ? { lateRefund: lateRefundOf(charge, atMs) } : {};
    const changed = decision.state.name !== charge.state.name;
    charge = await store.saveCharge(charge, decision.state, { lease, atMs, ...late });
    letters.saved();
    if (changed) ports.logged();
    if (lease.untilMs === 0) return;
  }
}
