/**
 * Serves the giver's pages: one page for every address below `/gift/<merchant>`, which loads nothing from
 * anywhere but here, opens no camera and stands in no frame.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { builtFile, builtPage } from '../../platform/page-files.ts';
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

/** `folder` holds the built pages; where none are built, they are not found. */
export function registerGiftPages(server: FastifyInstance, folder: string): void {
  const page = async (_: unknown, reply: FastifyReply) => {
    const content = await builtPage(folder);
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
    const { content, contentType } = await builtFile(folder, name);
    reply.header('cache-control', 'public, max-age=31536000, immutable');
    reply.header('content-type', contentType);
    return content;
  });
}
