/** The columns of a table of orders. */
import { Link } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import type { RestOrder } from '../../../wire/rest.ts';
import { orderStates } from '../language/state-texts.ts';
import type { Column } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { goodsText, refundedMinor, shortNumber, tenderText } from './order-summary.ts';

const texts = {
  opened: { zh: '时间', en: 'Time' },
  order: { zh: '订单', en: 'Order' },
  machine: { zh: '机器', en: 'Machine' },
  goods: { zh: '商品', en: 'Goods' },
  tender: { zh: '付款方式', en: 'Paid by' },
  discount: { zh: '优惠', en: 'Discount' },
  due: { zh: '应付', en: 'Due' },
  state: { zh: '状态', en: 'State' },
};

export function orderColumns(
  say: (text: Text) => string,
  options: { machine?: boolean } = {},
): Column<RestOrder>[] {
  const columns: Column<RestOrder>[] = [
    { name: texts.opened, cell: (order) => <SiteTime atMs={order.times.openedAtMs} style="secondOfYear" /> },
    {
      name: texts.order,
      cell: (order) => (
        <Link href={`/orders/${order.id}`} className="id" title={order.id}>
          {shortNumber(order.id)}
        </Link>
      ),
    },
  ];
  if (options.machine !== false) {
    columns.push({
      name: texts.machine,
      cell: (order) => <Link href={`/machines/${order.kiosk}`}>{say(order.kioskName)}</Link>,
    });
  }
  columns.push(
    { name: texts.goods, wide: true, cell: (order) => say(goodsText(order)) },
    { name: texts.tender, cell: (order) => <Tender text={tenderText(order)} say={say} /> },
    { name: texts.discount, align: 'right', cell: (order) => <Discount order={order} /> },
    { name: texts.due, align: 'right', cell: (order) => <Due order={order} /> },
    { name: texts.state, cell: (order) => <StateBadge words={orderStates[order.state]} /> },
  );
  return columns;
}

function Tender({ text, say }: { text: Text | undefined; say: (text: Text) => string }) {
  return text ? say(text) : <span className="quiet">—</span>;
}

function Discount({ order }: { order: RestOrder }) {
  if (order.totals.discountMinor === 0) return <span className="quiet">—</span>;
  return (
    <span className="saving">
      <Money minor={-order.totals.discountMinor} currency={order.currency} />
    </span>
  );
}

function Due({ order }: { order: RestOrder }) {
  const back = refundedMinor(order);
  return (
    <span className="stacked">
      <strong>
        <Money minor={order.total} currency={order.currency} />
      </strong>
      {back > 0 ? (
        <small className="quiet">
          <Money minor={-back} currency={order.currency} />
        </small>
      ) : null}
    </span>
  );
}
