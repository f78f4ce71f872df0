/**
 * The cloud's REST API as a client of a merchant calls it. Every answer is held to the schema that OpenAPI is
 * generated from.
 */
import { httpBytes, httpJson } from '../../src/technician/http-json.ts';
import { type Answer, type OperationName, type RequestBody, restApi } from '../../src/wire/rest.ts';
import {
  statementUploadPath,
  type TakenStatementView,
  takenStatementSchema,
} from '../../src/wire/rest-finance.ts';

export interface RestCall<K extends OperationName> {
  /** What stands in braces in the path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: RequestBody<K>;
}

/** Calls under one token. */
export class Rest {
  readonly #cloudUrl: string;
  readonly #token: string;

  constructor(cloudUrl: string, token: string) {
    this.#cloudUrl = cloudUrl;
    this.#token = token;
  }

  /** The answer; throws the fault that the cloud names. */
  async call<K extends OperationName>(name: K, call: RestCall<K> = {}): Promise<Answer<K>> {
    const { method, path, answer } = restApi[name];
    const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(call.path?.[key] ?? ''));
    const url = new URL(filled, this.#cloudUrl);
    for (const [key, value] of Object.entries(call.query ?? {})) url.searchParams.set(key, value);
    const body = method === 'GET' || method === 'DELETE' ? undefined : (call.body ?? {});
    const text = await httpJson({ url: url.href, method, token: this.#token, body, timeoutMs: 30_000 });
    return answer.parse(text) as Answer<K>;
  }

  /** Hands in a statement as the platform gave it. */
  async uploadStatement(channel: string, day: string, bytes: Uint8Array): Promise<TakenStatementView> {
    const url = new URL(statementUploadPath, this.#cloudUrl);
    url.search = new URLSearchParams({ channel, day }).toString();
    const data = { data: bytes, contentType: 'application/octet-stream' };
    const asked = {
      url: url.href,
      method: 'POST',
      token: this.#token,
      bytes: data,
      timeoutMs: 60_000,
    } as const;
    return takenStatementSchema.parse(await httpJson(asked));
  }

  order(id: string): Promise<Answer<'readOrder'>> {
    return this.call('readOrder', { path: { id } });
  }

  /** A page that anyone may read. */
  async page(path: string): Promise<string> {
    return Buffer.from(await httpBytes({ url: new URL(path, this.#cloudUrl).href })).toString('utf8');
  }
}
