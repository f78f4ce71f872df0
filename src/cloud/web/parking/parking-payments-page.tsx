/** Payments for parking through every channel, with what corrected them and how often they were told. */
import { Checkbox, Select } from '@mantine/core';
import { parkingChannels } from '../../../domain/parking-payment.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { ParkingPaymentView } from '../../../wire/rest-parking.ts';
import { useLanguage } from '../language/language.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { SiteTime } from '../time/site-time.tsx';
import { LotFilter, useAddressFilter, useLotNames } from './lot-filter.tsx';
import { ParkingTabs } from './parking-tabs.tsx';
import { channelNames, parkingTexts as texts, vehicleNames } from './parking-words.ts';

/** Whatever is told later than this was not told at once. */
const lateMs = 3_600_000;

export function ParkingPaymentsPage() {
  const { say, language } = useLanguage();
  const [search, set] = useAddressFilter();
  const nameOf = useLotNames();
  const differing = search.get('differing') === 'true';
  const page = useRest('listParkingPayments', {
    query: {
      limit: 50,
      after: search.get('after') ?? undefined,
      lot: search.get('lot') ?? undefined,
      channel: parkingChannels.find((one) => one === search.get('channel')),
      ...(differing ? { differing: 'true' } : {}),
    },
    keepPrevious: true,
  });
  const columns = paymentColumns(say, nameOf, (count) => sayIn(texts.pointsUsed, language, { count }));
  return (
    <>
      <PageHead title={texts.payments} lead={say(texts.sitesLead)} />
      <ParkingTabs />
      <div className="filters">
        <LotFilter />
        <Select
          aria-label={say(texts.channel)}
          placeholder={say(texts.channel)}
          data={parkingChannels.map((value) => ({ value: value as string, label: say(channelNames[value]) }))}
          value={search.get('channel')}
          clearable
          onChange={(channel) => set('channel', channel)}
        />
        <Checkbox
          label={say(texts.differingOnly)}
          checked={differing}
          onChange={(event) => set('differing', event.currentTarget.checked ? 'true' : null)}
        />
      </div>
      <div className="card flush">
        <Listing
          label={texts.payments}
          columns={[...columns, toldColumn]}
          rows={page.data?.items}
          rowKey={({ lotId, paySerial }) => `${lotId} ${paySerial}`}
          error={page.error}
          again={() => void page.refetch()}
          empty={<Empty title={texts.noPayments} lead={texts.noPaymentsLead} icon="coins" />}
        />
      </div>
      <Pager next={page.data?.next} />
    </>
  );
}

function paymentColumns(
  say: ReturnType<typeof useLanguage>['say'],
  nameOf: (lotId: string) => string,
  pointsText: (count: number) => string,
): Column<ParkingPaymentView>[] {
  return [
    { name: texts.paidAt, cell: ({ paidAtMs }) => <SiteTime atMs={paidAtMs} /> },
    {
      name: texts.order,
      wide: true,
      cell: ({ orderId, lotId, vehicleClass }) => (
        <span className="stacked">
          <span className="id">{orderId}</span>
          <small className="quiet">
            {nameOf(lotId)} · {say(vehicleNames[vehicleClass])}
          </small>
        </span>
      ),
    },
    {
      name: texts.channel,
      cell: ({ channel, paySerial, tradeNo, source }) => (
        <span className="stacked">
          <span>
            {say(channelNames[channel])}
            {source === 'phone' ? ` · ${say(texts.byPhone)}` : ''}
          </span>
          <small className="quiet">{tradeNo ?? paySerial}</small>
        </span>
      ),
    },
    { name: texts.due, align: 'right', cell: ({ regularMinor }) => <Money minor={regularMinor} /> },
    { name: texts.coupons, align: 'right', cell: ({ couponMinor }) => <Money minor={-couponMinor} /> },
    {
      name: texts.points,
      align: 'right',
      cell: ({ pointsMinor, pointsUsed }) => (
        <span className="stacked">
          <Money minor={-pointsMinor} />
          {pointsUsed > 0 ? <small className="quiet">{pointsText(pointsUsed)}</small> : null}
        </span>
      ),
    },
    { name: texts.actual, align: 'right', cell: ({ actualMinor }) => <Money minor={actualMinor} /> },
  ];
}

const toldColumn: Column<ParkingPaymentView> = {
  name: texts.told,
  align: 'right',
  cell: (payment) => <Told payment={payment} />,
};

function Told({ payment }: { payment: ParkingPaymentView }) {
  const { language } = useLanguage();
  const { timesTold, timesDiffering, paidAtMs, takenAtMs } = payment;
  const differing = {
    zh: sayIn(texts.differing, 'zh', { count: timesDiffering }),
    en: sayIn(texts.differing, 'en', { count: timesDiffering }),
    tone: 'warning' as const,
  };
  const [before = '', after = ''] = texts.late[language].split('{at}');
  return (
    <span className="stacked">
      <span className="number">{timesTold}</span>
      {timesDiffering > 0 ? <StateBadge words={differing} /> : null}
      {takenAtMs - paidAtMs > lateMs ? (
        <small className="quiet">
          {before}
          <SiteTime atMs={takenAtMs} />
          {after}
        </small>
      ) : null}
    </span>
  );
}
