/** The orders, newest first, live; what is shown stands in the address. */
import { Button } from '@mantine/core';
import { Link, useSearchParams } from 'wouter';
import type { RestOrder } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { saveFile } from '../parts/save-file.ts';
import { useLiveness } from '../rest/live-updates.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { useClock } from '../time/clock-context.tsx';
import { formatInstant } from '../time/zone-time.ts';
import { orderColumns } from './order-columns.tsx';
import { filterQuery, isFiltered, type OrderFilter, readOrderFilter } from './order-filter.ts';
import { OrderFilters } from './order-filters.tsx';
import { ordersCsv } from './orders-csv.ts';
import { useFreshIds } from './use-fresh-ids.ts';
import { useOpenOrders } from './use-open-orders.ts';

const pageRows = 50;

const texts = {
  title: { zh: '订单', en: 'Orders' },
  live: { zh: '新订单会自动出现', en: 'New orders appear by themselves' },
  paused: { zh: '实时更新中断', en: 'Live updates are interrupted' },
  export: { zh: '导出本页', en: 'Export this page' },
  none: { zh: '没有符合条件的订单', en: 'No order fits this filter' },
  noneLead: { zh: '请放宽筛选条件。', en: 'Widen the filter to see more.' },
  noneYet: { zh: '还没有订单', en: 'No orders yet' },
  noneYetLead: {
    zh: '机器上的第一单会立即出现在这里。',
    en: 'The first sale at a machine appears here at once.',
  },
  all: { zh: '查看全部订单', en: 'Show all orders' },
};

export function OrdersPage() {
  const { say } = useLanguage();
  const { live } = useLiveness();
  const [search] = useSearchParams();
  const filter = readOrderFilter(search);
  const { orders, next, error, again } = useOrders(filter, search.get('after'));
  const fresh = useFreshIds(
    orders?.map((order) => order.id),
    search.toString(),
  );
  return (
    <>
      <PageHead
        title={texts.title}
        lead={
          <>
            <span className={live ? 'live-dot on' : 'live-dot'} aria-hidden="true" />
            {say(live ? texts.live : texts.paused)}
          </>
        }
      >
        <ExportButton orders={orders} />
      </PageHead>
      <OrderFilters filter={filter} />
      <div className="card flush">
        <Listing
          label={texts.title}
          columns={orderColumns(say)}
          rows={orders}
          rowKey={(order) => order.id}
          rowTo={(order) => `/orders/${order.id}`}
          rowClass={(order) => (fresh.has(order.id) ? 'fresh' : '')}
          error={error}
          again={again}
          empty={<NoOrders filtered={isFiltered(filter)} />}
          expectedRows={14}
        />
      </div>
      <Pager next={next} />
    </>
  );
}

/** One page of the cloud's, or all orders with money on the way. */
function useOrders(filter: OrderFilter, after: string | null) {
  const open = filter.state === 'open';
  const page = useRest('listOrders', {
    query: {
      ...filterQuery(filter),
      limit: pageRows,
      ...(filter.state === undefined ? {} : { state: filter.state }),
      ...(after === null ? {} : { after }),
    },
    keepPrevious: true,
    enabled: !open,
  });
  const allOpen = useOpenOrders(filterQuery(filter), open);
  if (open) return { ...allOpen, next: null };
  return {
    orders: page.data?.items,
    next: page.data?.next,
    error: page.error,
    again: () => void page.refetch(),
  };
}

function NoOrders({ filtered }: { filtered: boolean }) {
  const { say } = useLanguage();
  if (!filtered) return <Empty title={texts.noneYet} lead={texts.noneYetLead} icon="receipt" />;
  return (
    <Empty title={texts.none} lead={texts.noneLead} icon="search">
      <Link href="/orders">{say(texts.all)}</Link>
    </Empty>
  );
}

function ExportButton({ orders }: { orders: readonly RestOrder[] | undefined }) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const clock = useClock();
  const save = () => {
    const stamp = formatInstant(clock.now(), merchant.timeZone, 'full').replace(/[: ]/g, '-');
    const text = ordersCsv(orders ?? [], merchant.timeZone, say);
    saveFile(`orders-${merchant.id}-${stamp}.csv`, 'text/csv;charset=utf-8', text);
  };
  return (
    <Button
      variant="default"
      leftSection={<Icon name="download" sizePx={18} />}
      disabled={!orders || orders.length === 0}
      onClick={save}
    >
      {say(texts.export)}
      {orders && orders.length > 0 ? ` (${orders.length})` : ''}
    </Button>
  );
}
