/**
 * Takes charges, answers questions about them, executes refunds, and drives everything that is not final to
 * its end, also what another process left behind. A charge is durable before its platform hears of it. The
 * payment code lives only in the call that uses it: it is neither stored nor logged.
 */
import { Fault, faultChain, faultCodeOf } from '../../domain/fault.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Random } from '../../platform/random.ts';
import type { Ask, ChargeRequest, Result } from '../../wire/messages.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import { resultOf } from '../database/logged-transaction.ts';
import { absentPlatform } from './absent-platform.ts';
import { type DrivePorts, driveCharge } from './charge-drive.ts';
import { ChargeInbox, type OutsideInput } from './charge-inbox.ts';
import { type ChargeInput, createdCharge, decideCharge, isFinal } from './charge-machine.ts';
import { contentHash } from './content-hash.ts';
import { firstInput, firstOrder, type VerifyCharge } from './first-input.ts';
import type { Charge, ChargeStore, GatewayLimits, Lease, PlatformAccounts, Refund } from './gateway-ports.ts';
import { chargeLine, refundLine } from './payment-lines.ts';
import { alipayManners, type PaymentPlatform } from './payment-platform.ts';
import type { PaidNotice } from './platform-notices.ts';
import { driveRefund } from './refund-drive.ts';
import { Stopping } from './stopping.ts';

export interface GatewayFlowPorts {
  readonly store: ChargeStore;
  readonly accounts: PlatformAccounts;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly limits: GatewayLimits;
  /** Secret under which charge contents are hashed, at least 16 bytes. */
  readonly hashKey: Uint8Array;
  /** Checks a charge by the merchant's rules before its platform hears of it. */
  readonly verify?: VerifyCharge;
  /** Called after every commit that wrote to the transaction log. */
  readonly logged: () => void;
  /** Called when the end of a refund is committed, with the alarm it raised or cleared. */
  readonly refundEnded: (refund: Refund) => void;
}

/** Where a charge stands, and whether it was this request that opened it. */
export interface Taken {
  readonly result: Result;
  readonly opened: boolean;
}

export class GatewayFlow {
  #ports: GatewayFlowPorts;
  #drive: DrivePorts;
  #stopping = new Stopping();
  #driven = new Set<Promise<void>>();
  #sweeping: Promise<void> | undefined;
  #cancelSweep: (() => void) | undefined;
  #sweepAgain = false;

  constructor(ports: GatewayFlowPorts) {
    const { store, clock, limits, logged, refundEnded } = ports;
    const holder = Buffer.from(ports.random.bytes(12)).toString('hex');
    this.#ports = ports;
    const { leaseMs } = limits;
    const inbox = new ChargeInbox();
    this.#drive = { store, clock, holder, leaseMs, stopping: this.#stopping, inbox, logged, refundEnded };
  }

