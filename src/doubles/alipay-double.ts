/**
 * A stand-in for Alipay's open platform, a server of its own. `POST /gateway.do` speaks protocol v2 to apps
 * that sign; the rest is the wallet's desk, the world outside the platform.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { AlipayDoubleAccount } from './alipay-double-accounts.ts';
import { alipayNotice } from './alipay-double-notices.ts';
import {
  checkRequest,
  clockSkewMsMax,
  readParams,
  refusalNode,
  replayed,
  signedAnswer,
  unsignedError,
} from './alipay-double-signing.ts';
import { answerStatement, partnerOf, statementMethod } from './alipay-double-statements.ts';
import { tradeMethods } from './alipay-double-trades.ts';
import { NoticeSender } from './notice-sender.ts';
import { addressOf, closeServer, json, listen, parseJson } from './small-http.ts';
import { StatementOffice, statementModeSchema } from './statement-office.ts';
import { alipayTable, alipayZip } from './statement-text.ts';
import { WalletBook } from './wallet-book.ts';
import { WalletDesk } from './wallet-desk.ts';

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

export class AlipayDouble {
  #options: AlipayDoubleOptions;
  #accounts: ReadonlyMap<string, AlipayDoubleAccount>;
  #book: WalletBook;
  #server: Server | undefined;
  #cancelTries = new Map<string, number>();
  /** Requests answered lately, by their signature and id; forgotten when their timestamp is too old. */
  #seen = new Map<string, number>();
  #desk: WalletDesk;
  #notices: NoticeSender;
  #statements: StatementOffice;

  constructor(options: AlipayDoubleOptions) {
    const { accounts, dataDir, clock, timeScale = 1 } = options;
    this.#options = options;
    this.#accounts = new Map(accounts.map((account) => [account.appId, account]));
    this.#book = new WalletBook(join(dataDir, 'alipay-book.jsonl'));
    const world = { book: this.#book, clock, timeScale };
    this.#notices = new NoticeSender({
      ...world,
      compose: (trade) => alipayNotice(trade, this.#account(trade.accountId), clock.now()),
      isTaken: (status, body) => status === 200 && body === 'success',
    });
    this.#statements = new StatementOffice({
      ...{ book: this.#book, clock, random: options.random, reversalNo: 'cancel' },
      write: (appId, day, trades) => {
        const partner = partnerOf(appId);
        return alipayZip(partner, day, alipayTable(partner, day, trades));
      },
    });
    this.#desk = new WalletDesk({ ...world, newCode: () => this.#newCode(), notices: this.#notices });
  }

  /** Listens on the loopback; answers the address, `http://127.0.0.1:PORT`. */
  async start(): Promise<string> {
    this.#book.open();
    this.#notices.start();
    this.#server = await listen(this.#options.port, async (route, url, body, request, response) => {
      if (route === 'POST /gateway.do') await this.#gateway(request, response, url, body);
      else if (route.startsWith('GET /bills/')) this.#bill(response, route.slice('GET /bills/'.length));
      else if (route === 'POST /statements') this.#setStatements(response, body);
      else if (!this.#desk.serve(route, body, response)) json(response, 404, { code: 'NOT_FOUND' });
    });
    return addressOf(this.#server);
  }

  async stop(): Promise<void> {
    this.#notices.stop();
    await closeServer(this.#server);
    this.#server = undefined;
    this.#book.close();
  }

  #bill(response: ServerResponse, token: string): void {
    const file = this.#statements.fetch(token);
    if (!file) {
      json(response, 404, { code: 'NOT_FOUND' });
      return;
    }
    response.writeHead(200, { 'content-type': 'application/zip' });
    response.end(file);
  }

  #setStatements(response: ServerResponse, body: Buffer): void {
    const { mode } = parseJson(statementModeSchema, body);
    this.#statements.setMode(mode);
    json(response, 200, { mode });
  }

  async #gateway(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): Promise<void> {
    if (!(await this.#desk.reach())) return void response.destroy();
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
    if (!perform && method !== statementMethod) {
      const unknownMethod = { code: '40002' as const, msg: 'Invalid Arguments', subMsg: '不存在的方法名' };
      return unsignedError({ ...unknownMethod, subCode: 'isv.invalid-method' });
    }
    const refusal = checkRequest({ params, requestId }, account, nowMs) ?? this.#replay(params, requestId);
    if (refusal) return signedAnswer(method, refusalNode(refusal), account);
    if (!perform) {
      const address = this.#server ? addressOf(this.#server) : '';
      const told = answerStatement(contentOf(params), this.#statements, account.appId, address);
      return signedAnswer(method, told, account);
    }
    const { node, closeSocket } = perform(contentOf(params), {
      book: this.#book,
      appId: account.appId,
      nowMs,
      cancelTries: this.#cancelTries,
      newTradeNo: () => this.#newTradeNo(),
      newShownCode: () => `https://qr.alipay.com/bax0${this.#digits(20)}`,
      notifyUrl: params.get('notify_url') ?? null,
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

  #account(appId: string): AlipayDoubleAccount {
    return this.#accounts.get(appId) as AlipayDoubleAccount;
  }

  #newTradeNo(): string {
    const day = new Date(this.#options.clock.now()).toISOString().slice(0, 10).replaceAll('-', '');
    return `${day}2200${this.#digits(12)}${String(this.#book.tradeCount % 10_000).padStart(4, '0')}`;
  }

  /** A code as the wallet shows it: 25–30, then digits to a length of 18 to 24. */
  #newCode(): string {
    const { random } = this.#options;
    const prefix = 25 + Math.floor(random.fraction() * 6);
    return `${prefix}${this.#digits(16 + Math.floor(random.fraction() * 7))}`;
  }

  #digits(count: number): string {
    return [...this.#options.random.bytes(count)].map((byte) => String(byte % 10)).join('');
  }
}

function contentOf(params: ReadonlyMap<string, string>): unknown {
  try {
    return JSON.parse(params.get('biz_content') ?? '');
  } catch {
    // What is no JSON fits no method's content and is refused there.
    return undefined;
  }
}
