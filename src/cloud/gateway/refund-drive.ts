/**
 * Drives one refund under its lease: asks the platform to give the money back under the refund's own number,
 * as often as needed, and makes every answer durable. Waits longer than half a lease are left to the sweep.
 */
import { type DrivePorts, nextLease, tradeOf } from './charge-drive.ts';
import type { Charge, Refund } from './gateway-ports.ts';
import { alipayManners, type PaymentPlatform, type RefundOrder } from './payment-platform.ts';
import { decideRefund, type RefundEffect, type RefundInput } from './refund-machine.ts';

async function dueInput(ports: DrivePorts, refund: Refund, charge: Charge | undefined): Promise<RefundInput> {
  const claimedBeforeMinor = await ports.store.claimedBefore(refund);
  const same = charge?.machineId === refund.machineId && charge.terms?.currency === refund.currency;
  const known =
    charge && (same || charge.terms === undefined)
      ? { state: charge.state, amountMinor: charge.terms?.amountMinor ?? 0, claimedBeforeMinor }
      : undefined;
  return { kind: 'due', nowMs: ports.clock.now(), refundMinor: refund.amountMinor, charge: known };
}

async function perform(
  effect: RefundEffect,
  platform: PaymentPlatform,
  order: RefundOrder,
  ports: DrivePorts,
): Promise<RefundInput> {
  if (effect === 'refund') {
    const outcome = await platform.refund(order);
    return { kind: 'refundAnswered', nowMs: ports.clock.now(), outcome };
  }
  const outcome = await platform.queryRefund(order);
  return { kind: 'refundQueryAnswered', nowMs: ports.clock.now(), outcome };
}

/** Drives `first`, taken when it was due. `platformFor` answers the platform of the refund's charge. */
export async function driveRefund(
  ports: DrivePorts,
  platformFor: (charge: Charge) => PaymentPlatform,
  first: Refund,
): Promise<void> {
  const { store, clock, stopping } = ports;
  let refund = first;
  for (;;) {
    const charge = await store.findCharge(refund.merchantId, refund.chargeId);
    const platform = charge && platformFor(charge);
    const manners = platform?.manners ?? alipayManners;
    let decision = decideRefund(refund.state, await dueInput(ports, refund, charge), manners);
    while (decision.effects[0] && charge && platform) {
      const { refundId, amountMinor: refundMinor, reason } = refund;
      const order: RefundOrder = { ...tradeOf(charge), refundId, refundMinor, reason };
      const input = await perform(decision.effects[0], platform, order, ports);
      decision = decideRefund(decision.state, input, manners);
    }
    const atMs = clock.now();
    const lease = nextLease(ports, false, decision.state.dueAtMs, atMs);
    const changed = decision.state.name !== refund.state.name;
    refund = await store.saveRefund(refund, decision.state, { lease, atMs });
    if (changed) ports.logged();
    if (changed) ports.refundEnded(refund);
    if (lease.untilMs === 0) return;
    await stopping.pause(clock, (decision.state.dueAtMs ?? atMs) - clock.now());
    if (stopping.stopped()) return;
  }
}
