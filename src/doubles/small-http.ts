/** What the stand-ins need of HTTP: a server on the loopback, bodies with a limit, JSON in and out. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import { Fault } from '../domain/fault.ts';

const bodyBytesMax = 64 * 1024;

/** Answers one request; what it throws becomes an answer with the fault's code. */
export type Serve = (
  route: string,
  url: URL,
  body: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>;

/** Listens on the loopback; `route` is method and path, `GET /book`. */
export async function listen(port: number, serve: Serve): Promise<Server> {
  const server = createServer((request, response) => void handle(request, response, serve));
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** `http://127.0.0.1:PORT` of a server that listens. */
export function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends the server and every connection to it. */
export async function closeServer(server: Server | undefined): Promise<void> {
  if (!server) return;
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, serve: Serve): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = await readBody(request);
    await serve(`${request.method} ${url.pathname}`, url, body, request, response);
  } catch (error) {
    const code = error instanceof Fault ? error.code : 'INTERNAL_DEFECT';
    if (!response.headersSent) json(response, code === 'INTERNAL_DEFECT' ? 500 : 400, { code });
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > bodyBytesMax) throw new Fault('INPUT_TOO_LARGE', 'read a request');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The body as `schema` wants it; an empty one is `{}`. Throws `INPUT_MALFORMED`. */
export function parseJson<S extends z.ZodType>(schema: S, body: Buffer): z.infer<S> {
  try {
    return schema.parse(body.length === 0 ? {} : JSON.parse(body.toString('utf8')));
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', 'read a request', { cause });
  }
}

export function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}
