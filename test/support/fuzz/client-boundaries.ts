/** What other clients, cashier pages and screens send: HTTP requests without a network, and telemetry messages. */
import { clientKeys } from '../../../src/cloud/clients/client-keys.ts';
import { isPublicAddress } from '../../../src/cloud/clients/webhook-call.ts';
import { createInteractionDesk } from '../../../src/cloud/insight/interaction-desk.ts';
import { cashierPaymentSchema } from '../../../src/wire/cashier-schemas.ts';
import { clientApi } from '../../../src/wire/client-api.ts';
import { parseMessage } from '../../../src/wire/messages.ts';
import { shardOf, upTopic } from '../../../src/wire/topics.ts';
import { type Boundary, bytesOf, jsonOf, owed, type Subject, textOf, verdictOf } from './boundary.ts';
import { emptyDatabase } from './empty-database.ts';
import { nowMs, StillLink, stillClock, VerdictLog } from './still-parts.ts';

const machine = { merchantId: 'demo', machineId: 'kiosk-1', shard: shardOf('kiosk-1') };
const keys = clientKeys(new Uint8Array(32));
const token = keys.orderToken('ord_01M81CK82TBDP9MHKQV6J1RBFD', nowMs);

const orderSample = {
  reference: 'A-1',
  lines: [
    { name: { zh: '茶', en: 'Tea' }, quantity: 1, unitPriceMinor: 500, discountMinor: 0, category: '' },
  ],
  ...{ amountMinor: 500, currency: 'CNY', expiresInS: 900 },
};

const bodies = [
  clientApi.verifyPayment.body,
  clientApi.addPreOrder.body,
  clientApi.payPreOrder.body,
  cashierPaymentSchema,
];

/** Every body of the service interfaces and of the cashier page, read by each schema. */
function openBodies(): Subject {
  return {
    take: (input, dice) => {
      const schema = bodies[dice.below(bodies.length)] ?? clientApi.addPreOrder.body;
      return verdictOf(() => parseMessage(schema, input, 'a request'));
    },
  };
}

/** A link is opened by its signature alone: whatever is changed in it, it opens nothing else. */
function openLinks(): Subject {
  return {
    take: (input) => {
      const text = textOf(input);
      const found = keys.orderOf(text);
      owed(found === undefined || text === token, `a link that nobody made opens ${found?.orderId}`);
      owed(!isPublicAddress(text) || /^[0-9a-f.:]+$/i.test(text), 'an address that is none');
      return found ? 'accepted' : 'nothing';
    },
  };
}

const telemetrySample = bytesOf(
  `${upTopic(machine, 'telemetry')}\n${JSON.stringify({
    batch: '0123456789abcdef',
    interactions: [{ visit: '0123456789abcdef', page: 'list', element: 'pay', atMs: nowMs }],
    dropped: 0,
  })}`,
);

/** A batch of telemetry is taken or dropped with a word; nothing else suffers. */
function openTelemetry(): Subject {
  const [log, link] = [new VerdictLog(), new StillLink()];
  const desk = createInteractionDesk({
    ...{ db: emptyDatabase(), link, clock: stillClock, log },
    belongs: async () => true,
  });
  desk.start();
  return {
    take: async (input) => {
      const end = input.indexOf(10);
      const at = end < 0 ? input.length : end;
      link.emit('message', textOf(input.subarray(0, at)), input.subarray(at + 1));
      await new Promise((resolve) => setImmediate(resolve));
      return log.verdict();
    },
    stop: () => desk.stop(),
  };
}

export const clientBoundaries: readonly Boundary[] = [
  {
    name: 'client-bodies',
    json: true,
    samples: [
      jsonOf(orderSample),
      jsonOf({ amountMinor: 500, currency: 'CNY', code: '901234567890123456' }),
      jsonOf({ code: '281234567890123456' }),
      jsonOf({ show: 'alipay' }),
    ],
    open: openBodies,
  },
  { name: 'order-links', samples: [bytesOf(token), bytesOf('127.0.0.1')], bytesMax: 400, open: openLinks },
  { name: 'telemetry', json: '\n', samples: [telemetrySample], open: openTelemetry },
];
