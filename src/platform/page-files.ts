/**
 * A built page and its files, looked for when they are asked for: a build may finish after the cloud began to
 * serve, or take the place of another one.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../domain/fault.ts';

const contentTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
const namePattern = /^[A-Za-z0-9_-]{1,80}\.(js|css)$/;

export interface PageFile {
  readonly content: Buffer;
  readonly contentType: string;
}

async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new Fault('NOT_FOUND', 'find a file of a page', { cause });
  }
}

/** The page itself; throws `NOT_FOUND` where none is built. */
export function builtPage(folder: string): Promise<Buffer> {
  return contentOf(join(folder, 'index.html'));
}

/** A file beside it, by the name with its hash; throws `NOT_FOUND`. */
export async function builtFile(folder: string, name: string): Promise<PageFile> {
  const contentType = contentTypes[namePattern.exec(name)?.[1] ?? ''];
  if (contentType === undefined) throw new Fault('NOT_FOUND', 'find a file of a page');
  return { content: await contentOf(join(folder, 'assets', name)), contentType };
}
