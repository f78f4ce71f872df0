/**
 * JSON over HTTP as the command line and the demo speak it to the product's own servers: one time-out, one
 * size limit, and a fault that says whether nobody was there or somebody refused.
 */
import { Fault, type FaultCode } from '../domain/fault.ts';
import { faultCatalogue } from '../domain/fault-catalogue.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as they are, in place of `body`. */
  readonly bytes?: { readonly data: Uint8Array; readonly contentType: string };
  readonly token?: string;
  readonly timeoutMs?: number;
}

const timeoutMsDefault = 10_000;
const answerBytesMax = 64 * 1024 * 1024;

/**
 * The JSON of a successful answer, `undefined` for an empty one. Throws `ADDRESS_UNREACHABLE` if nobody answers in
 * time, and for a refusal the fault whose code the answer names, else `REQUEST_REFUSED`.
 */
export async function httpJson(request: HttpRequest): Promise<unknown> {
  const bytes = await httpBytes(request);
  if (bytes.byteLength === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', attemptOf(request), { cause });
  }
}

/** The bytes of a successful answer; throws as `httpJson`. */
export async function httpBytes(request: HttpRequest): Promise<Uint8Array> {
  const response = await reach(request);
  const bytes = await readLimited(response, request);
  if (!response.ok) throw refusal(request, response.status, bytes);
  return bytes;
}

async function reach(request: HttpRequest): Promise<Response> {
  const { url, method = 'GET', body, bytes, token, timeoutMs = timeoutMsDefault } = request;
  try {
    return await fetch(url, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bytes === undefined ? {} : { 'content-type': bytes.contentType }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes === undefined ? {} : { body: new Uint8Array(bytes.data) }),
    });
  } catch (cause) {
    throw new Fault('ADDRESS_UNREACHABLE', attemptOf(request), { cause });
  }
}

async function readLimited(response: Response, request: HttpRequest): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of response.body ?? []) {
      length += piece.byteLength;
      if (length > answerBytesMax) throw new Fault('INPUT_TOO_LARGE', attemptOf(request));
      pieces.push(piece);
    }
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('ADDRESS_UNREACHABLE', attemptOf(request), { cause });
  }
  return Buffer.concat(pieces);
}

function refusal(request: HttpRequest, status: number, bytes: Uint8Array): Fault {
  const facts = { status };
  const text = Buffer.from(bytes).toString('utf8').slice(0, 2000);
  const code = codeIn(text);
  const cause = text === '' ? undefined : new Error(text.slice(0, 300));
  return new Fault(code ?? 'REQUEST_REFUSED', attemptOf(request), { cause, facts });
}

function codeIn(text: string): FaultCode | undefined {
  try {
    const code: unknown = JSON.parse(text)?.code;
    return typeof code === 'string' && Object.hasOwn(faultCatalogue, code) ? (code as FaultCode) : undefined;
  } catch {
    // A refusal of a proxy or of another program has no code of ours.
    return undefined;
  }
}

function attemptOf({ url, method = 'GET' }: HttpRequest): string {
  const { origin, pathname } = new URL(url);
  return `${method} ${origin}${pathname}`;
}
