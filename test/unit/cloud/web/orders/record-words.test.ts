import t from 'tap';
import { gatewayWords } from '../../../../../src/cloud/web/orders/gateway-words.ts';
import { recordWords } from '../../../../../src/cloud/web/orders/record-words.ts';
import { isOrderRecord } from '../../../../../src/domain/order.ts';
import { recordBodySchema } from '../../../../../src/domain/record.ts';
import { fixtureOrders } from '../../../../support/console-fixture.ts';

const context = { currency: 'CNY', lineName: () => ({ zh: '商品', en: 'Item' }) } as const;

t.test('every record of an order reads in both languages, without a word of the program', async (t) => {
  const kinds = new Set<string>();
  for (const order of fixtureOrders().slice(0, 30)) {
    for (const entry of order.history) {
      if (entry.source === 'gateway') {
        const words = gatewayWords(entry);
        t.ok(words.title.zh !== '' && !/Gateway log/.test(words.title.en), entry.kind);
        continue;
      }
      kinds.add(entry.kind);
      const body = recordBodySchema.parse({ orderId: order.id, ...entry.facts, kind: entry.kind });
      if (!isOrderRecord(body)) throw new Error(entry.kind);
      const { title, note } = recordWords(body, context);
      const english = `${title.en} ${note?.en ?? ''}`;
      t.notMatch(
        english.replace('WeChat', ''),
        /[a-z][A-Z]|undefined|[\u4e00-\u9fff]/,
        `${entry.kind}: ${english}`,
      );
      t.match(title.zh, /[\u4e00-\u9fff]/);
    }
  }
  t.ok(kinds.size >= 14, 'the fixture tells of nearly every kind');
});

t.test('a printed receipt says whose word it is', async (t) => {
  const printed = { kind: 'receiptPrinted', orderId: 'o', receiptId: 'r', provedAtMs: 1 } as const;
  const noteOf = (by?: 'printer' | 'line') =>
    recordWords(recordBodySchema.parse({ ...printed, by }) as typeof printed, context).note?.en;
  t.equal(noteOf('printer'), 'The printer confirmed it');
  t.equal(noteOf('line'), 'All of it went to the printer, which cannot answer');
  t.equal(noteOf(), undefined, 'a record from before it was noted');
});

t.test('a line of a newer gateway is shown as what it is', async (t) => {
  const words = gatewayWords({
    source: 'gateway',
    atMs: 0,
    kind: 'charge.levitating',
    seq: null,
    clock: null,
    facts: { reason: 'NOT_A_CODE', platformTradeNo: 'T1' },
  });
  t.same(words.title, { zh: '网关付款记录', en: 'Gateway log, charge' });
  t.same(words.note, { zh: '交易号 T1', en: 'trade T1' });
});
