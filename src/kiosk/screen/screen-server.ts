/**
 * The loopback server of the machine: the shopper's screen and second screen, their live view as
 * server-sent events, the taps that come back, and the technician's questions under a token.
 */
import { timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Fault, type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import { pictureSvg } from '../../look/pictures.ts';
import type { Log } from '../../platform/log.ts';
import { addPictureRoutes, type PicturePorts, pictureStatus } from './picture-routes.ts';
import { type Tap, tapSchema, type View } from './view.ts';
import { type WebFile, webFiles } from './web-files.ts';

export interface ScreenServerPorts {
  readonly port: number;
  /** The built screen; the machine builds nothing. */
  readonly webFolder: string;
  readonly technicianToken: string;
  readonly log: Log;
  view(): View;
  onViewChanged(listener: () => void): void;
  tap(tap: Tap): void;
  /** Pictures of the goods; absent where none are taken. */
  readonly pictures?: PicturePorts;
  /** Answers of the technician's pages by their name, `status`, `doctor`, …; undefined if there is none. */
  technician(question: string, query: Readonly<Record<string, string>>): Promise<unknown>;
}

export interface ScreenServer {
  readonly url: string;
  stop(): Promise<void>;
}

const bodyBytesMax = 16 * 1024;
const watchersMax = 16;
const questionSchema = z.object({
  '*': z.string().max(100),
  query: z.record(z.string(), z.string().max(200)),
});
/** A screen that does not read what it is sent is let go; a living one comes back. */
const unsentBytesMax = 1024 * 1024;
const statusOfCode: Partial<Record<FaultCode, number>> = {
  INPUT_MALFORMED: 400,
  ACCESS_DENIED: 401,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  INPUT_TOO_LARGE: 413,
  ...pictureStatus,
};

/** A view like the last one is sent again only after this, so that screens follow a clock that was set. */
const sameAgainMs = 1000;

/** Sends what changed to every open screen, at most once per turn of the event loop. */
class LiveView {
  #ports: ScreenServerPorts;
  #watchers = new Set<ServerResponse>();
  #due = false;
  /** What the last view sent to all showed, and when it was made. */
  #shown = '';
  #shownAtMs = 0;

  constructor(ports: ScreenServerPorts) {
    this.#ports = ports;
    ports.onViewChanged(() => this.#soon());
  }

  watch(response: ServerResponse): void {
    if (this.#watchers.size >= watchersMax) throw new Fault('RATE_LIMITED', 'watch the screen');
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.#watchers.add(response);
    // What this screen is shown now may differ from what the others were sent last.
    this.#shown = '';
    response.on('close', () => this.#watchers.delete(response));
    response.write(eventOf(this.#ports.view()));
  }

  close(): void {
    for (const response of this.#watchers) response.end();
    this.#watchers.clear();
  }

  #soon(): void {
    if (this.#due || this.#watchers.size === 0) return;
    this.#due = true;
    // One thing that happens is told by the journal, the order and the sale, each in its own microtask.
    setImmediate(() => {
      this.#due = false;
      const view = this.#ports.view();
      if (this.#isNews(view)) this.#send(eventOf(view));
    });
  }

  #isNews(view: View): boolean {
    const { revision: _, serverTimeMs, ...shows } = view;
    const shown = JSON.stringify(shows);
    if (shown === this.#shown && Math.abs(serverTimeMs - this.#shownAtMs) < sameAgainMs) return false;
    this.#shown = shown;
    this.#shownAtMs = serverTimeMs;
    return true;
  }

  #send(event: string): void {
    for (const response of this.#watchers) {
      response.write(event);
      if (response.writableLength > unsentBytesMax) response.destroy();
    }
  }
}

function eventOf(view: View): string {
  return `data: ${JSON.stringify(view)}\n\n`;
}

export async function startScreenServer(ports: ScreenServerPorts): Promise<ScreenServer> {
  const { server, live } = buildScreenServer(ports);
  const url = await server.listen({ host: '127.0.0.1', port: ports.port });
  return {
    url,
    async stop() {
      live.close();
      await server.close();
    },
  };
}

/** The server with all its routes, not listening yet; requests can be put into it. */
export function buildScreenServer(ports: ScreenServerPorts): { server: FastifyInstance; live: LiveView } {
  const server = Fastify({
    bodyLimit: bodyBytesMax,
    forceCloseConnections: true,
    // A path that is no path does not reach the handlers below.
    frameworkErrors: (error, _request, reply) => answerFault(error, reply, ports.log),
  });
  const live = new LiveView(ports);
  server.setErrorHandler((error, _request, reply) => answerFault(error, reply, ports.log));
  server.setNotFoundHandler((_request, reply) =>
    answerFault(new Fault('NOT_FOUND', 'find a page'), reply, ports.log),
  );
  addPages(server, ports.webFolder);
  if (ports.pictures) addPictureRoutes(server, ports.pictures, refuseOtherSites);
  server.get('/live', (_request, reply) => {
    reply.hijack();
    live.watch(reply.raw);
  });
  server.post('/tap', (request, reply) => {
    refuseOtherSites(request);
    const tap = tapSchema.safeParse(request.body);
    if (!tap.success) throw new Fault('INPUT_MALFORMED', 'read a tap');
    ports.tap(tap.data);
    return reply.code(204).send();
  });
  server.get('/technician/*', async (request) => {
    checkToken(request, ports.technicianToken);
    const asked = questionSchema.safeParse({ ...(request.params as object), query: request.query });
    if (!asked.success) throw new Fault('INPUT_MALFORMED', 'read the question of a technician');
    const { '*': question, query } = asked.data;
    const answer = await ports.technician(question, query);
    if (answer === undefined) throw new Fault('NOT_FOUND', 'answer a technician');
    return answer;
  });
  return { server, live };
}

function addPages(server: FastifyInstance, webFolder: string): void {
  server.get<{ Params: { name: string } }>('/pictures/:name.svg', (request, reply) => {
    const svg = pictureSvg(request.params.name);
    if (svg === undefined) throw new Fault('NOT_FOUND', 'draw a picture');
    return reply.header('cache-control', 'max-age=86400').type('image/svg+xml').send(svg);
  });
  const files = webFiles(webFolder);
  for (const [path, file] of files) server.get(path, (_request, reply) => sendFile(reply, file));
  const page = files.get('/');
  if (page) server.get('/second', (_request, reply) => sendFile(reply, page));
}

function sendFile(reply: FastifyReply, file: WebFile): FastifyReply {
  const cache = file.immutable ? 'max-age=31536000, immutable' : 'no-cache';
  return reply.header('cache-control', cache).type(file.contentType).send(file.open());
}

/** A page of another site open in the same browser cannot tap here. */
function refuseOtherSites(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`)
    throw new Fault('ACCESS_DENIED', 'take a tap of another site');
}

function checkToken(request: FastifyRequest, token: string): void {
  const expected = Buffer.from(`Bearer ${token}`);
  const given = Buffer.from(request.headers.authorization ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Fault('ACCESS_DENIED', 'answer a technician');
  }
}

function answerFault(error: unknown, reply: FastifyReply, log: Log): void {
  const given = (error as { statusCode?: number }).statusCode;
  const code: FaultCode =
    error instanceof Fault ? error.code : given && given < 500 ? 'INPUT_MALFORMED' : faultCodeOf(error);
  const status = error instanceof Fault ? (statusOfCode[code] ?? 500) : (given ?? 500);
  if (status >= 500)
    log.error('a request failed', { code, reason: error instanceof Error ? error.message : '' });
  void reply.code(status).send({ code });
}
