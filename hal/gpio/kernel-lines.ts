/**
 * Named lines of the kernel's GPIO chips. A chip is found by its label, or its name, and a line by its name,
 * never by number, because numbers differ between kernels and boots. Lines that are set up alike are asked
 * for together; outputs begin inactive. What the kernel does with a line that is let go is the chip's affair.
 */
import {
  chipInfoRequest,
  decodeChipInfo,
  decodeLineEvents,
  decodeLineInfo,
  encodeLineInfoRequest,
  encodeLineRequest,
  encodeLineValues,
  gpioRequests,
  type LineInfo,
  type LineSetup,
  lineBitsOf,
  lineEventBytes,
  lineFileOf,
  linesPerRequestMax,
} from './gpiochip-codec.ts';
import type { BoardLines } from './line-board.ts';

/** One line as the profile describes it. */
export interface NamedLine extends LineSetup {
  /** Our name, such as `motor.A1`. */
  readonly name: string;
  /** The kernel's, such as `GPIO17`. */
  readonly line: string;
  readonly chip: string;
}

/** What is needed of the operating system; calls throw plain errors. */
export interface GpioFiles {
  /** The paths of all chips. */
  chips(): readonly string[];
  open(path: string): number;
  close(file: number): void;
  ioctl(file: number, request: number, data: Buffer): unknown;
  readNow(file: number, into: Buffer): number | undefined;
}

export interface LineEdge {
  readonly input: string;
  /** How often it has risen since the lines were opened. */
  readonly sequence: number;
}

interface LineGroup {
  readonly file: number;
  readonly lines: readonly NamedLine[];
  readonly offsets: readonly number[];
}

const consumer = 'kioskd';
const eventsAtOnce = 32;

/** Every line of the profile, open from the constructor's end to `close`. */
export class KernelLines implements BoardLines {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly #system: GpioFiles;
  readonly #groups: LineGroup[] = [];
  readonly #events = Buffer.alloc(eventsAtOnce * lineEventBytes);

  /** Throws a plain error that says which chip or line is not to be had; then nothing is left open. */
  constructor(lines: readonly NamedLine[], system: GpioFiles) {
    this.#system = system;
    this.inputs = lines.filter((line) => line.direction === 'input').map(({ name }) => name);
    this.outputs = lines.filter((line) => line.direction === 'output').map(({ name }) => name);
    try {
      for (const [chip, ofChip] of groupBy(lines, (line) => line.chip)) this.#openChip(chip, ofChip);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The files that become readable with an edge. */
  get files(): readonly number[] {
    return this.#groups.map(({ file }) => file);
  }

  drive(output: string, on: boolean): void {
    const { file, bit } = this.#find(output);
    this.#system.ioctl(file, gpioRequests.writeValues, encodeLineValues(bit, on ? bit : 0n));
  }

  level(input: string): boolean {
    const { file, bit } = this.#find(input);
    const values = encodeLineValues(bit, 0n);
    this.#system.ioctl(file, gpioRequests.readValues, values);
    return (lineBitsOf(values) & bit) !== 0n;
  }

  /** The edges that wait in `file`, in their order, as many as fit; it must be readable. */
  takeEdges(file: number): LineEdge[] {
    const group = this.#groups.find((one) => one.file === file);
    if (!group) return [];
    const bytes = this.#system.readNow(file, this.#events) ?? 0;
    return decodeLineEvents(this.#events.subarray(0, bytes)).flatMap(({ offset, lineSequence }) => {
      const line = group.lines[group.offsets.indexOf(offset)];
      return line ? [{ input: line.name, sequence: lineSequence }] : [];
    });
  }

  close(): void {
    for (const { file } of this.#groups.splice(0)) this.#system.close(file);
  }

  #openChip(chip: string, lines: readonly NamedLine[]): void {
    const file = this.#findChip(chip);
    try {
      const infos = this.#lineInfos(file);
      for (const alike of groupBy(lines, setupKey).values()) {
        for (let at = 0; at < alike.length; at += linesPerRequestMax) {
          this.#openGroup(file, alike.slice(at, at + linesPerRequestMax), infos);
        }
      }
    } finally {
      // The lines stay open without their chip.
      this.#system.close(file);
    }
  }

  #findChip(wanted: string): number {
    const labels: string[] = [];
    for (const path of this.#system.chips()) {
      const file = this.#system.open(path);
      const { name, label } = this.#chipInfo(file);
      if (label === wanted || name === wanted) return file;
      this.#system.close(file);
      labels.push(label);
    }
    throw new Error(`no chip ${wanted} among ${labels.join(', ') || 'none'}`);
  }

  #chipInfo(file: number): ReturnType<typeof decodeChipInfo> {
    const info = chipInfoRequest();
    this.#system.ioctl(file, gpioRequests.chipInfo, info);
    return decodeChipInfo(info);
  }

  #lineInfos(chip: number): LineInfo[] {
    return Array.from({ length: this.#chipInfo(chip).lineCount }, (_, offset) => {
      const info = encodeLineInfoRequest(offset);
      this.#system.ioctl(chip, gpioRequests.lineInfo, info);
      return decodeLineInfo(info);
    });
  }

  #openGroup(chip: number, lines: readonly NamedLine[], infos: readonly LineInfo[]): void {
    const [setup] = lines;
    if (!setup) return;
    const offsets = lines.map(({ line }) => offsetOf(line, infos));
    const request = encodeLineRequest(offsets, setup, consumer);
    this.#system.ioctl(chip, gpioRequests.requestLines, request);
    this.#groups.push({ file: lineFileOf(request), lines, offsets });
  }

  #find(name: string): { file: number; bit: bigint } {
    for (const { file, lines } of this.#groups) {
      const at = lines.findIndex((line) => line.name === name);
      if (at >= 0) return { file, bit: 1n << BigInt(at) };
    }
    throw new Error(`no line ${name}`);
  }
}

function offsetOf(line: string, infos: readonly LineInfo[]): number {
  const [info, ...more] = infos.filter(({ name }) => name === line);
  if (!info) throw new Error(`the chip has no line ${line}`);
  if (more.length > 0) throw new Error(`the chip has ${more.length + 1} lines ${line}`);
  if (info.used) throw new Error(`line ${line} is held by ${info.consumer || 'the kernel'}`);
  return info.offset;
}

function setupKey({ direction, activeLow, bias, debounceMs }: LineSetup): string {
  return [direction, activeLow, bias, direction === 'input' ? debounceMs : 0].join();
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}
