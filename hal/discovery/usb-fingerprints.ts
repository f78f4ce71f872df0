/**
 * What a USB device is, by what it says of itself: the one table from which discovery proposes profile
 * entries and from which the udev rules are made. The first line that fits an interface counts, so lines
 * of one make stand before the lines of a whole class. A new device is a new line here; where it needs no
 * line, because its class says enough, it gets none.
 *
 * Vendor and product ids are those of the makers as the USB ID Repository (linux-usb.org/usb.ids) has them;
 * classes are of the USB-IF, usage pages of the HID usage tables.
 */
import type { NodeKind } from './usb-tree.ts';

export interface UsbFingerprint {
  /** Who or what it is, for a technician. */
  readonly name: string;
  /** Four hexadecimal digits; without, any. */
  readonly vendor?: string;
  readonly product?: string;
  /** Two hexadecimal digits each; without, any. */
  readonly interfaceClass?: string;
  readonly interfaceProtocol?: string;
  /** For HID: of the first collection. */
  readonly usagePage?: number;
  /** The node that its driver opens. */
  readonly node: NodeKind;
  /** What it is for; without, the table cannot know: a serial adapter has anything behind it. */
  readonly use?: DeviceUse;
}

/** An entry of the machine profile, but for its address. */
export interface DeviceUse {
  readonly section: 'scanners' | 'printer' | 'camera';
  /** Its link below `/dev/kiosk`. */
  readonly link: 'scanner' | 'printer' | 'camera';
  readonly driver: string;
  /** The field of the entry that holds the address. */
  readonly addressField: 'address' | 'device';
  /** What differs from the driver's own defaults. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
}

const hidPosScanner: DeviceUse = {
  section: 'scanners',
  link: 'scanner',
  driver: 'hidPos',
  addressField: 'address',
};
const serialScanner: DeviceUse = { ...hidPosScanner, driver: 'serial' };
const wedgeScanner: DeviceUse = { ...hidPosScanner, driver: 'wedge' };
const receiptPrinter: DeviceUse = {
  section: 'printer',
  link: 'printer',
  driver: 'escpos',
  addressField: 'address',
};
const mutePrinter: DeviceUse = { ...receiptPrinter, defaults: { answers: false } };
const narrowPrinter: DeviceUse = { ...receiptPrinter, defaults: { columns: 32 } };
const usbCamera: DeviceUse = { section: 'camera', link: 'camera', driver: 'v4l2', addressField: 'device' };

/** Makers of scanners: a serial interface or a keyboard of theirs is a scanner. */
const scannerMakers: readonly (readonly [vendor: string, name: string])[] = [
  ['0c2e', 'Honeywell'],
  ['0536', 'Honeywell (Hand Held Products)'],
  ['067e', 'Honeywell (Intermec)'],
  ['05e0', 'Zebra (Symbol)'],
  ['05f9', 'Datalogic'],
  ['080c', 'Datalogic'],
  ['065a', 'Opticon'],
  ['1eab', 'Newland'],
];

const printerMakers: readonly (readonly [vendor: string, name: string])[] = [
  ['04b8', 'Epson'],
  ['1504', 'Bixolon'],
  ['0519', 'Star'],
  ['1d90', 'Citizen'],
  ['2730', 'Citizen'],
  ['0dd4', 'Custom'],
  ['6868', 'Gainscha'],
];

/** Communication device class, the data interface of which is class 0a; its tty hangs on this one. */
const [communication, humanInterface, printing, video] = ['02', '03', '07', '0e'];
/** HID 1.11, 4.3: an interface that a BIOS can use as a keyboard. */
const keyboard = '01';
/** Printer class 1.1: an interface that only takes. */
const unidirectional = '01';
const barCodeScannerPage = 0x8c;

export const usbFingerprints: readonly UsbFingerprint[] = [
  ...scannerMakers.map(([vendor, name]) => ({
    name: `${name} scanner, HID-POS`,
    ...{ vendor, usagePage: barCodeScannerPage, node: 'hidraw' as const, use: hidPosScanner },
  })),
  { name: 'scanner, HID-POS', usagePage: barCodeScannerPage, node: 'hidraw', use: hidPosScanner },
  ...scannerMakers.map(([vendor, name]) => ({
    name: `${name} scanner, serial`,
    ...{ vendor, interfaceClass: communication, node: 'tty' as const, use: serialScanner },
  })),
  ...scannerMakers.map(([vendor, name]) => ({
    name: `${name} scanner, keyboard`,
    ...{ vendor, interfaceClass: humanInterface, interfaceProtocol: keyboard, node: 'event' as const },
    use: wedgeScanner,
  })),
  ...printerMakers.map(([vendor, name]) => ({
    name: `${name} receipt printer`,
    ...{ vendor, interfaceClass: printing, node: 'lp' as const, use: receiptPrinter },
  })),
  {
    name: '58 mm receipt printer (Winbond)',
    ...{ vendor: '0416', product: '5011', interfaceClass: printing, node: 'lp', use: narrowPrinter },
  },
  {
    name: 'printer that cannot answer',
    ...{ interfaceClass: printing, interfaceProtocol: unidirectional, node: 'lp', use: mutePrinter },
  },
  { name: 'printer', interfaceClass: printing, node: 'lp', use: receiptPrinter },
  { name: 'camera', interfaceClass: video, node: 'video', use: usbCamera },
  { name: 'FTDI serial adapter', vendor: '0403', node: 'tty' },
  { name: 'CP210x serial adapter', vendor: '10c4', node: 'tty' },
  { name: 'CH340 serial adapter', vendor: '1a86', node: 'tty' },
  { name: 'PL2303 serial adapter', vendor: '067b', node: 'tty' },
  { name: 'serial device', node: 'tty' },
];
