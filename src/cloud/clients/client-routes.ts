/**
 * The service interfaces over HTTP. Who asks is found before the body is read; query and body go through their
 * schemas; every POST needs its key.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import { platformOf } from '../../domain/payment-code.ts';
import { hasPassed } from '../../domain/verification-outcome.ts';
import { paymentWords } from '../../look/payment-words.ts';
import { parsedBy } from '../../platform/page-requests.ts';
import {
  type ClientAnswer,
  type ClientOperationName,
  clientApi,
  clientApiRoot,
  clientRequestBytesMax,
  idempotencyHeader,
  idempotencyKeySchema,
} from '../../wire/client-api.ts';
import { clientOpenApiDocument } from '../../wire/client-openapi.ts';
import {
  messagesQuerySchema,
  type PaymentAsked,
  type PreOrderAsked,
  type VerificationAnswer,
  type VerificationQuestion,
} from '../../wire/client-schemas.ts';
import { answerOnce } from '../database/answer-once.ts';
import { type ApiClient, clientOf } from './client-access.ts';
import type { ClientKeys } from './client-keys.ts';
import { messagesAfter } from './client-messages.ts';
import type { ClientsPorts } from './clients-ports.ts';
import type { EventStreams } from './event-streams.ts';
import type { Asked, PreOrderDesk } from './pre-order-desk.ts';

export interface ClientRoutesPorts {
  readonly ports: ClientsPorts;
  readonly keys: ClientKeys;
  readonly desk: PreOrderDesk;
  readonly streams: EventStreams;
}

interface Call {
  readonly client: ApiClient;
  readonly id: string;
  readonly query: unknown;
  readonly body: unknown;
  /** The key of a POST, with what it stands for. */
  readonly asked: () => Asked;
}

type Handlers = { readonly [K in ClientOperationName]: (call: Call) => Promise<ClientAnswer<K>> };

/** The request's key; throws `INPUT_MALFORMED` without one. */
export function keyOf(request: FastifyRequest): string {
  const header = request.headers[idempotencyHeader];
  return parsedBy(idempotencyKeySchema, header ?? null, idempotencyHeader);
}

function handlersOf(parts: ClientRoutesPorts): Handlers {
  const { ports, desk } = parts;
  return {
    verifyPayment: async ({ client, body, asked }) => {
      const { clientId } = client;
      const once = { clientId, ...asked(), atMs: ports.clock.now() };
      // What is not known yet is asked for outside of the transaction, which holds nothing but the answer.
      const found = await verified(parts, client, body as VerificationQuestion);
      return (await answerOnce(ports.db, once, async () => found)).answer;
    },
    addPreOrder: async ({ client, body, asked }) => desk.add(client, asked(), body as PreOrderAsked),
    readPreOrder: async ({ client, id }) => desk.find(client, id),
    payPreOrder: async ({ client, id, body, asked }) =>
      desk.payAsClient(client, id, asked(), body as PaymentAsked),
    cancelPreOrder: async ({ client, id, asked }) => desk.cancel(client, id, asked()),
    listMessages: async ({ client, query }) => {
      const { after, limit } = query as z.output<typeof messagesQuerySchema>;
      const items = await messagesAfter(ports.db, client.clientId, after, limit);
      return { items, next: items.at(-1)?.id ?? after };
    },
  };
}

async function verified(
  { ports, desk }: ClientRoutesPorts,
  { merchantId, clientId }: ApiClient,
  question: VerificationQuestion,
): Promise<VerificationAnswer> {
  const { code } = question;
  const known = code === undefined ? undefined : platformOf(code, await desk.codeFormatsOf(merchantId));
  const asked = known === undefined ? question : { ...question, platform: known };
  const outcome = await ports.verify({ merchantId, machineId: clientId }, asked);
  if (!outcome) return { passed: true, rulesVersion: 0, results: [], title: null, note: null };
  const passed = hasPassed(outcome);
  const words = passed ? { title: null, note: null } : paymentWords('verificationFailed');
  return { passed, rulesVersion: outcome.rulesVersion, results: [...outcome.results], ...words };
}

export function registerClientRoutes(server: FastifyInstance, parts: ClientRoutesPorts): void {
  const { ports, keys } = parts;
  const handlers = handlersOf(parts);
  for (const [name, operation] of Object.entries(clientApi)) {
    const query = 'query' in operation ? operation.query : undefined;
    const body = 'body' in operation ? operation.body : undefined;
    const clients = new WeakMap<FastifyRequest, ApiClient>();
    server.route({
      method: operation.method,
      url: clientApiRoot + operation.path.replace(/\{(\w+)\}/g, ':$1'),
      bodyLimit: clientRequestBytesMax,
      onRequest: async (request) => {
        clients.set(request, await clientOf(ports.db, request.headers.authorization, operation.scope));
      },
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const client = clients.get(request);
        if (!client) throw new Fault('ACCESS_DENIED', 'find out which client asks');
        const { id = '' } = request.params as { id?: string };
        const read = body && parsedBy(body, request.body, 'body');
        const asked = () => ({
          key: keyOf(request),
          bodyHash: keys.bodyHash(client.clientId, `${name} ${id}`, read),
        });
        const asking = query && parsedBy(query, request.query, 'query');
        return handlers[name as ClientOperationName]({ client, id, query: asking, body: read, asked });
      },
    });
  }
  registerStream(server, parts);
  server.get(`${clientApiRoot}/openapi.json`, async (_, reply) => {
    reply.header('content-type', 'application/json; charset=utf-8');
    return clientOpenApiDocument(ports.publicUrl());
  });
}

/** Messages as events; `Last-Event-ID`, or `?after=` where a header cannot be sent, says where to go on. */
function registerStream(server: FastifyInstance, { ports, streams }: ClientRoutesPorts): void {
  server.get(`${clientApiRoot}/messages/stream`, async (request, reply) => {
    const client = await clientOf(ports.db, request.headers.authorization, 'messages');
    const header = request.headers['last-event-id'];
    const given = header === undefined ? request.query : { after: header };
    let { after } = parsedBy(messagesQuerySchema, given, 'query');
    streams.admit(client.clientId);
    reply.hijack();
    streams.serve(reply.raw, client.clientId, async () => {
      const messages = await messagesAfter(ports.db, client.clientId, after, 100);
      after = messages.at(-1)?.id ?? after;
      return messages.map((message) => ({ id: message.id, event: 'payment', data: message }));
    });
  });
}
