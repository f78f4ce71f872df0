/**
 * The switch of the network proxy over HTTP on the loopback: `GET /network` tells, `POST /network` sets
 * `{"state":"up","delayMs":0}` or `{"state":"down","manner":"refuse"|"swallow"}`.
 */
import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { NetworkProxy } from './network-proxy.ts';

const bodyBytesMax = 1024;

export const networkStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('up'), delayMs: z.number().int().min(0).max(60_000).default(0) }),
  z.object({ state: z.literal('down'), manner: z.enum(['refuse', 'swallow']).default('refuse') }),
]);

/** The control server of `proxy`, not yet listening. */
export function networkControl(proxy: NetworkProxy): FastifyInstance {
  const server = fastify({ bodyLimit: bodyBytesMax });
  const answer = () => ({ ...proxy.state, connections: proxy.connectionCount });
  server.get('/network', async () => answer());
  server.post('/network', async (request, reply) => {
    const wanted = networkStateSchema.safeParse(request.body);
    if (!wanted.success) return reply.code(400).send({ code: 'INPUT_MALFORMED' });
    proxy.set(wanted.data);
    return answer();
  });
  return server;
}
