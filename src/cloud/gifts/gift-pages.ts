/**
 * Serves the giver's pages: one page for every address below `/gift/<merchant>`, which loads nothing from
 * anywhere but here, opens no camera and stands in no frame. Files are looked for when they are asked for: a
 * build may finish after the cloud began to serve, or take the place of another one.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Fault } from '../../domain/fault.ts';
import { registerGiftManifest } from './gift-manifest.ts';

/** What the pages may do: their own files and calls. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
const filePattern = /^[A-Za-z0-9_-]{1,80}\.(js|css)$/;

async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new Fault('NOT_FOUND', 'find a file of the giver’s pages', { cause });
  }
}

/** `folder` holds the built pages; where none are built, they are not found. */
export function registerGiftPages(server: FastifyInstance, folder: string): void {
  const page = async (_: unknown, reply: FastifyReply) => {
    const content = await contentOf(join(folder, 'index.html'));
    reply.header('content-security-policy', policy);
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    reply.header('cache-control', 'no-store');
    reply.header('content-type', 'text/html; charset=utf-8');
    return content;
  };
  registerGiftManifest(server);
  server.get('/gift/:merchant', page);
  server.get('/gift/:merchant/*', page);
  server.get('/gift-pages/assets/:name', async (request, reply) => {
    const { name } = request.params as { name: string };
    const contentType = contentTypes[filePattern.exec(name)?.[1] ?? ''];
    if (contentType === undefined) throw new Fault('NOT_FOUND', 'find a file of the giver’s pages');
    const content = await contentOf(join(folder, 'assets', name));
    reply.header('cache-control', 'public, max-age=31536000, immutable');
    reply.header('content-type', contentType);
    return content;
  });
}
