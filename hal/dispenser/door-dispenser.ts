/**
 * Lockers: relay `door.<name>` releases the lock for as long as its pulse lasts, the switch
 * `door.<name>.open` proves that the door was opened. Not opened in time counts as not handed over.
 */
import type { DriverContext } from '../device.ts';
import type { Gpio } from '../gpio/gpio.ts';
import type { DeliveryTarget, DispenserCapabilities } from './dispenser.ts';
import { GpioDispenser } from './gpio-dispenser.ts';
import type { SensedWay } from './sensed-output.ts';

export interface DoorOptions {
  readonly doors: readonly string[];
  /** How long the lock stays released. */
  readonly releaseMs: number;
}

/** The switch may tell a moment after the lock has let go. */
const switchDelayMs = 500;

export class DoorDispenser extends GpioDispenser {
  readonly capabilities: DispenserCapabilities;
  protected readonly provedBy = 'doorSensor';
  readonly #options: DoorOptions;

  constructor(deviceId: string, options: DoorOptions, gpio: Gpio, context: DriverContext) {
    super(deviceId, gpio, context);
    this.#options = options;
    const remembers = gpio.abilities.countsAlone;
    this.capabilities = { knowsEmpty: false, remembers, asksItself: false };
  }

  protected wayOf(target: DeliveryTarget): SensedWay | undefined {
    if (target.how !== 'door' || !this.#options.doors.includes(target.door)) return undefined;
    const { releaseMs } = this.#options;
    const output = `door.${target.door}`;
    return { output, sensor: `${output}.open`, pulseMs: releaseMs, withinMs: releaseMs + switchDelayMs };
  }

  /** A door that stands open cannot prove that it was opened: whoever took the last thing closes it. */
  protected override async check(target: DeliveryTarget): Promise<void> {
    if (target.how === 'door') {
      await this.output.awaitOff(`door.${target.door}.open`, this.#options.releaseMs);
    }
  }
}
