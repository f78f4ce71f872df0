/** Files of rows, one line of text each, several files in order. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';

const unpack = promisify(zstdDecompress);
const pagePlainBytesMax = 64 * 1024 * 1024;
const lineEnd = 10;

/** The lines at `places`, which count from 1 and rise. */
export async function linesAt(paths: readonly string[], places: readonly number[]): Promise<string[]> {
  const found: string[] = [];
  let line = 1;
  for (const path of paths) {
    if (found.length === places.length) break;
    line = takeLines(await readFile(path), line, places, found);
  }
  return found;
}

/**
 * Adds the wanted lines of a file whose first line is number `line`; answers the number after its last. Byte by byte in
 * a function of its own, which the compiler makes fast; a search per line would be a call out of the program for each.
 */
function takeLines(text: Uint8Array, line: number, places: readonly number[], found: string[]): number {
  const { length } = text;
  let [number, from] = [line, 0];
  let wanted = places[found.length] ?? 0;
  for (let at = 0; at < length; at += 1) {
    if (text[at] !== lineEnd) continue;
    if (number === wanted) {
      found.push(Buffer.from(text.buffer, text.byteOffset + from, at - from).toString('utf8'));
      wanted = places[found.length] ?? 0;
    }
    number += 1;
    from = at + 1;
  }
  return number;
}

/** Unpacks pages of rows into files of a folder; answers their paths in order. */
export async function unpackPages(
  pages: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  dir: string,
  stem: string,
): Promise<string[]> {
  const paths: string[] = [];
  for await (const page of pages) {
    const path = join(dir, `${stem}-${paths.length}.tsv`);
    await writeFile(path, await unpack(page, { maxOutputLength: pagePlainBytesMax }));
    paths.push(path);
  }
  return paths;
}
