/**
 * A vending shelf: `motor.<slot>` turns the slot's spiral, one light barrier `drop` under all of them
 * proves that something fell. Where slots have them, `empty.<slot>` sensors spare a turn for nothing.
 */
import { Fault } from '../../src/domain/fault.ts';
import type { DriverContext } from '../device.ts';
import type { Gpio } from '../gpio/gpio.ts';
import type { DeliveryTarget, DispenserCapabilities } from './dispenser.ts';
import { GpioDispenser } from './gpio-dispenser.ts';
import { asDispenserFault, type SensedWay } from './sensed-output.ts';

export interface ShelfOptions {
  readonly slots: readonly string[];
  readonly pulseMs: number;
  readonly dropWithinMs: number;
  readonly emptySensors: boolean;
}

export class ShelfDispenser extends GpioDispenser {
  readonly capabilities: DispenserCapabilities;
  protected readonly provedBy = 'dropSensor';
  readonly #options: ShelfOptions;

  constructor(deviceId: string, options: ShelfOptions, gpio: Gpio, context: DriverContext) {
    super(deviceId, gpio, context);
    this.#options = options;
    const remembers = gpio.abilities.countsAlone;
    this.capabilities = { knowsEmpty: options.emptySensors, remembers, asksItself: false };
  }

  protected wayOf(target: DeliveryTarget): SensedWay | undefined {
    if (target.how !== 'slot' || !this.#options.slots.includes(target.slot)) return undefined;
    const { pulseMs, dropWithinMs } = this.#options;
    return { output: `motor.${target.slot}`, sensor: 'drop', pulseMs, withinMs: dropWithinMs };
  }

  protected override async check(target: DeliveryTarget): Promise<void> {
    if (target.how !== 'slot' || !this.#options.emptySensors) return;
    const sensor = `empty.${target.slot}`;
    const empty = await this.gpio.read(sensor).catch(asDispenserFault(`read ${sensor}`));
    if (empty) throw new Fault('DISPENSER_EMPTY', 'hand over', { facts: { slot: target.slot } });
  }
}
