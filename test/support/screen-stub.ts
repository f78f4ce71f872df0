/**
 * Stands in for the machine's screen server: serves the built screen, sends whatever view a test sets, and
 * keeps the taps that come back. Speaks the same routes as the real one and nothing more.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { drawTable } from '../../hal/camera/drawn-labels.ts';
import { type Tap, tapSchema, type View } from '../../src/kiosk/screen/view.ts';
import { pictureSvg } from '../../src/look/pictures.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** What lies in front of the camera. */
const tableCodes = Array.from({ length: 5 }, () => ({ code: '6901234567892', symbology: ']E0' }));

export interface ScreenStub {
  readonly url: string;
  /** Every tap so far, in order. */
  readonly taps: readonly Tap[];
  /** Sends a view to every open screen; a new one gets the last. */
  show(view: View): void;
  /** Answers the following taps with this code instead of taking them; undefined takes them again. */
  refuseTaps(code: string | undefined): void;
  /** Cuts every live connection and refuses new ones until told otherwise. */
  cut(isCut: boolean): void;
  stop(): Promise<void>;
}

export async function startScreenStub(webFolder: string, first: View): Promise<ScreenStub> {
  const watchers = new Set<ServerResponse>();
  const taps: Tap[] = [];
  let view = first;
  let refusal: string | undefined;
  let cutOff = false;

  const event = () => `data: ${JSON.stringify(view)}\n\n`;
  const live = (response: ServerResponse) => {
    if (cutOff) return void response.writeHead(503).end();
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(event());
    watchers.add(response);
    response.on('close', () => watchers.delete(response));
  };
  const tap = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const parsed = tapSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
    const code = parsed.success ? refusal : 'INPUT_MALFORMED';
    if (parsed.success) taps.push(parsed.data);
    if (code === undefined) return void response.writeHead(204).end();
    response.writeHead(409, { 'content-type': 'application/json' }).end(JSON.stringify({ code }));
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://stub');
    const picture = /^\/pictures\/([a-z0-9-]+)\.svg$/.exec(pathname)?.[1];
    if (pathname === '/live') live(response);
    else if (pathname === '/tap') void tap(request, response);
    else if (pathname === '/picture/1')
      response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(drawTable(tableCodes));
    else if (picture) response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(pictureSvg(picture));
    else void serveFile(webFolder, pathname, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taps,
    show(next) {
      view = next;
      for (const watcher of watchers) watcher.write(event());
    },
    refuseTaps: (code) => {
      refusal = code;
    },
    cut(isCut) {
      cutOff = isCut;
      if (isCut) for (const watcher of watchers) watcher.destroy();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function serveFile(folder: string, pathname: string, response: ServerResponse): Promise<void> {
  const name = pathname === '/' || pathname === '/second' ? '/index.html' : pathname;
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  if (bytes === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(bytes);
}
