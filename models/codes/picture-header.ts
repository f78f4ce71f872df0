/**
 * What a picture says of itself before anything decodes it: JPEG (ITU-T T.81) or PNG (ISO/IEC 15948), whole,
 * and how many points it has. Strict: other kinds, cut-off pictures, pictures glued together and those with
 * more points than allowed are refused here, so that no decoder is asked for memory by a hostile header.
 */
import { Fault } from '../../src/domain/fault.ts';

export const pictureBytesMax = 8 * 1024 * 1024;
/** Cameras of 12 million points, 4,096 × 3,072. */
export const picturePointsMax = 12_582_912;
const sideMin = 16;
const sideMax = 8_192;

export interface PictureHeader {
  readonly kind: 'jpeg' | 'png';
  readonly width: number;
  readonly height: number;
}

/** Throws `PICTURE_MALFORMED` or `PICTURE_TOO_LARGE`. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length > pictureBytesMax) throw tooLarge({ bytes: bytes.length });
  const header = startsWith(bytes, pngSignature) ? pngHeader(bytes) : jpegHeader(bytes);
  const { width, height } = header;
  if (width < sideMin || height < sideMin) throw malformed('too small');
  if (width > sideMax || height > sideMax || width * height > picturePointsMax)
    throw tooLarge({ width, height });
  return header;
}

const malformed = (reason: string) => new Fault('PICTURE_MALFORMED', 'read a picture', { facts: { reason } });
const tooLarge = (facts: Record<string, number>) =>
  new Fault('PICTURE_TOO_LARGE', 'read a picture', { facts });

const [soi, eoi, sos, tem] = [0xd8, 0xd9, 0xda, 0x01];
const isRestart = (code: number) => code >= 0xd0 && code <= 0xd7;
/** SOF0 to SOF15 without DHT, JPG and DAC, which lie between them. */
const isFrameHeader = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
/** Baseline, extended sequential and progressive, each with Huffman codes: all that is decoded. */
const decodedFrames = [0xc0, 0xc1, 0xc2];

/** From SOI over every segment and scan to EOI; the frame header is the only one, and in front of the scans. */
function jpegHeader(bytes: Uint8Array): PictureHeader {
  if (bytes[0] !== 0xff || bytes[1] !== soi) throw malformed('neither JPEG nor PNG');
  let header: PictureHeader | undefined;
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) throw malformed(at >= bytes.length ? 'cut off' : 'no marker');
    while (bytes[at] === 0xff) at += 1;
    const code = bytes[at] ?? 0;
    at += 1;
    if (code === eoi) break;
    if (code === tem || isRestart(code) || code === soi || code === 0) throw malformed('misplaced marker');
    const length = uint16(bytes, at);
    if (length < 2 || at + length > bytes.length) throw malformed('cut off');
    if (isFrameHeader(code)) {
      if (header) throw malformed('two frames');
      header = frameHeader(bytes, at, code, length);
    }
    at += length;
    if (code !== sos) continue;
    if (!header) throw malformed('a scan without a frame');
    at = endOfScan(bytes, at);
  }
  if (!header) throw malformed('no frame');
  if (at !== bytes.length) throw malformed('bytes behind the end');
  return header;
}

function frameHeader(bytes: Uint8Array, at: number, code: number, length: number): PictureHeader {
  const components = bytes[at + 7] ?? 0;
  if (!decodedFrames.includes(code) || bytes[at + 2] !== 8)
    throw malformed('a kind of JPEG that is not read');
  if (![1, 3].includes(components) || length !== 8 + 3 * components) throw malformed('components');
  return { kind: 'jpeg', height: uint16(bytes, at + 3), width: uint16(bytes, at + 5) };
}

/** The place of the marker that ends the entropy-coded data. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  throw malformed('cut off');
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const chunkName = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at + 4, at + 8));

/** From IHDR over every chunk to IEND, whose sums the decoder checks. */
function pngHeader(bytes: Uint8Array): PictureHeader {
  let at = pngSignature.length;
  let header: PictureHeader | undefined;
  for (;;) {
    if (at + 12 > bytes.length) throw malformed('cut off');
    const length = uint32(bytes, at);
    const name = chunkName(bytes, at);
    if (at + 12 + length > bytes.length) throw malformed('cut off');
    if ((name === 'IHDR') !== (header === undefined)) throw malformed('IHDR');
    header ??= { kind: 'png', width: uint32(bytes, at + 8), height: uint32(bytes, at + 12) };
    if (name === 'IHDR' && length !== 13) throw malformed('IHDR');
    at += 12 + length;
    if (name === 'IEND') break;
  }
  if (at !== bytes.length) throw malformed('bytes behind the end');
  return header;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

const uint16 = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const uint32 = (bytes: Uint8Array, at: number) => uint16(bytes, at) * 0x1_0000 + uint16(bytes, at + 2);
