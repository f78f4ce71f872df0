/**
 * Asks the cloud over HTTP. A change that got no answer is sent again under the same key, so it has one effect;
 * a reading is tried once, because whoever reads tries again by themselves.
 */
import { Refused, refusalIn } from '../../../look/phone/refused.ts';

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly body?: unknown;
  /** A client's bearer token; people have their cookie. */
  readonly token?: string | undefined;
}

/** Together about ten seconds: short outages pass unseen, longer ones are told. */
const triesMax = 6;
const againMs = 500;
const answerWithinMs = 15_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function askCloud(asked: Asked): Promise<unknown> {
  const key = crypto.randomUUID();
  for (let tried = 1; ; tried += 1) {
    try {
      return await once(asked, key);
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (asked.method === 'GET' || tried >= triesMax) throw new Refused('NETWORK_DOWN');
      await pause(againMs * tried);
    }
  }
}

async function once({ method, url, body, token }: Asked, key: string): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(answerWithinMs),
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'GET' ? {} : { 'idempotency-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (!response.ok) throw refusalIn(answer);
  return answer;
}
