/** One order: what was bought, how it was paid, what came out, what went back, and its whole history. */
import { Link } from 'wouter';
import type { OrderDetail } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { abandonReasons, orderStates } from '../language/state-texts.ts';
import { Card, Facts } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageLoading } from '../parts/loading.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { OrderBenefits } from './order-benefits.tsx';
import { OrderDeliveries } from './order-deliveries.tsx';
import { OrderHistory } from './order-history.tsx';
import { OrderLines } from './order-lines.tsx';
import { OrderMoney } from './order-money.tsx';
import { OrderParking } from './order-parking.tsx';

const texts = {
  orders: { zh: '订单', en: 'Orders' },
  title: { zh: '订单', en: 'Order' },
  facts: { zh: '概况', en: 'At a glance' },
  machine: { zh: '机器', en: 'Machine' },
  opened: { zh: '开始', en: 'Opened' },
  submitted: { zh: '去付款', en: 'Went to pay' },
  paid: { zh: '付清', en: 'Paid' },
  closed: { zh: '结束', en: 'Closed' },
  abandoned: { zh: '中途离开', en: 'Given up' },
  receipt: { zh: '小票', en: 'Receipt' },
  noReceipt: { zh: '没有', en: 'none' },
  open: { zh: '查看小票', en: 'Open receipt' },
  printed: { zh: '已打印', en: 'printed' },
  notPrinted: { zh: '未打印', en: 'not printed' },
};

export function OrderPage({ id }: { id: string }) {
  const { merchant } = useSession();
  const order = useRest('readOrder', { path: { id } });
  if (order.error && !order.data) return <Failure error={order.error} again={() => void order.refetch()} />;
  if (!order.data) return <PageLoading />;
  const detail = order.data;
  return (
    <>
      <PageHead
        title={texts.title}
        mark={<StateBadge words={orderStates[detail.state]} />}
        lead={<span className="id">{detail.id}</span>}
        back={{ to: '/orders', label: texts.orders }}
      />
      <div className="columns">
        <div className="column-wide">
          <OrderLines order={detail} />
          <OrderBenefits order={detail} />
          <OrderMoney order={detail} />
          <OrderDeliveries order={detail} />
          <OrderParking order={detail} />
        </div>
        <div className="column">
          <OrderFacts order={detail} />
          <OrderHistory order={detail} timeZone={merchant.timeZone} />
        </div>
      </div>
    </>
  );
}

function OrderFacts({ order }: { order: OrderDetail }) {
  const { say } = useLanguage();
  const { times } = order;
  return (
    <Card title={texts.facts}>
      <Facts
        facts={[
          [
            texts.machine,
            <Link key="machine" href={`/machines/${order.kiosk}`}>
              {say(order.kioskName)}
            </Link>,
          ],
          [texts.opened, <SiteTime key="opened" atMs={times.openedAtMs} style="full" />],
          [texts.submitted, <SiteTime key="submitted" atMs={times.submittedAtMs} style="full" />],
          [texts.paid, <SiteTime key="paid" atMs={times.paidAtMs} style="full" />],
          [texts.closed, <SiteTime key="closed" atMs={times.closedAtMs} style="full" />],
          [texts.receipt, <Receipt key="receipt" order={order} />],
          ...(order.abandoned ? [[texts.abandoned, say(abandonReasons[order.abandoned])] as const] : []),
        ]}
      />
    </Card>
  );
}

function Receipt({ order }: { order: OrderDetail }) {
  const { say } = useLanguage();
  if (!order.receipt) return <span className="quiet">{say(texts.noReceipt)}</span>;
  return (
    <>
      <a href={order.receipt.url} target="_blank" rel="noreferrer">
        {say(texts.open)}
      </a>
      <span className="quiet"> · {say(order.receipt.printed ? texts.printed : texts.notPrinted)}</span>
    </>
  );
}
