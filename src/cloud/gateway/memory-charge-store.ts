/**
 * Charges, refunds and their transaction log in memory, for simulation and tests. Obeys the contract of
 * `ChargeStore` exactly; rows are immutable objects replaced whole, so nobody sees half a save.
 */
import { Fault } from '../../domain/fault.ts';
import { type LearnedCharge, learnedState } from '../database/learned-charge-rows.ts';
import type { LoggedTransaction } from '../database/logged-transaction.ts';
import type { ChargeState } from './charge-machine.ts';
import type { Charge, ChargeStore, Lease, Refund } from './gateway-ports.ts';
import { chargeLine, type PaymentLine, refundLine } from './payment-lines.ts';
import type { RefundState } from './refund-machine.ts';

interface Leased<Row> {
  readonly row: Row;
  readonly lease: Lease;
}

interface Backup {
  readonly charges: ReadonlyMap<string, Leased<Charge>>;
  readonly refunds: ReadonlyMap<string, Leased<Refund>>;
  readonly log: readonly LoggedTransaction[];
}

const free: Lease = { holder: '', untilMs: 0 };

export class MemoryChargeStore implements ChargeStore {
  #charges = new Map<string, Leased<Charge>>();
  #refunds = new Map<string, Leased<Refund>>();
  #log: LoggedTransaction[] = [];

  /** Every line of the transaction log so far, by rising `logId`. */
  log(): readonly LoggedTransaction[] {
    return this.#log;
  }

