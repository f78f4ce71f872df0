/**
 * A stand-in for WeChat Pay's merchant interface, a server of its own. `/v3/…` speaks APIv3 to merchants that
 * sign, and acts on each signed request once; the rest is the wallet's desk, the world outside the platform.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { NoticeSender } from './notice-sender.ts';
import { addressOf, closeServer, json, listen, parseJson } from './small-http.ts';
import { StatementOffice, statementModeSchema } from './statement-office.ts';
import { sha1Of, wechatTable } from './statement-text.ts';
import { WalletBook } from './wallet-book.ts';
import { WalletDesk } from './wallet-desk.ts';
import type { WechatDoubleAccount } from './wechat-double-accounts.ts';
import { reversalNo } from './wechat-double-answers.ts';
import { wechatNotice } from './wechat-double-notices.ts';
import {
  checkWechatRequest,
  refusal,
  signatureHeaders,
  wechatClockSkewMsMax,
} from './wechat-double-signing.ts';
import {
  close,
  codepay,
  native,
  queryOrder,
  queryRefund,
  refund,
  reverse,
  type TradeAnswer,
  type WechatTradeContext,
} from './wechat-double-trades.ts';

export interface WechatDoubleOptions {
  readonly accounts: readonly WechatDoubleAccount[];
  /** Folder of the book. */
  readonly dataDir: string;
  readonly port: number;
  readonly clock: Clock;
  readonly random: Random;
  /** Divides the 15 s before a reversal and scripted times such as how long a slow payer takes. */
  readonly timeScale?: number;
}

const reverseNotBeforeMs = 15_000;

type Interface = (match: RegExpExecArray, url: URL, body: string, context: WechatTradeContext) => TradeAnswer;

/** The interfaces the stand-in speaks, by method and path. */
const interfaces: readonly (readonly [RegExp, Interface])[] = [
  [/^POST \/v3\/pay\/transactions\/native$/, (_m, _u, body, context) => native(parse(body), context)],
  [/^POST \/v3\/pay\/transactions\/codepay$/, (_m, _u, body, context) => codepay(parse(body), context)],
  [
    /^GET \/v3\/pay\/transactions\/out-trade-no\/([\w*-]{6,32})$/,
    (match, url, _b, context) => queryOrder(match[1] as string, url.searchParams.get('mchid'), context),
  ],
  [
    /^POST \/v3\/pay\/transactions\/out-trade-no\/([\w*-]{6,32})\/reverse$/,
    (match, _u, body, context) => reverse(match[1] as string, parse(body), context),
  ],
  [
    /^POST \/v3\/pay\/transactions\/out-trade-no\/([\w*-]{6,32})\/close$/,
    (match, _u, body, context) => close(match[1] as string, parse(body), context),
  ],
  [/^POST \/v3\/refund\/domestic\/refunds$/, (_m, _u, body, context) => refund(parse(body), context)],
  [
    /^GET \/v3\/refund\/domestic\/refunds\/([\w|*@-]{1,64})$/,
    (match, _u, _b, context) => queryRefund(match[1] as string, context),
  ],
];

export class WechatDouble {
  #options: WechatDoubleOptions;
  #accounts: ReadonlyMap<string, WechatDoubleAccount>;
  #book: WalletBook;
  #server: Server | undefined;
  #reverseTries = new Map<string, number>();
  /** Nonces of requests answered lately; forgotten when their timestamp is too old anyway. */
  #seen = new Map<string, number>();
  #desk: WalletDesk;
  #notices: NoticeSender;
  #statements: StatementOffice;

  constructor(options: WechatDoubleOptions) {
    const { accounts, dataDir, clock, timeScale = 1 } = options;
    this.#options = options;
    this.#accounts = new Map(accounts.map((account) => [account.mchid, account]));
    this.#book = new WalletBook(join(dataDir, 'wechat-book.jsonl'));
    const world = { book: this.#book, clock, timeScale };
    this.#notices = new NoticeSender({
      ...world,
      compose: (trade) => {
        const account = this.#accounts.get(trade.accountId) as WechatDoubleAccount;
        return wechatNotice(trade, account, clock.now(), options.random.bytes(16));
      },
      isTaken: (status) => status === 200 || status === 204,
    });
    this.#statements = new StatementOffice({
      ...{ book: this.#book, clock, random: options.random, reversalNo },
      write: (mchid, _day, trades) =>
        wechatTable({ mchid, appid: this.#accounts.get(mchid)?.appid ?? '' }, trades),
    });
    this.#desk = new WalletDesk({ ...world, newCode: () => this.#newCode(), notices: this.#notices });
  }

