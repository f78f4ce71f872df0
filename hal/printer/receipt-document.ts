/**
 * ReceiptLine markdown to the bytes of one ESC/POS document, in GB18030, with a cut and with `GS r 1` at
 * its very end, whose answer proves that all of it was printed. Status pushes stay on throughout.
 */
import receiptline from 'receiptline';
import { Fault } from '../../src/domain/fault.ts';

export const receiptLineLengthMax = 32_768;

const [dle, gs] = [0x10, 0x1d];
/** `ESC @`, `GS a 0`, as receiptline begins every document of the `escpos` command set. */
const beginning = [0x1b, 0x40, gs, 0x61, 0x00];
const ending = [gs, 0x72, 0x31];

/** The whole document; `columns` of half-width characters. */
export function receiptDocument(receiptLine: string, columns: number): Uint8Array {
  if (receiptLine.length > receiptLineLengthMax) {
    throw new Fault('INPUT_TOO_LARGE', 'print a document', { facts: { lengthChars: receiptLine.length } });
  }
  // Old printers lack U+00A5 in their GB18030 font; the full-width sign is in every one.
  const text = receiptLine.replaceAll('¥', '￥');
  const commands = receiptline.transform(text, {
    cpl: columns,
    encoding: 'gb18030',
    command: 'escpos',
    spacing: true,
    cutting: true,
    gradient: false,
  });
  const bytes = Uint8Array.from(Buffer.from(commands, 'latin1'));
  if (!beginning.every((b, i) => bytes[i] === b) || !ending.every((b, i) => bytes.at(i - 3) === b)) {
    throw new Fault('INTERNAL_DEFECT', 'recognise the beginning and end of a printed document');
  }
  // `GS a 0` would switch off the status pushes that tell of paper running out while printing.
  bytes[4] = 0xff;
  keepRealTimeOutOfRasters(bytes);
  return bytes;
}

/**
 * A printer obeys DLE EOT, DLE ENQ and DLE DC4 also inside picture data, where a logo may hold them by
 * chance: one of them throws the whole document away. One more dot in the first byte prevents it.
 */
export function keepRealTimeOutOfRasters(bytes: Uint8Array): void {
  for (let at = 0; at + 17 <= bytes.length; at += 1) {
    // `GS 8 L`, four bytes of length, of which ten are the header of the picture (Epson, function 112).
    if (bytes[at] !== gs || bytes[at + 1] !== 0x38 || bytes[at + 2] !== 0x4c) continue;
    const length = new DataView(bytes.buffer, bytes.byteOffset + at + 3, 4).getUint32(0, true);
    const end = Math.min(bytes.length, at + 7 + length);
    for (let i = at + 17; i < end - 1; i += 1) {
      const next = bytes[i + 1];
      if (bytes[i] === dle && (next === 0x04 || next === 0x05 || next === 0x14)) bytes[i] = 0x18;
    }
    at = end - 1;
  }
}
