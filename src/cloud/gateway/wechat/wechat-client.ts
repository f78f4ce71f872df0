/**
 * WeChat Pay's APIv3 over the library: signed requests, verified answers. Every call ends in one of four ways
 * and never rejects. `answered` is a 2xx answer whose signature, serial and clock were verified; `refused` is
 * what the platform says with another status, which nothing signs. Nothing is sent twice, no redirect is
 * followed, and what is logged or told never holds a request: payment codes stand in them.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Decorator } from 'wechatpay-axios-plugin';
import { z } from 'zod';
import { Fault } from '../../../domain/fault.ts';
import type { Clock } from '../../../platform/clock.ts';
import { downloadMs } from '../platform-statement.ts';

export interface WechatClientOptions {
  readonly mchid: string;
  /** Serial number of the merchant's certificate. */
  readonly serialNo: string;
  /** PKCS#8 PEM. */
  readonly merchantPrivateKeyPem: string;
  /** Names the key that signs answers: a public key id, or the serial of a platform certificate. */
  readonly platformKeyId: string;
  /** SPKI PEM. */
  readonly platformPublicKeyPem: string;
  /** `https://api.mch.weixin.qq.com`, or a stand-in. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

export type WechatReply =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: 'forged'; readonly why: string }
  | { readonly kind: 'lost'; readonly why: string };

const answerBytesMax = 256 * 1024;
const connectionsMax = 64;
const forgedCodes = /^EV3_RES_/;

const refusalSchema = z.object({ code: z.string().max(64), message: z.string().max(512).catch('') });
/** What the library throws; the request it also carries is never looked at. */
const failureSchema = z.object({
  code: z.string().max(64).optional().catch(undefined),
  response: z.object({ status: z.int(), data: z.unknown() }).optional().catch(undefined),
});

type Send = (config: object) => Promise<{ readonly data: unknown }>;

export class WechatClient {
  #options: WechatClientOptions;
  #agents = {
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: connectionsMax }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: connectionsMax }),
  };
  #send: Send;
  #stopped = false;
  /** Calls under way. */
  #calls = new Set<AbortController>();

  constructor(options: WechatClientOptions) {
    this.#options = options;
    const { mchid, serialNo, merchantPrivateKeyPem, platformKeyId, platformPublicKeyPem } = options;
    const library = new Decorator({
      ...{ mchid, serial: serialNo, privateKey: merchantPrivateKeyPem },
      certs: { [platformKeyId]: platformPublicKeyPem },
      ...{ baseURL: options.baseUrl, maxRedirects: 0, proxy: false, maxContentLength: answerBytesMax },
      ...this.#agents,
    } as never);
    this.#send = (config) => library.v3.request(config as never);
  }

  get(path: string): Promise<WechatReply> {
    return this.#call('get', path);
  }

  post(path: string, data: object): Promise<WechatReply> {
    return this.#call('post', path, data);
  }

  /** What lies behind an address that a genuine answer named; throws `PAY_PLATFORM_DOWN`. */
  async *download(url: string): AsyncGenerator<Uint8Array> {
    const call = new AbortController();
    const cancel = this.#options.clock.after(downloadMs, () => call.abort());
    this.#calls.add(call);
    try {
      // The library signs path and query apart, and takes unsigned answers from known paths only.
      const { origin: baseURL, pathname, searchParams } = new URL(url);
      const asked = {
        ...{ method: 'get', baseURL, url: pathname, params: Object.fromEntries(searchParams) },
        ...{ responseType: 'stream', maxContentLength: -1, signal: call.signal },
      };
      yield* (await this.#send(asked)).data as AsyncIterable<Uint8Array>;
    } catch (error) {
      // The library's error holds the whole request.
      const reply = replyOf(error);
      throw new Fault('PAY_PLATFORM_DOWN', 'fetch a statement', { facts: { reply: reply.kind } });
    } finally {
      cancel();
      this.#calls.delete(call);
    }
  }

  /** Calls under way end as `lost`. */
  stop(): void {
    this.#stopped = true;
    for (const call of this.#calls) call.abort();
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
  }

  async #call(method: 'get' | 'post', url: string, data?: object): Promise<WechatReply> {
    if (this.#stopped) return { kind: 'lost', why: 'stopped' };
    const call = new AbortController();
    const cancel = this.#options.clock.after(this.#options.timeoutMs, () => call.abort());
    this.#calls.add(call);
    try {
      const given = data === undefined ? {} : { data };
      const response = await this.#send({ method, url, signal: call.signal, ...given });
      return { kind: 'answered', body: response.data };
    } catch (error) {
      return replyOf(error);
    } finally {
      cancel();
      this.#calls.delete(call);
    }
  }
}

function replyOf(error: unknown): WechatReply {
  const failure = failureSchema.safeParse(error);
  const { code = 'unknown', response } = failure.success ? failure.data : {};
  if (forgedCodes.test(code)) return { kind: 'forged', why: code };
  if (response === undefined) return { kind: 'lost', why: code };
  const refusal = refusalSchema.safeParse(response.data);
  const { status } = response;
  if (!refusal.success) return { kind: 'lost', why: `HTTP ${status}` };
  return { kind: 'refused', status, ...refusal.data };
}
