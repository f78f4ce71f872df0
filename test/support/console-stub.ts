/**
 * Stands in for the cloud's API: serves the built console and answers every operation it uses from the
 * fixture, by the schemas of the REST table, so that a change of the contract is seen here first.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { Fault, faultCodeOf } from '../../src/domain/fault.ts';
import { permissionRoles } from '../../src/wire/permissions.ts';
import {
  type LiveEvent,
  type Operation,
  type OperationName,
  type OrderDetail,
  type Role,
  restApi,
} from '../../src/wire/rest.ts';
import { answers, newWorld, type StubRequest, type StubWorld } from './console-answers.ts';

export interface ConsoleStub {
  readonly url: string;
  /** Every changing request so far, as `PUT /api/products/cola`. */
  readonly changes: readonly string[];
  readonly orders: OrderDetail[];
  /** Who is signed in from now on; `undefined` is nobody. */
  setRole(role: Role | undefined): void;
  /** Takes everything away, as in a cloud where nothing happened yet. */
  empty(): void;
  /** Makes every read fail from now on, or no longer. */
  fail(isFailing: boolean): void;
  tell(event: LiveEvent): void;
  /** Ends the live streams and refuses new ones, or no longer. */
  cutLive(isCut: boolean): void;
  stop(): Promise<void>;
}

/** The operation of a request and the values of its path's braces. */
function route(method: string, pathname: string) {
  for (const [name, operation] of Object.entries(restApi) as [OperationName, Operation][]) {
    if (operation.method !== method) continue;
    const pattern = operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const match = new RegExp(`^${pattern}$`).exec(pathname);
    if (match) return { name, operation, params: { ...match.groups } };
  }
  throw new Fault('NOT_FOUND', `find ${method} ${pathname}`);
}

function answerOf(method: string, url: URL, text: string, world: StubWorld): unknown {
  const { name, operation, params } = route(method, url.pathname);
  const { permission } = operation;
  if (permission !== 'public' && !(world.role && permissionRoles[permission].includes(world.role))) {
    throw new Fault('ACCESS_DENIED', `use ${name}`);
  }
  if (world.failing && name !== 'readSession') throw new Fault('DATABASE_UNAVAILABLE', `answer ${name}`);
  const query = (operation.query?.parse(Object.fromEntries(url.searchParams)) ?? {}) as StubRequest['query'];
  const body = operation.body?.parse(text === '' ? {} : JSON.parse(text));
  const answer = answers[name];
  if (!answer) throw new Fault('NOT_FOUND', `answer ${name}`);
  return operation.answer.parse(answer({ params, query, body }, world));
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

async function serveFile(folder: string, pathname: string, response: ServerResponse): Promise<void> {
  const name = extname(pathname) === '' ? 'index.html' : pathname.replace('/console/', '');
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  if (bytes === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(bytes);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function serveOperation(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  world: StubWorld,
) {
  const text = await bodyOf(request);
  const send = (status: number, content: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  try {
    send(200, answerOf(request.method ?? 'GET', url, text, world));
  } catch (error) {
    const code = faultCodeOf(error);
    const status = code === 'ACCESS_DENIED' ? (world.role ? 403 : 401) : code === 'NOT_FOUND' ? 404 : 500;
    send(status, { code, message: String(error) });
  }
}

/** `folder` holds the built console. */
export async function startConsoleStub(folder: string): Promise<ConsoleStub> {
  let world = newWorld();
  let liveCut = false;
  const watchers = new Set<ServerResponse>();
  const changes: string[] = [];
  const watch = (response: ServerResponse) => {
    if (liveCut || !world.role) return void response.writeHead(401).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': watching\n\n');
    watchers.add(response);
    response.on('close', () => watchers.delete(response));
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub');
    if (request.method !== 'GET') changes.push(`${request.method} ${url.pathname}`);
    if (url.pathname === '/api/live') watch(response);
    else if (url.pathname.startsWith('/api/')) void serveOperation(request, response, url, world);
    else void serveFile(folder, url.pathname, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    changes,
    get orders() {
      return world.orders;
    },
    setRole: (role) => {
      world.role = role;
    },
    empty: () => {
      const { role } = world;
      world = {
        ...newWorld(),
        role,
        orders: [],
        kiosks: [],
        alarms: [],
        poison: [],
        audit: [],
        products: [],
        promotions: [],
        patterns: [],
        rules: [],
        values: [],
      };
    },
    fail: (isFailing) => {
      world.failing = isFailing;
    },
    tell: (event) => {
      for (const watcher of watchers)
        watcher.write(`event: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`);
    },
    cutLive: (isCut) => {
      liveCut = isCut;
      if (isCut) for (const watcher of watchers) watcher.destroy();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
