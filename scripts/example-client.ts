/**
 * Another client of a merchant, as its own app would be written: it asks whether a payment would pass, makes an
 * order, shows where it is paid, and is told of the end by webhook and by stream. Each message may come more
 * than once and counts once. Against a running demo: `npm run example`, then open the address it prints.
 *
 * `--cloud URL --token T` names a cloud and a merchant's API token in place of the demo's (`--data DIR`).
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { followMessages } from './example-client/follow-messages.ts';

interface Message {
  readonly id: string;
  readonly reference: string;
  readonly message: {
    readonly kind: string;
    readonly orderId: string;
    readonly title: { readonly en: string };
  };
}

const say = (what: string, facts: object) => console.log(what, JSON.stringify(facts));

/** Where the cloud is, and with which token the merchant's owner makes a client. */
async function findCloud(): Promise<{ cloud: string; token: string }> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, cloud: { type: 'string' }, token: { type: 'string' } },
  });
  if (values.cloud !== undefined && values.token !== undefined) {
    return { cloud: values.cloud, token: values.token };
  }
  const demo = JSON.parse(await readFile(join(values.data ?? '.data', 'demo.json'), 'utf8'));
  return { cloud: demo.running.cloud, token: demo.kept.apiToken };
}

/** One request; a POST carries a key, so that sending it again has no second effect. */
async function ask(url: string, token: string, body?: object) {
  const key = randomUUID();
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await fetch(url, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(body ? { 'content-type': 'application/json', 'idempotency-key': key } : {}),
        },
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      });
      const told = await answer.json();
      if (!answer.ok) throw new Error(`${url}: ${told.code} ${told.message}`, { cause: 'refused' });
      return told;
    } catch (error) {
      if ((error as Error).cause === 'refused' || tried >= 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * tried));
    }
  }
}

/** Whether the cloud signed this: hex HMAC-SHA256 of `id.timestamp.body`, not older than five minutes. */
function isSigned(secret: string, headers: Readonly<Record<string, unknown>>, body: string): boolean {
  const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[name === 'id' ? 'kioskd-message-id' : `kioskd-${name}`]),
  );
  const expected = `v1=${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('hex')}`;
  const young = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
  return (
    young &&
    signature?.length === expected.length &&
    timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
  );
}

/** What was done for which message: the same one again does nothing more. */
const seen = { webhook: new Set<string>(), stream: new Set<string>() };
function take(way: 'webhook' | 'stream', { id, reference, message }: Message): void {
  const first = !seen[way].has(id);
  seen[way].add(id);
  say(way, { id, first, reference, kind: message.kind, orderId: message.orderId, message });
}

const { cloud, token: ownerToken } = await findCloud();
let webhookSecret = '';
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const signed = isSigned(webhookSecret, request.headers, body);
  response.writeHead(signed ? 200 : 400).end();
  if (signed) take('webhook', JSON.parse(body));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

// Once, in the console or like this: the token and the webhook's key are shown only now.
const scopes = ['verify', 'orders', 'messages'];
const client = await ask(`${cloud}/api/clients`, ownerToken, { name: 'example', scopes, webhookUrl });
webhookSecret = client.webhookSecret;
const service = `${cloud}/service/v1`;
void followMessages<Message>(`${service}/messages/stream`, client.token, (message) =>
  take('stream', message),
);

const amountMinor = 3900;
const verified = await ask(`${service}/verifications`, client.token, { amountMinor, currency: 'CNY' });
say('verified', { passed: verified.passed, results: verified.results, title: verified.title });
const order = await ask(`${service}/orders`, client.token, {
  reference: 'table 7',
  lines: [
    { name: { zh: '拿铁', en: 'Latte' }, quantity: 2, unitPriceMinor: 1800 },
    { name: { zh: '司康', en: 'Scone' }, quantity: 1, unitPriceMinor: 500, discountMinor: 200 },
  ],
  ...{ amountMinor, currency: 'CNY', expiresInS: 1800 },
});
say('order', { orderId: order.orderId, pay: order.cashierUrl });
