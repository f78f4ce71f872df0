/** The last orders as they come in. */
import { Link } from 'wouter';
import type { RestOrder } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { orderStates } from '../language/state-texts.ts';
import { goodsText } from '../orders/order-summary.ts';
import { useFreshIds } from '../orders/use-fresh-ids.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { Money } from '../parts/money.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { SiteTime } from '../time/site-time.tsx';

const texts = {
  title: { zh: '最新订单', en: 'Latest orders' },
  all: { zh: '全部订单', en: 'All orders' },
  none: { zh: '还没有订单', en: 'No orders yet' },
  noneLead: {
    zh: '机器上的第一单会立即出现在这里。',
    en: 'The first sale at a machine appears here at once.',
  },
};

export function LatestOrders() {
  const { say } = useLanguage();
  const latest = useRest('listOrders', { query: { limit: 10 } });
  const orders = latest.data?.items;
  const fresh = useFreshIds(
    orders?.map((order) => order.id),
    '',
  );
  return (
    <Card title={texts.title} aside={<Link href="/orders">{say(texts.all)}</Link>}>
      {latest.error && !orders ? <Failure error={latest.error} again={() => void latest.refetch()} /> : null}
      {orders?.length === 0 ? <Empty title={texts.none} lead={texts.noneLead} icon="receipt" /> : null}
      <ul className="rows">
        {orders?.map((order) => (
          <LatestOrder key={order.id} order={order} fresh={fresh.has(order.id)} />
        ))}
      </ul>
    </Card>
  );
}

function LatestOrder({ order, fresh }: { order: RestOrder; fresh: boolean }) {
  const { say } = useLanguage();
  return (
    <li>
      <Link href={`/orders/${order.id}`} className={fresh ? 'row fresh' : 'row'}>
        <span className="row-main">
          <span className="row-title">{say(goodsText(order))}</span>
          <span className="row-note">
            <SiteTime atMs={order.times.openedAtMs} style="second" /> · {say(order.kioskName)}
          </span>
        </span>
        <span className="row-side">
          <strong>
            <Money minor={order.total} currency={order.currency} />
          </strong>
          <StateBadge words={orderStates[order.state]} />
        </span>
      </Link>
    </li>
  );
}
