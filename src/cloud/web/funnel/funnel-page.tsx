/** How visits go up to paying: by machine or cashier page, over a period; every choice is in the address. */
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { type Face, faces } from '../../../domain/interaction.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { Answer } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure } from '../parts/failure.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { useNow } from '../time/clock-context.tsx';
import { FunnelChart } from './funnel-chart.tsx';
import { faceNames, periods, funnelTexts as texts } from './funnel-texts.ts';

type Funnel = Answer<'readFunnel'>;

const dayMs = 24 * 3_600_000;
/** The end of the period moves on in steps, so that one answer serves for a while. */
const stepMs = 15_000;

export function FunnelPage() {
  const { say, language } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const face: Face = search.get('face') === 'cashier' ? 'cashier' : 'kiosk';
  const source = search.get('source') ?? undefined;
  const period = periods.find(({ value }) => value === search.get('period')) ?? periods[1];
  const to = Math.ceil((useNow() + 1) / stepMs) * stepMs;
  const query = { face, source, from: to - period.days * dayMs, to };
  const answer = useRest('readFunnel', { query, keepPrevious: true });
  const { data } = answer;
  const choose = (change: Record<string, string | null>) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(change)) {
        if (value === null) after.delete(name);
        else after.set(name, value);
      }
      return after;
    });
  const began = data?.steps[0]?.visits ?? 0;
  return (
    <>
      <PageHead title={texts.title} lead={say(texts.lead)} />
      <div className="filters">
        <Select
          aria-label={say(texts.face)}
          data={faces.map((one) => ({ value: one as string, label: say(faceNames[one]) }))}
          value={face}
          onChange={(value) => choose({ face: value, source: null })}
          allowDeselect={false}
        />
        <SourceChoice face={face} source={source} choose={(value) => choose({ source: value })} />
        <Select
          aria-label={say(texts.period)}
          data={periods.map(({ value, name }) => ({ value: value as string, label: say(name) }))}
          value={period.value}
          onChange={(value) => choose({ period: value })}
          allowDeselect={false}
        />
      </div>
      {!data && answer.error ? (
        <Failure error={answer.error} again={() => void answer.refetch()} />
      ) : (
        <Card title={texts.steps}>
          {data && began === 0 ? (
            <Empty title={texts.empty} lead={texts.emptyLead} icon="search" />
          ) : (
            <FunnelChart steps={data?.steps ?? []} />
          )}
          {data && data.dropped > 0 ? (
            <p className="quiet">{sayIn(texts.dropped, language, { count: data.dropped })}</p>
          ) : null}
        </Card>
      )}
      {data && began > 0 ? <Details data={data} /> : null}
    </>
  );
}

interface SourceChoiceProps {
  readonly face: Face;
  readonly source: string | undefined;
  readonly choose: (source: string | null) => void;
}

/** Machines by name; clients only for those who may see them. */
function SourceChoice({ face, source, choose }: SourceChoiceProps) {
  const { say } = useLanguage();
  const { may } = useSession();
  const kiosks = useRest('listKiosks', { query: { limit: 200 }, enabled: face === 'kiosk' });
  const mayList = face === 'cashier' && may('manageUsers');
  const clients = useRest('listClients', { enabled: mayList });
  const choices =
    face === 'kiosk'
      ? (kiosks.data?.items ?? []).map(({ id, name }) => ({ value: id as string, label: say(name) }))
      : (clients.data?.items ?? []).map(({ id, name }) => ({ value: id as string, label: name }));
  return (
    <Select
      aria-label={say(texts.source)}
      placeholder={say(texts.anySource)}
      data={choices}
      value={source ?? null}
      onChange={choose}
      clearable
      searchable
    />
  );
}

function Details({ data }: { data: Funnel }) {
  const { pages, elements } = useMemo(() => columnsOf(), []);
  return (
    <div className="funnel-details">
      <Card title={texts.pages}>
        <Listing
          label={texts.pages}
          columns={pages}
          rows={data.pages}
          rowKey={({ page }) => page}
          empty={null}
        />
      </Card>
      <Card title={texts.elements}>
        <Listing
          label={texts.elements}
          columns={elements}
          rows={data.elements}
          rowKey={({ page, element }) => `${page} ${element}`}
          empty={<Empty title={texts.empty} />}
        />
      </Card>
    </div>
  );
}

function columnsOf(): {
  pages: Column<Funnel['pages'][number]>[];
  elements: Column<Funnel['elements'][number]>[];
} {
  return {
    pages: [
      { name: texts.page, wide: true, cell: ({ page }) => <code>{page}</code> },
      { name: texts.visits, align: 'right', cell: ({ visits }) => <span className="number">{visits}</span> },
    ],
    elements: [
      { name: texts.page, wide: true, cell: ({ page }) => <code>{page}</code> },
      { name: texts.element, cell: ({ element }) => <code>{element}</code> },
      {
        name: texts.touches,
        align: 'right',
        cell: ({ touches }) => <span className="number">{touches}</span>,
      },
    ],
  };
}
