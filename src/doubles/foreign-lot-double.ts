/**
 * A stand-in for the system of a parking lot that is not ours, with signing code of its own. It tells of stays and
 * payments as such systems do: everything more than once, in any order, late, and again after an answer was lost.
 */
import { createHmac } from 'node:crypto';
import { Fault } from '../domain/fault.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';

export interface ForeignLotOptions {
  readonly gatewayUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly lotId: string;
  readonly clock: Clock;
  readonly random: Random;
}

export type LotFields = Readonly<Record<string, string | number>>;

/** A message as it goes out; sent again it is the same bytes under the same nonce. */
export interface SealedMessage {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LotAnswer {
  readonly status: number;
  /** Whether the answer is signed by the same key. */
  readonly authentic: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

const nonceBytes = 12;
const timeoutMs = 60_000;

export class ForeignLotDouble {
  #options: ForeignLotOptions;

  constructor(options: ForeignLotOptions) {
    this.#options = options;
  }

  /** Signs a message; `service` without its `service.parking.` in front. */
  seal(service: string, fields: LotFields, madeAtMs: number = this.#options.clock.now()): SealedMessage {
    const { appId, appSecret, lotId, random } = this.#options;
    const body = JSON.stringify({ service: `service.parking.${service}`, park_uuid: lotId, ...fields });
    const nonce = Buffer.from(random.bytes(nonceBytes)).toString('base64url');
    const signature = macOf(appSecret, [appId, madeAtMs, nonce, body]);
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'kioskd-app': appId,
        'kioskd-timestamp': String(madeAtMs),
        'kioskd-nonce': nonce,
        'kioskd-signature': signature,
      },
    };
  }

  async deliver({ body, headers }: SealedMessage): Promise<LotAnswer> {
    const { gatewayUrl, appId, appSecret } = this.#options;
    let response: Response;
    try {
      response = await fetch(gatewayUrl, {
        ...{ method: 'POST', headers, body },
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new Fault('NETWORK_DOWN', 'reach the parking gateway', { cause });
    }
    const text = await response.text();
    const expected = macOf(appSecret, [
      ...[appId, response.headers.get('kioskd-timestamp') ?? ''],
      ...[headers['kioskd-nonce'] ?? '', text],
    ]);
    const authentic = response.headers.get('kioskd-signature') === expected;
    return { status: response.status, authentic, fields: JSON.parse(text) };
  }

  send(service: string, fields: LotFields): Promise<LotAnswer> {
    return this.deliver(this.seal(service, fields));
  }

  /** Tells of payments, each of them `times` times, the last made first and all at once in between. */
  async sendPayments(payments: readonly LotFields[], times: number): Promise<LotAnswer[]> {
    const answers: LotAnswer[] = [];
    for (let time = 0; time < times; time += 1) {
      const round = time % 2 === 0 ? [...payments].reverse() : payments;
      answers.push(...(await Promise.all(round.map((fields) => this.send('payment.result', fields)))));
    }
    return answers;
  }
}

function macOf(secret: string, parts: readonly (string | number)[]): string {
  return `v1=${createHmac('sha256', secret).update(parts.join('.')).digest('hex')}`;
}
