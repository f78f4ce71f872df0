/** The editor of one code rule: what it reads, how such codes are built, and a try-out as one types. */
import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CodePattern } from '../../../domain/code-pattern.ts';
import { useLanguage } from '../language/language.tsx';
import { Choice, FormFoot, FormPart } from '../parts/form-shell.tsx';
import { FieldList } from './field-list.tsx';
import { emptyPattern, type PatternDraft, patternDraft, patternOfDraft } from './pattern-draft.ts';
import { formNames, patternTexts as texts, valueNames } from './pattern-texts.ts';
import { TryPattern } from './try-pattern.tsx';

interface PatternFormProps {
  /** Absent for a new one. */
  readonly pattern: CodePattern | undefined;
  /** The other rules of the table. */
  readonly others: readonly CodePattern[];
  readonly busy: boolean;
  readonly save: (pattern: CodePattern) => void;
  readonly remove: () => void;
  readonly close: () => void;
}

interface FieldsProps {
  readonly draft: PatternDraft;
  readonly set: (part: Partial<PatternDraft>) => void;
}

export function PatternForm({ pattern, others, busy, save, remove, close }: PatternFormProps) {
  const { say } = useLanguage();
  const [draft, setDraft] = useState(pattern ? patternDraft(pattern) : emptyPattern);
  const [tried, setTried] = useState(false);
  const made = patternOfDraft(draft, others);
  const set = (part: Partial<PatternDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ('pattern' in made) save(made.pattern);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormPart title={texts.what}>
        <div className="form-pair">
          <TextInput
            label={say(texts.description)}
            value={draft.description}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
          <TextInput
            label={say(texts.id)}
            disabled={pattern !== undefined}
            value={draft.patternId}
            onChange={(event) => set({ patternId: event.currentTarget.value })}
          />
        </div>
      </FormPart>
      <FormPart title={texts.structure}>
        <SegmentedControl
          aria-label={say(texts.form)}
          data={Object.entries(formNames).map(([value, name]) => ({ value, label: say(name) }))}
          value={draft.form}
          onChange={(form) => set({ form: form as PatternDraft['form'] })}
        />
        <StructureFields draft={draft} set={set} />
        {tried && 'problem' in made ? (
          <p className="form-problem" role="alert">
            {made.problem}
          </p>
        ) : null}
      </FormPart>
      <FormPart title={texts.tryOut}>
        <TryPattern pattern={'pattern' in made ? made.pattern : undefined} />
      </FormPart>
      <p className="quiet">{say(texts.takesEffect)}</p>
      <FormFoot busy={busy} close={close} remove={pattern && remove} />
    </form>
  );
}

function StructureFields({ draft, set }: FieldsProps) {
  const { say } = useLanguage();
  if (draft.form === 'fields') {
    return <FieldList separator={draft.separator} fields={draft.fields} changed={set} />;
  }
  if (draft.form === 'expression') {
    return (
      <Textarea
        classNames={{ input: 'expression-input' }}
        label={say(texts.expression)}
        description={say(texts.expressionHint)}
        autosize
        minRows={3}
        value={draft.expression}
        onChange={(event) => set({ expression: event.currentTarget.value })}
      />
    );
  }
  return (
    <>
      <TextInput
        classNames={{ input: 'expression-input' }}
        label={say(texts.places)}
        description={say(texts.placesHint)}
        value={draft.places}
        onChange={(event) => set({ places: event.currentTarget.value })}
      />
      <Choice label={texts.value} names={valueNames} value={draft.value} chosen={(value) => set({ value })} />
    </>
  );
}
