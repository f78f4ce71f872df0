/** The editors of a site and of a lot. */
import { Checkbox, Drawer, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import type { ParkingLotView, ParkingSiteView } from '../../../wire/rest-parking.ts';
import { useLanguage } from '../language/language.tsx';
import { FormFoot } from '../parts/form-shell.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange, useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { LotCode } from './lot-code.tsx';
import { parkingTexts as texts } from './parking-words.ts';
import { lotDraft, lotOf, type MadePlace, type Place, siteDraft, siteOf } from './place-draft.ts';

export type EditedPlace =
  | { readonly what: 'site'; readonly site?: ParkingSiteView }
  | { readonly what: 'lot'; readonly lot?: ParkingLotView };

interface PlaceDrawerProps {
  readonly editing: EditedPlace | undefined;
  readonly sites: readonly ParkingSiteView[];
  readonly close: () => void;
}

export function PlaceDrawer({ editing, sites, close }: PlaceDrawerProps) {
  const { say } = useLanguage();
  const isLot = editing?.what === 'lot';
  const isNew = !(editing && ('site' in editing || 'lot' in editing));
  const title = isLot ? (isNew ? texts.addLot : texts.editLot) : isNew ? texts.addSite : texts.editSite;
  return (
    <Drawer
      opened={editing !== undefined}
      onClose={close}
      position="right"
      title={say(title)}
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      {editing?.what === 'site' ? <SiteForm site={editing.site} close={close} /> : null}
      {editing?.what === 'lot' ? <LotForm lot={editing.lot} sites={sites} close={close} /> : null}
    </Drawer>
  );
}

interface NameFieldsProps {
  readonly draft: Place;
  readonly isNew: boolean;
  readonly problems: Partial<Readonly<Record<string, Text>>>;
  readonly set: (part: Partial<Place>) => void;
}

function NameFields({ draft, isNew, problems, set }: NameFieldsProps) {
  const { say } = useLanguage();
  const field = (name: 'nameZh' | 'nameEn' | 'id') => (
    <TextInput
      label={say(texts[name])}
      {...(name === 'id' ? { description: say(texts.idHint), disabled: !isNew } : {})}
      maxLength={100}
      value={draft[name]}
      error={problems[name] ? say(problems[name]) : undefined}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className="form-pair">
        {field('nameZh')}
        {field('nameEn')}
      </div>
      {field('id')}
    </>
  );
}

/** What an editor of a place holds: the draft, what is wrong with it once it was sent, and how it is sent. */
function usePlaceForm<D extends Place, B>(
  first: D,
  bodyOf: (draft: D) => MadePlace<B>,
  send: (place: { path: { id: string }; body: B }, told: Told) => void,
  close: () => void,
) {
  const notices = useNotices();
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const made = bodyOf(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!('body' in made)) return;
    const saved = () => {
      notices.done(texts.saved);
      close();
    };
    send({ path: { id: draft.id }, body: made.body }, { onSuccess: saved, onError: notices.failed });
  };
  const set = (part: Partial<D>) => setDraft({ ...draft, ...part });
  return { draft, set, problems: tried && 'problems' in made ? made.problems : {}, submit };
}

interface Told {
  readonly onSuccess: () => void;
  readonly onError: (error: Error) => void;
}

function SiteForm({ site, close }: { site: ParkingSiteView | undefined; close: () => void }) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const change = useChange('changeParkingSite', ['listParkingSites']);
  const first = siteDraft(site, merchant.timeZone);
  const { draft, set, problems, submit } = usePlaceForm(first, siteOf, change.mutate, close);
  return (
    <form className="form" onSubmit={submit} noValidate>
      <NameFields draft={draft} isNew={!site} problems={problems} set={set} />
      <TextInput
        label={say(texts.timeZone)}
        description={say(texts.timeZoneHint)}
        maxLength={64}
        value={draft.timeZone}
        error={problems.timeZone ? say(problems.timeZone) : undefined}
        onChange={(event) => set({ timeZone: event.currentTarget.value })}
      />
      <FormFoot busy={change.isPending} close={close} />
    </form>
  );
}

interface LotFormProps {
  readonly lot: ParkingLotView | undefined;
  readonly sites: readonly ParkingSiteView[];
  readonly close: () => void;
}

function LotForm({ lot, sites, close }: LotFormProps) {
  const { say } = useLanguage();
  const tariffs = useRest('listTariffs');
  const change = useChange('changeParkingLot', ['listParkingSites']);
  const first = lotDraft(lot, sites[0]?.id ?? '');
  const { draft, set, problems, submit } = usePlaceForm(first, lotOf, change.mutate, close);
  return (
    <form className="form" onSubmit={submit} noValidate>
      <NameFields draft={draft} isNew={!lot} problems={problems} set={set} />
      <Select
        label={say(texts.site)}
        data={sites.map((site) => ({ value: site.id, label: say(site.name) }))}
        value={draft.siteId}
        allowDeselect={false}
        onChange={(siteId) => set({ siteId: siteId ?? draft.siteId })}
      />
      <Select
        label={say(texts.tariff)}
        placeholder={say(texts.noTariff)}
        data={(tariffs.data?.items ?? []).map(({ tariff }) => ({
          value: tariff.tariffId,
          label: say(tariff.name),
        }))}
        value={draft.tariffId}
        clearable
        onChange={(tariffId) => set({ tariffId })}
      />
      <Checkbox
        label={say(texts.ownLabel)}
        description={say(texts.ownHint)}
        checked={draft.own}
        onChange={(event) => set({ own: event.currentTarget.checked })}
      />
      {lot?.driversUrl ? <LotCode name={lot.name} url={lot.driversUrl} /> : null}
      <FormFoot busy={change.isPending} close={close} />
    </form>
  );
}