  charges(): Charge[] {
    return [...this.#charges.values()].map((leased) => leased.row);
  }

  refunds(): Refund[] {
    return [...this.#refunds.values()].map((leased) => leased.row);
  }

  /** Inserts a pending refund unless it is there, as the ledger does with an intent it applied. */
  addRefund(refund: Refund): void {
    const key = `${refund.merchantId} ${refund.refundId}`;
    if (!this.#refunds.has(key)) this.#refunds.set(key, { row: refund, lease: free });
  }

  /** A backup of everything committed. */
  snapshot(): unknown {
    return { charges: new Map(this.#charges), refunds: new Map(this.#refunds), log: [...this.#log] };
  }

  /** Puts a backup back; whatever was committed since is gone. */
  restore(snapshot: unknown): void {
    const { charges, refunds, log } = snapshot as Backup;
    this.#charges = new Map(charges);
    this.#refunds = new Map(refunds);
    this.#log = [...log];
  }

  /** Learns ends of charges that it does not know, as the ledger tells them of what it applied. */
  learnCharges(
    owner: { readonly merchantId: string; readonly machineId: string },
    charges: readonly LearnedCharge[],
    atMs: number,
  ): void {
    for (const learned of charges) {
      const key = `${owner.merchantId} ${learned.chargeId}`;
      const known = this.#charges.get(key)?.row;
      const foreign = known !== undefined && known.machineId !== owner.machineId;
      const name = foreign ? undefined : learnedState(known?.state.name, learned.outcome);
      if (name === undefined) continue;
      const row = chargeLearned(owner, learned, known, name, atMs);
      this.#charges.set(key, { row, lease: free });
      this.#append(chargeLine(row), atMs);
    }
  }

  async openCharge(charge: Charge, lease: Lease): Promise<{ charge: Charge; opened: boolean }> {
    const key = `${charge.merchantId} ${charge.chargeId}`;
    const standing = this.#charges.get(key);
    if (standing) return { charge: standing.row, opened: false };
    this.#charges.set(key, { row: charge, lease });
    this.#append(chargeLine(charge), charge.createdAtMs);
    return { charge, opened: true };
  }

  async findCharge(merchantId: string, chargeId: string): Promise<Charge | undefined> {
    return this.#charges.get(`${merchantId} ${chargeId}`)?.row;
  }

  async saveCharge(
    before: Charge,
    state: ChargeState,
    save: { lease: Lease; atMs: number; lateRefund?: Refund },
  ): Promise<Charge> {
    const key = `${before.merchantId} ${before.chargeId}`;
    requireLease(this.#charges.get(key), before, save.lease, `save charge ${before.chargeId}`);
    const row: Charge = { ...before, state, version: before.version + 1 };
    this.#charges.set(key, { row, lease: save.lease });
    if (state.name !== before.state.name) this.#append(chargeLine(row), save.atMs);
    if (save.lateRefund) this.addRefund(save.lateRefund);
    return row;
  }

  async takeDueCharges(nowMs: number, lease: Lease, max: number): Promise<Charge[]> {
    return takeDue(this.#charges, nowMs, lease, max);
  }

  async takeCharge(
    merchantId: string,
    chargeId: string,
    nowMs: number,
    lease: Lease,
  ): Promise<Charge | undefined> {
    const key = `${merchantId} ${chargeId}`;
    const standing = this.#charges.get(key);
    if (!standing || standing.lease.untilMs > nowMs) return undefined;
    this.#charges.set(key, { row: standing.row, lease });
    return standing.row;
  }

  async findRefund(merchantId: string, refundId: string): Promise<Refund | undefined> {
    return this.#refunds.get(`${merchantId} ${refundId}`)?.row;
  }

  async saveRefund(
    before: Refund,
    state: RefundState,
    save: { lease: Lease; atMs: number },
  ): Promise<Refund> {
    const key = `${before.merchantId} ${before.refundId}`;
    requireLease(this.#refunds.get(key), before, save.lease, `save refund ${before.refundId}`);
    const row: Refund = { ...before, state, version: before.version + 1 };
    this.#refunds.set(key, { row, lease: save.lease });
    if (state.name !== before.state.name) this.#append(refundLine(row), save.atMs);
    return row;
  }

  async takeDueRefunds(nowMs: number, lease: Lease, max: number): Promise<Refund[]> {
    return takeDue(this.#refunds, nowMs, lease, max);
  }

  async claimedBefore(refund: Refund): Promise<number> {
    return this.refunds()
      .filter((r) => r.merchantId === refund.merchantId && r.chargeId === refund.chargeId)
      .filter((r) => r.state.name !== 'failed')
      .filter(
        (r) =>
          r.createdAtMs < refund.createdAtMs ||
          (r.createdAtMs === refund.createdAtMs && r.refundId < refund.refundId),
      )
      .reduce((sum, r) => sum + r.amountMinor, 0);
  }

  async releaseLeases(holder: string): Promise<void> {
    for (const rows of [this.#charges, this.#refunds] as Map<string, Leased<unknown>>[]) {
      for (const [key, leased] of rows) {
        if (leased.lease.holder === holder) rows.set(key, { ...leased, lease: free });
      }
    }
  }

  #append(line: PaymentLine, atMs: number): void {
    this.#log.push({ ...line, logId: this.#log.length + 1, atMs });
  }
}

function chargeLearned(
  { merchantId, machineId }: { readonly merchantId: string; readonly machineId: string },
  learned: LearnedCharge,
  known: Charge | undefined,
  name: LearnedCharge['outcome'],
  atMs: number,
): Charge {
  const { chargeId, orderId, platform, amountMinor, currency, reason, platformTradeNo } = learned;
  const state: ChargeState = {
    ...{ name, queries: 0, cancels: known?.state.cancels ?? 0, cameLate: false },
    submittedAtMs: known?.state.submittedAtMs ?? learned.intendedAtMs,
    ...(reason === undefined ? {} : { reason }),
    ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
    // A reversal may have found no trade yet, a refusal may have been untrue: the gateway looks once more.
    ...(name !== 'paid' ? { dueAtMs: atMs } : {}),
  };
  const terms = { ...known?.terms, platform, amountMinor, currency };
  return {
    ...{ merchantId, machineId, orderId, chargeId, terms, state },
    createdAtMs: known?.createdAtMs ?? learned.intendedAtMs,
    version: known ? known.version + 1 : 0,
  };
}

function requireLease<Row extends { version: number }>(
  standing: Leased<Row> | undefined,
  before: Row,
  lease: Lease,
  attempted: string,
): void {
  const held = standing?.lease.holder === lease.holder && standing.row.version === before.version;
  if (!held) throw new Fault('LEASE_LOST', attempted);
}

function takeDue<Row extends { state: { dueAtMs?: number }; version: number }>(
  rows: Map<string, Leased<Row>>,
  nowMs: number,
  lease: Lease,
  max: number,
): Row[] {
  const due = [...rows.entries()]
    .filter(([, { row, lease: held }]) => (row.state.dueAtMs ?? Infinity) <= nowMs && held.untilMs <= nowMs)
    .sort(([, a], [, b]) => (a.row.state.dueAtMs ?? 0) - (b.row.state.dueAtMs ?? 0))
    .slice(0, max);
  for (const [key, { row }] of due) rows.set(key, { row, lease });
  return due.map(([, { row }]) => row);
}
