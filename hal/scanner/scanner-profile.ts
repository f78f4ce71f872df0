/** The entries of scanners in a machine profile; `driver` says how they are connected. */
import { z } from 'zod';
import { address, baudRate, deviceId, ms } from '../profile-fields.ts';
import { usualLayout } from './hid-pos-codec.ts';

const textEncoding = z
  .enum(['utf-8', 'gb18030', 'auto'])
  .default('auto')
  .describe('The encoding of the text in codes; auto tries UTF-8 first.');

const frameGapMs = ms(50, 2_000, 200, 'The silence after which a code begun is given up.');

/** How characters stand on a serial line. */
const serialFraming = {
  dataBits: z
    .union([z.literal(7), z.literal(8)])
    .default(8)
    .describe('Bits in a character.'),
  parity: z.enum(['none', 'even', 'odd']).default('none').describe('The parity bit.'),
  stopBits: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .describe('Stop bits.'),
};

const around = (sentence: string) =>
  z
    .string()
    .regex(/^[\x20-\\x7e]{0,16}$/, 'must be up to 16 printable ASCII characters')
    .default('')
    .describe(sentence);

export const serialScannerProfile = z.strictObject({
  id: deviceId('scanner'),
  driver: z.literal('serial'),
  address,
  baudRate: baudRate(9600),
  ...serialFraming,
  framing: z
    .enum(['line', 'tab', 'stxEtx', 'silence'])
    .default('line')
    .describe('How a code ends: in CR or LF, in TAB, between STX and ETX, or when the line falls silent.'),
  prefix: around('Text that the scanner is set up to put before each code; a code without it is dropped.'),
  suffix: around('Text that the scanner is set up to put behind each code; a code without it is dropped.'),
  textEncoding,
  symbologyPrefix: z
    .boolean()
    .default(true)
    .describe('Whether the scanner sends the AIM symbology identifier in front of each code.'),
  frameGapMs,
});

export const wedgeScannerProfile = z.strictObject({
  id: deviceId('scanner'),
  driver: z.literal('wedge'),
  address: address.describe('The event node of the keyboard, such as /dev/kiosk/scanner, or usb:1eab:0022.'),
  endKey: z.enum(['enter', 'tab']).default('enter').describe('The key that the scanner types behind a code.'),
  prefix: around('Text that the scanner is set up to type before each code; a code without it is dropped.'),
  suffix: around('Text that the scanner is set up to type behind each code; a code without it is dropped.'),
  textEncoding,
  symbologyPrefix: z
    .boolean()
    .default(true)
    .describe('Whether the scanner types the AIM symbology identifier in front of each code.'),
  frameGapMs,
});

const at = (fallback: number, sentence: string) =>
  z.int().min(0).max(4095).default(fallback).describe(sentence);

const layout = z
  .strictObject({
    reportId: z.int().min(0).max(255).default(usualLayout.reportId).describe('The id of scanned data.'),
    reportBytes: z.int().min(4).max(4096).default(usualLayout.reportBytes).describe('With the id.'),
    lengthAt: at(usualLayout.lengthAt, 'Where the length of the data stands.'),
    symbologyAt: at(usualLayout.symbologyAt, 'Where the three bytes of the AIM identifier stand.'),
    dataAt: at(usualLayout.dataAt, 'Where the data begin.'),
    dataBytesMax: z
      .int()
      .min(1)
      .max(255)
      .default(usualLayout.dataBytesMax)
      .describe('How many there can be.'),
    continuedAt: at(usualLayout.continuedAt, 'Where the flag stands that the code goes on.'),
  })
  .refine((l) => Math.max(l.dataAt + l.dataBytesMax, l.lengthAt + 1, l.continuedAt + 1) <= l.reportBytes, {
    error: 'reaches beyond the end of the report',
  })
  .prefault({})
  .describe('Where things stand in a report, for scanners that differ from the usual.');

export const hidPosScannerProfile = z.strictObject({
  id: deviceId('scanner'),
  driver: z.literal('hidPos'),
  address,
  layout,
  textEncoding,
  frameGapMs,
});
