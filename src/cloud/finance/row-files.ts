/** A statement's pages of packed rows as files, for DuckDB, which unpacks them itself. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes the pages into files of a folder as they are; answers their paths in order. */
export async function writePages(
  pages: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  dir: string,
): Promise<string[]> {
  const paths: string[] = [];
  for await (const page of pages) {
    const path = join(dir, `channel-${paths.length}.tsv.zst`);
    await writeFile(path, page);
    paths.push(path);
  }
  return paths;
}
