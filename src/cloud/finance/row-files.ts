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
  let line = 0;
  for (const path of paths) {
    if (found.length === places.length) break;
    const text = await readFile(path);
    for (let at = 0; at < text.length && found.length < places.length; ) {
      const end = text.indexOf(lineEnd, at);
      line += 1;
      const till = end < 0 ? text.length : end;
      if (line === places[found.length]) found.push(text.toString('utf8', at, till));
      at = till + 1;
    }
  }
  return found;
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
