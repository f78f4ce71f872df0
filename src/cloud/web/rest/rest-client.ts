/**
 * Calls the operations of the REST table: path and method come from it, and every answer is read by its
 * schema. Whatever goes wrong is a `Fault`; the facts of an answered one carry the HTTP `status`.
 */
import { Fault } from '../../../domain/fault.ts';
import {
  type Answer,
  errorSchema,
  type OperationName,
  type RequestBody,
  restApi,
} from '../../../wire/rest.ts';

/** No page of any list comes near this. */
const answerCharactersMax = 16 * 1024 * 1024;

export type QueryValues = Readonly<Record<string, string | number | undefined>>;

export interface RestRequest<K extends OperationName> {
  /** Values of the braces in the operation's path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: QueryValues;
  readonly body?: RequestBody<K>;
}

function addressOf(operation: OperationName, request: RestRequest<OperationName>): string {
  const path = restApi[operation].path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(request.path?.[name] ?? ''),
  );
  const given = Object.entries(request.query ?? {}).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}

async function send(operation: OperationName, request: RestRequest<OperationName>): Promise<Response> {
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  try {
    return await fetch(addressOf(operation, request), {
      method: restApi[operation].method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
  } catch (cause) {
    throw new Fault('NETWORK_DOWN', `call ${operation}`, { cause });
  }
}

/** Asks the cloud; resolves with the answer as its schema reads it. */
export async function callRest<K extends OperationName>(
  operation: K,
  request: RestRequest<K> = {},
): Promise<Answer<K>> {
  const response = await send(operation, request as RestRequest<OperationName>);
  const text = await response.text();
  const facts = { status: response.status };
  if (text.length > answerCharactersMax) throw new Fault('INPUT_TOO_LARGE', `read ${operation}`, { facts });
  const content = parseJson(text, operation, facts);
  if (!response.ok) {
    const error = errorSchema.safeParse(content);
    if (error.success) throw new Fault(error.data.code, `call ${operation}`, { facts });
    throw new Fault('INTERNAL_DEFECT', `call ${operation}`, { facts });
  }
  const answer = restApi[operation].answer.safeParse(content);
  if (!answer.success)
    throw new Fault('INPUT_MALFORMED', `read ${operation}`, { cause: answer.error, facts });
  return answer.data as Answer<K>;
}

function parseJson(text: string, operation: string, facts: { status: number }): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', `read ${operation}`, { cause, facts });
  }
}

/** Whether the cloud asks to sign in first. */
export function needsSignIn(error: unknown): boolean {
  return error instanceof Fault && error.code === 'ACCESS_DENIED' && error.facts.status === 401;
}
