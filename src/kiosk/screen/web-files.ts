/**
 * The built screen's files, listed once at start and read from the disk for every answer, so that none of
 * them stays in memory. Only what was listed is served: a path leads nowhere else.
 */
import { createReadStream, existsSync, type ReadStream, readdirSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

export interface WebFile {
  readonly contentType: string;
  /** The bundler puts a hash of the content into the names of assets. */
  readonly immutable: boolean;
  open(): ReadStream;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.mp3': 'audio/mpeg',
  '.json': 'application/json; charset=utf-8',
};

/** Files by their path in the URL, `/` for the page; empty where nothing was built. */
export function webFiles(folder: string): ReadonlyMap<string, WebFile> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const contentType = contentTypes[extname(name)];
    if (contentType === undefined) return [];
    const path = name === 'index.html' ? '/' : `/${name.split(sep).join('/')}`;
    const immutable = path.startsWith('/assets/');
    return [[path, { contentType, immutable, open: () => createReadStream(join(folder, name)) }] as const];
  });
  return new Map(files);
}
