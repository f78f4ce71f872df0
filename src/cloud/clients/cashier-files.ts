/**
 * The built cashier page and its files, looked for when they are asked for: a build may finish after the cloud
 * began to serve, or take the place of another one.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../domain/fault.ts';

const contentTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
const namePattern = /^[A-Za-z0-9_-]{1,80}\.(js|css)$/;

async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new Fault('NOT_FOUND', 'find a file of the cashier page', { cause });
  }
}

/** The page itself; throws `NOT_FOUND` where none is built. */
export function cashierPage(folder: string): Promise<Buffer> {
  return contentOf(join(folder, 'index.html'));
}

/** A file beside it, by the name with its hash; throws `NOT_FOUND`. */
export async function cashierFile(
  folder: string,
  name: string,
): Promise<{ readonly content: Buffer; readonly contentType: string }> {
  const contentType = contentTypes[namePattern.exec(name)?.[1] ?? ''];
  if (contentType === undefined) throw new Fault('NOT_FOUND', 'find a file of the cashier page');
  return { content: await contentOf(join(folder, 'assets', name)), contentType };
}
