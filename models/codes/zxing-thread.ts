/**
 * The thread in which pictures are read: zxing-cpp as WebAssembly, whose file comes from the installed
 * package. Loading this file outside of a thread starts nothing. One picture in, its findings or the name of
 * what is wrong with it out.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { Fault, type FaultCode } from '../../src/domain/fault.ts';
import type { PictureFindings } from './code-reader.ts';
import { readPictureHeader } from './picture-header.ts';
import { findingsOf } from './zxing-findings.ts';

export type ThreadAnswer =
  | { readonly findings: PictureFindings }
  | { readonly fault: FaultCode; readonly reason: string };

const codesMax = 64;

/** What stands on goods, dark on light, in every direction; each kind more costs up to a fifth of the time. */
const options: ReaderOptions = {
  formats: [
    ...(['EAN13', 'EAN8', 'UPCA', 'UPCE', 'ITF', 'Code128', 'Code39'] as const),
    ...(['DataBar', 'DataBarExpanded', 'DataBarLimited', 'QRCode', 'DataMatrix'] as const),
  ],
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  returnErrors: true,
  maxNumberOfSymbols: codesMax,
  // Separators of GS1 stay as they are in the code.
  textMode: 'Plain',
};

/** Reads the wasm beside the module; nothing is ever fetched. */
function loadReader(): Promise<unknown> {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const bytes = readFileSync(file);
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

async function answerTo(picture: Uint8Array, loaded: Promise<unknown>): Promise<ThreadAnswer> {
  try {
    const header = readPictureHeader(picture);
    await loaded;
    const results = await readBarcodes(picture, options);
    if (results.some(({ error }) => error === notDecoded)) {
      return { fault: 'PICTURE_MALFORMED', reason: 'not decodable' };
    }
    return { findings: findingsOf(results, header) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.code, reason: String(error.facts.reason ?? '') };
    throw error;
  }
}

/** What the decoder says of a picture it cannot decode. */
const notDecoded = 'Failed to load image from memory';

const port = parentPort;
if (port) {
  const loaded = loadReader();
  port.on('message', (picture: Uint8Array) => {
    void answerTo(picture, loaded).then((answer) => port.postMessage(answer));
  });
}
