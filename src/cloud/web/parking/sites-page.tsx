/** Parking sites and their lots: who runs them, whether they are heard, what was due and what came in. */
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ParkingLotView, ParkingSiteView } from '../../../wire/rest-parking.ts';
import { useLanguage } from '../language/language.tsx';
import { AddButton } from '../parts/add-button.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { RowsLoading } from '../parts/loading.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { LotKeyDialog } from './lot-key-dialog.tsx';
import { LotTable } from './lot-table.tsx';
import { ParkingTabs } from './parking-tabs.tsx';
import { parkingTexts as texts } from './parking-words.ts';
import { type EditedPlace, PlaceDrawer } from './place-drawer.tsx';
import { type Period, periods, useParkingSums, usePeriod } from './use-parking-sums.ts';

export function SitesPage() {
  const { say } = useLanguage();
  const { may } = useSession();
  const [period, setPeriod] = usePeriod();
  const [editing, setEditing] = useState<EditedPlace>();
  const [keyed, setKeyed] = useState<ParkingLotView>();
  const sites = useRest('listParkingSites');
  const sums = useParkingSums(period);
  const items = sites.data?.items;
  const mayChange = may('changeCatalogue');
  return (
    <>
      <PageHead title={texts.title} lead={say(texts.sitesLead)}>
        {mayChange ? (
          <>
            <AddButton label={texts.addSite} add={() => setEditing({ what: 'site' })} />
            {items && items.length > 0 ? (
              <AddButton label={texts.addLot} add={() => setEditing({ what: 'lot' })} />
            ) : null}
          </>
        ) : null}
      </PageHead>
      <ParkingTabs />
      {may('readBooks') ? <PeriodChoice period={period} chosen={setPeriod} /> : null}
      <div className="parking-page">
        {sites.error && !items ? (
          <Failure error={sites.error} again={() => void sites.refetch()} />
        ) : items === undefined ? (
          <table className="table">
            <RowsLoading columns={6} rows={4} />
          </table>
        ) : items.length === 0 ? (
          <Empty title={texts.noSites} lead={texts.noSitesLead} icon="car" />
        ) : (
          items.map((site) => (
            <SiteCard
              key={site.id}
              site={site}
              {...(mayChange ? { edit: setEditing } : {})}
              {...(may('manageUsers') ? { showKey: setKeyed } : {})}
              sums={sums}
            />
          ))
        )}
      </div>
      <PlaceDrawer editing={editing} sites={items ?? []} close={() => setEditing(undefined)} />
      {keyed ? <LotKeyDialog lot={keyed} close={() => setKeyed(undefined)} /> : null}
    </>
  );
}

function PeriodChoice({ period, chosen }: { period: Period; chosen: (period: Period) => void }) {
  const { say } = useLanguage();
  return (
    <div className="filters">
      <SegmentedControl
        aria-label={say(texts.period)}
        data={periods.map((value) => ({ value: value as string, label: say(texts[value]) }))}
        value={period}
        onChange={(value) => chosen(value as Period)}
      />
    </div>
  );
}

interface SiteCardProps {
  readonly site: ParkingSiteView;
  readonly sums: ReturnType<typeof useParkingSums>;
  readonly edit?: (place: EditedPlace) => void;
  readonly showKey?: (lot: ParkingLotView) => void;
}

function SiteCard({ site, sums, edit, showKey }: SiteCardProps) {
  const { say } = useLanguage();
  return (
    <Card
      title={site.name}
      aside={
        <span className="row-actions">
          <small className="quiet">
            {site.id} · {site.timeZone}
          </small>
          {edit ? (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${say(texts.editSite)}: ${say(site.name)}`}
              onClick={() => edit({ what: 'site', site })}
            >
              {say(texts.edit)}
            </Button>
          ) : null}
        </span>
      }
    >
      {site.lots.length === 0 ? (
        <p className="quiet">{say(texts.noLots)}</p>
      ) : (
        <LotTable
          site={site}
          sums={sums}
          {...(edit ? { edit: (lot) => edit({ what: 'lot', lot }) } : {})}
          {...(showKey ? { showKey } : {})}
        />
      )}
    </Card>
  );
}
