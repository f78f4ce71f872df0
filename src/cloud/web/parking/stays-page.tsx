/** Cars that stand or stood in a lot, by their masks. */
import { Checkbox } from '@mantine/core';
import type { ParkingStayView } from '../../../wire/rest-parking.ts';
import { useLanguage } from '../language/language.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { useRest } from '../rest/use-rest.ts';
import { SiteTime } from '../time/site-time.tsx';
import { LotFilter, useAddressFilter, useLotNames } from './lot-filter.tsx';
import { ParkingTabs } from './parking-tabs.tsx';
import { parkingTexts as texts, vehicleNames } from './parking-words.ts';

export function StaysPage() {
  const { say } = useLanguage();
  const [search, set] = useAddressFilter();
  const nameOf = useLotNames();
  const parked = search.get('state') === 'parked';
  const page = useRest('listParkingStays', {
    query: {
      limit: 50,
      after: search.get('after') ?? undefined,
      lot: search.get('lot') ?? undefined,
      state: parked ? 'parked' : 'all',
    },
    keepPrevious: true,
  });
  return (
    <>
      <PageHead title={texts.stays} />
      <ParkingTabs />
      <div className="filters">
        <LotFilter />
        <Checkbox
          label={say(texts.nowParked)}
          checked={parked}
          onChange={(event) => set('state', event.currentTarget.checked ? 'parked' : null)}
        />
      </div>
      <div className="card flush">
        <Listing
          label={texts.stays}
          columns={stayColumns(say, nameOf)}
          rows={page.data?.items}
          rowKey={({ lotId, staySerial }) => `${lotId} ${staySerial}`}
          error={page.error}
          again={() => void page.refetch()}
          empty={<Empty title={texts.noStays} lead={texts.noStaysLead} icon="car" />}
        />
      </div>
      <Pager next={page.data?.next} />
    </>
  );
}

function stayColumns(
  say: ReturnType<typeof useLanguage>['say'],
  nameOf: (lotId: string) => string,
): Column<ParkingStayView>[] {
  return [
    {
      name: texts.car,
      cell: ({ car, vehicleClass }) => (
        <span className="stacked">
          <span className="strong">{car ?? '—'}</span>
          <small className="quiet">{say(vehicleNames[vehicleClass])}</small>
        </span>
      ),
    },
    {
      name: texts.lot,
      wide: true,
      cell: ({ lotId, staySerial }) => (
        <span className="stacked">
          <span>{nameOf(lotId)}</span>
          <small className="quiet">{staySerial}</small>
        </span>
      ),
    },
    { name: texts.entered, cell: ({ enteredAtMs }) => <SiteTime atMs={enteredAtMs} /> },
    { name: texts.left, cell: ({ leftAtMs }) => <SiteTime atMs={leftAtMs} /> },
    {
      name: texts.tariff,
      cell: ({ tariff }) => (tariff ? `${tariff.id} v${tariff.version}` : say(texts.noTariff)),
    },
    { name: texts.paid, align: 'right', cell: ({ paidMinor }) => <Money minor={paidMinor} /> },
    {
      name: texts.stillDue,
      align: 'right',
      cell: ({ dueMinor }) => (dueMinor === null ? '—' : <Money minor={dueMinor} />),
    },
  ];
}
