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

type Say = (text: Text) => string;

/** The columns of the page of orders. */
export function orderColumns(say: Say): Column<RestOrder>[] {
  return [
    timeColumn,
    numberColumn,
    {
      name: texts.machine,
      cell: (order) => <Link href={`/machines/${order.kiosk}`}>{say(order.kioskName)}</Link>,
    },
    { name: texts.goods, wide: true, cell: (order) => <Goods order={order} say={say} /> },
    { name: texts.tender, cell: (order) => <Tender text={tenderText(order)} say={say} /> },
    { name: texts.discount, deskOnly: true, align: 'right', cell: (order) => <Discount order={order} /> },
    dueColumn,
    stateColumn,
  ];
}

/** The columns that fit beside something else, on the page of one machine. */
export function briefOrderColumns(say: Say): Column<RestOrder>[] {
  return [
    timeColumn,
    { name: texts.goods, wide: true, cell: (order) => <Goods order={order} say={say} /> },
    { name: texts.tender, cell: (order) => <Tender text={tenderText(order)} say={say} /> },
    dueColumn,
    stateColumn,
  ];
}

const timeColumn: Column<RestOrder> = {
  name: texts.opened,
  cell: (order) => <SiteTime atMs={order.times.openedAtMs} style="secondOfYear" />,
};

const numberColumn: Column<RestOrder> = {
  name: texts.order,
  deskOnly: true,
  cell: (order) => (
    <span className="id" title={order.id}>
      {shortNumber(order.id)}
    </span>
  ),
};

const dueColumn: Column<RestOrder> = {
  name: texts.due,
  align: 'right',
  cell: (order) => <Due order={order} />,
};

const stateColumn: Column<RestOrder> = {
  name: texts.state,
  cell: (order) => <StateBadge words={orderStates[order.state]} />,
};

function Goods({ order, say }: { order: RestOrder; say: Say }) {
  return <Link href={`/orders/${order.id}`}>{say(goodsText(order))}</Link>;
}

function Tender({ text, say }: { text: Text | undefined; say: Say }) {
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
