/**
 * Types codes as a keyboard-wedge scanner does, as USB boot keyboard reports (HID usage tables, page 7),
 * and as the events that Linux makes of them. Its tables stand apart from those of the driver.
 */
import iconv from 'iconv-lite';
import type { Scan } from '../../hal/scanner/scanner.ts';
import type { ScannerScript } from '../../hal/scanner/simulated-scanner.ts';

/** One report: the modifiers as bits, and the usage of the key that is down, 0 for none. */
export interface Stroke {
  readonly modifiers: number;
  readonly usage: number;
}

const [ctrl, shift, alt] = [1, 2, 4];
const enter = 0x28;
const padZero = 0x62;
const padOne = 0x59;
const plain = "\0\0\0\0abcdefghijklmnopqrstuvwxyz1234567890\0\0\0\0 -=[]\\\0;'`,./";
const shifted = '\0\0\0\0ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()\0\0\0\0 _+{}|\0:"~<>?';

/** The kernel's key codes by usage, from `hid_keyboard` of its `hid-input.c`. */
const linuxKeys = [
  ...[0, 0, 0, 0, 30, 48, 46, 32, 18, 33, 34, 35, 23, 36, 37, 38, 50, 49, 24, 25, 16, 19, 31, 20, 22, 47],
  ...[17, 45, 21, 44, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 28, 1, 14, 15, 57, 12, 13, 26, 27, 43, 43, 39, 40],
  ...[41, 51, 52, 53, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 87, 88, 99, 70, 119, 110, 102, 104, 111],
  ...[107, 109, 106, 105, 108, 103, 69, 98, 55, 74, 78, 96, 79, 80, 81, 75, 76, 77, 71, 72, 73, 82, 83],
];
const linuxModifiers = [29, 42, 56, 125, 97, 54, 100, 126];

/** The reports by which a scanner that follows `script` types `scan`. */
export function scriptedStrokes(scan: Scan, script: ScannerScript = 'ok'): Stroke[] {
  const symbology = script === 'noPrefix' ? '' : (scan.symbology ?? '');
  const typed = [...symbology, ...scan.text].flatMap(strokesOf);
  const whole = [...typed, ...press(enter)];
  if (script === 'double') return [...whole, ...whole];
  if (script === 'torn') return typed.slice(0, Math.floor(scan.text.length / 4) * 2);
  // Alt and a number that no character has.
  if (script === 'garbage') return [...altNumber(300), ...press(enter), ...whole];
  return whole;
}

/** A key down with its modifiers, and up again. */
function press(usage: number, modifiers = 0): Stroke[] {
  return [
    { modifiers, usage },
    { modifiers: 0, usage: 0 },
  ];
}

function strokesOf(character: string): Stroke[] {
  if (character === '\u001d') return press(plain.indexOf(']'), ctrl);
  const usage = plain.indexOf(character);
  if (usage > 0) return press(usage);
  const upper = shifted.indexOf(character);
  if (upper > 0) return press(upper, shift);
  const bytes = iconv.encode(character, 'gb18030');
  return altNumber(bytes.readUIntBE(0, bytes.length));
}

function altNumber(value: number): Stroke[] {
  const digits = [...String(value)].flatMap((digit) => [
    { modifiers: alt, usage: digit === '0' ? padZero : padOne + Number(digit) - 1 },
    { modifiers: alt, usage: 0 },
  ]);
  return [{ modifiers: alt, usage: 0 }, ...digits, { modifiers: 0, usage: 0 }];
}

/** A stroke as the boot protocol's report. */
export function bootReport({ modifiers, usage }: Stroke): Uint8Array {
  return Uint8Array.of(modifiers, 0, usage, 0, 0, 0, 0, 0);
}

/** The bytes of `struct input_event` that Linux makes of strokes that follow `before`. */
export function linuxEvents(
  strokes: readonly Stroke[],
  before: Stroke = { modifiers: 0, usage: 0 },
): Uint8Array {
  const events: Buffer[] = [];
  let last = before;
  for (const stroke of strokes) {
    for (const [bit, code] of linuxModifiers.entries()) {
      const [was, is] = [(last.modifiers >> bit) & 1, (stroke.modifiers >> bit) & 1];
      if (was !== is) events.push(event(1, code, is));
    }
    if (last.usage !== stroke.usage) {
      if (last.usage) events.push(event(1, linuxKeys[last.usage] ?? 0, 0));
      if (stroke.usage)
        events.push(event(4, 4, 0x70000 + stroke.usage), event(1, linuxKeys[stroke.usage] ?? 0, 1));
    }
    events.push(event(0, 0, 0));
    last = stroke;
  }
  return Buffer.concat(events);
}

function event(type: number, code: number, value: number): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt16LE(type, 16);
  bytes.writeUInt16LE(code, 18);
  bytes.writeInt32LE(value, 20);
  return bytes;
}
