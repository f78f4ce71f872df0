/** Somebody in the middle for tests: passes requests on and hands out answers as `tamper` makes them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';

export interface TamperedAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

export interface TamperingProxy {
  readonly url: string;
  /** How many requests came. */
  requests(): number;
  tamper: (body: string, method: string) => TamperedAnswer | 'hang';
}

export async function startTamperingProxy(t: Test, target: string): Promise<TamperingProxy> {
  let requests = 0;
  const proxy = { url: '', requests: () => requests, tamper: (body: string): TamperedAnswer => ({ body }) };
  const server = createServer(async (request, response) => {
    requests += 1;
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const { 'content-type': type = '', 'alipay-request-id': requestId = '' } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: 'POST',
      headers: { 'content-type': type, 'alipay-request-id': String(requestId) },
      body: Buffer.concat(parts),
    }).catch(() => undefined);
    const method = new URL(request.url ?? '', 'http://x').searchParams.get('method') ?? '';
    if (!answer) return void response.destroy();
    const out = (proxy as TamperingProxy).tamper(await answer.text(), method);
    if (out === 'hang') return;
    response.writeHead(out.status ?? 200, { 'content-type': 'text/html;charset=utf-8', ...out.headers });
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
