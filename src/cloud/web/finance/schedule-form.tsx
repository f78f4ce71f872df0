/** The editor of one schedule: who is sent which forms, as which files, how often. */
import { Checkbox, MultiSelect, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { languageSchema } from '../../../domain/text.ts';
import { formNames } from '../../../look/form-texts.ts';
import { languageNames } from '../../../look/shared-texts.ts';
import { type FormSchedule, fileFormats, formKinds } from '../../../wire/rest-forms.ts';
import { useLanguage } from '../language/language.tsx';
import { Choice, FormFoot, FormPart } from '../parts/form-shell.tsx';
import { useRest } from '../rest/use-rest.ts';
import { everyNames, recipientNames, scheduleTexts as texts } from './schedule-texts.ts';

interface ScheduleFormProps {
  readonly schedule: FormSchedule;
  readonly busy: boolean;
  readonly save: (schedule: FormSchedule) => void;
  readonly close: () => void;
}

const emailPattern = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;
const emailsMax = 20;

/** Of what was typed; undefined where one of them is no address. */
export function typedEmails(text: string): string[] | undefined {
  const emails = text.split(/[\s,;]+/).filter((email) => email !== '');
  const fits = emails.length > 0 && emails.length <= emailsMax && emails.every((e) => emailPattern.test(e));
  return fits ? [...new Set(emails)] : undefined;
}

export function ScheduleForm({ schedule, busy, save, close }: ScheduleFormProps) {
  const { say } = useLanguage();
  const [draft, setDraft] = useState(schedule);
  const [emails, setEmails] = useState(schedule.emails.join('\n'));
  const [tried, setTried] = useState(false);
  const set = (part: Partial<FormSchedule>) => setDraft({ ...draft, ...part });
  const typed = typedEmails(emails);
  const recipient = draft.recipient.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (typed && recipient !== '') save({ ...draft, recipient, emails: typed });
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormPart title={texts.whom}>
        <Choice
          label={texts.recipientKind}
          names={recipientNames}
          value={draft.recipientKind}
          chosen={(recipientKind) => set({ recipientKind })}
        />
        <TextInput
          label={say(texts.recipient)}
          required
          maxLength={100}
          error={tried && recipient === '' ? say(texts.required) : undefined}
          value={draft.recipient}
          onChange={(event) => set({ recipient: event.currentTarget.value })}
        />
        <Textarea
          label={say(texts.emails)}
          required
          autosize
          minRows={2}
          error={tried && !typed ? say(texts.emailsWrong) : undefined}
          value={emails}
          onChange={(event) => setEmails(event.currentTarget.value)}
        />
      </FormPart>
      <FormPart title={texts.what}>
        <ContentFields draft={draft} set={set} />
      </FormPart>
      <FormPart title={texts.when}>
        <Choice
          label={texts.every}
          names={everyNames}
          value={draft.every}
          chosen={(every) => set({ every })}
        />
        <Select
          label={say(texts.hour)}
          data={Array.from({ length: 24 }, (_, hour) => ({
            value: String(hour),
            label: `${String(hour).padStart(2, '0')}:00`,
          }))}
          value={String(draft.hour)}
          onChange={(hour) => set({ hour: Number(hour ?? 8) })}
          allowDeselect={false}
        />
        <Switch
          label={say(texts.active)}
          checked={draft.active}
          onChange={(event) => set({ active: event.currentTarget.checked })}
        />
      </FormPart>
      <FormFoot busy={busy} close={close} />
    </form>
  );
}

interface ContentFieldsProps {
  readonly draft: FormSchedule;
  readonly set: (part: Partial<FormSchedule>) => void;
}

function ContentFields({ draft, set }: ContentFieldsProps) {
  const { say } = useLanguage();
  const sites = useRest('listFormSites');
  const { forms, formats } = draft;
  return (
    <>
      <Checkbox.Group
        label={say(texts.forms)}
        value={forms}
        onChange={(chosen) => {
          const kept = formKinds.filter((kind) => chosen.includes(kind));
          if (kept.length > 0) set({ forms: kept });
        }}
      >
        <div className="schedule-choices">
          {formKinds.map((kind) => (
            <Checkbox key={kind} value={kind} label={say(formNames[kind])} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox.Group
        label={say(texts.formats)}
        value={formats}
        onChange={(chosen) => {
          const kept = fileFormats.filter((format) => chosen.includes(format));
          if (kept.length > 0) set({ formats: kept });
        }}
      >
        <div className="schedule-choices">
          {fileFormats.map((format) => (
            <Checkbox key={format} value={format} label={format === 'xlsx' ? 'Excel (XLSX)' : 'CSV'} />
          ))}
        </div>
      </Checkbox.Group>
      <MultiSelect
        label={say(texts.sites)}
        placeholder={draft.sites === null ? say(texts.allSites) : ''}
        data={(sites.data?.items ?? []).map(({ id, name }) => ({ value: id, label: say(name) }))}
        value={draft.sites ?? []}
        onChange={(chosen) => set({ sites: chosen.length === 0 ? null : chosen })}
        clearable
      />
      <Select
        label={say(texts.language)}
        data={languageSchema.options.map((one) => ({ value: one as string, label: languageNames[one] }))}
        value={draft.language}
        onChange={(one) => set({ language: languageSchema.parse(one) })}
        allowDeselect={false}
      />
    </>
  );
}
