/**
 * The udev rules, made from the table of fingerprints: each device of known use gets `/dev/kiosk/<use>` and
 * `/dev/kiosk/<use>-<port>`, and a group that the machine's process belongs to. With two of a kind the
 * plain link leads to the one plugged in last; the links of the ports always tell them apart.
 */
import { Fault } from '../../src/domain/fault.ts';
import { type UsbFingerprint, usbFingerprints } from './usb-fingerprints.ts';
import type { NodeKind } from './usb-tree.ts';

interface NodeRule {
  readonly subsystem: string;
  readonly kernel: string;
  readonly group: string;
  /** Which of several nodes of one interface is meant. */
  readonly also?: string;
  /** What else is said of it. */
  readonly says?: string;
}

/** The groups are Debian's own; hidraw nodes belong to nobody by default. */
const nodeRules: Readonly<Record<NodeKind, NodeRule>> = {
  hidraw: { subsystem: 'hidraw', kernel: 'hidraw*', group: 'input' },
  // Before its driver takes its keys from everybody else, a display server must not have them either.
  event: { subsystem: 'input', kernel: 'event*', group: 'input', says: 'ENV{LIBINPUT_IGNORE_DEVICE}="1"' },
  lp: { subsystem: 'usbmisc', kernel: 'lp*', group: 'lp' },
  tty: { subsystem: 'tty', kernel: 'tty*', group: 'dialout' },
  video: { subsystem: 'video4linux', kernel: 'video*', group: 'video', also: 'ATTR{index}=="0"' },
  sound: { subsystem: 'sound', kernel: 'pcm*', group: 'audio' },
};

const beginning = `# Names and rights of the devices of a kiosk. Made by scripts/make-udev-rules.ts from
# hal/discovery/usb-fingerprints.ts, and a test keeps them in step: change the table, not this file.
# After a change: udevadm control --reload && udevadm trigger
ACTION=="remove", GOTO="kiosk_end"
SUBSYSTEM=="gpio", KERNEL=="gpiochip*", GROUP="gpio", MODE="0660"
SUBSYSTEM!="hidraw|input|usbmisc|tty|video4linux", GOTO="kiosk_end"

# What the device and its interface say of themselves. udev compares one parent at a time, so it is kept.
SUBSYSTEMS=="usb", ATTRS{idVendor}=="?*", ENV{KIOSK_ID}="$attr{idVendor}:$attr{idProduct}", ENV{KIOSK_PORT}="$id"
ENV{KIOSK_ID}!="?*", GOTO="kiosk_end"
SUBSYSTEMS=="usb", ATTRS{bInterfaceClass}=="?*", ENV{KIOSK_CLASS}="$attr{bInterfaceClass}/$attr{bInterfaceProtocol}"
# A report descriptor begins with its usage page: 05 and a byte, or 06 and two.
SUBSYSTEM=="hidraw", PROGRAM="/bin/sh -c 'od -An -tx1 -N3 /sys%p/../../report_descriptor'", ENV{KIOSK_PAGE}="$result"
`;

const ending = `
# What was recognised gets its links; a modem daemon would speak to serial scanners as to a modem.
ENV{KIOSK_USE}=="?*", ENV{ID_MM_DEVICE_IGNORE}="1", SYMLINK+="kiosk/$env{KIOSK_USE} kiosk/$env{KIOSK_USE}-$env{KIOSK_PORT}"
LABEL="kiosk_end"
`;

/** The whole text of `99-kioskd.rules`. */
export function udevRules(): string {
  const groups = Map.groupBy(
    usbFingerprints.filter(({ use }) => use !== undefined),
    keyOf,
  );
  return [beginning, ...[...groups.values()].map(ruleOf), ending].join('\n');
}

/** Lines of the table that lead to the same link by the same node become one rule. */
function keyOf({ node, usagePage, interfaceClass, use }: UsbFingerprint): string {
  return [node, usagePage, interfaceClass, use?.link].join(' ');
}

function ruleOf(lines: readonly UsbFingerprint[]): string {
  const [first] = lines;
  if (!first?.use) throw new Fault('INTERNAL_DEFECT', 'make a udev rule of a device without a use');
  const { subsystem, kernel, group, also, says } = nodeRules[first.node];
  const ids = lines.map(({ vendor, product }) => vendor && `${vendor}:${product ?? '*'}`);
  const protocols = new Set(lines.map(({ interfaceProtocol = '*' }) => interfaceProtocol));
  const protocol = protocols.size === 1 ? [...protocols][0] : '*';
  const conditions = [
    `SUBSYSTEM=="${subsystem}"`,
    `KERNEL=="${kernel}"`,
    ...(also ? [also] : []),
    ...(ids.includes(undefined) ? [] : [`ENV{KIOSK_ID}=="${ids.join('|')}"`]),
    ...(first.usagePage ? [`ENV{KIOSK_PAGE}=="*${pageItem(first.usagePage)}*"`] : []),
    ...(first.interfaceClass ? [`ENV{KIOSK_CLASS}=="${first.interfaceClass}/${protocol}"`] : []),
  ];
  const names = [...new Set(lines.map(({ name }) => name))].join('; ');
  const actions = [
    `ENV{KIOSK_USE}="${first.use.link}"`,
    ...(says ? [says] : []),
    `GROUP="${group}"`,
    'MODE="0660"',
  ];
  return `# ${names}\n${[...conditions, ...actions].join(', ')}`;
}

/** The item of a report descriptor that sets the usage page (HID 1.11, 6.2.2.7). */
function pageItem(page: number): string {
  const [low, high] = [page & 0xff, page >> 8].map((byte) => byte.toString(16).padStart(2, '0'));
  return high === '00' ? `05 ${low}` : `06 ${low} ${high}`;
}
