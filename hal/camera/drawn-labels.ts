/**
 * Bar codes drawn as labels on a table, for the simulated camera: EAN-13 (GS1 General Specifications, 5.2)
 * and Code 128. Bars only, so no font is needed.
 */
import { code128Modules } from '../printer/code128.ts';

export interface DrawnCode {
  readonly code: string;
  readonly symbology?: string | undefined;
}

/** Seven modules of each digit, odd parity on the left; even parity on the right is its complement. */
const leftOdd = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ');
/** Which digits of the left half have even parity, by the first digit. */
const parities = 'OOOOOO OOEOEE OOEEOE OOEEEO OEOOEE OEEOOE OEEEOO OEOEOE OEOEEO OEEOEO'.split(' ');
const complement = (modules: string) => [...modules].map((module) => (module === '0' ? '1' : '0')).join('');

/** True for each black module; undefined for what is no EAN-13. */
export function ean13Modules(code: string): boolean[] | undefined {
  if (!/^\d{13}$/.test(code)) return undefined;
  const digits = [...code].map(Number);
  const parity = parities[digits[0] ?? 0] ?? '';
  const odd = (digit = 0) => leftOdd[digit] ?? '';
  const right = (digit = 0) => complement(odd(digit));
  const even = (digit = 0) => [...right(digit)].reverse().join('');
  const left = digits.slice(1, 7).map((digit, i) => (parity[i] === 'E' ? even(digit) : odd(digit)));
  const modules = `101${left.join('')}01010${digits.slice(7).map(right).join('')}101`;
  return [...modules].map((module) => module === '1');
}

function modulesOf({ code, symbology }: DrawnCode): boolean[] | undefined {
  if (symbology === ']E0') return ean13Modules(code);
  if (symbology === ']C0') return code128Modules(code128Data(code));
  return undefined;
}

/** Pairs of digits take half the room. */
function code128Data(code: string): Uint8Array {
  const pairs = /^(\d\d)+$/.test(code) ? (code.match(/../g) ?? []) : undefined;
  return pairs
    ? Uint8Array.of(...[...'{C'].map((sign) => sign.charCodeAt(0)), ...pairs.map(Number))
    : new TextEncoder().encode(`{B${code}`);
}

const [width, height] = [1280, 720];
const module = 3;
const quiet = 10 * module;
const barHeight = 120;
const columns = [50, 660];
const rows = [50, 280, 510];

/** Two rows of two labels, and one below that may be wide. */
const labelsMax = 5;

/** A table with a label for each code that can be drawn. */
export function drawTable(codes: readonly DrawnCode[]): string {
  const labels = codes
    .flatMap((code) => {
      const modules = modulesOf(code);
      return modules ? [modules] : [];
    })
    .slice(0, labelsMax)
    .map((modules, i) => labelOf(modules, columns[i % 2] ?? 0, rows[Math.floor(i / 2)] ?? 0));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<rect width="${width}" height="${height}" fill="#c9b89c"/>${labels.join('')}</svg>`;
}

function labelOf(modules: readonly boolean[], x: number, y: number): string {
  const bars = modules
    .map((black, i) =>
      black
        ? `<rect x="${x + quiet + i * module}" y="${y + 24}" width="${module}" height="${barHeight}"/>`
        : '',
    )
    .join('');
  const labelWidth = modules.length * module + 2 * quiet;
  return `<rect x="${x}" y="${y}" width="${labelWidth}" height="${barHeight + 48}" rx="10" fill="#fff"/>${bars}`;
}
