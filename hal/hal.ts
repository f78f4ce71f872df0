/** The types that the rest of the product knows of the hardware. Drivers are chosen in `open-hal.ts` only. */
import type { Camera } from './camera/camera.ts';
import type { Cash } from './cash/cash.ts';
import type { Device } from './device.ts';
import type { Dispenser } from './dispenser/dispenser.ts';
import type { VendingController } from './dispenser/vending-controller.ts';
import type { Fingerprint } from './fingerprint/fingerprint.ts';
import type { Gpio } from './gpio/gpio.ts';
import type { Printer } from './printer/printer.ts';
import type { Scanner } from './scanner/scanner.ts';
import type { Speaker } from './speaker/speaker.ts';

export type { Camera, Frame } from './camera/camera.ts';
export type { Cash, CashMark } from './cash/cash.ts';
export type { Device, DeviceHealth, DeviceKind } from './device.ts';
export type {
  DeliveryJob,
  DeliveryMark,
  DeliveryProof,
  DeliveryTarget,
  Dispenser,
  DispenserCapabilities,
} from './dispenser/dispenser.ts';
export type { CashSale, VendingController, VendRequest } from './dispenser/vending-controller.ts';
export type { FingerMatch, Fingerprint } from './fingerprint/fingerprint.ts';
export type { EdgeCount, Gpio } from './gpio/gpio.ts';
export type {
  Printer,
  PrinterCapabilities,
  PrinterStatus,
  PrintJob,
  PrintProof,
} from './printer/printer.ts';
export type { Scan, Scanner } from './scanner/scanner.ts';
export type { Sound, Speaker } from './speaker/speaker.ts';

/** The devices of one machine, as its profile names them. */
export interface Hal {
  readonly scanners: readonly Scanner[];
  readonly dispensers: readonly Dispenser[];
  /** Those of the dispensers that ask for the money by themselves. */
  readonly vendingControllers?: readonly VendingController[];
  readonly printer?: Printer;
  readonly camera?: Camera;
  readonly gpio?: Gpio;
  /** The output of the board that lights the camera's lamp. */
  readonly cameraLamp?: string;
  readonly cash?: Cash;
  readonly fingerprint?: Fingerprint;
  readonly speaker?: Speaker;
  /** Every device above once, for health and `doctor`. */
  readonly devices: readonly Device[];
  start(): Promise<void>;
  stop(): Promise<void>;
}
