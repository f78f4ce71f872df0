/** The pages and documents beside the API: receipts, the console's files, descriptions, health. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { faultCodeOf } from '../../domain/fault.ts';
import type { Language } from '../../domain/text.ts';
import { asyncApiDocument } from '../../wire/asyncapi.ts';
import { openApiDocument } from '../../wire/openapi.ts';
import { idSchema } from '../../wire/rest.ts';
import type { ApiPorts } from './api-ports.ts';
import { merchantOf, principalOf } from './api-routes.ts';
import type { LiveStreams } from './live-streams.ts';
import { findReceipt } from './order-queries.ts';
import { notArrivedPage, receiptPage } from './receipt-page.ts';

const receiptPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
const consolePolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

function languageOf(request: FastifyRequest, fallback: Language): Language {
  const { lang } = request.query as { lang?: unknown };
  if (lang === 'zh' || lang === 'en') return lang;
  const wanted = request.headers['accept-language'] ?? '';
  if (/^zh\b/i.test(wanted)) return 'zh';
  return /^en\b/i.test(wanted) ? 'en' : fallback;
}

function registerReceipts(server: FastifyInstance, { db }: ApiPorts): void {
  server.get('/r/:orderId', async (request, reply) => {
    const { orderId } = request.params as { orderId: string };
    const known = idSchema.safeParse(orderId).success ? await findReceipt(db, orderId) : undefined;
    reply.header('content-type', 'text/html; charset=utf-8');
    reply.header('content-security-policy', receiptPolicy);
    reply.header('cache-control', 'no-store');
    if (known) return receiptPage(known, languageOf(request, known.order.language));
    reply.status(404);
    return notArrivedPage(orderId.slice(0, 64), languageOf(request, 'zh'));
  });
}

function registerDocuments(server: FastifyInstance, { publicUrl }: ApiPorts): void {
  const json = (reply: FastifyReply) => reply.header('content-type', 'application/json; charset=utf-8');
  server.get('/api/openapi.json', async (_, reply) => {
    json(reply);
    return openApiDocument(publicUrl());
  });
  server.get('/api/asyncapi.json', async (_, reply) => {
    json(reply);
    return asyncApiDocument();
  });
}

/** Healthy while the database answers; without the broker the console still works. */
function registerHealth(server: FastifyInstance, { db, brokerOnline }: ApiPorts): void {
  server.get('/healthz', async (_, reply) => {
    reply.header('cache-control', 'no-store');
    const broker = brokerOnline() ? 'online' : 'offline';
    try {
      await sql`select 1`.execute(db);
      return { ok: true, database: 'online', broker };
    } catch (error) {
      reply.status(503);
      return { ok: false, database: faultCodeOf(error), broker };
    }
  });
}

function registerLive(server: FastifyInstance, ports: ApiPorts, streams: LiveStreams): void {
  server.get('/api/live', async (request, reply) => {
    const { merchant } = request.query as { merchant?: unknown };
    const named = idSchema.optional().catch(undefined).parse(merchant);
    const merchantId = await merchantOf(ports, principalOf(request), named);
    streams.admit();
    reply.hijack();
    streams.serve(reply.raw, merchantId);
  });
}

/** The console is one page; every address below it that is no file is the page itself. */
async function registerConsole(server: FastifyInstance, { config, log }: ApiPorts): Promise<void> {
  const { consoleFolder } = config;
  if (!existsSync(join(consoleFolder, 'index.html'))) {
    log.info('there is no built console to serve', { folder: consoleFolder });
    return;
  }
  server.get('/', (_, reply) => reply.redirect('/console/'));
  server.get('/console', (_, reply) => reply.redirect('/console/'));
  await server.register(fastifyStatic, {
    root: consoleFolder,
    prefix: '/console/',
    wildcard: false,
    setHeaders: (reply, path) => {
      reply.header('content-security-policy', consolePolicy);
      const named = path.includes(`${join(consoleFolder, 'assets')}`);
      reply.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.get('/console/*', (_, reply) => reply.sendFile('index.html'));
}

export async function registerPages(
  server: FastifyInstance,
  ports: ApiPorts,
  streams: LiveStreams,
): Promise<void> {
  registerReceipts(server, ports);
  registerDocuments(server, ports);
  registerHealth(server, ports);
  registerLive(server, ports, streams);
  await registerConsole(server, ports);
}
