/** One call of an operation, as its handler sees it: parsed, signed in, permitted. */
import type { z } from 'zod';
import type { Answer, OperationName, Principal, RestApi } from '../../wire/rest.ts';

type Parsed<K extends OperationName, Part extends 'query' | 'body'> =
  RestApi[K] extends Record<Part, infer S extends z.ZodType> ? z.output<S> : undefined;

export interface Call<K extends OperationName> {
  /** Throws `ACCESS_DENIED` for an operation that needs none and has none. */
  principal(): Principal;
  /** The merchant whose data it is; throws `NOT_FOUND` for another's. */
  merchantId(): Promise<string>;
  /** A parameter of the path. */
  param(name: string): string;
  readonly query: Parsed<K, 'query'>;
  readonly body: Parsed<K, 'body'>;
  /** The network address that asks. */
  readonly address: string;
  /** The bearer token or the session's, as it came. */
  readonly secret: string | undefined;
  /** Sets the session cookie, or removes it. */
  setSession(token: string | undefined, maxAgeS: number): void;
}

export type Handler<K extends OperationName> = (call: Call<K>) => Promise<Answer<K>>;
export type Handlers = { readonly [K in OperationName]: Handler<K> };
