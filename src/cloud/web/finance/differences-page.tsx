/** The worklist of differences with the channels: what each is about, how old it is, and what to do about it. */
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { differenceCategories, differenceStates } from '../../../domain/difference.ts';
import type { Text } from '../../../domain/text.ts';
import { channelName, differenceName } from '../../../look/form-texts.ts';
import type { Difference } from '../../../wire/rest-finance.ts';
import { useLanguage } from '../language/language.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { Pager } from '../parts/pager.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { useRest } from '../rest/use-rest.ts';
import { Age } from '../time/site-time.tsx';
import { differenceStateWords, differencePageTexts as texts } from './books-texts.ts';
import { DifferenceDrawer } from './difference-drawer.tsx';
import { FinanceFrame } from './finance-frame.tsx';
import { financeTexts } from './finance-texts.ts';
import { useAddressChange } from './use-today.ts';

const pageRows = 50;
const statementChannels = ['alipay', 'wechat'] as const;

export function DifferencesPage() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const [chosen, setChosen] = useState<string>();
  const given = (name: string) => search.get(name) ?? undefined;
  const state = given('state') ?? 'unsettled';
  const page = useRest('listDifferences', {
    query: {
      ...(state === 'any' ? {} : { state }),
      ...{ channel: given('channel'), category: given('category'), from: given('from'), to: given('to') },
      ...{ limit: pageRows, after: given('after') },
    },
    keepPrevious: true,
  });
  return (
    <FinanceFrame title={financeTexts.differences} lead={say(texts.lead)}>
      <DifferenceFilters state={state} channel={given('channel')} category={given('category')} />
      <div className="card flush">
        <Listing
          label={financeTexts.differences}
          columns={[...differenceColumns(say), decideColumn(say, setChosen)]}
          rows={page.data?.items}
          rowKey={({ id }) => id}
          error={page.error}
          again={() => void page.refetch()}
          empty={<Empty title={texts.none} lead={texts.noneLead} />}
        />
      </div>
      <Pager next={page.data?.next} />
      <DifferenceDrawer id={chosen} close={() => setChosen(undefined)} />
    </FinanceFrame>
  );
}

interface DifferenceFiltersProps {
  readonly state: string;
  readonly channel: string | undefined;
  readonly category: string | undefined;
}

function DifferenceFilters({ state, channel, category }: DifferenceFiltersProps) {
  const { say } = useLanguage();
  const change = useAddressChange();
  return (
    <div className="filters">
      <Select
        aria-label={say(texts.state)}
        data={[
          { value: 'unsettled', label: say(texts.unsettled) },
          ...differenceStates.map((one) => ({ value: one as string, label: say(differenceStateWords[one]) })),
          { value: 'any', label: say(texts.anyState) },
        ]}
        value={state}
        onChange={(value) => change({ state: value ?? undefined })}
        allowDeselect={false}
      />
      <Select
        aria-label={say(texts.channel)}
        placeholder={say(texts.anyChannel)}
        data={statementChannels.map((one) => ({ value: one as string, label: say(channelName(one)) }))}
        value={channel ?? null}
        onChange={(value) => change({ channel: value ?? undefined })}
        clearable
      />
      <Select
        aria-label={say(texts.category)}
        placeholder={say(texts.anyCategory)}
        data={differenceCategories.map((one) => ({ value: one as string, label: say(differenceName(one)) }))}
        value={category ?? null}
        onChange={(value) => change({ category: value ?? undefined })}
        clearable
      />
    </div>
  );
}

function differenceColumns(say: (text: Text) => string): Column<Difference>[] {
  return [
    { name: texts.age, cell: ({ openedAtMs }) => <Age sinceMs={openedAtMs} kind="length" /> },
    {
      name: texts.what,
      wide: true,
      cell: (difference) => (
        <span className="stacked">
          <span className="strong">{say(differenceName(difference.category))}</span>
          <small className="quiet">{subjectOf(difference, say)}</small>
        </span>
      ),
    },
    { name: texts.day, cell: ({ day }) => <span className="number">{day}</span> },
    { name: texts.ours, align: 'right', cell: (one) => <Side side={isOfStatement(one) ? one.ours : null} /> },
    {
      name: texts.channelSide,
      align: 'right',
      cell: (one) => <Side side={isOfStatement(one) ? one.channelSide : null} />,
    },
    { name: texts.delta, align: 'right', cell: ({ deltaMinor }) => <Money minor={deltaMinor} /> },
    { name: texts.state, cell: ({ state }) => <StateBadge words={differenceStateWords[state]} /> },
    { name: texts.owner, deskOnly: true, cell: ({ owner }) => owner ?? '—' },
  ];
}

/** Two payments of one stay are no sides of a statement; the drawer names them. */
function isOfStatement({ category }: Difference): boolean {
  return category !== 'paidTwice';
}

/** The number under which both know it, or the stay that was paid twice and through what. */
function subjectOf(difference: Difference, say: (text: Text) => string): string {
  const { channel, orderNo, tradeNo, ours, lot, stay } = difference;
  if (isOfStatement(difference)) return `${say(channelName(channel))} · ${orderNo ?? tradeNo ?? '—'}`;
  const channels = [ours?.state ?? channel, channel].map((one) => say(channelName(one)));
  return `${channels.join(' + ')} · ${lot} · ${stay}`;
}

function Side({ side }: { side: Difference['ours'] }) {
  return side ? <Money minor={side.amountMinor} /> : <span className="quiet">—</span>;
}

function decideColumn(say: (text: Text) => string, choose: (id: string) => void): Column<Difference> {
  return {
    name: texts.decide,
    nameHidden: true,
    align: 'right',
    cell: ({ id, category, orderNo }) => (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${say(texts.decide)}: ${say(differenceName(category))} ${orderNo ?? ''}`}
        onClick={() => choose(id)}
      >
        {say(texts.decide)}
      </Button>
    ),
  };
}
