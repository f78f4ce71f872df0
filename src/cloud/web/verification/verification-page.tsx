/** The rules that are checked before any money moves: edited, tried, run on past payments, published. */
import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import type { Text } from '../../../domain/text.ts';
import type { NamedValue, VerificationRule } from '../../../domain/verification-rule.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { Answer } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import type { StateWords } from '../language/state-texts.ts';
import { AddButton } from '../parts/add-button.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PublishRulesButton } from '../parts/publish-rules-button.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { DryRunCard } from './dry-run-card.tsx';
import { RuleForm } from './rule-form.tsx';
import { useRuleChanges, useValueChanges } from './use-rule-changes.ts';
import { typedOf } from './value-draft.ts';
import { ValuesForm } from './values-form.tsx';
import { correctionNames, kindNames, placeNames, verificationTexts as texts } from './verification-texts.ts';

type Verification = Answer<'readVerification'>;
/** What is being edited: nothing, the values, a new rule, or one that is there. */
type Editing = 'nothing' | 'values' | 'new' | VerificationRule;

export function VerificationPage() {
  const { say, language } = useLanguage();
  const { may } = useSession();
  const [editing, setEditing] = useState<Editing>('nothing');
  const answer = useRest('readVerification');
  const { data } = answer;
  const mayChange = may('changeCatalogue');
  const columns = ruleColumns(say, data);
  const published = data?.published;
  return (
    <>
      <PageHead title={texts.title}>
        {mayChange ? <AddButton label={texts.add} add={() => setEditing('new')} /> : null}
        <PublishRulesButton
          operation="publishVerification"
          refreshes={['readVerification']}
          changed={data !== undefined && differs(data)}
          label={texts.publish}
          what={texts.publishWhat}
          undo={texts.publishUndo}
        />
      </PageHead>
      <div className="rules-page">
        <p className="quiet">
          {say(texts.lead)}{' '}
          {published
            ? sayIn(texts.version, language, { version: published.base.version })
            : say(texts.notPublished)}
        </p>
        <div className="card flush">
          <Listing
            label={texts.title}
            columns={mayChange ? [...columns, editColumn(say, setEditing)] : columns}
            rows={data?.rules}
            rowKey={({ key }) => key}
            error={answer.error}
            again={() => void answer.refetch()}
            empty={<Empty title={texts.noneYet} lead={texts.noneYetLead} icon="shield" />}
          />
        </div>
        <ValuesCard
          values={data?.values ?? []}
          {...(mayChange ? { edit: () => setEditing('values') } : {})}
        />
        {mayChange ? <DryRunCard rules={data?.rules ?? []} /> : null}
      </div>
      <EditingDrawer editing={editing} values={data?.values ?? []} close={() => setEditing('nothing')} />
    </>
  );
}

function differs({ rules, values, published }: Verification): boolean {
  if (!published) return rules.length > 0;
  const { base } = published;
  return JSON.stringify([rules, values]) !== JSON.stringify([base.rules, base.values]);
}

function stateOf(rule: VerificationRule, data: Verification | undefined): StateWords {
  const known = data?.published?.base.rules.find(({ key }) => key === rule.key);
  if (!known) return { ...texts.fresh, tone: 'busy' };
  if (JSON.stringify(known) !== JSON.stringify(rule)) return { ...texts.changed, tone: 'warning' };
  return { ...texts.inForce, tone: 'good' };
}

function ruleColumns(
  say: (text: Text) => string,
  data: Verification | undefined,
): Column<VerificationRule>[] {
  return [
    { name: texts.order, cell: ({ order }) => <span className="number quiet">{order}</span> },
    {
      name: texts.rule,
      wide: true,
      cell: ({ label, key }) => (
        <span className="stacked">
          <span className="strong">{say(label)}</span>
          <small className="quiet">{key}</small>
        </span>
      ),
    },
    {
      name: texts.condition,
      wide: true,
      cell: ({ expression, whenUnknown }) => (
        <span className="stacked">
          <code className="expression-text">{expression}</code>
          <small className="quiet">
            {say(texts.unknown)}: {say(texts[whenUnknown])}
          </small>
        </span>
      ),
    },
    { name: texts.place, wide: true, cell: ({ place }) => say(placeNames[place]) },
    { name: texts.leads, cell: ({ correction }) => say(correctionNames[correction]) },
    { name: texts.state, cell: (rule) => <StateBadge words={stateOf(rule, data)} /> },
  ];
}

function editColumn(
  say: (text: Text) => string,
  edit: (rule: VerificationRule) => void,
): Column<VerificationRule> {
  return {
    name: texts.edit,
    nameHidden: true,
    align: 'right',
    cell: (rule) => (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${say(texts.edit)}: ${say(rule.label)}`}
        onClick={() => edit(rule)}
      >
        {say(texts.edit)}
      </Button>
    ),
  };
}

function ValuesCard({ values, edit }: { values: readonly NamedValue[]; edit?: () => void }) {
  const { say } = useLanguage();
  return (
    <Card
      title={texts.values}
      aside={
        edit ? (
          <Button variant="default" onClick={edit}>
            {say(texts.editValues)}
          </Button>
        ) : null
      }
    >
      <p className="quiet">{say(values.length === 0 ? texts.noValues : texts.valuesLead)}</p>
      <dl className="facts">
        {values.map((value) => (
          <div key={value.name}>
            <dt>
              <code>{value.name}</code> <small>{say(kindNames[value.kind]).split(/[，,]/)[0]}</small>
            </dt>
            <dd className="value-text">{typedOf(value)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

interface EditingDrawerProps {
  readonly editing: Editing;
  readonly values: readonly NamedValue[];
  readonly close: () => void;
}

function EditingDrawer({ editing, values, close }: EditingDrawerProps) {
  const { say } = useLanguage();
  const rule = typeof editing === 'string' ? undefined : editing;
  const ruleChanges = useRuleChanges(rule, close);
  const valueChanges = useValueChanges(values, close);
  const title = editing === 'values' ? texts.values : rule ? texts.editTitle : texts.addTitle;
  return (
    <Drawer
      opened={editing !== 'nothing'}
      onClose={close}
      position="right"
      size="lg"
      title={say(title)}
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      {editing === 'values' ? (
        <ValuesForm values={values} {...valueChanges} close={close} />
      ) : (
        <RuleForm rule={rule} values={values} {...ruleChanges} close={close} />
      )}
    </Drawer>
  );
}
