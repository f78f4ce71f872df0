/** The payments that are not closed and the refunds on their way: how much, since when, what is being done. */
import { Link } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import type { RestOrder } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { orderStates } from '../language/state-texts.ts';
import { isStuck } from '../orders/order-states.ts';
import { goodsText, tenderText } from '../orders/order-summary.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { Money } from '../parts/money.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { Age } from '../time/site-time.tsx';
import type { OverviewFacts } from './judge.ts';

const rowsMax = 4;

const texts = {
  title: { zh: '在途的钱', en: 'Money on its way' },
  all: { zh: '全部未了结', en: 'All not closed' },
  none: { zh: '每一笔付款都已了结', en: 'Every payment is closed' },
};

/** What the system itself does about it, so that nobody pays or refunds twice by hand. */
const doing: Partial<Readonly<Record<RestOrder['state'], Text>>> = {
  paymentInExecution: {
    zh: '正在查询结果，到期自动撤销',
    en: 'the result is being asked for; reversed if none comes',
  },
  paymentFinished: { zh: '等待出货', en: 'waiting for delivery' },
  deliveryInExecution: { zh: '正在出货', en: 'being delivered' },
  deliveryFailRefundInExecution: {
    zh: '没有出货，正在自动退款',
    en: 'not delivered, being refunded by itself',
  },
};

export function OpenMoney({ facts }: { facts: OverviewFacts }) {
  const { say } = useLanguage();
  const longest = [...facts.openOrders]
    .sort((a, b) => a.times.updatedAtMs - b.times.updatedAtMs)
    .slice(0, rowsMax);
  return (
    <Card title={texts.title} aside={<Link href="/orders?state=open">{say(texts.all)}</Link>}>
      {longest.length === 0 ? <Empty title={texts.none} /> : null}
      <ul className="rows">
        {longest.map((order) => (
          <OpenOrder key={order.id} order={order} stuck={isStuck(order, facts.nowMs)} />
        ))}
      </ul>
    </Card>
  );
}

function OpenOrder({ order, stuck }: { order: RestOrder; stuck: boolean }) {
  const { say } = useLanguage();
  const notes = [order.kioskName, tenderText(order), doing[order.state]].filter((note) => note !== undefined);
  return (
    <li>
      <Link href={`/orders/${order.id}`} className="row">
        <span className="row-main">
          <span className="row-title">
            <Money minor={order.total} currency={order.currency} />{' '}
            <span className="quiet">{say(goodsText(order))}</span>
          </span>
          <span className="row-note">{notes.map(say).join(' · ')}</span>
        </span>
        <span className="row-side">
          <StateBadge words={orderStates[order.state]} />
          <span className={stuck ? 'text-bad' : 'quiet'}>
            <Age sinceMs={order.times.updatedAtMs} kind="length" />
          </span>
        </span>
        <Icon name="chevronRight" sizePx={18} />
      </Link>
    </li>
  );
}
