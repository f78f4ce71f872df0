/** The editor of the named values: limits, lists and tables that the rules ask for. */
import { Button, CloseButton, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import type { NamedValue } from '../../../domain/verification-rule.ts';
import { useLanguage } from '../language/language.tsx';
import { FormFoot } from '../parts/form-shell.tsx';
import { type ValueDraft, valueDraft, valuesOfDrafts } from './value-draft.ts';
import { kindNames, verificationTexts as texts } from './verification-texts.ts';

interface ValuesFormProps {
  readonly values: readonly NamedValue[];
  readonly busy: boolean;
  readonly save: (values: readonly NamedValue[]) => void;
  readonly close: () => void;
}

export function ValuesForm({ values, busy, save, close }: ValuesFormProps) {
  const { say } = useLanguage();
  const [drafts, setDrafts] = useState(values.map(valueDraft));
  const [lastId, setLastId] = useState(values.length);
  const [tried, setTried] = useState(false);
  const made = valuesOfDrafts(drafts);
  const change = (id: number, part: Partial<ValueDraft>) =>
    setDrafts(drafts.map((draft) => (draft.id === id ? { ...draft, ...part } : draft)));
  const add = () => {
    setLastId(lastId + 1);
    setDrafts([...drafts, { id: lastId, name: '', kind: 'number', typed: '' }]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ('values' in made) save(made.values);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      {drafts.map((draft) => (
        <ValueFields
          key={draft.id}
          draft={draft}
          problem={tried && 'problems' in made ? made.problems.get(draft.id) : undefined}
          change={(part) => change(draft.id, part)}
          remove={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))}
        />
      ))}
      <Button variant="default" onClick={add}>
        {say(texts.addValue)}
      </Button>
      <p className="quiet">{say(texts.takesEffect)}</p>
      <FormFoot busy={busy} close={close} />
    </form>
  );
}

interface ValueFieldsProps {
  readonly draft: ValueDraft;
  readonly problem: Text | undefined;
  readonly change: (part: Partial<ValueDraft>) => void;
  readonly remove: () => void;
}

function ValueFields({ draft, problem, change, remove }: ValueFieldsProps) {
  const { say } = useLanguage();
  const { name, kind, typed } = draft;
  const lines = kind === 'list' || kind === 'table';
  const Field = lines ? Textarea : TextInput;
  return (
    <fieldset className="form-part value-fields">
      <div className="form-pair">
        <TextInput
          label={say(texts.name)}
          value={name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label={say(texts.kind)}
          data={(Object.keys(kindNames) as ValueDraft['kind'][]).map((one) => ({
            value: one as string,
            label: say(kindNames[one]),
          }))}
          value={kind}
          allowDeselect={false}
          onChange={(next) => change({ kind: (next ?? kind) as ValueDraft['kind'] })}
        />
      </div>
      <Field
        label={say(texts.value)}
        {...(lines ? { autosize: true, minRows: 3 } : {})}
        value={typed}
        error={problem ? say(problem) : undefined}
        onChange={(event) => change({ typed: event.currentTarget.value })}
      />
      <CloseButton aria-label={`${say(texts.remove)}: ${name}`} onClick={remove} />
    </fieldset>
  );
}
