/**
 * Opens a statement as it came: a zip with one file of business and perhaps its sums, gzip, or plain. What is inside
 * streams through, is counted against a limit, and a zip's checksum is compared at the end.
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { crc32, createGunzip } from 'node:zlib';
import iconv from 'iconv-lite';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { Fault } from '../../domain/fault.ts';
import { statementFault } from '../../domain/statement.ts';

const entriesMax = 8;
/** Ten million rows of the longest kind. */
const plainBytesMax = 8 * 1024 ** 3;
const businessName = /业务明细\.csv$/;

/** The bytes of the statement inside the file at `path`. Throws faults of statements, and what reading throws. */
export async function* statementBytes(path: string): AsyncGenerator<Buffer> {
  const magic = await firstBytes(path);
  if (magic === '504b') return yield* limited(zipped(path));
  if (magic !== '1f8b') return yield* limited(createReadStream(path, { highWaterMark: 1 << 18 }));
  try {
    // Closes the file however the reading ends; how it ended is told to who reads.
    const unpacked = pipeline(createReadStream(path), createGunzip({ chunkSize: 1 << 18 }), () => undefined);
    yield* limited(unpacked);
  } catch (cause) {
    throw cause instanceof Fault
      ? cause
      : statementFault('STATEMENT_TRUNCATED', 'is cut short in its archive');
  }
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead).toString('hex');
  } finally {
    await file.close();
  }
}

async function* limited(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > plainBytesMax) throw new Fault('INPUT_TOO_LARGE', 'read a statement');
    yield chunk;
  }
}

async function* zipped(path: string): AsyncGenerator<Buffer> {
  const zip = await openPromise(path, { decodeStrings: false, autoClose: false, lazyEntries: true }).catch(
    () => {
      throw statementFault('STATEMENT_TRUNCATED', 'is a zip that is cut short');
    },
  );
  try {
    yield* inflated(zip, await businessEntry(zip));
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw statementFault('STATEMENT_LAYOUT', 'is a damaged zip');
  } finally {
    zip.close();
  }
}

async function businessEntry(zip: ZipFile): Promise<Entry> {
  const found: Entry[] = [];
  let entries = 0;
  for await (const entry of zip.eachEntry()) {
    entries += 1;
    if (entries > entriesMax) throw statementFault('STATEMENT_LAYOUT', 'is a zip of many files');
    const { fileNameRaw } = entry;
    if (
      businessName.test(iconv.decode(fileNameRaw, 'gbk')) ||
      businessName.test(fileNameRaw.toString('utf8'))
    ) {
      found.push(entry);
    }
  }
  const [entry] = found;
  if (!entry || found.length > 1)
    throw statementFault('STATEMENT_LAYOUT', 'is a zip without one file of business');
  return entry;
}

async function* inflated(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    sum = crc32(chunk as Buffer, sum);
    yield chunk as Buffer;
  }
  if (sum !== entry.crc32)
    throw statementFault('STATEMENT_LAYOUT', 'has not the checksum that its zip names');
}
