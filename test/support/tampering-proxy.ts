/** Somebody in the middle for tests: passes requests on and hands out answers as `tamper` makes them. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';

export interface TamperedAnswer {
  readonly status?: number;
  /** Instead of or beside the platform's own; `undefined` leaves one out. */
  readonly headers?: Record<string, string | undefined>;
  readonly body: string;
}

/** What the platform answered, and to which request. */
export interface GenuineAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly sent: string;
}

export interface TamperingProxy {
  readonly url: string;
  /** How many requests came. */
  requests(): number;
  /** `method` is Alipay's method, or HTTP's with the path. */
  tamper: (body: string, method: string, answer: GenuineAnswer) => TamperedAnswer | 'hang' | 'drop';
  /** Requests that are never passed on. */
  loses: (method: string, sent: string) => boolean;
}

/** What a request means, and what makes an answer authentic. */
const passedOn = ['content-type', 'alipay-request-id', 'authorization', 'accept', 'user-agent'];
const passedBack = /^wechatpay-/;

export async function startTamperingProxy(t: Test, target: string): Promise<TamperingProxy> {
  let requests = 0;
  const proxy = {
    url: '',
    requests: () => requests,
    tamper: (body: string): TamperedAnswer => ({ body }),
    loses: () => false,
  } as { url: string } & TamperingProxy;
  const server = createServer(async (request, response) => {
    requests += 1;
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const sent = Buffer.concat(parts);
    const url = new URL(request.url ?? '', 'http://x');
    const method = url.searchParams.get('method') ?? `${request.method} ${url.pathname}`;
    if (proxy.loses(method, sent.toString())) return void response.destroy();
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'POST',
      headers: headersOf(request.headers),
      ...(request.method === 'GET' ? {} : { body: sent }),
    }).catch(() => undefined);
    if (!answer) return void response.destroy();
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => passedBack.test(name)));
    const genuine = { status: answer.status, headers, sent: sent.toString() };
    const out = proxy.tamper(await answer.text(), method, genuine);
    if (out === 'hang') return;
    if (out === 'drop') return void response.destroy();
    const told = Object.entries({ 'content-type': 'text/html;charset=utf-8', ...headers, ...out.headers });
    response.writeHead(out.status ?? answer.status, Object.fromEntries(told.filter(([, value]) => value)));
    response.end(out.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(passedOn.map((name) => [name, String(headers[name] ?? '')]));
}