  /** Listens on the loopback; answers the address, `http://127.0.0.1:PORT`. */
  async start(): Promise<string> {
    this.#book.open();
    this.#notices.start();
    this.#server = await listen(this.#options.port, async (route, url, body, request, response) => {
      if (url.pathname.startsWith('/v3/')) await this.#merchantCall(route, url, body, request, response);
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

  async #merchantCall(
    route: string,
    url: URL,
    body: Buffer,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (!(await this.#desk.reach())) return void response.destroy();
    const nowMs = this.#options.clock.now();
    const { method = '', url: target = '', headers } = request;
    const text = body.toString('utf8');
    const asked = { method, target, body: text, authorization: headers.authorization };
    const checked = checkWechatRequest(asked, this.#accounts, nowMs);
    if (checked.refusal) return json(response, checked.refusal.status, checked.refusal.body);
    const { account, nonce } = checked;
    if (route === 'GET /v3/billdownload/file') {
      const file = this.#statements.fetch(url.searchParams.get('token') ?? '');
      response.writeHead(file ? 200 : 404, { 'content-type': 'text/csv; charset=utf-8' });
      response.end(file);
      return;
    }
    const answer =
      this.#frameRefusal(request, `${account.mchid} ${nonce}`, nowMs) ??
      this.#answer(route, url, text, account);
    if (answer.closeSocket) return void response.destroy();
    this.#tell(response, answer, account);
  }

  #setStatements(response: ServerResponse, body: Buffer): void {
    const { mode } = parseJson(statementModeSchema, body);
    this.#statements.setMode(mode);
    json(response, 200, { mode });
  }

  #statement(url: URL, account: WechatDoubleAccount): TradeAnswer {
    const day = url.searchParams.get('bill_date') ?? '';
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return refusal(400, 'PARAM_ERROR', '账单日期格式不正确');
    const made = this.#statements.make(account.mchid, day);
    if (made.kind === 'notYet') return refusal(400, 'STATEMENT_CREATING', '账单生成中');
    if (made.kind === 'none') return refusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在');
    const address = this.#server ? addressOf(this.#server) : '';
    const download_url = `${address}/v3/billdownload/file?token=${made.token}`;
    return { status: 200, body: { hash_type: 'SHA1', hash_value: sha1Of(made.file), download_url } };
  }

  #answer(route: string, url: URL, body: string, account: WechatDoubleAccount): TradeAnswer {
    const { clock, timeScale = 1 } = this.#options;
    const context: WechatTradeContext = {
      ...{ book: this.#book, account, nowMs: clock.now(), reverseTries: this.#reverseTries },
      reverseNotBeforeMs: reverseNotBeforeMs / timeScale,
      newTransactionId: () => this.#newTransactionId(),
      newShownCode: () => `weixin://wxpay/bizpayurl?pr=${this.#digits(9)}`,
    };
    if (route === 'GET /v3/bill/tradebill') return this.#statement(url, account);
    for (const [path, perform] of interfaces) {
      const match = path.exec(route);
      if (match) return perform(match, url, body, context);
    }
    return refusal(404, 'RESOURCE_NOT_EXISTS', '请求的资源不存在');
  }

  /** What is wrong around a signed request: not asking for JSON, or having been sent before. */
  #frameRefusal(request: IncomingMessage, key: string, nowMs: number): TradeAnswer | undefined {
    const { accept = '', 'user-agent': agent, 'content-type': type = '' } = request.headers;
    const json = /application\/json|\*\/\*/.test(accept);
    const typed = request.method === 'GET' || type.startsWith('application/json');
    if (!json || !agent || !typed) return refusal(400, 'INVALID_REQUEST', 'Http头缺少Accept或User-Agent');
    for (const [seen, atMs] of this.#seen) {
      if (nowMs - atMs <= 2 * wechatClockSkewMsMax) break;
      this.#seen.delete(seen);
    }
    if (this.#seen.has(key)) return refusal(401, 'SIGN_ERROR', '重复的请求随机串');
    this.#seen.set(key, nowMs);
    return undefined;
  }

  #tell(response: ServerResponse, answer: TradeAnswer, account: WechatDoubleAccount): void {
    const { clock, random } = this.#options;
    const body = answer.status === 204 ? '' : JSON.stringify(answer.body);
    const nonce = Buffer.from(random.bytes(16)).toString('hex');
    const signed = answer.status < 300 ? signatureHeaders(body, account, clock.now(), nonce) : {};
    response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...signed });
    response.end(body);
  }

  #newTransactionId(): string {
    const day = new Date(this.#options.clock.now()).toISOString().slice(0, 10).replaceAll('-', '');
    return `420000${this.#digits(4)}${day}${this.#digits(10)}`;
  }

  /** A code as the wallet shows it: 18 digits, the first two 10 to 15. */
  #newCode(): string {
    return `${10 + Math.floor(this.#options.random.fraction() * 6)}${this.#digits(16)}`;
  }

  #digits(count: number): string {
    return [...this.#options.random.bytes(count)].map((byte) => String(byte % 10)).join('');
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // What is no JSON fits no interface's content and is refused there.
    return undefined;
  }
}
