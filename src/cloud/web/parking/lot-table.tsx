/** The lots of one site in a table, each with what came through which channel, and the site as a whole. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { ParkingLotSums, ParkingLotView, ParkingSiteView } from '../../../wire/rest-parking.ts';
import { useLanguage } from '../language/language.tsx';
import { amountText } from '../parts/amount-text.ts';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { useSession } from '../session/session.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { addedUp, type Sums } from './added-up.ts';
import { channelNames, parkingTexts as texts } from './parking-words.ts';

interface LotTableProps {
  readonly site: ParkingSiteView;
  /** Absent for those who may not see the books. */
  readonly sums: readonly ParkingLotSums[] | undefined;
  readonly edit?: (lot: ParkingLotView) => void;
  readonly showKey?: (lot: ParkingLotView) => void;
}

/** A lot, or all of them together. */
interface Line {
  readonly lot?: ParkingLotView;
  readonly sums: Sums;
}

export function LotTable({ site, sums, edit, showKey }: LotTableProps) {
  // Payments stay with the site under which they were made.
  const here = (sums ?? []).filter(({ siteId }) => siteId === site.id);
  const sumsOf = (lotId: string) => addedUp(here.filter((one) => one.lotId === lotId));
  const lines: Line[] = site.lots.map((lot) => ({ lot, sums: sumsOf(lot.id) }));
  const rows = sums && site.lots.length > 1 ? [...lines, { sums: addedUp(here) }] : lines;
  const columns = [
    ...placeColumns,
    ...(sums ? sumColumns : []),
    ...(edit || showKey ? [actionColumn(edit, showKey)] : []),
  ];
  return (
    <Listing
      label={site.name}
      columns={columns}
      rows={rows}
      rowKey={({ lot }) => lot?.id ?? ''}
      rowClass={({ lot }) => (lot ? '' : 'lot-total')}
      empty={null}
    />
  );
}

const placeColumns: readonly Column<Line>[] = [
  { name: texts.lot, wide: true, cell: ({ lot }) => <LotName lot={lot} /> },
  {
    name: texts.parked,
    align: 'right',
    cell: ({ lot }) => (lot ? <span className="number">{lot.parked}</span> : null),
  },
];

function LotName({ lot }: { lot: ParkingLotView | undefined }) {
  const { say, language } = useLanguage();
  const { may } = useSession();
  if (!lot) return <span>{say(texts.whole)}</span>;
  const heard: ReactNode =
    lot.appId === null ? (
      say(texts.noKey)
    ) : lot.heardAtMs === null ? (
      say(texts.neverHeard)
    ) : (
      <>
        {say(texts.heard)} <SiteTime atMs={lot.heardAtMs} />
      </>
    );
  return (
    <span className="stacked">
      <span className="strong">{say(lot.name)}</span>
      <small className="quiet">
        {lot.id} · {say(lot.own ? texts.own : texts.foreign)} · {lot.tariffId ?? say(texts.noTariff)} ·{' '}
        {heard}
      </small>
      {lot.differing > 0 && may('readBooks') ? (
        <Link href={`/parking/payments?lot=${encodeURIComponent(lot.id)}&differing=true`}>
          {sayIn(texts.differingLots, language, { count: lot.differing })}
        </Link>
      ) : null}
    </span>
  );
}

const amount = (name: Text, minor: (sums: Sums) => number): Column<Line> => ({
  name,
  align: 'right',
  cell: ({ sums }) => <Money minor={minor(sums)} />,
});

const sumColumns: readonly Column<Line>[] = [
  { name: texts.orders, align: 'right', cell: ({ sums }) => <span className="number">{sums.orders}</span> },
  amount(texts.due, ({ regularMinor }) => regularMinor),
  amount(texts.coupons, ({ couponMinor }) => -couponMinor),
  amount(texts.points, ({ pointsMinor }) => -pointsMinor),
  {
    name: texts.actual,
    align: 'right',
    cell: ({ sums }) => (
      <span className="stacked">
        <Money minor={sums.actualMinor} />
        <Channels channels={sums.channels} />
      </span>
    ),
  },
];

function Channels({ channels }: { channels: Sums['channels'] }) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const paid = channels.filter(({ actualMinor }) => actualMinor > 0);
  return paid.map(({ channel, actualMinor }) => (
    <small key={channel} className="quiet">
      {say(channelNames[channel])} {amountText(actualMinor, merchant.currency)}
    </small>
  ));
}

function actionColumn(edit: LotTableProps['edit'], showKey: LotTableProps['showKey']): Column<Line> {
  return {
    name: texts.actions,
    nameHidden: true,
    align: 'right',
    cell: ({ lot }) =>
      lot ? (
        <span className="row-actions">
          {showKey ? <Action name={texts.key} lot={lot} act={showKey} /> : null}
          {edit ? <Action name={texts.edit} lot={lot} act={edit} /> : null}
        </span>
      ) : null,
  };
}

interface ActionProps {
  readonly name: Text;
  readonly lot: ParkingLotView;
  readonly act: (lot: ParkingLotView) => void;
}

function Action({ name, lot, act }: ActionProps) {
  const { say } = useLanguage();
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`${say(name)}: ${say(lot.name)}`}
      onClick={() => act(lot)}
    >
      {say(name)}
    </Button>
  );
}
