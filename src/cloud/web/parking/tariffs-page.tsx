/** Parking tariffs: what each says, its version, and a calculator to try any of them. */
import { Button, Drawer, Select } from '@mantine/core';
import { useState } from 'react';
import type { Currency } from '../../../domain/money.ts';
import { useLanguage } from '../language/language.tsx';
import { AddButton } from '../parts/add-button.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { ParkingTabs } from './parking-tabs.tsx';
import { parkingTexts, vehicleNames } from './parking-words.ts';
import { TariffForm, type TariffView } from './tariff-form.tsx';
import { tariffText, tariffTexts as texts } from './tariff-words.ts';
import { TryOut } from './try-out.tsx';

type Say = ReturnType<typeof useLanguage>['say'];

export function TariffsPage() {
  const { say } = useLanguage();
  const { may, merchant } = useSession();
  const [editing, setEditing] = useState<'nothing' | 'new' | TariffView>('nothing');
  const tariffs = useRest('listTariffs');
  const mayChange = may('changeCatalogue');
  const items = tariffs.data?.items;
  const columns = tariffColumns(say, merchant.currency);
  const close = () => setEditing('nothing');
  return (
    <>
      <PageHead title={parkingTexts.tariffs} lead={say(texts.lead)}>
        {mayChange ? <AddButton label={texts.add} add={() => setEditing('new')} /> : null}
      </PageHead>
      <ParkingTabs />
      <div className="tariffs-page">
        <div className="card flush">
          <Listing
            label={parkingTexts.tariffs}
            columns={mayChange ? [...columns, editColumn(say, setEditing)] : columns}
            rows={items}
            rowKey={({ tariff }) => tariff.tariffId}
            error={tariffs.error}
            again={() => void tariffs.refetch()}
            empty={<Empty title={texts.none} lead={texts.noneLead} icon="car" />}
          />
        </div>
        {items && items.length > 0 ? <TryAny tariffs={items} /> : null}
      </div>
      <Drawer
        opened={editing !== 'nothing'}
        onClose={close}
        position="right"
        size="lg"
        title={say(editing === 'new' ? texts.add : texts.editTitle)}
        closeButtonProps={{ 'aria-label': say(parkingTexts.close) }}
      >
        {editing === 'nothing' ? null : (
          <TariffForm known={editing === 'new' ? undefined : editing} close={close} />
        )}
      </Drawer>
    </>
  );
}

function TryAny({ tariffs }: { tariffs: readonly TariffView[] }) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const [chosen, setChosen] = useState<string>();
  const known = tariffs.find(({ tariff }) => tariff.tariffId === chosen) ?? tariffs[0];
  if (!known) return null;
  return (
    <Card title={texts.tryOut}>
      <div className="form">
        <p className="quiet">{say(texts.tryLead)}</p>
        <Select
          label={say(parkingTexts.tariff)}
          data={tariffs.map(({ tariff }) => ({ value: tariff.tariffId, label: say(tariff.name) }))}
          value={known.tariff.tariffId}
          allowDeselect={false}
          onChange={(id) => setChosen(id ?? undefined)}
        />
        <TryOut tariff={known.tariff} timeZone={merchant.timeZone} />
      </div>
    </Card>
  );
}

function tariffColumns(say: Say, currency: Currency): Column<TariffView>[] {
  return [
    {
      name: texts.name,
      wide: true,
      cell: ({ tariff }) => (
        <span className="stacked">
          <span className="strong">{say(tariff.name)}</span>
          <small className="quiet">{tariff.tariffId}</small>
        </span>
      ),
    },
    {
      name: texts.reads,
      wide: true,
      cell: ({ tariff }) => (
        <span className="stacked">
          <span>{say(tariffText(tariff.classes.car, currency))}</span>
          {(['newEnergy', 'large', 'motorcycle'] as const).map((one) => {
            const rates = tariff.classes[one];
            return rates ? (
              <small key={one} className="quiet">
                {say(vehicleNames[one])}: {say(tariffText(rates, currency))}
              </small>
            ) : null;
          })}
        </span>
      ),
    },
    {
      name: texts.version,
      align: 'right',
      cell: ({ version, madeAtMs, madeBy }) => (
        <span className="stacked">
          <span className="number">{version}</span>
          <small className="quiet">
            <SiteTime atMs={madeAtMs} /> {madeBy}
          </small>
        </span>
      ),
    },
  ];
}

function editColumn(say: Say, edit: (tariff: TariffView) => void): Column<TariffView> {
  return {
    name: parkingTexts.actions,
    nameHidden: true,
    align: 'right',
    cell: (view) => (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${say(parkingTexts.edit)}: ${say(view.tariff.name)}`}
        onClick={() => edit(view)}
      >
        {say(parkingTexts.edit)}
      </Button>
    ),
  };
}
