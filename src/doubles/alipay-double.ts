/**
 * A stand-in for Alipay's open platform, a server of its own. `POST /gateway.do` speaks protocol v2 to apps
 * that sign; the rest is the world outside the platform, on the loopback only: `POST /wallet/codes` shows a
 * payment code whose use ends as scripted, `GET /book` tells every trade, `POST /control` makes it slow or
 * takes it down.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { type Clock, sleep } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { AlipayDoubleAccount } from './alipay-double-accounts.ts';
import { AlipayDoubleBook } from './alipay-double-book.ts';
import {
  checkRequest,
  clockSkewMsMax,
  readParams,
  refusalNode,
  replayed,
  signedAnswer,
  unsignedError,
} from './alipay-double-signing.ts';
import { tradeMethods } from './alipay-double-trades.ts';

export interface AlipayDoubleOptions {
  readonly accounts: readonly AlipayDoubleAccount[];
  /** Folder of the book. */
  readonly dataDir: string;
  readonly port: number;
  readonly clock: Clock;
  readonly random: Random;
  /** Divides scripted times such as how long a slow payer takes. */
  readonly timeScale?: number;
}

const bodyBytesMax = 64 * 1024;
const slowMsDefault = 6000;
const codeLifeMs = 5 * 60 * 1000;

const codeSchema = z.object({
  outcome: z
    .enum(['paid', 'slow', 'never', 'unknown', 'declined', 'balance', 'socketClosed'])
    .default('paid'),
  slowMs: z.number().int().min(1).max(3_600_000).optional(),
  truth: z.enum(['paid', 'nothing']).default('paid'),
  cancelRetries: z.number().int().min(0).max(10).default(0),
});
const controlSchema = z.object({
  latencyMs: z.number().int().min(0).max(60_000).optional(),
  down: z.boolean().optional(),
});

export class AlipayDouble {
  #options: AlipayDoubleOptions;
  #accounts: ReadonlyMap<string, AlipayDoubleAccount>;
  #book: AlipayDoubleBook;
  #server: Server | undefined;
  #cancelTries = new Map<string, number>();
  /** Requests answered lately, by their signature and id; forgotten when their timestamp is too old. */
  #seen = new Map<string, number>();
  #latencyMs = 0;
  #down = false;

  constructor(options: AlipayDoubleOptions) {
    this.#options = options;
    this.#accounts = new Map(options.accounts.map((account) => [account.appId, account]));
    this.#book = new AlipayDoubleBook(join(options.dataDir, 'alipay-book.jsonl'));
  }

