/** Made-up trees of sysfs and `/dev`, with files and folders where the kernel has them. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Test } from 'tap';
import type { SystemFolders } from '../../hal/discovery/usb-tree.ts';
import { workFolder } from './work-folder.ts';

export interface MadeUpDevice {
  readonly id: `${string}:${string}`;
  readonly name?: string;
  readonly serial?: string;
  readonly interfaces: readonly MadeUpInterface[];
}

export interface MadeUpInterface {
  /** Class, subclass and protocol. */
  readonly class: `${string}/${string}/${string}`;
  /** Nodes by their name below `/dev`, such as `usb/lp0`. */
  readonly nodes?: readonly string[];
  /** In hexadecimal, for HID. */
  readonly reportDescriptor?: string;
}

/** Where the kernel puts a node below its interface. */
function placeOf(node: string): string {
  const name = node.split('/').at(-1) ?? node;
  if (node.startsWith('usb/lp')) return join('usbmisc', name);
  if (node.startsWith('hidraw')) return join('0003:1234:5678.0001', 'hidraw', name);
  if (node.startsWith('input/')) return join('0003:1234:5678.0001', 'input', 'input7', name);
  if (node.startsWith('ttyUSB')) return join(name, 'tty', name);
  return join(node.startsWith('video') ? 'video4linux' : 'tty', name);
}

export class MadeUpUsb {
  readonly folders: SystemFolders;

  constructor(t: Test) {
    const root = workFolder(t);
    this.folders = { sys: join(root, 'sys'), dev: join(root, 'dev') };
    mkdirSync(join(this.folders.sys, 'bus/usb/devices'), { recursive: true });
    mkdirSync(this.folders.dev, { recursive: true });
  }

  /** Puts a device into a port such as `1-1.2`. */
  plug(port: string, { id, name, serial, interfaces }: MadeUpDevice): void {
    const [vendor = '', product = ''] = id.split(':');
    const words = { idVendor: vendor, idProduct: product, product: name, serial };
    for (const [file, word] of Object.entries(words)) if (word) this.#write(`${port}/${file}`, word);
    this.#write(`${port}/uevent`, `DEVNAME=bus/usb/001/00${interfaces.length}`);
    for (const [n, one] of interfaces.entries()) this.#interface(`${port}:1.${n}`, one);
  }

  #interface(folder: string, { class: classes, nodes = [], reportDescriptor }: MadeUpInterface): void {
    for (const [i, word] of classes.split('/').entries()) {
      this.#write(`${folder}/${['bInterfaceClass', 'bInterfaceSubClass', 'bInterfaceProtocol'][i]}`, word);
    }
    for (const node of nodes) {
      const place = join(folder, placeOf(node));
      this.#write(`${place}/uevent`, `MAJOR=1\nMINOR=1\nDEVNAME=${node}`);
      this.#write(`${place}/power/control`, 'auto');
      // A link that leads out of the device and round again.
      symlinkSync(this.folders.sys, join(this.folders.sys, 'bus/usb/devices', place, 'subsystem'));
      mkdirSync(dirname(join(this.folders.dev, node)), { recursive: true });
      writeFileSync(join(this.folders.dev, node), '');
      if (reportDescriptor !== undefined) {
        const hid = join(this.folders.sys, 'bus/usb/devices', place, '../../report_descriptor');
        writeFileSync(hid, Buffer.from(reportDescriptor.replaceAll(' ', ''), 'hex'));
      }
    }
  }

  unplug(port: string): void {
    const devices = join(this.folders.sys, 'bus/usb/devices');
    for (const name of [port, ...Array.from({ length: 4 }, (_, n) => `${port}:1.${n}`)]) {
      rmSync(join(devices, name), { recursive: true, force: true });
    }
  }

  /** A link of the udev rules, such as `kiosk/printer` to `usb/lp0`. */
  link(name: string, node: string): void {
    const path = join(this.folders.dev, name);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    symlinkSync(join(this.folders.dev, node), path);
  }

  #write(path: string, text: string): void {
    const file = join(this.folders.sys, 'bus/usb/devices', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
  }
}

export const madeUp = {
  hidPos: {
    id: '0c2e:0b81',
    name: 'Voyager',
    interfaces: [{ class: '03/00/00', nodes: ['hidraw0'], reportDescriptor: '05 8c 09 02 a1 01 85 02 c0' }],
  },
  keyboard: {
    id: '046d:c31c',
    name: 'Keyboard',
    interfaces: [
      {
        class: '03/01/01',
        nodes: ['hidraw1', 'input/event3'],
        reportDescriptor: '05 01 09 06 a1 01 c0',
      },
    ],
  },
  wedge: {
    id: '1eab:0022',
    name: 'FM430',
    interfaces: [
      {
        class: '03/01/01',
        nodes: ['hidraw2', 'input/event4'],
        reportDescriptor: '05 01 09 06 a1 01 c0',
      },
    ],
  },
  serialScanner: {
    id: '1eab:8306',
    name: 'Newland',
    interfaces: [{ class: '02/02/01', nodes: ['ttyACM0'] }, { class: '0a/00/00' }],
  },
  printer: { id: '04b8:0e15', name: 'TM-T20II', interfaces: [{ class: '07/01/02', nodes: ['usb/lp0'] }] },
  mutePrinter: { id: '0fe6:811e', name: 'POS58', interfaces: [{ class: '07/01/01', nodes: ['usb/lp1'] }] },
  camera: {
    id: '046d:0825',
    name: 'Webcam',
    interfaces: [{ class: '0e/01/00', nodes: ['video0', 'video1'] }, { class: '0e/02/00' }],
  },
  adapter: { id: '1a86:7523', name: 'CH340', interfaces: [{ class: 'ff/01/02', nodes: ['ttyUSB0'] }] },
} as const satisfies Record<string, MadeUpDevice>;
