/** The editor of one tariff, with the calculator on what stands in its fields. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type VehicleClass, vehicleClasses } from '../../../domain/tariff.ts';
import type { Answer } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Choice, FormFoot, FormPart } from '../parts/form-shell.tsx';
import { useNotices } from '../parts/notices.tsx';
import { useChange } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { parkingTexts, vehicleNames } from './parking-words.ts';
import { RatesFields } from './rates-fields.tsx';
import { emptyTariff, type RatesDraft, tariffDraft, tariffOf } from './tariff-draft.ts';
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
  const field = (name: 'nameZh' | 'nameEn' | 'tariffId' | 'leaveMinutes') => (
    <TextInput
      label={say(
        name === 'leaveMinutes' ? texts.leaveMinutes : parkingTexts[name === 'tariffId' ? 'id' : name],
      )}
      disabled={name === 'tariffId' && known !== undefined}
      inputMode={name === 'leaveMinutes' ? 'numeric' : 'text'}
      maxLength={100}
      value={draft[name]}
      error={problemOf(name)}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
    />
  );
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormPart title={texts.general}>
        <div className="form-pair">
          {field('nameZh')}
          {field('nameEn')}
          {field('tariffId')}
          {field('leaveMinutes')}
        </div>
        <Choice
          label={texts.dayBegins}
          names={{ midnight: texts.midnight, entry: texts.entry }}
          value={draft.dayBegins}
          chosen={(dayBegins) => setDraft({ ...draft, dayBegins })}
        />
      </FormPart>
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
          <p className="quiet">
            {say(texts.notYet)}{' '}
            {tried ? null : (
              <Button size="compact-sm" variant="subtle" onClick={() => setTried(true)}>
                {say(texts.tryOut)}
              </Button>
            )}
          </p>
        )}
      </FormPart>
      <FormFoot busy={change.isPending} close={close} />
    </form>
  );
}
