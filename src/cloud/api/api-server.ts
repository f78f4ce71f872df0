/**
 * The cloud's HTTP server: REST API, live streams, receipts and the console's files. Every error leaves it
 * as `{code, message}` and is logged here, once, if it is our defect.
 */
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { Fault, faultChain } from '../../domain/fault.ts';
import { requestBytesMax } from '../../wire/rest.ts';
import { accessHandlers } from './access-handlers.ts';
import type { Handlers } from './api-call.ts';
import type { ApiPorts } from './api-ports.ts';
import { registerOperations } from './api-routes.ts';
import { benefitHandlers } from './benefit-handlers.ts';
import { cardHandlers } from './card-handlers.ts';
import { catalogueHandlers } from './catalogue-handlers.ts';
import { clientHandlers } from './client-handlers.ts';
import { faultAnswer } from './fault-answer.ts';
import { financeHandlers } from './finance-handlers.ts';
import { formHandlers } from './form-handlers.ts';
import { giftReportHandlers } from './gift-report-handlers.ts';
import { goodsInHandlers } from './goods-in-handlers.ts';
import { insightHandlers } from './insight-handlers.ts';
import { kioskHandlers } from './kiosk-handlers.ts';
import { LiveStreams } from './live-streams.ts';
import { memberHandlers } from './member-handlers.ts';
import { registerPages } from './page-routes.ts';
import { parkingSiteHandlers } from './parking-site-handlers.ts';
import { patternHandlers } from './pattern-handlers.ts';
import { paymentHandlers } from './payment-handlers.ts';
import { recordHandlers } from './record-handlers.ts';
import { registerStatementUpload } from './statement-upload.ts';
import { verificationHandlers } from './verification-handlers.ts';

export interface ApiServer {
  /** Listens; resolves with the address it listens at, `http://host:port`. */
  start(): Promise<string>;
  stop(): Promise<void>;
}

const requestTimeoutMs = 30_000;
const pathParameterCharsMax = 128;

function receiptUrlBaseOf(ports: ApiPorts): () => string {
  return () => `${ports.publicUrl()}/r`;
}

export function createApiServer(ports: ApiPorts): ApiServer {
  const streams = new LiveStreams(ports.hub, ports.clock);
  let server: FastifyInstance | undefined;
  return {
    start: async () => {
      server = await buildApiServer(ports, streams);
      return server.listen({ host: ports.config.host, port: ports.config.port });
    },
    stop: async () => {
      streams.stop();
      await server?.close();
    },
  };
}

/** The server with all its routes, not listening yet; requests can be put into it. */
export async function buildApiServer(ports: ApiPorts, streams: LiveStreams): Promise<FastifyInstance> {
  const server = fastify({
    logger: false,
    bodyLimit: requestBytesMax,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: true,
    trustProxy: [...(ports.config.trustedProxies ?? [])],
    routerOptions: { maxParamLength: pathParameterCharsMax },
    // A path that is no path does not reach the handlers below.
    frameworkErrors: (error, _, reply) => {
      const { status, body } = faultAnswer(error, false);
      (reply as FastifyReply).status(status).send(body);
    },
  });
  readJsonBodies(server);
  server.addHook('onSend', async (_, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
  });
  server.setErrorHandler((error, request, reply) => {
    const { status, body, defect } = faultAnswer(error, request.access?.principal !== undefined);
    if (defect) {
      const { method, url } = request;
      ports.log.error('a request failed', { method, path: url.split('?')[0], fault: faultChain(error) });
    }
    reply.status(status).header('cache-control', 'no-store').send(body);
  });
  server.setNotFoundHandler((_, reply) => {
    const { status, body } = faultAnswer({ statusCode: 404 }, true);
    reply.status(status).send(body);
  });
  const handlers: Handlers = {
    ...accessHandlers(ports),
    ...kioskHandlers(ports),
    ...catalogueHandlers(ports),
    ...benefitHandlers(ports),
    ...cardHandlers(ports),
    ...clientHandlers(ports),
    ...formHandlers(ports),
    ...financeHandlers(ports),
    ...insightHandlers(ports),
    ...goodsInHandlers(ports),
    ...memberHandlers(ports),
    ...parkingSiteHandlers(ports),
    ...patternHandlers(ports),
    ...paymentHandlers(ports),
    ...giftReportHandlers(ports),
    ...verificationHandlers(ports),
    ...recordHandlers(ports, receiptUrlBaseOf(ports)),
  };
  registerOperations(server, ports, handlers);
  registerStatementUpload(server, ports);
  await registerPages(server, ports, streams);
  await ports.alsoServe?.(server);
  return server;
}

/** A request that says JSON and sends nothing has no body; NUL, which no column can hold, is refused. */
function readJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else if (body.includes('\\u0000')) done(new Fault('INPUT_MALFORMED', 'read the request'));
    else parse(request, body as string, done);
  });
}