  /** Listens on the loopback; answers the address, `http://127.0.0.1:PORT`. */
  async start(): Promise<string> {
    this.#book.open();
    const server = createServer((request, response) => void this.#serve(request, response));
    server.requestTimeout = 10_000;
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#options.port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    }
    this.#book.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const body = await readBody(request);
      const route = `${request.method} ${url.pathname}`;
      if (route === 'POST /gateway.do') await this.#gateway(request, response, url, body);
      else if (route === 'POST /wallet/codes') this.#issueCode(response, parseJson(codeSchema, body));
      else if (route === 'GET /book') json(response, 200, this.#tellBook());
      else if (route === 'POST /control') this.#control(response, parseJson(controlSchema, body));
      else json(response, 404, { code: 'NOT_FOUND' });
    } catch (error) {
      const code = error instanceof Fault ? error.code : 'INTERNAL_DEFECT';
      if (!response.headersSent) json(response, code === 'INTERNAL_DEFECT' ? 500 : 400, { code });
    }
  }

  async #gateway(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): Promise<void> {
    if (this.#latencyMs > 0) await sleep(this.#options.clock, this.#latencyMs);
    if (this.#down) return void response.destroy();
    const params = readParams(url.search.slice(1), body);
    const header = request.headers['alipay-request-id'];
    const requestId = typeof header === 'string' ? header : undefined;
    const answer = this.#answer(params ?? new Map(), requestId);
    if (answer === undefined) return void response.destroy();
    response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' });
    response.end(answer);
  }

  /** The whole answer; `undefined` closes the socket. */
  #answer(params: ReadonlyMap<string, string>, requestId: string | undefined): string | undefined {
    const account = this.#accounts.get(params.get('app_id') ?? '');
    const unknownApp = { code: '40002' as const, msg: 'Invalid Arguments', subMsg: '无效的AppID参数' };
    if (!account) return unsignedError({ ...unknownApp, subCode: 'isv.invalid-app-id' });
    const nowMs = this.#options.clock.now();
    const method = params.get('method') ?? '';
    const perform = Object.hasOwn(tradeMethods, method) ? tradeMethods[method] : undefined;
    if (!perform) {
      const unknownMethod = { code: '40002' as const, msg: 'Invalid Arguments', subMsg: '不存在的方法名' };
      return unsignedError({ ...unknownMethod, subCode: 'isv.invalid-method' });
    }
    const refusal = checkRequest({ params, requestId }, account, nowMs) ?? this.#replay(params, requestId);
    if (refusal) return signedAnswer(method, refusalNode(refusal), account);
    const { node, closeSocket } = perform(contentOf(params), {
      book: this.#book,
      appId: account.appId,
      nowMs,
      cancelTries: this.#cancelTries,
      newTradeNo: () => this.#newTradeNo(),
    });
    return closeSocket ? undefined : signedAnswer(method, node, account);
  }

  #replay(params: ReadonlyMap<string, string>, requestId: string | undefined): typeof replayed | undefined {
    const nowMs = this.#options.clock.now();
    for (const [key, atMs] of this.#seen) {
      if (nowMs - atMs <= 2 * clockSkewMsMax) break;
      this.#seen.delete(key);
    }
    const key = `${requestId ?? ''} ${params.get('sign')}`;
    if (this.#seen.has(key)) return replayed;
    this.#seen.set(key, nowMs);
    return undefined;
  }

  #newTradeNo(): string {
    const day = new Date(this.#options.clock.now()).toISOString().slice(0, 10).replaceAll('-', '');
    return `${day}2200${this.#digits(12)}${String(this.#book.tradeCount % 10_000).padStart(4, '0')}`;
  }

  /** A code as the wallet shows it: 25–30, then digits to a length of 18 to 24. */
  #issueCode(response: ServerResponse, wanted: z.infer<typeof codeSchema>): void {
    const { random, clock, timeScale = 1 } = this.#options;
    const prefix = 25 + Math.floor(random.fraction() * 6);
    const code = `${prefix}${this.#digits(16 + Math.floor(random.fraction() * 7))}`;
    const expiresAtMs = clock.now() + codeLifeMs;
    const { outcome, truth, cancelRetries } = wanted;
    const slowMs = wanted.slowMs ?? Math.max(1, Math.round(slowMsDefault / timeScale));
    this.#book.append({
      kind: 'codeIssued',
      code,
      script: { outcome, slowMs, truth, cancelRetries },
      expiresAtMs,
    });
    json(response, 200, { code, expiresAtMs });
  }

  #tellBook(): object {
    return { trades: this.#book.book(this.#options.clock.now()) };
  }

  #control(response: ServerResponse, wanted: z.infer<typeof controlSchema>): void {
    this.#latencyMs = wanted.latencyMs ?? this.#latencyMs;
    this.#down = wanted.down ?? this.#down;
    json(response, 200, { latencyMs: this.#latencyMs, down: this.#down });
  }

  #digits(count: number): string {
    return [...this.#options.random.bytes(count)].map((byte) => String(byte % 10)).join('');
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

function contentOf(params: ReadonlyMap<string, string>): unknown {
  try {
    return JSON.parse(params.get('biz_content') ?? '');
  } catch {
    // What is no JSON fits no method's content and is refused there.
    return undefined;
  }
}

function parseJson<S extends z.ZodType>(schema: S, body: Buffer): z.infer<S> {
  try {
    return schema.parse(body.length === 0 ? {} : JSON.parse(body.toString('utf8')));
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', 'read a request', { cause });
  }
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}
