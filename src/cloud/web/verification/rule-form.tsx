/** The editor of one verification rule: what it checks, what the shopper is told, and a try-out. */
import { Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import { checkFields, mayAsk } from '../../../domain/verification-data.ts';
import type { NamedValue, VerificationRule } from '../../../domain/verification-rule.ts';
import { useLanguage } from '../language/language.tsx';
import { Choice, FormFoot, FormPart } from '../parts/form-shell.tsx';
import type { Problems } from '../products/product-draft.ts';
import { ExpressionField } from './expression-field.tsx';
import {
  emptyRule,
  expressionProblemOf,
  type RuleDraft,
  type RuleField,
  ruleDraft,
  ruleOfDraft,
} from './rule-draft.ts';
import { TryOut } from './try-out-fields.tsx';
import { correctionNames, placeNames, verificationTexts as texts } from './verification-texts.ts';

interface RuleFormProps {
  /** Absent for a new one. */
  readonly rule: VerificationRule | undefined;
  readonly values: readonly NamedValue[];
  readonly busy: boolean;
  readonly save: (rule: VerificationRule) => void;
  readonly remove: (rule: VerificationRule) => void;
  readonly close: () => void;
}

interface FieldsProps {
  readonly draft: RuleDraft;
  readonly problems: Problems<RuleField>;
  readonly set: (part: Partial<RuleDraft>) => void;
}

export function RuleForm({ rule, values, busy, save, remove, close }: RuleFormProps) {
  const { say } = useLanguage();
  const [draft, setDraft] = useState(rule ? ruleDraft(rule) : emptyRule);
  const [tried, setTried] = useState(false);
  const made = ruleOfDraft(draft, values);
  const problem = expressionProblemOf(draft, values);
  const problems: Problems<RuleField> = tried && 'problems' in made ? made.problems : {};
  const set = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ('rule' in made) save(made.rule);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormPart title={texts.what}>
        <NameFields draft={draft} problems={problems} set={set} isNew={rule === undefined} />
      </FormPart>
      <FormPart title={texts.checks}>
        <Choice
          label={texts.place}
          names={placeNames}
          value={draft.place}
          chosen={(place) => set({ place })}
        />
        <ExpressionField
          value={draft.expression}
          problem={problem}
          missing={problems.expression ? say(problems.expression) : undefined}
          changed={(expression) => set({ expression })}
        />
        <Names draft={draft} values={values} />
        <Choice
          label={texts.unknown}
          names={{ refuse: texts.refuse, pass: texts.pass }}
          value={draft.whenUnknown}
          chosen={(whenUnknown) => set({ whenUnknown })}
        />
      </FormPart>
      <FormPart title={texts.tryOut}>
        <TryOut draft={draft} values={values} />
      </FormPart>
      <FormPart title={texts.failed}>
        <FailureFields draft={draft} problems={problems} set={set} />
      </FormPart>
      <p className="quiet">{say(texts.takesEffect)}</p>
      <FormFoot busy={busy} close={close} remove={rule && (() => remove(rule))} />
    </form>
  );
}

function NameFields({ draft, problems, set, isNew }: FieldsProps & { isNew: boolean }) {
  const { say } = useLanguage();
  const field = (name: 'labelZh' | 'labelEn' | 'key' | 'order', hint?: Text) => (
    <TextInput
      label={say(texts[name])}
      {...(hint ? { description: say(hint) } : {})}
      disabled={name === 'key' && !isNew}
      value={draft[name]}
      error={problems[name] ? say(problems[name]) : undefined}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className="form-pair">
      {field('labelZh')}
      {field('labelEn')}
      {field('key', texts.keyHint)}
      {field('order')}
    </div>
  );
}

function FailureFields({ draft, problems, set }: FieldsProps) {
  const { say } = useLanguage();
  const message = (name: 'messageZh' | 'messageEn') => (
    <Textarea
      label={say(texts[name])}
      autosize
      minRows={2}
      value={draft[name]}
      error={problems[name] ? say(problems[name]) : undefined}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      {message('messageZh')}
      {message('messageEn')}
      <Choice
        label={texts.leads}
        names={correctionNames}
        value={draft.correction}
        chosen={(correction) => set({ correction })}
      />
    </>
  );
}

/** Every name that the place knows, with what it means. */
function Names({ draft, values }: { draft: RuleDraft; values: readonly NamedValue[] }) {
  const { say } = useLanguage();
  const known = Object.entries(checkFields).filter(([, { from }]) => mayAsk(draft.place, from));
  return (
    <details className="check-names">
      <summary>{say(texts.names)}</summary>
      <dl>
        {known.map(([name, { type, meaning }]) => (
          <div key={name}>
            <dt>
              <code>{name}</code> <small>{type}</small>
            </dt>
            <dd>{say(meaning)}</dd>
          </div>
        ))}
        {values.map(({ name, kind }) => (
          <div key={name}>
            <dt>
              <code>values.{name}</code> <small>{kind}</small>
            </dt>
          </div>
        ))}
      </dl>
    </details>
  );
}
