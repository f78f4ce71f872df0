/**
 * The structures of the kernel's GPIO character device, version 2 (`linux/gpio.h`), as bytes. Native byte
 * order of the machines we run on, little endian. Lines are asked for in groups that are set up alike, so
 * the per-line attributes are used for the debounce period and the first output values only.
 */
export const gpioRequests = {
  chipInfo: 0x8044b401,
  lineInfo: 0xc100b405,
  requestLines: 0xc250b407,
  readValues: 0xc010b40e,
  writeValues: 0xc010b40f,
} as const;

export interface ChipInfo {
  readonly name: string;
  readonly label: string;
  readonly lineCount: number;
}

export interface LineInfo {
  readonly offset: number;
  readonly name: string;
  /** Who holds the line, empty while nobody does. */
  readonly consumer: string;
  readonly used: boolean;
}

export type LineBias = 'asIs' | 'pullUp' | 'pullDown' | 'disabled';

/** How a group of lines is asked for. */
export interface LineSetup {
  readonly direction: 'input' | 'output';
  readonly activeLow: boolean;
  readonly bias: LineBias;
  /** Inputs only; 0 leaves edges as they come. */
  readonly debounceMs: number;
}

export interface LineEvent {
  readonly offset: number;
  /** How many edges of this line there were since it was asked for, also those whose event was lost. */
  readonly lineSequence: number;
}

/** More lines than this cannot be asked for at once. */
export const linesPerRequestMax = 64;
export const lineEventBytes = 48;
const [chipInfoBytes, lineInfoBytes, lineRequestBytes, lineValuesBytes] = [68, 256, 592, 16];
const nameBytes = 32;

const flags = {
  used: 1n << 0n,
  activeLow: 1n << 1n,
  input: 1n << 2n,
  output: 1n << 3n,
  edgeRising: 1n << 4n,
} as const;
const biasFlags: Readonly<Record<LineBias, bigint>> = {
  asIs: 0n,
  pullUp: 1n << 8n,
  pullDown: 1n << 9n,
  disabled: 1n << 10n,
};
const attributes = { outputValues: 2, debounce: 3 } as const;

export function chipInfoRequest(): Buffer {
  return Buffer.alloc(chipInfoBytes);
}

/** `struct gpiochip_info`. */
export function decodeChipInfo(bytes: Buffer): ChipInfo {
  return {
    name: textAt(bytes, 0),
    label: textAt(bytes, nameBytes),
    lineCount: bytes.readUInt32LE(2 * nameBytes),
  };
}

export function encodeLineInfoRequest(offset: number): Buffer {
  const bytes = Buffer.alloc(lineInfoBytes);
  bytes.writeUInt32LE(offset, 2 * nameBytes);
  return bytes;
}

/** `struct gpio_v2_line_info`. */
export function decodeLineInfo(bytes: Buffer): LineInfo {
  return {
    name: textAt(bytes, 0),
    consumer: textAt(bytes, nameBytes),
    offset: bytes.readUInt32LE(2 * nameBytes),
    used: (bytes.readBigUInt64LE(2 * nameBytes + 8) & flags.used) !== 0n,
  };
}

/** `struct gpio_v2_line_request`: outputs begin inactive, inputs tell their rising edges. */
export function encodeLineRequest(offsets: readonly number[], setup: LineSetup, consumer: string): Buffer {
  const bytes = Buffer.alloc(lineRequestBytes);
  for (const [i, offset] of offsets.entries()) bytes.writeUInt32LE(offset, i * 4);
  bytes.write(consumer, 256, nameBytes - 1, 'ascii');
  bytes.writeBigUInt64LE(flagsOf(setup), 288);
  const all = (1n << BigInt(offsets.length)) - 1n;
  if (setup.direction === 'output') writeAttribute(bytes, attributes.outputValues, 0n, all);
  else if (setup.debounceMs > 0) {
    writeAttribute(bytes, attributes.debounce, BigInt(setup.debounceMs * 1_000), all);
  }
  bytes.writeUInt32LE(offsets.length, 560);
  return bytes;
}

/** The file of the lines that the kernel wrote into a request. */
export function lineFileOf(request: Buffer): number {
  return request.readInt32LE(588);
}

/** `struct gpio_v2_line_values`: bit i stands for the i-th line of the request. */
export function encodeLineValues(mask: bigint, bits: bigint): Buffer {
  const bytes = Buffer.alloc(lineValuesBytes);
  bytes.writeBigUInt64LE(bits, 0);
  bytes.writeBigUInt64LE(mask, 8);
  return bytes;
}

export function lineBitsOf(values: Buffer): bigint {
  return values.readBigUInt64LE(0);
}

/** Every whole `struct gpio_v2_line_event` in `bytes`. */
export function decodeLineEvents(bytes: Buffer): LineEvent[] {
  const events: LineEvent[] = [];
  for (let at = 0; at + lineEventBytes <= bytes.length; at += lineEventBytes) {
    events.push({ offset: bytes.readUInt32LE(at + 12), lineSequence: bytes.readUInt32LE(at + 20) });
  }
  return events;
}

/** The first, and only, attribute of a request, for all of its lines. */
function writeAttribute(bytes: Buffer, id: number, value: bigint, mask: bigint): void {
  bytes.writeUInt32LE(1, 296);
  bytes.writeUInt32LE(id, 320);
  bytes.writeBigUInt64LE(value, 328);
  bytes.writeBigUInt64LE(mask, 336);
}

function flagsOf({ direction, activeLow, bias }: LineSetup): bigint {
  const way = direction === 'output' ? flags.output : flags.input | flags.edgeRising;
  return way | (activeLow ? flags.activeLow : 0n) | biasFlags[bias];
}

function textAt(bytes: Buffer, at: number): string {
  const field = bytes.subarray(at, at + nameBytes);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? nameBytes : end);
}
