/**
 * Sends one signed message to an acquirer and gives its answer only if the acquirer signed it, for this request
 * and now: it carries the request's nonce, and its clock is within five minutes. Never rejects; nothing is sent
 * twice, no redirect is followed, and what is told of a failure holds no field of a message.
 */
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import type { Random } from '../../../platform/random.ts';
import type { SignedQrAccount, SignedQrOperation } from './signed-qr-account.ts';
import { type Fields, isGenuine, signatureOf } from './signed-qr-signing.ts';

export interface SignedQrClientOptions {
  readonly account: SignedQrAccount;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly random: Random;
}

export type SignedQrReply =
  | { readonly kind: 'answered'; readonly fields: Fields }
  | { readonly kind: 'forged'; readonly why: 'noMessage' | 'signature' | 'otherRequest' | 'clock' }
  | { readonly kind: 'lost'; readonly why: string };

const answerBytesMax = 64 * 1024;
const skewMsMax = 300_000;
const chinaMs = 8 * 3600 * 1000;

const answerSchema = z.record(z.string().max(40), z.union([z.string().max(2048), z.int()]));

/** `yyyyMMddHHmmss` in China. */
export function chinaDigits(atMs: number): string {
  return new Date(atMs + chinaMs).toISOString().replaceAll(/\D/g, '').slice(0, 14);
}

export class SignedQrClient {
  #options: SignedQrClientOptions;
  #stopping = new AbortController();

  constructor(options: SignedQrClientOptions) {
    this.#options = options;
  }

  async call(operation: SignedQrOperation, business: Fields): Promise<SignedQrReply> {
    const { account, clock, random } = this.#options;
    const { fields, constants, merchantNo, signature } = account;
    const nonce = Buffer.from(random.bytes(16)).toString('hex');
    const request: Record<string, string> = {
      ...{ ...constants, ...business, [fields.merchantNo]: merchantNo },
      ...{ [fields.time]: chinaDigits(clock.now()), [fields.nonce]: nonce },
    };
    request[fields.signature] = signatureOf(request, fields.signature, signature);
    let text: string;
    try {
      text = await this.#post(account.paths[operation], request);
    } catch (error) {
      const why = error instanceof Error ? error.name : 'unknown';
      return { kind: 'lost', why: this.#stopping.signal.aborted ? 'stopped' : why };
    }
    return readAnswer(text, account, nonce, clock.now());
  }

  /** Calls under way end as `lost`. */
  stop(): void {
    this.#stopping.abort();
  }

  async #post(path: string, request: Fields): Promise<string> {
    const { account, clock, timeoutMs } = this.#options;
    const isForm = account.encoding === 'form';
    const late = new AbortController();
    const cancel = clock.after(timeoutMs, () => late.abort());
    try {
      const response = await fetch(`${account.baseUrl}${path}`, {
        method: 'POST',
        body: isForm ? new URLSearchParams(request).toString() : JSON.stringify(request),
        headers: {
          'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
          accept: 'application/json',
        },
        redirect: 'error',
        signal: AbortSignal.any([late.signal, this.#stopping.signal]),
      });
      const text = await limitedText(response);
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
      return text;
    } finally {
      cancel();
    }
  }
}

/** The fields of an authentic answer to the request that had this nonce. */
export function readAnswer(
  text: string,
  { fields, signature }: Pick<SignedQrAccount, 'fields' | 'signature'>,
  nonce: string,
  nowMs: number,
): SignedQrReply {
  const read = answerSchema.safeParse(jsonOf(text));
  if (!read.success) return { kind: 'forged', why: 'noMessage' };
  const answer = Object.fromEntries(Object.entries(read.data).map(([name, value]) => [name, String(value)]));
  if (!isGenuine(answer, fields.signature, signature)) return { kind: 'forged', why: 'signature' };
  if (answer[fields.nonce] !== nonce) return { kind: 'forged', why: 'otherRequest' };
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(answer[fields.time] ?? '') ?? [];
  const atMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
  if (!(Math.abs(atMs - nowMs) <= skewMsMax)) return { kind: 'forged', why: 'clock' };
  return { kind: 'answered', fields: answer };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Fits no answer.
    return undefined;
  }
}

async function limitedText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > answerBytesMax) throw new Error('an answer that is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
