/** The sender of text messages against a gateway on the loopback that checks every signature. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { giftLimits } from '../../../../src/cloud/gifts/gift-limits.ts';
import type { Log, LogFields } from '../../../../src/platform/log.ts';
import { phoneMessageSchema } from '../../../../src/wire/phone-message.ts';
import { openGiftWorld } from '../../../support/gift-world.ts';

t.setTimeout(120_000);
const secret = 'the secret of the text message gateway';
const phone = '13612345678';

interface Call {
  readonly id: unknown;
  readonly body: string;
  readonly genuine: boolean;
}

function isGenuine(headers: IncomingHttpHeaders, body: string): boolean {
  const id = headers['kioskd-message-id'];
  const atS = headers['kioskd-timestamp'];
  const expected = createHmac('sha256', secret).update(`${id}.${atS}.${body}`).digest('hex');
  return headers['kioskd-signature'] === `v1=${expected}` && Math.abs(Number(atS) - Date.now() / 1000) < 60;
}

/** Answers as it is told next, 202 when nothing is said; `silent` never answers. */
class Gateway {
  readonly calls: Call[] = [];
  readonly answers: (number | 'silent' | 'cut')[] = [];
  readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { headers } = request;
      this.calls.push({ id: headers['kioskd-message-id'], body, genuine: isGenuine(headers, body) });
      const answer = this.answers.shift() ?? 202;
      if (answer === 'silent') return;
      if (answer === 'cut') request.socket.destroy();
      else response.writeHead(answer).end('{"queued":true}');
    });
  });

  static async open(t: Test): Promise<Gateway> {
    const gateway = new Gateway();
    await new Promise<void>((resolve) => gateway.server.listen(0, '127.0.0.1', resolve));
    t.teardown(() => {
      gateway.server.closeAllConnections();
      gateway.server.close();
    });
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/messages`;
  }
}

const gateway = await Gateway.open(t);
let logged = '';
const keep = (message: string, fields?: LogFields) => {
  logged += `${message} ${JSON.stringify(fields)}\n`;
};
const log: Log = { debug: keep, info: keep, warn: keep, error: keep, with: () => log };
const settings = { showPhoneCodes: false, phoneMessagesUrl: gateway.url, phoneMessagesSecret: secret };
const world = await openGiftWorld(t, { settings, log });
const person = world.person(phone);
const asks = () => person.ask('POST', '/phone-codes', { phone, language: 'en' });
const refused = { status: 503, body: { code: 'MESSAGE_NOT_SENT' } };
t.beforeEach(async () => {
  gateway.calls.length = 0;
  await world.database.db.deleteFrom('gift_limits').execute();
});

t.test('a code goes out signed, once, and signs in; the page is not shown it', async (t) => {
  t.match(await asks(), { status: 200, body: { shown: null, phoneMasked: '136****5678' } });
  const [call, ...more] = gateway.calls;
  t.same(more, []);
  t.ok(call?.genuine);
  const message = phoneMessageSchema.parse(JSON.parse(call?.body ?? ''));
  t.match(message, { id: call?.id, kind: 'phoneCode', phone, language: 'en' });
  t.match(message.text, new RegExp(`^${message.code} is your code, good for 10 minutes`));
  t.equal((await person.ask('POST', '/sign-in', { phone, code: message.code })).status, 200);
});

t.test('what was not taken is sent again under the same id, and taken counts as sent', async (t) => {
  gateway.answers.push('cut', 500);
  t.equal((await asks()).status, 200);
  t.equal(gateway.calls.length, 3);
  t.equal(new Set(gateway.calls.map(({ id, body }) => `${id} ${body}`)).size, 1, 'one message');
  t.ok(gateway.calls.every(({ genuine }) => genuine));
});

t.test('a gateway that refuses is not asked again, and the person is told to try later', async (t) => {
  gateway.answers.push(400);
  t.match(await asks(), refused);
  t.equal(gateway.calls.length, 1);
});

t.test('a gateway that is silent or down holds nobody up', async (t) => {
  gateway.answers.push('silent', 503, 429);
  t.match(await asks(), refused);
  t.equal(gateway.calls.length, 3);
  t.match(await asks(), { status: 200 }, 'and it goes on when the gateway is back');
});

t.test('what was never sent does not count against the phone', async (t) => {
  gateway.answers.push(...Array.from({ length: giftLimits.phoneDay.max + 1 }, () => 403));
  for (let n = 0; n <= giftLimits.phoneDay.max; n += 1) t.match(await asks(), refused);
  t.match(await asks(), { status: 200 });
});

t.test('neither number nor code is in the log', async (t) => {
  const codes = gateway.calls.map(({ body }) => phoneMessageSchema.parse(JSON.parse(body)).code);
  gateway.answers.push(500, 500, 500);
  t.match(await asks(), refused);
  codes.push(...gateway.calls.map(({ body }) => phoneMessageSchema.parse(JSON.parse(body)).code));
  t.match(logged, /a text message was not sent/);
  t.match(logged, /HTTP 500/);
  t.notMatch(logged, new RegExp(`${phone}|${codes.join('|')}|${secret}`));
});
