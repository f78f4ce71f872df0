/** Gifts and conversations that recipients reported, oldest first: what was said, whose they are, and a decision. */
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import type { GiftReport } from '../../../wire/rest-gift-reports.ts';
import { counted } from '../language/counted.ts';
import { useLanguage } from '../language/language.tsx';
import { withFilter } from '../orders/order-filter.ts';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { Age } from '../time/site-time.tsx';
import { ReportDecision } from './report-decision.tsx';
import { decisionNames, reasonWords, reportTexts as texts } from './report-texts.ts';

const pageRows = 100;

export function ReportsPage() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') === 'all' ? 'all' : 'open';
  const page = useRest('listGiftReports', {
    query: { state, after: search.get('after') ?? undefined, limit: pageRows },
    keepPrevious: true,
  });
  const [chosenId, setChosenId] = useState<string>();
  // What is decided about is shown as it stands now, also while somebody thinks.
  const chosen = page.data?.items.find(({ id }) => id === chosenId);
  return (
    <>
      <PageHead title={texts.title} lead={say(texts.lead)} />
      <div className="filters">
        <SegmentedControl
          aria-label={say(texts.show)}
          value={state}
          onChange={(wanted) =>
            setSearch(withFilter(search, { state: wanted === 'all' ? 'all' : undefined }))
          }
          data={[
            { value: 'open', label: say(texts.open) },
            { value: 'all', label: say(texts.all) },
          ]}
        />
      </div>
      <div className="card flush">
        <Listing
          label={texts.title}
          columns={reportColumns(say, setChosenId)}
          rows={page.data?.items}
          rowKey={({ id }) => id}
          error={page.error}
          again={() => void page.refetch()}
          empty={<Empty title={texts.none} lead={texts.noneLead} />}
        />
      </div>
      <Pager next={page.data?.next} />
      {chosen ? (
        <ReportDecision key={chosen.id} report={chosen} close={() => setChosenId(undefined)} />
      ) : null}
    </>
  );
}

type Say = (text: Text) => string;

function reportColumns(say: Say, choose: (id: string) => void): Column<GiftReport>[] {
  return [
    { name: texts.age, cell: ({ reportedAtMs }) => <Age sinceMs={reportedAtMs} /> },
    { name: texts.reason, wide: true, cell: (report) => <Said report={report} /> },
    { name: texts.giver, cell: ({ giver }) => <Giver giver={giver} /> },
    {
      name: texts.amount,
      align: 'right',
      cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
    },
    {
      name: texts.decide,
      nameHidden: true,
      align: 'right',
      cell: ({ id, decided, reason }) => (
        <span className="stacked">
          {decided ? (
            <>
              <StateBadge words={{ ...decisionNames[decided.decision], tone: 'quiet' }} />
              <small className="quiet">
                {decided.by} · <Age sinceMs={decided.atMs} />
              </small>
            </>
          ) : null}
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${say(decided ? texts.look : texts.decide)}: ${say(reasonWords(reason))}`}
            onClick={() => choose(id)}
          >
            {say(decided ? texts.look : texts.decide)}
          </Button>
        </span>
      ),
    },
  ];
}

/** Why it was reported, and what the giver had written. */
function Said({ report: { reason, words, messages } }: { readonly report: GiftReport }) {
  const { say } = useLanguage();
  return (
    <span className="stacked">
      <span className="strong" dir="auto">
        {say(reasonWords(reason))}
      </span>
      <small className="quiet" dir="auto">
        {words || say(texts.noWords)}
        {messages.length > 0 ? ` · ${say(counted(messages.length, '条对话', 'message'))}` : ''}
      </small>
    </span>
  );
}

function Giver({ giver }: { readonly giver: GiftReport['giver'] }) {
  const { say } = useLanguage();
  if (giver === null) return <span className="quiet">{say(texts.gone)}</span>;
  const { name, phoneMasked, blockedBy, reports, barred } = giver;
  return (
    <span className="stacked">
      <span className="strong">{name || say(texts.nameless)}</span>
      <small className="quiet">
        {phoneMasked} · {say(counted(reports, '次被举报', 'report'))}
      </small>
      {blockedBy.length > 0 ? (
        <small className="quiet">
          {say(texts.blockedBy)} {blockedBy.join(', ')}
        </small>
      ) : null}
      {barred ? <StateBadge words={{ ...texts.barred, tone: 'warning' }} /> : null}
    </span>
  );
}
