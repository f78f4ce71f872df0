/**
 * An I/O board of its own on a serial line or TCP: it counts and times whether or not this computer lives.
 */
import type { GpioAbilities } from './gpio.ts';
import { KioGpio } from './kio-gpio.ts';

export class SerialGpio extends KioGpio {
  readonly abilities: GpioAbilities = { countsAlone: true, timesAlone: true };
}
