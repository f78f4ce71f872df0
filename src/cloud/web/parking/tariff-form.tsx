/** The editor of one tariff, with the calculator on what stands in its fields. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type VehicleClass, vehicleClasses } from '../../../domain/tariff.ts';
import type { Text } from '../../../domain/text.ts';
import type { Answer } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Choice, FormFoot, FormPart } from '../parts/form-shell.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { parkingTexts, vehicleNames } from './parking-words.ts';
import { RatesFields } from './rates-fields.tsx';
import { emptyTariff, type RatesDraft, type TariffDraft, tariffDraft, tariffOf } from './tariff-draft.ts';
import { tariffTexts as texts } from './tariff-words.ts';
import { TryOut } from './try-out.tsx';

export type TariffView = Answer<'listTariffs'>['items'][number];

interface TariffFormProps {
  /** Absent for a new one. */
  readonly known: TariffView | undefined;
  readonly close: () => void;
}

export function TariffForm({ known, close }: TariffFormProps) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const notices = useNotices();
  const change = useChange('changeTariff', ['listTariffs']);
  const [draft, setDraft] = useState(known ? tariffDraft(known.tariff, merchant.currency) : emptyTariff);
  const [tried, setTried] = useState(false);
  const made = tariffOf(draft, merchant.currency);
  const problems = tried && 'problems' in made ? made.problems : {};
  const problemOf = (field: string) => (problems[field] ? say(problems[field]) : undefined);
  const setRates = (one: VehicleClass, rates: RatesDraft | undefined) => {
    const { [one]: _, ...others } = draft.rates;
    setDraft({ ...draft, rates: { ...others, car: draft.rates.car, ...(rates ? { [one]: rates } : {}) } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!('tariff' in made)) return;
    const saved = () => {
      notices.done(texts.saved);
      close();
    };
    const body = { version: known?.version ?? 0, tariff: made.tariff };
    change.mutate({ path: { id: draft.tariffId }, body }, { onSuccess: saved, onError: notices.failed });
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <GeneralPart isNew={known === undefined} draft={draft} setDraft={setDraft} problemOf={problemOf} />
      {vehicleClasses.map((one) => (
        <FormPart key={one} title={vehicleNames[one]}>
          {one === 'car' ? null : (
            <Checkbox
              label={say(texts.ownRates)}
              description={say(texts.asCar)}
              checked={draft.rates[one] !== undefined}
              onChange={(event) => setRates(one, event.currentTarget.checked ? draft.rates.car : undefined)}
            />
          )}
          {draft.rates[one] ? (
            <RatesFields
              name={one}
              rates={draft.rates[one]}
              problemOf={problemOf}
              set={(rates) => setRates(one, rates)}
            />
          ) : null}
        </FormPart>
      ))}
      <FormPart title={texts.tryOut}>
        {'tariff' in made ? (
          <TryOut tariff={made.tariff} timeZone={merchant.timeZone} />
        ) : (
          <NotYet check={tried ? undefined : () => setTried(true)} />
        )}
      </FormPart>
      <FormFoot busy={change.isPending} close={close} />
    </form>
  );
}

interface GeneralPartProps {
  readonly isNew: boolean;
  readonly draft: TariffDraft;
  readonly setDraft: (draft: TariffDraft) => void;
  readonly problemOf: (field: string) => string | undefined;
}

function GeneralPart({ isNew, draft, setDraft, problemOf }: GeneralPartProps) {
  const { say } = useLanguage();
  const field = (name: 'nameZh' | 'nameEn' | 'tariffId' | 'leaveMinutes', label: Text) => (
    <TextInput
      label={say(label)}
      disabled={name === 'tariffId' && !isNew}
      inputMode={name === 'leaveMinutes' ? 'numeric' : 'text'}
      maxLength={100}
      value={draft[name]}
      error={problemOf(name)}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
    />
  );
  return (
    <FormPart title={texts.general}>
      <div className="form-pair">
        {field('nameZh', parkingTexts.nameZh)}
        {field('nameEn', parkingTexts.nameEn)}
        {field('tariffId', parkingTexts.id)}
        {field('leaveMinutes', texts.leaveMinutes)}
      </div>
      <Choice
        label={texts.dayBegins}
        names={{ midnight: texts.midnight, entry: texts.entry }}
        value={draft.dayBegins}
        chosen={(dayBegins) => setDraft({ ...draft, dayBegins })}
      />
    </FormPart>
  );
}

/** Stands where the calculator would, while the fields hold no tariff; `check` shows what is missing. */
function NotYet({ check }: { readonly check: (() => void) | undefined }) {
  const { say } = useLanguage();
  return (
    <p className="quiet">
      {say(texts.notYet)}{' '}
      {check ? (
        <Button size="compact-sm" variant="subtle" onClick={check}>
          {say(texts.tryOut)}
        </Button>
      ) : null}
    </p>
  );
}
