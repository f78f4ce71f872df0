/**
 * A machine profile becomes its devices. The only file that names concrete drivers; everyone else knows
 * `hal.ts`. Opening touches nothing: the devices begin with `start`, the I/O board before what hangs on
 * it, and end in the opposite order.
 */
import { Fault } from '../src/domain/fault.ts';
import { openCamera } from './camera/open-camera.ts';
import { PulseCash } from './cash/pulse-cash.ts';
import type { Device, DriverContext } from './device.ts';
import { CoffeeMachine } from './dispenser/coffee-machine.ts';
import type { Dispenser } from './dispenser/dispenser.ts';
import { DoorDispenser } from './dispenser/door-dispenser.ts';
import { MdbReader } from './dispenser/mdb-reader.ts';
import { ShelfDispenser } from './dispenser/shelf-dispenser.ts';
import { SerialFingerprint } from './fingerprint/serial-fingerprint.ts';
import type { Gpio } from './gpio/gpio.ts';
import { LinuxGpio } from './gpio/linux-gpio.ts';
import { SerialGpio } from './gpio/serial-gpio.ts';
import type { Hal } from './hal.ts';
import { type MachineProfile, readMachineProfile } from './machine-profile.ts';
import { EscposPrinter } from './printer/escpos-printer.ts';
import { OneWayPrinter } from './printer/one-way-printer.ts';
import { HidPosScanner } from './scanner/hid-pos-scanner.ts';
import type { Scanner } from './scanner/scanner.ts';
import { SerialScanner } from './scanner/serial-scanner.ts';
import { WedgeScanner } from './scanner/wedge-scanner.ts';
import { AlsaSpeaker } from './speaker/alsa-speaker.ts';

/** The devices of `profile`, which is checked first; throws `PROFILE_INVALID` with every problem. */
export function openHal(profile: unknown, context: DriverContext): Hal {
  const checked = readMachineProfile(profile);
  const { printer: p, gpio: g, camera: c, fingerprint: f, speaker: v } = checked;
  const gpio = g && openGpio(g, context);
  const cash = checked.cash && gpio && new PulseCash(checked.cash.id, checked.cash, gpio, context);
  const printer = p && new (p.answers ? EscposPrinter : OneWayPrinter)(p.id, p, context);
  const camera = c && openCamera(c, context);
  const speaker = v && new AlsaSpeaker(v.id, v, context);
  const fingerprint = f && new SerialFingerprint(f.id, f, context);
  const scanners = checked.scanners.map((s) => openScanner(s, context));
  const dispensers = checked.dispensers.map((d) => openDispenser(d, gpio, context));
  const vendingControllers = dispensers.filter((d) => d instanceof MdbReader);
  const devices: Device[] = [
    gpio,
    ...scanners,
    printer,
    ...dispensers,
    cash,
    camera,
    fingerprint,
    speaker,
  ].filter((device) => device !== undefined);
  return {
    scanners,
    dispensers,
    vendingControllers,
    devices,
    ...(printer && { printer }),
    ...(camera && { camera }),
    ...(checked.cameraLamp === undefined ? {} : { cameraLamp: checked.cameraLamp }),
    ...(gpio && { gpio }),
    ...(cash && { cash }),
    ...(fingerprint && { fingerprint }),
    ...(speaker && { speaker }),
    start: async () => {
      await gpio?.start();
      await Promise.all(devices.filter((device) => device !== gpio).map((device) => device.start()));
    },
    stop: async () => {
      await Promise.all(devices.filter((device) => device !== gpio).map((device) => device.stop()));
      await gpio?.stop();
    },
  };
}

function openGpio(profile: NonNullable<MachineProfile['gpio']>, context: DriverContext): Gpio {
  if (profile.driver === 'linux') return new LinuxGpio(profile.id, profile, context);
  return new SerialGpio(profile.id, profile, context);
}

function openScanner(profile: MachineProfile['scanners'][number], context: DriverContext): Scanner {
  if (profile.driver === 'hidPos') return new HidPosScanner(profile.id, profile, context);
  if (profile.driver === 'wedge') return new WedgeScanner(profile.id, profile, context);
  return new SerialScanner(profile.id, profile, context);
}

function openDispenser(
  profile: MachineProfile['dispensers'][number],
  gpio: Gpio | undefined,
  context: DriverContext,
): Dispenser {
  if (profile.driver === 'kcm') return new CoffeeMachine(profile.id, profile, context);
  if (profile.driver === 'mdb') return new MdbReader(profile.id, profile, context);
  // The schema has refused this already.
  if (!gpio) throw new Fault('PROFILE_INVALID', 'open a dispenser without an I/O board');
  if (profile.driver === 'shelf') return new ShelfDispenser(profile.id, profile, gpio, context);
  return new DoorDispenser(profile.id, profile, gpio, context);
}
