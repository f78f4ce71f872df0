/** The payments and refunds behind a number of a form, newest first; each leads to its order. */
import { Link, useSearchParams } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import {
  paymentColumns as amountColumns,
  amountTexts,
  channelName,
  groupNames,
  paymentTexts,
} from '../../../look/form-texts.ts';
import type { FormPayment } from '../../../wire/rest-forms.ts';
import { useLanguage } from '../language/language.tsx';
import { shortNumber } from '../orders/order-summary.ts';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { Pager } from '../parts/pager.tsx';
import { useRest } from '../rest/use-rest.ts';
import { SiteTime } from '../time/site-time.tsx';
import { FinanceFrame } from './finance-frame.tsx';
import { financeTexts as texts } from './finance-texts.ts';
import { filterQuery, readFormAddress } from './form-address.ts';
import { FilterChips } from './form-choices.tsx';
import { FormDownloads } from './form-downloads.tsx';
import { PeriodFields } from './period-fields.tsx';
import { useToday } from './use-today.ts';

const pageRows = 50;

export function FormPaymentsPage() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const address = readFormAddress(search, useToday());
  const after = search.get('after') ?? undefined;
  const page = useRest('listFormPayments', {
    query: { ...filterQuery(address), limit: pageRows, after },
    keepPrevious: true,
  });
  return (
    <FinanceFrame title={texts.payments} actions={<FormDownloads address={address} kind="payments" />}>
      <div className="filters">
        <PeriodFields period={address.period} />
      </div>
      <FilterChips filters={address.filters} />
      <div className="card flush">
        <Listing
          label={texts.payments}
          columns={paymentColumns(say)}
          rows={page.data?.items}
          rowKey={(payment) => `${payment.orderId} ${payment.ref} ${payment.kind}`}
          error={page.error}
          again={() => void page.refetch()}
          empty={<Empty title={texts.noPayments} lead={texts.emptyLead} icon="search" />}
        />
      </div>
      <Pager next={page.data?.next} />
    </FinanceFrame>
  );
}

function paymentColumns(say: (text: Text) => string): Column<FormPayment>[] {
  const amount = (name: Text, of: (payment: FormPayment) => number): Column<FormPayment> => ({
    name,
    align: 'right',
    cell: (payment) => <Money minor={of(payment)} />,
  });
  return [
    {
      name: paymentTexts.time,
      cell: ({ atMs, kind }) => (
        <span className="stacked">
          <SiteTime atMs={atMs} style="full" />
          <small className="quiet">{say(paymentTexts[kind])}</small>
        </span>
      ),
    },
    {
      name: paymentTexts.order,
      cell: ({ place, orderId }) =>
        place.kind === 'machine' ? (
          <Link className="id" href={`/orders/${orderId}`} title={orderId}>
            {shortNumber(orderId)}
          </Link>
        ) : (
          <span className="id" title={orderId}>
            {orderId}
          </span>
        ),
    },
    {
      name: paymentTexts.place,
      wide: true,
      cell: ({ place }) => say(place.name ?? { zh: place.id, en: place.id }),
    },
    { name: groupNames.channel, cell: ({ channel }) => say(channelName(channel)) },
    ...amountColumns.map((name) => amount(amountTexts[name], (payment) => payment[name])),
  ];
}
