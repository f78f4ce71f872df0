/** Every payment that is not final: how old, what was last tried, and what a person may decide. Updates live. */
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import { platformName } from '../../../look/shared-texts.ts';
import type { OpenPayment } from '../../../wire/rest.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { withFilter } from '../orders/order-filter.ts';
import { shortNumber } from '../orders/order-summary.ts';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { Age } from '../time/site-time.tsx';
import { LastTried } from './last-tried.tsx';
import { kindNames, stateWords, openPaymentTexts as texts } from './open-payment-words.ts';
import { PaymentDecision } from './payment-decision.tsx';

const pageRows = 100;

export function OpenPaymentsPage() {
  const { say } = useLanguage();
  const { may } = useSession();
  const [search, setSearch] = useSearchParams();
  const kiosk = search.get('kiosk') ?? undefined;
  const kiosks = useRest('listKiosks', { query: { limit: 200 } });
  const page = useRest('listOpenPayments', {
    query: { kiosk, after: search.get('after') ?? undefined, limit: pageRows },
    keepPrevious: true,
  });
  const [chosen, setChosen] = useState<OpenPayment>();
  const names = new Map(kiosks.data?.items.map((item) => [item.id, item.name]));
  const nameOf = (id: string) => say(names.get(id) ?? { zh: id, en: id });
  const columns = paymentColumns(say, nameOf);
  return (
    <>
      <PageHead title={texts.title} lead={say(texts.lead)} />
      <div className="filters">
        <Select
          aria-label={say(texts.machine)}
          placeholder={say(texts.anyMachine)}
          data={[...names].map(([id, name]) => ({ value: id, label: say(name) }))}
          value={kiosk ?? null}
          onChange={(id) => setSearch(withFilter(search, { kiosk: id ?? undefined }))}
          clearable
          searchable
        />
      </div>
      <div className="card flush">
        <Listing
          label={texts.title}
          columns={may('closePayments') ? [...columns, decideColumn(say, setChosen)] : columns}
          rows={page.data?.items}
          rowKey={({ about, id }) => `${about} ${id}`}
          error={page.error}
          again={() => void page.refetch()}
          empty={<Empty title={texts.none} lead={texts.noneLead} />}
        />
      </div>
      <Pager next={page.data?.next} />
      {chosen ? (
        <PaymentDecision
          key={chosen.id}
          payment={latest(chosen, page.data?.items)}
          close={() => setChosen(undefined)}
        />
      ) : null}
    </>
  );
}

/** What is decided about is shown as it stands now, also while somebody thinks. */
function latest(chosen: OpenPayment, items: readonly OpenPayment[] | undefined): OpenPayment {
  return items?.find(({ about, id }) => about === chosen.about && id === chosen.id) ?? chosen;
}

type Say = (text: Text) => string;

function paymentColumns(say: Say, nameOf: (kiosk: string) => string): Column<OpenPayment>[] {
  return [
    { name: texts.age, cell: ({ sinceMs }) => <Age sinceMs={sinceMs} kind="length" /> },
    {
      name: texts.kind,
      cell: ({ kind, platform }) => (
        <span className="stacked">
          <span className="strong">{say(kindNames[kind])}</span>
          <small className="quiet">{say(platform ? platformName(platform) : texts.unknownPlatform)}</small>
        </span>
      ),
    },
    {
      name: texts.amount,
      align: 'right',
      cell: ({ amountMinor, currency }) =>
        amountMinor === null || currency === null ? (
          <span className="quiet">—</span>
        ) : (
          <Money minor={amountMinor} currency={currency} />
        ),
    },
    {
      name: texts.machine,
      cell: ({ kiosk, orderId }) => (
        <span className="stacked">
          <Link href={`/machines/${kiosk}`}>{nameOf(kiosk)}</Link>
          <Link className="id" href={`/orders/${orderId}`} title={orderId}>
            {shortNumber(orderId)}
          </Link>
        </span>
      ),
    },
    {
      name: texts.state,
      cell: (payment) => (
        <span className="stacked">
          <StateBadge words={stateWords(payment)} />
          {payment.reason ? <small className="quiet">{say(faultTitle(payment.reason))}</small> : null}
        </span>
      ),
    },
    { name: texts.tried, wide: true, cell: (payment) => <LastTried payment={payment} /> },
  ];
}

function decideColumn(say: Say, choose: (payment: OpenPayment) => void): Column<OpenPayment> {
  return {
    name: texts.decide,
    nameHidden: true,
    align: 'right',
    cell: (payment) =>
      payment.actions.length === 0 ? null : (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${say(texts.decide)}: ${say(kindNames[payment.kind])} ${shortNumber(payment.orderId)}`}
          onClick={() => choose(payment)}
        >
          {say(texts.decide)}
        </Button>
      ),
  };
}
