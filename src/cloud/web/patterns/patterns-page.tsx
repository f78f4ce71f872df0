/** The ordered table of code structures: edited, tried on sample codes, published as a version. */
import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import type { CodePattern } from '../../../domain/code-pattern.ts';
import type { Text } from '../../../domain/text.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { Answer } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import type { StateWords } from '../language/state-texts.ts';
import { AddButton } from '../parts/add-button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PublishRulesButton } from '../parts/publish-rules-button.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { PatternForm } from './pattern-form.tsx';
import { PatternStructure } from './pattern-structure.tsx';
import { patternTexts as texts } from './pattern-texts.ts';
import { SamplesCard } from './samples-card.tsx';
import { usePatternChanges } from './use-pattern-changes.ts';

type Table = Answer<'readCodePatterns'>;
/** What is being edited: nothing, a new rule, or one that is there. */
type Editing = 'nothing' | 'new' | CodePattern;

export function PatternsPage() {
  const { say, language } = useLanguage();
  const { may } = useSession();
  const [editing, setEditing] = useState<Editing>('nothing');
  const answer = useRest('readCodePatterns');
  const { data } = answer;
  const { replace, busy } = usePatternChanges(data);
  const mayChange = may('changeCatalogue');
  const columns = patternColumns(data);
  const move = (patternId: string, by: number) => replace(moved(data?.patterns ?? [], patternId, by));
  return (
    <>
      <PageHead title={texts.title}>
        {mayChange ? <AddButton label={texts.add} add={() => setEditing('new')} /> : null}
        <PublishRulesButton
          operation="publishCodePatterns"
          refreshes={['readCodePatterns']}
          changed={data !== undefined && differs(data)}
          label={texts.publish}
          what={texts.publishWhat}
          undo={texts.publishUndo}
        />
      </PageHead>
      <div className="rules-page">
        <p className="quiet">
          {say(texts.lead)}{' '}
          {data?.published
            ? sayIn(texts.version, language, { version: data.published.version })
            : say(texts.notPublished)}
        </p>
        <div className="card flush">
          <Listing
            label={texts.title}
            columns={mayChange ? [...columns, changeColumn(say, setEditing, move)] : columns}
            rows={data?.patterns}
            rowKey={({ patternId }) => patternId}
            error={answer.error}
            again={() => void answer.refetch()}
            empty={<Empty title={texts.noneYet} lead={texts.noneYetLead} icon="barcode" />}
          />
        </div>
        {data ? <SamplesCard samples={data.samples} /> : null}
      </div>
      <EditingDrawer
        editing={editing}
        patterns={data?.patterns ?? []}
        busy={busy}
        replace={replace}
        close={() => setEditing('nothing')}
      />
    </>
  );
}

function differs({ patterns, published }: Table): boolean {
  return JSON.stringify(patterns) !== JSON.stringify(published?.patterns ?? []);
}

/** The list with one rule moved to a neighbour's place. */
function moved(patterns: readonly CodePattern[], patternId: string, by: number): CodePattern[] {
  const at = patterns.findIndex((pattern) => pattern.patternId === patternId);
  const [rule] = patterns.slice(at, at + 1);
  const rest = patterns.filter((pattern) => pattern.patternId !== patternId);
  return rule ? [...rest.slice(0, at + by), rule, ...rest.slice(at + by)] : rest;
}

function stateOf(pattern: CodePattern, data: Table | undefined): StateWords {
  const known = data?.published?.patterns.find(({ patternId }) => patternId === pattern.patternId);
  if (!known) return { ...texts.fresh, tone: 'busy' };
  if (JSON.stringify(known) !== JSON.stringify(pattern)) return { ...texts.changed, tone: 'warning' };
  return { ...texts.inForce, tone: 'good' };
}

function patternColumns(data: Table | undefined): Column<CodePattern>[] {
  const placeOf = (pattern: CodePattern) => (data?.patterns.indexOf(pattern) ?? 0) + 1;
  return [
    { name: texts.order, cell: (pattern) => <span className="number quiet">{placeOf(pattern)}</span> },
    {
      name: texts.rule,
      wide: true,
      cell: ({ description, patternId }) => (
        <span className="stacked">
          <span className="strong">{description || patternId}</span>
          <small className="quiet">{patternId}</small>
        </span>
      ),
    },
    { name: texts.structure, wide: true, cell: ({ form }) => <PatternStructure form={form} /> },
    { name: texts.state, cell: (pattern) => <StateBadge words={stateOf(pattern, data)} /> },
  ];
}

function changeColumn(
  say: (text: Text) => string,
  edit: (pattern: CodePattern) => void,
  move: (patternId: string, by: number) => void,
): Column<CodePattern> {
  const step = (pattern: CodePattern, name: Text, by: -1 | 1) => (
    <Button
      size="compact-sm"
      variant="subtle"
      aria-label={`${say(name)}: ${pattern.description || pattern.patternId}`}
      onClick={() => move(pattern.patternId, by)}
    >
      <Icon name={by < 0 ? 'arrowUp' : 'arrowDown'} sizePx={16} />
    </Button>
  );
  return {
    name: texts.edit,
    nameHidden: true,
    align: 'right',
    cell: (pattern) => (
      <span className="row-actions">
        {step(pattern, texts.earlier, -1)}
        {step(pattern, texts.later, 1)}
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${say(texts.edit)}: ${pattern.description || pattern.patternId}`}
          onClick={() => edit(pattern)}
        >
          {say(texts.edit)}
        </Button>
      </span>
    ),
  };
}

interface EditingDrawerProps {
  readonly editing: Editing;
  readonly patterns: readonly CodePattern[];
  readonly busy: boolean;
  readonly replace: (patterns: readonly CodePattern[], done: () => void) => void;
  readonly close: () => void;
}

function EditingDrawer({ editing, patterns, busy, replace, close }: EditingDrawerProps) {
  const { say } = useLanguage();
  const pattern = typeof editing === 'string' ? undefined : editing;
  const others = patterns.filter((other) => other.patternId !== pattern?.patternId);
  const put = (next: CodePattern) =>
    replace(
      pattern
        ? patterns.map((other) => (other.patternId === pattern.patternId ? next : other))
        : [...patterns, next],
      close,
    );
  return (
    <Drawer
      opened={editing !== 'nothing'}
      onClose={close}
      position="right"
      size="lg"
      title={say(pattern ? texts.editTitle : texts.addTitle)}
      closeButtonProps={{ 'aria-label': say(texts.close) }}
    >
      <PatternForm
        key={pattern?.patternId ?? 'new'}
        pattern={pattern}
        others={others}
        busy={busy}
        save={put}
        remove={() => replace(others, close)}
        close={close}
      />
    </Drawer>
  );
}
