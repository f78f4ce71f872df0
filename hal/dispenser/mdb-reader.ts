/**
 * A vending controller behind an MDB adapter (see `mdb-codec.ts`), to which we are the cashless reader. A
 * delivery is an approval; the controller's own SUCCESS or error proves it. Neither adapter nor controller
 * can be asked later what became of a vend: a process that was away when it was told does not know.
 */
import { Fault, type FaultCode } from '../../src/domain/fault.ts';
import type { Cancel } from '../../src/platform/clock.ts';
import { ByteLine } from '../byte-line.ts';
import type { DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import { TextLines } from '../text-lines.ts';
import type {
  DeliveryJob,
  DeliveryMark,
  DeliveryProof,
  DeliveryTarget,
  DispenserCapabilities,
} from './dispenser.ts';
import { decodeMdbEvent, encodeMdbCommand, type MdbCommand, mdbLineLengthMax } from './mdb-codec.ts';
import { decideMdb, initialMdb, type MdbEffect, type MdbInput, type VendEnd } from './mdb-session-machine.ts';
import type { VendingController, VendingControllerEvents, VendRequest } from './vending-controller.ts';

export interface MdbReaderOptions {
  readonly address: string;
  readonly baudRate: number;
  readonly answerWithinMs: number;
  readonly heartbeatMs: number;
  /** Digits after the point in the controller's amounts. */
  readonly decimals: number;
  /** The credit of a session opened ahead; 0 where the controller lets the selection come first. */
  readonly creditMinor: number;
  /** How long the controller may take from the approval to its word about it. */
  readonly vendWithinMs: number;
}

type VendTarget = Extract<DeliveryTarget, { how: 'vend' }>;

/** Ends of vends that are remembered for whoever asks again. */
const endsKept = 50;
const encoder = new TextEncoder();
const faultOfEnd: Readonly<Record<Exclude<VendEnd, 'delivered'>, FaultCode>> = {
  failed: 'DISPENSER_JAM',
  refused: 'DISPENSER_REFUSED',
  unknown: 'DISPENSER_NO_PROOF',
};

export class MdbReader extends DeviceDriver<VendingControllerEvents> implements VendingController {
  readonly kind = 'dispenser';
  readonly capabilities: DispenserCapabilities = { knowsEmpty: false, remembers: false, asksItself: true };
  readonly #options: MdbReaderOptions;
  readonly #line: ByteLine;
  readonly #lines = new TextLines(mdbLineLengthMax);
  #state = initialMdb;
  /** Names what this process did; marks of another run can prove nothing here. */
  #run = '';
  #vends = 0;
  readonly #ends = new Map<string, VendEnd>();
  readonly #waits = new Set<() => void>();
  /** What was told of a vend that a process before this one approved. */
  #stray: 'delivered' | 'failed' | undefined;
  #approvals = 0;
  #stopped = true;
  #cancelHeartbeat: Cancel | undefined;
  #cancelPatience: Cancel | undefined;

  constructor(deviceId: string, options: MdbReaderOptions, context: DriverContext) {
    super(deviceId, context, 'DISPENSER_OFFLINE');
    this.#options = options;
    this.#line = new ByteLine({ ...options, offline: 'DISPENSER_OFFLINE' }, context);
    this.#line.on('opened', () => {
      this.#lines.reset();
      this.#decide({ input: 'opened' });
      this.#awaitAnswer();
    });
    this.#line.on('closed', (reason) => {
      this.#cancelHeartbeat?.();
      this.#tellOffline(reason);
      this.#decide({ input: 'closed' });
    });
    this.#line.on('data', (bytes) => this.#read(bytes));
  }

  async start(): Promise<void> {
    if (!this.#stopped) return;
    const { clock } = this.context;
    this.#stopped = false;
    this.#run = `${clock.now().toString(36)}.${Math.floor(clock.monotonicMs()).toString(36)}`;
    this.#stray = undefined;
    this.#approvals = 0;
    await this.#line.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    // A reader nobody stands behind must not be asked; one with a vend under way still hears its end.
    if (this.#line.isOpen && this.#state.session?.is !== 'approved') await this.#send({ command: 'disable' });
    this.#cancelHeartbeat?.();
    this.#cancelPatience?.();
    this.#line.stop();
    this.#state = initialMdb;
    this.#wake();
  }

  handles(target: DeliveryTarget): boolean {
    return target.how === 'vend' && target.controller === this.deviceId;
  }

  pending(): VendRequest | undefined {
    const { session } = this.#state;
    return session?.is === 'requested' ? session.request : undefined;
  }

  deny(vendId: string): void {
    this.#decide({ input: 'deny', vendId });
  }

  async mark(target: DeliveryTarget): Promise<DeliveryMark> {
    const { vendId } = this.#mine(target, 'mark a vend');
    if (this.#state.line === 'closed') throw this.#fault('DISPENSER_OFFLINE', 'mark a vend', 'no line');
    return { run: this.#run, vend: vendId };
  }

  async deliver(job: DeliveryJob): Promise<DeliveryProof> {
    const attempted = 'approve a vend';
    const { vendId, amountMinor } = this.#mine(job.target, attempted);
    if (job.mark.run !== this.#run)
      throw this.#fault('DISPENSER_NO_PROOF', attempted, 'begun by another process');
    const pending = this.pending();
    if (pending?.vendId === vendId) {
      if (pending.amountMinor !== amountMinor) {
        throw this.#fault('DISPENSER_REFUSED', attempted, 'the amount is not the one asked for');
      }
      this.#approve(vendId);
    }
    const end = await this.#endOf(vendId);
    if (end === undefined) throw this.#fault('DISPENSER_REFUSED', attempted, 'the request is gone');
    if (end !== 'delivered') throw this.#fault(faultOfEnd[end], attempted, end);
    return { deliveryId: job.deliveryId, by: 'machineAnswer' };
  }

  async outcomeOf(job: DeliveryJob): Promise<'delivered' | 'notDelivered' | 'unknown'> {
    const { vendId } = this.#mine(job.target, 'ask for a vend');
    if (job.mark.run === this.#run) {
      const end = await this.#endOf(vendId);
      if (this.#stopped) throw this.#fault('DISPENSER_OFFLINE', 'ask for a vend', 'stopped');
      if (end === 'delivered' || end === 'unknown') return end;
      return 'notDelivered';
    }
    return this.#strayOutcome();
  }

  /** The end of a vend approved by a process before this one, if it is told while we listen. */
  async #strayOutcome(): Promise<'delivered' | 'notDelivered' | 'unknown'> {
    const untilMs = this.context.clock.monotonicMs() + this.#options.vendWithinMs;
    while (this.#stray === undefined && this.#approvals === 0) {
      const leftMs = untilMs - this.context.clock.monotonicMs();
      if (this.#stopped) throw this.#fault('DISPENSER_OFFLINE', 'ask for a vend', 'stopped');
      if (leftMs <= 0) return 'unknown';
      await this.#wait(leftMs);
    }
    if (this.#stray === undefined) return 'unknown';
    return this.#stray === 'delivered' ? 'delivered' : 'notDelivered';
  }

  #approve(vendId: string): void {
    this.#approvals += 1;
    this.#cancelPatience?.();
    this.#cancelPatience = this.context.clock.after(this.#options.vendWithinMs, () =>
      this.#decide({ input: 'gaveUp', vendId }),
    );
    this.#decide({ input: 'approve', vendId });
  }

  /** How an approved vend ended, once it has; undefined if it was never approved. */
  async #endOf(vendId: string): Promise<VendEnd | undefined> {
    while (this.#state.session?.is === 'approved' && this.#state.session.request.vendId === vendId) {
      await this.#wait(this.#options.vendWithinMs);
      if (this.#stopped) return 'unknown';
    }
    return this.#ends.get(vendId);
  }

  #read(bytes: Uint8Array): void {
    for (const read of this.#lines.feed(bytes)) {
      const event = 'line' in read ? decodeMdbEvent(read.line, this.#options.decimals) : undefined;
      if (event) this.#heard({ input: 'heard', event });
      else this.context.log.warn('line from the MDB adapter not understood');
    }
  }

  #heard(input: Extract<MdbInput, { input: 'heard' }>): void {
    const { event } = input;
    this.#decide(input);
    if (event.event === 'version') this.#beatLater();
    if (event.event === 'error') this.context.log.debug('the MDB adapter complains', { text: event.text });
    this.#tellHealth();
  }

  #decide(input: MdbInput): void {
    const { state, effects } = decideMdb(this.#state, input, {
      makeVendId: () => this.#makeVendId(),
      creditMinor: this.#options.creditMinor,
    });
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: MdbEffect): void {
    switch (effect.effect) {
      case 'send':
        void this.#send(effect.command);
        return;
      case 'requested':
        this.raise('vendRequested', effect.request);
        return;
      case 'withdrawn':
        this.raise('vendWithdrawn', effect.vendId);
        return;
      case 'cashSale':
        this.raise('cashSaleReported', { item: effect.item, amountMinor: effect.amountMinor });
        return;
      case 'ended':
        this.#ended(effect.vendId, effect.end);
        return;
      case 'strayEnded':
        this.context.log.warn('a vend ended that this process did not approve', { end: effect.end });
        if (this.#approvals === 0) this.#stray ??= effect.end;
        this.#wake();
    }
  }

  #ended(vendId: string, end: VendEnd): void {
    this.#cancelPatience?.();
    this.#ends.set(vendId, end);
    for (const oldest of this.#ends.keys()) {
      if (this.#ends.size <= endsKept) break;
      this.#ends.delete(oldest);
    }
    this.#wake();
  }

  /** Asks for the version as a sign of life. */
  #awaitAnswer(): void {
    this.#cancelHeartbeat?.();
    this.#cancelHeartbeat = this.context.clock.after(this.#options.answerWithinMs, () =>
      this.#line.reopen('no answer'),
    );
  }

  #beatLater(): void {
    this.#cancelHeartbeat?.();
    this.#cancelHeartbeat = this.context.clock.after(this.#options.heartbeatMs, () => {
      void this.#send({ command: 'version' });
      this.#awaitAnswer();
    });
  }

  /** What cannot be written was lost with the line, whose closing is told by itself. */
  async #send(command: MdbCommand): Promise<void> {
    const line = `${encodeMdbCommand(command, this.#options.decimals)}\r\n`;
    await this.#line
      .write(encoder.encode(line))
      .catch((error: Fault) => this.context.log.debug('command not written', { cause: error.message }));
  }

  #makeVendId(): string {
    this.#vends += 1;
    return `vnd_${this.#run}.${this.#vends.toString(36)}`;
  }

  #mine(target: DeliveryTarget, attempted: string): VendTarget {
    if (target.how === 'vend' && this.handles(target)) return target;
    throw this.#fault('DISPENSER_REFUSED', attempted, 'not mine');
  }

  /** Waits for the end of something, at most for `delayMs`. */
  async #wait(delayMs: number): Promise<void> {
    if (this.#stopped) return;
    let cancel: Cancel = () => undefined;
    await new Promise<void>((resolve) => {
      cancel = this.context.clock.after(delayMs, resolve);
      this.#waits.add(resolve);
    });
    cancel();
  }

  #wake(): void {
    const waits = [...this.#waits];
    this.#waits.clear();
    for (const end of waits) end();
  }

  #tellHealth(): void {
    const { line, reader } = this.#state;
    const { address } = this.#options;
    if (line !== 'open') return;
    if (reader === 'unknown' || reader === 'enabled') this.setHealth({ state: 'ready', detail: address });
    else {
      const detail = `${address}: the vending controller has the reader ${reader}`;
      this.setHealth({ state: 'unavailable', fault: 'DISPENSER_OFFLINE', detail });
    }
  }

  #tellOffline(reason: string): void {
    const detail = `${this.#options.address}: ${reason}`;
    this.setHealth({ state: 'unavailable', fault: 'DISPENSER_OFFLINE', detail });
  }

  #fault(code: FaultCode, attempted: string, reason: string): Fault {
    return new Fault(code, attempted, { facts: { deviceId: this.deviceId, reason } });
  }
}
