/**
 * A stand-in for an acquirer that takes UnionPay's payment codes over signed flat messages, a server of its own.
 * `/qr/…` speaks to merchants that sign, and acts on each signed request once; the rest is the wallet's desk,
 * the world outside the platform.
 */
import type { Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { AcquirerDoubleAccount } from './acquirer-double-accounts.ts';
import {
  acquirerClockSkewMsMax,
  acquirerTime,
  checkAcquirerRequest,
  type Message,
  readForm,
  signedMessage,
} from './acquirer-double-signing.ts';
import { type AcquirerAnswer, acquirerInterfaces } from './acquirer-double-trades.ts';
import { addressOf, closeServer, json, listen } from './small-http.ts';
import { WalletBook } from './wallet-book.ts';
import { WalletDesk } from './wallet-desk.ts';

export interface AcquirerDoubleOptions {
  readonly accounts: readonly AcquirerDoubleAccount[];
  /** Folder of the book. */
  readonly dataDir: string;
  readonly port: number;
  readonly clock: Clock;
  readonly random: Random;
  /** Divides scripted times such as how long a slow payer takes. */
  readonly timeScale?: number;
}

export class AcquirerDouble {
  #options: AcquirerDoubleOptions;
  #accounts: ReadonlyMap<string, AcquirerDoubleAccount>;
  #book: WalletBook;
  #desk: WalletDesk;
  #server: Server | undefined;
  #cancelTries = new Map<string, number>();
  /** Nonces of requests answered lately; forgotten when their time is too old anyway. */
  #seen = new Map<string, number>();

  constructor(options: AcquirerDoubleOptions) {
    const { accounts, dataDir, clock, timeScale = 1 } = options;
    this.#options = options;
    this.#accounts = new Map(accounts.map((account) => [account.merId, account]));
    this.#book = new WalletBook(join(dataDir, 'acquirer-book.jsonl'));
    // A code as the wallet shows it: 62 and seventeen digits.
    const newCode = () => `62${this.#digits(17)}`;
    this.#desk = new WalletDesk({ book: this.#book, clock, timeScale, newCode });
  }

  /** Listens on the loopback; answers the address, `http://127.0.0.1:PORT`. */
  async start(): Promise<string> {
    this.#book.open();
    this.#server = await listen(this.#options.port, async (route, url, body, request, response) => {
      if (url.pathname.startsWith('/qr/')) {
        const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
        await this.#merchantCall(route, url.pathname, form ? readForm(body) : undefined, response);
      } else if (!this.#desk.serve(route, body, response)) json(response, 404, { code: 'NOT_FOUND' });
    });
    return addressOf(this.#server);
  }

  async stop(): Promise<void> {
    await closeServer(this.#server);
    this.#server = undefined;
    this.#book.close();
  }

  async #merchantCall(
    route: string,
    path: string,
    message: Message | undefined,
    response: ServerResponse,
  ): Promise<void> {
    if (!(await this.#desk.reach())) return void response.destroy();
    const account = this.#accounts.get(message?.get('merId') ?? '');
    const known = Object.hasOwn(acquirerInterfaces, path) && route.startsWith('POST ');
    // Whom it does not know it cannot sign for.
    if (!message || !account || !known)
      return json(response, 400, { respCode: '11', respMsg: '商户或报文无效' });
    const answer = this.#answer(path, message, account);
    if (answer.closeSocket) return void response.destroy();
    const echoed = ['merId', 'orderId', 'nonce', 'signMethod'] as const;
    const fields = new Map<string, string>(Object.entries(answer.fields));
    for (const name of echoed) if (message.has(name)) fields.set(name, message.get(name) as string);
    fields.set('txnTime', acquirerTime(this.#options.clock.now()));
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(signedMessage(fields, account));
  }

  #answer(path: string, message: Message, account: AcquirerDoubleAccount): AcquirerAnswer {
    const nowMs = this.#options.clock.now();
    const wrong =
      checkAcquirerRequest(message, account, nowMs) ?? this.#replayed(message, account.merId, nowMs);
    if (wrong) return { fields: { respCode: wrong[0], respMsg: wrong[1] } };
    const perform = acquirerInterfaces[path] as (typeof acquirerInterfaces)[string];
    return perform(message, {
      ...{ book: this.#book, merId: account.merId, nowMs, cancelTries: this.#cancelTries },
      newTradeNo: () => `${acquirerTime(nowMs)}${this.#digits(7)}`,
    });
  }

  #replayed(message: Message, merId: string, nowMs: number): readonly [string, string] | undefined {
    for (const [seen, atMs] of this.#seen) {
      if (nowMs - atMs <= 2 * acquirerClockSkewMsMax) break;
      this.#seen.delete(seen);
    }
    const key = `${merId} ${message.get('nonce')}`;
    if (this.#seen.has(key)) return ['94', '重复请求'];
    this.#seen.set(key, nowMs);
    return undefined;
  }

  #digits(count: number): string {
    return [...this.#options.random.bytes(count)].map((byte) => String(byte % 10)).join('');
  }
}