  /**
   * Opens the charge and begins to drive it, or answers where it stands if it came before. Throws
   * `PAY_CONFLICT` for another content under the same id, `RATE_LIMITED` when too much is under way.
   */
  async takeCharge(machine: MachineAddress, request: ChargeRequest): Promise<Taken> {
    const { store, accounts, clock, limits, hashKey } = this.#ports;
    if (this.#stopping.stopped() || this.#driven.size >= limits.drivenMax) {
      throw new Fault('RATE_LIMITED', `take charge ${request.chargeId}`);
    }
    const { merchantId, machineId } = machine;
    const { orderId, chargeId, amountMinor, currency } = request;
    const platform = accounts.platformOf(merchantId, request.platform);
    const nowMs = clock.now();
    const input = await firstInput(platform, machine, request, nowMs, this.#ports.verify);
    const decision = decideCharge(createdCharge, input, platform?.manners ?? alipayManners);
    const hash = contentHash(hashKey, request);
    const terms = {
      ...{ platform: request.platform, amountMinor, currency, contentHash: hash },
      ...(request.authCode === undefined ? { showsCode: true as const } : {}),
    };
    const fresh: Charge = {
      ...{ merchantId, machineId, orderId, chargeId, terms },
      ...{ state: decision.state, createdAtMs: nowMs, version: 0 },
    };
    const { charge, opened } = await store.openCharge(fresh, this.#lease(nowMs));
    if (opened) this.#ports.logged();
    else refuseConflict(charge, machineId, hash);
    if (opened && platform && !isFinal(charge.state)) {
      const order = firstOrder(machine, request, platform.manners.shownMs);
      const pays = decision.effects.includes('pay');
      this.#keep(driveCharge(this.#drive, platform, charge, pays ? order : undefined), charge.chargeId);
    }
    return { result: resultOf(chargeLine(charge), clock.now()), opened };
  }

  /** Where a charge or refund stands. A charge that never came is closed by the question. */
  async ask(machine: MachineAddress, ask: Ask): Promise<Result> {
    const { store, clock } = this.#ports;
    const { merchantId, machineId } = machine;
    const { orderId } = ask;
    if ('refundId' in ask) {
      const refund = await store.findRefund(merchantId, ask.refundId);
      if (refund) refuseConflict(refund, machineId);
      const { refundId } = ask;
      const pending = { merchantId, machineId, orderId, about: 'refund' as const, refId: refundId };
      return resultOf(refund ? refundLine(refund) : { ...pending, state: 'pending' }, clock.now());
    }
    const { chargeId, terms } = ask;
    const known = await store.findCharge(merchantId, chargeId);
    if (known) refuseConflict(known, machineId);
    const owner = { merchantId, machineId, orderId, chargeId };
    const found = known ?? (await this.#closeUnseen(terms ? { ...owner, terms } : owner));
    const charge = ask.giveUp ? await this.#giveUp(found) : found;
    return resultOf(chargeLine(charge), clock.now());
  }

  /**
   * A platform's notice that a trade is paid: resolves with whether that is durable, now or from before. Throws
   * `PAY_UNKNOWN` for a charge that is not known, `PAY_CONFLICT` for one of another platform or amount.
   */
  async takeNotice(merchantId: string, platform: string, told: PaidNotice): Promise<boolean> {
    const { chargeId, amountMinor, currency, platformTradeNo } = told;
    const charge = await this.#ports.store.findCharge(merchantId, chargeId);
    if (!charge?.terms) throw new Fault('PAY_UNKNOWN', `take a notice about charge ${chargeId}`);
    const { terms, state } = charge;
    const fits = terms.platform === platform && terms.amountMinor === amountMinor;
    if (!fits || terms.currency !== currency) {
      throw new Fault('PAY_CONFLICT', `take a notice about charge ${chargeId} with other terms`);
    }
    if (state.name === 'paid' || state.cameLate) return true;
    return this.#give(charge, { kind: 'noticed', nowMs: this.#ports.clock.now(), platformTradeNo });
  }

  /** Begins to drive on what nobody drives, now and again from time to time. */
  async start(): Promise<void> {
    await this.sweep();
  }

  /** Looks for due charges and refunds now; coalesces with a sweep under way. */
  async sweep(): Promise<void> {
    this.#sweepAgain = true;
    this.#sweeping ??= this.#sweepUntilDone().finally(() => {
      this.#sweeping = undefined;
    });
    await this.#sweeping;
  }

  /** Ends what is under way; whatever is not final is driven on by the next start or another process. */
  async stop(): Promise<void> {
    this.#stopping.stop();
    this.#cancelSweep?.();
    await this.#sweeping;
    await this.#ports.accounts.stop();
    await Promise.all(this.#driven);
    await this.#ports.store.releaseLeases(this.#drive.holder);
  }

  /** Closing goes on by itself; the answer says where it stands now. */
  async #giveUp(charge: Charge): Promise<Charge> {
    const { store, clock } = this.#ports;
    if (isFinal(charge.state)) return charge;
    await this.#give(charge, { kind: 'givenUp', nowMs: clock.now() });
    return (await store.findCharge(charge.merchantId, charge.chargeId)) ?? charge;
  }

  /** Gives a charge what came from outside; whether it is durable. Another process may drive it: false. */
  async #give(charge: Charge, input: OutsideInput): Promise<boolean> {
    const { store, clock } = this.#ports;
    const { merchantId, chargeId } = charge;
    const { inbox } = this.#drive;
    const here = await new Promise<boolean>((settle) => {
      if (!inbox.put(merchantId, chargeId, { input, settle })) settle(false);
    });
    const platform = this.#platformFor(charge);
    if (here || !platform || this.#stopping.stopped()) return here;
    const nowMs = clock.now();
    const taken = await store.takeCharge(merchantId, chargeId, nowMs, this.#lease(nowMs));
    if (!taken) return false;
    return new Promise((settle) => {
      this.#keep(driveCharge(this.#drive, platform, taken, undefined, { input, settle }), chargeId);
    });
  }

  /** From here on the charge is refused if it comes; what an earlier life of the cloud did is asked. */
  async #closeUnseen(unseen: Omit<Charge, 'state' | 'createdAtMs' | 'version'>): Promise<Charge> {
    const nowMs = this.#ports.clock.now();
    const platform = unseen.terms && this.#platformFor(unseen);
    const input: ChargeInput = { kind: 'askedFirst', nowMs, canBeAskedFor: platform !== undefined };
    const { state } = decideCharge(createdCharge, input, platform?.manners ?? alipayManners);
    const fresh: Charge = { ...unseen, state, createdAtMs: nowMs, version: 0 };
    const { charge, opened } = await this.#ports.store.openCharge(fresh, this.#lease(nowMs));
    if (opened) this.#ports.logged();
    else refuseConflict(charge, unseen.machineId);
    if (opened && platform && !isFinal(state)) {
      this.#keep(driveCharge(this.#drive, platform, charge), charge.chargeId);
    }
    return charge;
  }

  async #sweepUntilDone(): Promise<void> {
    this.#cancelSweep?.();
    while (this.#sweepAgain && !this.#stopping.stopped()) {
      this.#sweepAgain = false;
      try {
        await this.#takeDue();
      } catch (error) {
        this.#ports.log.warn('due payments could not be read', { fault: faultChain(error) });
      }
    }
    if (this.#stopping.stopped()) return;
    this.#cancelSweep = this.#ports.clock.after(this.#ports.limits.sweepMs, () => void this.sweep());
  }

  async #takeDue(): Promise<void> {
    const { store, clock, limits } = this.#ports;
    const room = () => Math.max(0, limits.drivenMax - this.#driven.size);
    const charges = await store.takeDueCharges(clock.now(), this.#lease(clock.now()), room());
    for (const charge of charges) {
      this.#keep(driveCharge(this.#drive, this.#platformOrAbsent(charge), charge), charge.chargeId);
    }
    const refunds = await store.takeDueRefunds(clock.now(), this.#lease(clock.now()), room());
    for (const refund of refunds) {
      const drive = driveRefund(this.#drive, (charge) => this.#platformOrAbsent(charge), refund);
      this.#keep(drive, refund.refundId);
    }
  }

  #platformFor(charge: Pick<Charge, 'merchantId' | 'terms'>): PaymentPlatform | undefined {
    return charge.terms && this.#ports.accounts.platformOf(charge.merchantId, charge.terms.platform);
  }

  /** What is open is driven on although its account is gone, so that it is seen and settled. */
  #platformOrAbsent(charge: Charge): PaymentPlatform {
    return this.#platformFor(charge) ?? this.#ports.accounts.absent ?? absentPlatform;
  }

  #lease(nowMs: number): Lease {
    return { holder: this.#drive.holder, untilMs: nowMs + this.#ports.limits.leaseMs };
  }

  /** The edge of a drive: what it could not do is logged once and taken up again when its lease ends. */
  #keep(drive: Promise<void>, refId: string): void {
    const kept = drive.catch((error: unknown) => {
      const lost = faultCodeOf(error) === 'LEASE_LOST';
      const level = lost ? 'info' : 'error';
      this.#ports.log[level]('payment is driven on later', { refId, fault: faultChain(error) });
    });
    this.#driven.add(kept);
    void kept.finally(() => this.#driven.delete(kept));
  }
}

/** Another machine's payment, or another content under a known id, is never answered as this one. */
function refuseConflict(
  standing: { machineId: string; terms?: Charge['terms'] },
  machineId: string,
  hash?: string,
): void {
  const known = standing.terms?.contentHash;
  const other = hash !== undefined && known !== undefined && known !== hash;
  if (standing.machineId !== machineId || other) {
    throw new Fault('PAY_CONFLICT', 'take a payment id that is known with other content');
  }
}
