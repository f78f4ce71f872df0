/**
 * The keystrokes of a keyboard-wedge scanner to the bytes that it would send on a serial line. The scanner
 * is set up for a US keyboard; what that has no key for it types as Alt and the decimal value of the
 * character's bytes on the number pad, and FNC1 as Ctrl+], F8 or Alt 029. What cannot be understood becomes
 * NUL, which no code holds, so that the frame is dropped whole.
 */

/** `struct input_event` of 64-bit Linux (`linux/input.h`): 16 bytes of time, type, code, value. */
export interface KeyEvent {
  readonly type: number;
  readonly code: number;
  readonly value: number;
}
export const keyEventBytes = 24;
const [typeAt, codeAt, valueAt] = [16, 18, 20];

const types = { synchronise: 0, key: 1 } as const;
const eventsDropped = 3;
const values = { released: 0, pressed: 1 } as const;

const keys = { enter: 28, tab: 15, f8: 66, padEnter: 96 } as const;
const modifiers: Readonly<Record<number, 'ctrl' | 'shift' | 'alt'>> = {
  29: 'ctrl',
  97: 'ctrl',
  42: 'shift',
  54: 'shift',
  56: 'alt',
  100: 'alt',
};
/** Locks, and the keys that a keyboard reports without typing anything. */
const silentKeys = new Set([58, 69, 70, 125, 126]);
/** The digits of the number pad by their codes, from 0 on. */
const padDigits = [82, 79, 80, 81, 75, 76, 77, 71, 72, 73];
const padOthers: Readonly<Record<number, string>> = { 55: '*', 74: '-', 78: '+', 83: '.', 98: '/' };

/** Rows of a US keyboard from their first key code on, plain and with shift. */
const rows: readonly (readonly [firstCode: number, plain: string, shifted: string])[] = [
  [2, '1234567890-=', '!@#$%^&*()_+'],
  [16, 'qwertyuiop[]', 'QWERTYUIOP{}'],
  [30, "asdfghjkl;'`", 'ASDFGHJKL:"~'],
  [43, '\\zxcvbnm,./', '|ZXCVBNM<>?'],
  [57, ' ', ' '],
];

const [cr, tab, nul, gs] = [0x0d, 0x09, 0x00, 0x1d];
/** A character takes at most four bytes, and a number of more digits than this is none. */
const altDigitsMax = 10;

/** Every whole event in `bytes`. */
export function decodeKeyEvents(bytes: Uint8Array): KeyEvent[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / keyEventBytes) }, (_, i) => ({
    type: view.getUint16(i * keyEventBytes + typeAt, true),
    code: view.getUint16(i * keyEventBytes + codeAt, true),
    value: view.getInt32(i * keyEventBytes + valueAt, true),
  }));
}

/** Which modifiers are held, between the events of one keyboard. */
export class WedgeKeys {
  readonly #held = new Set<number>();
  /** Digits typed on the number pad while Alt is held. */
  #altDigits = '';

  /** The bytes that `events` type; CR for Enter, TAB for Tab. */
  feed(events: readonly KeyEvent[]): Uint8Array {
    return Uint8Array.from(events.flatMap((event) => this.#take(event)));
  }

  /** Lets go of every key, after a silence in which a scanner holds none. */
  reset(): void {
    this.#held.clear();
    this.#altDigits = '';
  }

  #take({ type, code, value }: KeyEvent): readonly number[] {
    if (type === types.synchronise && code === eventsDropped) {
      this.reset();
      return [nul];
    }
    if (type !== types.key) return [];
    if (modifiers[code]) return this.#modifier(code, value);
    // A key that is held repeats itself, what it typed it typed once.
    if (value !== values.pressed || silentKeys.has(code)) return [];
    if (this.#holds('alt')) return this.#altKey(code);
    return [byteOf(code, this.#holds('shift'), this.#holds('ctrl'))];
  }

  #modifier(code: number, value: number): readonly number[] {
    if (value !== values.released) {
      this.#held.add(code);
      return [];
    }
    this.#held.delete(code);
    if (modifiers[code] !== 'alt' || this.#altDigits === '') return [];
    const digits = this.#altDigits;
    this.#altDigits = '';
    return digits.length > altDigitsMax ? [nul] : bytesOfNumber(Number(digits));
  }

  #altKey(code: number): readonly number[] {
    const digit = padDigits.indexOf(code);
    if (digit < 0) return [nul];
    if (this.#altDigits.length <= altDigitsMax) this.#altDigits += digit;
    return [];
  }

  #holds(modifier: 'ctrl' | 'shift' | 'alt'): boolean {
    for (const code of this.#held) if (modifiers[code] === modifier) return true;
    return false;
  }
}

function byteOf(code: number, shift: boolean, ctrl: boolean): number {
  if (code === keys.enter || code === keys.padEnter) return cr;
  if (code === keys.tab) return tab;
  if (code === keys.f8) return gs;
  const pad = padDigits.indexOf(code);
  const typed = pad >= 0 ? String(pad) : (padOthers[code] ?? characterOf(code, shift));
  if (typed === undefined) return nul;
  const byte = typed.charCodeAt(0);
  // Ctrl takes the upper bits off, as on every terminal: Ctrl+] is GS, Ctrl+^ RS, Ctrl+D EOT.
  return ctrl ? byte & 0x1f : byte;
}

function characterOf(code: number, shift: boolean): string | undefined {
  for (const [firstCode, plain, shifted] of rows) {
    const typed = (shift ? shifted : plain)[code - firstCode];
    if (typed !== undefined) return typed;
  }
  return undefined;
}

/** The bytes of one character by its number, the highest first, as few as it has. */
function bytesOfNumber(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  const [first = nul] = bytes;
  // No character of several bytes begins with one of ASCII: this was the number of something else.
  return bytes.length > 4 || (bytes.length > 1 && first < 0x80) || bytes.length === 0 ? [nul] : bytes;
}
