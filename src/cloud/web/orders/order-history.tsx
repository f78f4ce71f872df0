/**
 * The whole history of an order as one time line, in the order in which the cloud tells it: the machine's
 * records by their place in its journal, even where a clock was set back, with the gateway's log between.
 */
import { isOrderRecord } from '../../../domain/order.ts';
import { recordBodySchema } from '../../../domain/record.ts';
import type { Text } from '../../../domain/text.ts';
import type { OrderDetail } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { TimeLine, type TimeLineEntry } from '../parts/time-line.tsx';
import { gatewayWords } from './gateway-words.ts';
import { type EntryWords, type OrderContext, recordWords } from './record-words.ts';

const texts = {
  title: { zh: '全部经过', en: 'Whole history' },
  machine: { zh: '机器', en: 'Machine' },
  gateway: { zh: '网关', en: 'Gateway' },
  unsure: { zh: '时钟未确认', en: 'clock not confirmed' },
  entries: { zh: '条', en: 'entries' },
  other: { zh: '其他记录', en: 'Other record' },
};

type Entry = OrderDetail['history'][number];

export function OrderHistory({ order, timeZone }: { order: OrderDetail; timeZone: string }) {
  const { say } = useLanguage();
  const context = contextOf(order);
  const entries = order.history.map((entry, place): TimeLineEntry => {
    const words = wordsOf(entry, order.id, context);
    return {
      key: `${entry.source}-${place}`,
      atMs: entry.atMs,
      icon: words.icon,
      tone: words.tone,
      title: say(words.title),
      note: words.note ? say(words.note) : undefined,
      origin: <Origin entry={entry} />,
    };
  });
  const count = `${entries.length} ${say(texts.entries)}`;
  return (
    <Card title={texts.title} aside={<span className="quiet">{count}</span>}>
      <TimeLine entries={entries} timeStyle="second" timeZone={timeZone} />
    </Card>
  );
}

function Origin({ entry }: { entry: Entry }) {
  const { say } = useLanguage();
  const from = entry.source === 'machine' ? texts.machine : texts.gateway;
  return (
    <span className="origin">
      {say(from)}
      {entry.seq === null ? null : <span className="number"> #{entry.seq}</span>}
      {entry.clock === 'unsynchronised' ? ` · ${say(texts.unsure)}` : null}
    </span>
  );
}

function contextOf(order: OrderDetail): OrderContext {
  const names = new Map<string, Text>(order.lines.map((line) => [line.lineId, line.name]));
  return {
    currency: order.currency,
    lineName: (lineId) => names.get(lineId) ?? { zh: '商品', en: 'Item' },
  };
}

function wordsOf(entry: Entry, orderId: string, context: OrderContext): EntryWords {
  if (entry.source === 'gateway') return gatewayWords(entry);
  const body = recordBodySchema.safeParse({ orderId, ...entry.facts, kind: entry.kind });
  if (body.success && isOrderRecord(body.data)) return recordWords(body.data, context);
  return { icon: 'info', tone: 'quiet', title: texts.other };
}
