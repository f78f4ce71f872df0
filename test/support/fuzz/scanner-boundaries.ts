/** Bytes of scanners: serial frames, HID-POS reports, key events of a keyboard. */
import { HidPosReports, hidPosReports, usualLayout } from '../../../hal/scanner/hid-pos-codec.ts';
import { type FrameRead, scanBytesMax, type TextEncoding } from '../../../hal/scanner/scan-text.ts';
import { scanLengthMax } from '../../../hal/scanner/scanner.ts';
import {
  encodeScan,
  frameBytesMax,
  type ScannerFormat,
  ScannerFrames,
  usualFormat,
} from '../../../hal/scanner/scanner-codec.ts';
import { decodeKeyEvents, keyEventBytes, WedgeKeys } from '../../../hal/scanner/wedge-codec.ts';
import { type Boundary, bytesOf, owed, type Verdict } from './boundary.ts';
import type { Dice } from './dice.ts';

const scans = [
  { text: '6901234567892', symbology: ']E0' },
  { text: '0106901234567892\u001d10批次7\u001d3103001250', symbology: ']d2' },
  { text: '汽水,¥3.5,24个月', symbology: ']Q1' },
  { text: 'https://id.gs1.org/01/09506000134352/10/ABC?17=271231', symbology: ']Q3' },
  { text: '281234567890123456' },
];
const framings: readonly ScannerFormat['framing'][] = ['line', 'tab', 'stxEtx', 'silence'];
const encodings: readonly TextEncoding[] = ['auto', 'utf-8', 'gb18030'];

function formatOf(dice: Dice): ScannerFormat {
  return {
    framing: dice.pick(framings),
    textEncoding: dice.pick(encodings),
    symbologyPrefix: dice.oneIn(2),
    prefix: dice.oneIn(6) ? 'A:' : '',
    suffix: dice.oneIn(6) ? ';' : '',
  };
}

function verdictOfReads(reads: readonly FrameRead[], inputBytes: number): Verdict {
  owed(reads.length <= inputBytes + 2, `${reads.length} frames out of ${inputBytes} bytes`);
  for (const read of reads) {
    if (!('scan' in read)) continue;
    const { text, symbology } = read.scan;
    owed(text.length > 0 && text.length <= scanLengthMax, `a scan of ${text.length} characters`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
    owed(!/[\u0000-\u0003\u0005-\u001c\u001f\u007f]/.test(text), 'a control character in a scan');
    owed(symbology === undefined || /^\][A-Za-z][0-9A-Za-z]$/.test(symbology), `the symbology ${symbology}`);
  }
  if (reads.some((read) => 'scan' in read)) return 'accepted';
  const dropped = reads.find((read) => 'dropped' in read);
  return dropped && 'dropped' in dropped ? dropped.dropped : 'nothing';
}

const scannerSerial: Boundary = {
  name: 'scanner-serial',
  samples: scans.flatMap((scan) => framings.map((framing) => encodeScan(scan, { ...usualFormat, framing }))),
  open: () => ({
    take: (input, dice) => {
      const frames = new ScannerFrames(formatOf(dice));
      const reads: FrameRead[] = [];
      for (const part of dice.cut(input)) {
        reads.push(...frames.feed(part));
        owed(frames.heldBytes <= frameBytesMax, `holds ${frames.heldBytes} bytes`);
      }
      reads.push(...frames.abandon());
      owed(frames.heldBytes === 0, 'holds bytes of a frame given up');
      return verdictOfReads(reads, input.length);
    },
  }),
};

const scannerHidPos: Boundary = {
  name: 'scanner-hid-pos',
  samples: scans.flatMap((scan) => hidPosReports(scan)),
  open: () => ({
    take: (input, dice) => {
      const reports = new HidPosReports(usualLayout, dice.pick(encodings));
      const reads: FrameRead[] = [];
      const size = dice.oneIn(4) ? 1 + dice.below(80) : usualLayout.reportBytes;
      for (let at = 0; at < input.length; at += size) {
        reads.push(...reports.feed(input.subarray(at, at + size)));
        owed(reports.heldBytes <= scanBytesMax, `holds ${reports.heldBytes} bytes`);
      }
      reads.push(...reports.abandon());
      return verdictOfReads(reads, input.length);
    },
  }),
};

/** Key events as the kernel writes them: a press and a release each, with a synchronisation behind. */
function keyEvents(strokes: readonly (readonly [code: number, value: number])[]): Uint8Array {
  const bytes = Buffer.alloc(strokes.length * 2 * keyEventBytes);
  strokes.forEach(([code, value], i) => {
    const at = i * 2 * keyEventBytes;
    bytes.writeUInt16LE(1, at + 16);
    bytes.writeUInt16LE(code, at + 18);
    bytes.writeInt32LE(value, at + 20);
  });
  return bytes;
}
const press = (...codes: number[]) => codes.flatMap((code) => [[code, 1] as const, [code, 0] as const]);

const scannerWedge: Boundary = {
  name: 'scanner-wedge',
  samples: [
    keyEvents(press(7, 10, 11, 2, 3, 4, 28)),
    keyEvents([[42, 1], ...press(16, 17), [42, 0], ...press(43, 28)]),
    keyEvents([[56, 1], ...press(82, 80, 73), [56, 0], ...press(28)]),
    keyEvents([[29, 1], ...press(27), [29, 0], ...press(66, 28)]),
    bytesOf('\0'.repeat(keyEventBytes)),
  ],
  open: () => ({
    take: (input, dice) => {
      const keys = new WedgeKeys();
      const frames = new ScannerFrames({ ...usualFormat, textEncoding: dice.pick(encodings) });
      const reads: FrameRead[] = [];
      let typed = 0;
      // The kernel hands on whole events; now and then a part of one.
      const size = dice.oneIn(8) ? 1 + dice.below(100) : keyEventBytes * (1 + dice.below(8));
      for (let at = 0; at < input.length; at += size) {
        const part = input.subarray(at, at + size);
        const bytes = keys.feed(decodeKeyEvents(part));
        typed += bytes.length;
        reads.push(...frames.feed(bytes));
        owed(frames.heldBytes <= frameBytesMax, `holds ${frames.heldBytes} bytes`);
      }
      owed(typed <= input.length, `${typed} bytes typed by ${input.length}`);
      reads.push(...frames.abandon());
      return verdictOfReads(reads, typed);
    },
  }),
};

export const scannerBoundaries: readonly Boundary[] = [scannerSerial, scannerHidPos, scannerWedge];
