/** Statements of the channels: which came, where one was refused, which days were compared, what comes next. */
import { Button } from '@mantine/core';
import type { Text } from '../../../domain/text.ts';
import { channelName } from '../../../look/form-texts.ts';
import type { DayRunView, StatementFile } from '../../../wire/rest-finance.ts';
import { faultTitle } from '../language/fault-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { useNotices } from '../parts/notices.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useChange, useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { runStates, statementStates, importTexts as texts } from './books-texts.ts';
import { FinanceFrame } from './finance-frame.tsx';
import { financeTexts } from './finance-texts.ts';
import { NextStatements } from './next-statements.tsx';
import { StatementUpload } from './statement-upload.tsx';

const shownRows = 30;

export function ImportsPage() {
  const { say } = useLanguage();
  const { may } = useSession();
  const files = useRest('listStatements', { query: { limit: shownRows } });
  const runs = useRest('listDayRuns', { query: { limit: shownRows } });
  const mayChange = may('closePayments');
  return (
    <FinanceFrame title={financeTexts.imports} lead={say(texts.lead)}>
      <div className="stack">
        {mayChange ? <StatementUpload /> : null}
        <NextStatements />
        <Card title={texts.statements}>
          <Listing
            label={texts.statements}
            columns={fileColumns(say)}
            rows={files.data?.items}
            rowKey={({ id }) => id}
            error={files.error}
            again={() => void files.refetch()}
            empty={<Empty title={texts.noStatements} icon="inbox" />}
          />
        </Card>
        <Runs
          runs={runs.data?.items}
          error={runs.error}
          again={() => void runs.refetch()}
          mayCompare={mayChange}
        />
      </div>
    </FinanceFrame>
  );
}

function fileColumns(say: (text: Text) => string): Column<StatementFile>[] {
  return [
    { name: texts.channel, cell: ({ channel }) => say(channelName(channel)) },
    { name: texts.day, cell: ({ day }) => <span className="number">{day}</span> },
    { name: texts.state, cell: ({ state }) => <StateBadge words={statementStates[state]} /> },
    {
      name: texts.problem,
      wide: true,
      cell: ({ fault, line, column, reason }) =>
        fault === null ? null : (
          <span className="stacked">
            <span>{say(faultTitle(fault))}</span>
            <small className="quiet">
              {[line === null ? '' : `#${line}`, column ?? '', reason ?? ''].filter(Boolean).join(' · ')}
            </small>
          </span>
        ),
    },
    { name: texts.rows, align: 'right', cell: ({ rows }) => <span className="number">{rows}</span> },
    {
      name: texts.source,
      cell: ({ source, actor }) => (
        <span className="stacked">
          <span>{say(texts[source])}</span>
          <small className="quiet">{actor}</small>
        </span>
      ),
    },
    { name: texts.received, cell: ({ receivedAtMs }) => <SiteTime atMs={receivedAtMs} /> },
  ];
}

interface RunsProps {
  readonly runs: readonly DayRunView[] | undefined;
  readonly error: Error | null;
  readonly again: () => void;
  readonly mayCompare: boolean;
}

function Runs({ runs, error, again, mayCompare }: RunsProps) {
  const { say } = useLanguage();
  const notices = useNotices();
  const compare = useChange('compareDay', [
    ...(['listDayRuns', 'listDifferences', 'readOpenDifferences', 'listAudit'] as const),
  ]);
  const go = ({ channel, day }: DayRunView) =>
    void compare
      .mutateAsync({ body: { channel, day } })
      .then(() => notices.done(texts.compared), notices.failed);
  const columns: Column<DayRunView>[] = [
    { name: texts.channel, cell: ({ channel }) => say(channelName(channel)) },
    { name: texts.day, wide: true, cell: ({ day }) => <span className="number">{day}</span> },
    { name: texts.state, cell: ({ state }) => <StateBadge words={runStates[state]} /> },
    { name: texts.times, align: 'right', cell: ({ run }) => <span className="number">{run}</span> },
    { name: texts.ended, cell: ({ endedAtMs }) => <SiteTime atMs={endedAtMs} /> },
  ];
  const againColumn: Column<DayRunView> = {
    name: texts.again,
    nameHidden: true,
    align: 'right',
    cell: (run) => (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${say(texts.again)}: ${run.channel} ${run.day}`}
        disabled={compare.isPending}
        onClick={() => go(run)}
      >
        {say(texts.again)}
      </Button>
    ),
  };
  return (
    <Card title={texts.runs}>
      <Listing
        label={texts.runs}
        columns={mayCompare ? [...columns, againColumn] : columns}
        rows={runs}
        rowKey={({ channel, day }) => `${channel} ${day}`}
        error={error}
        again={again}
        empty={<Empty title={texts.noRuns} icon="scale" />}
      />
    </Card>
  );
}
