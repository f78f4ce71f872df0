/**
 * What shelf and doors have in common: they hang on the I/O board, so their health is the board's, and
 * they hand over one thing at a time, because one sensor can vouch for one delivery only.
 */

import { Fault } from '../../src/domain/fault.ts';
import { OneByOne } from '../../src/platform/one-by-one.ts';
import type { DeviceHealth, DriverContext } from '../device.ts';
import { DeviceDriver } from '../device-driver.ts';
import type { Gpio } from '../gpio/gpio.ts';
import type {
  DeliveryJob,
  DeliveryMark,
  DeliveryProof,
  DeliveryTarget,
  Dispenser,
  DispenserCapabilities,
  DispenserEvents,
} from './dispenser.ts';
import { SensedOutput, type SensedWay } from './sensed-output.ts';

/** The board is started and stopped by whoever owns it, before and after its dispensers. */
export abstract class GpioDispenser extends DeviceDriver<DispenserEvents> implements Dispenser {
  readonly kind = 'dispenser';
  protected readonly gpio: Gpio;
  protected readonly output: SensedOutput;
  readonly #follow = (health: DeviceHealth) => this.#followBoard(health);
  /** One after the other, so that no mark is read while something may still fall. */
  readonly #oneByOne = new OneByOne();

  constructor(deviceId: string, gpio: Gpio, context: DriverContext) {
    super(deviceId, context, 'DISPENSER_OFFLINE');
    this.gpio = gpio;
    this.output = new SensedOutput(gpio, context.clock);
  }

  /** The output and sensor for a target, or undefined if it is not this dispenser's. */
  protected abstract wayOf(target: DeliveryTarget): SensedWay | undefined;
  abstract readonly capabilities: DispenserCapabilities;
  protected abstract readonly provedBy: DeliveryProof['by'];

  /** Called right before the output runs: refuses with a fault what sensors show to be impossible. */
  protected async check(_target: DeliveryTarget): Promise<void> {}

  async start(): Promise<void> {
    this.output.start();
    this.gpio.on('healthChanged', this.#follow);
    this.#followBoard(this.gpio.health());
  }

  async stop(): Promise<void> {
    this.output.stop();
    this.gpio.off('healthChanged', this.#follow);
    this.setHealth({ state: 'unavailable', fault: 'DISPENSER_OFFLINE', detail: 'stopped' });
  }

  handles(target: DeliveryTarget): boolean {
    return this.wayOf(target) !== undefined;
  }

  mark(target: DeliveryTarget): Promise<DeliveryMark> {
    return this.#oneByOne.run(() => this.output.mark(this.#wayFor(target)));
  }

  deliver(job: DeliveryJob): Promise<DeliveryProof> {
    return this.#oneByOne.run(async () => {
      const way = this.#wayFor(job.target);
      await this.output.run(way, job.mark, () => this.check(job.target));
      return { deliveryId: job.deliveryId, by: this.provedBy };
    });
  }

  outcomeOf(job: DeliveryJob): Promise<'delivered' | 'notDelivered' | 'unknown'> {
    return this.#oneByOne.run(() => this.output.outcome(this.#wayFor(job.target), job.mark));
  }

  #wayFor(target: DeliveryTarget): SensedWay {
    const way = this.wayOf(target);
    if (way) return way;
    throw new Fault('DISPENSER_REFUSED', 'hand over', { facts: { how: target.how, reason: 'not mine' } });
  }

  #followBoard(board: DeviceHealth): void {
    const detail = board.detail === undefined ? {} : { detail: board.detail };
    if (board.state === 'unavailable') {
      this.setHealth({ state: 'unavailable', fault: 'DISPENSER_OFFLINE', ...detail });
    } else this.setHealth({ state: 'ready', ...detail });
  }
}
