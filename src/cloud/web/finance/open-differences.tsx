/** Differences with the channels that nobody explained yet: how old, how many, how much either way. */
import { Link } from 'wouter';
import type { Answer } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { useRest } from '../rest/use-rest.ts';
import { ageNames, overviewTexts as texts } from './finance-texts.ts';

type AgeRow = Answer<'readOpenDifferences'>['ages'][number];

export function OpenDifferences() {
  const { say } = useLanguage();
  const { data, error, refetch } = useRest('readOpenDifferences');
  const columns: Column<AgeRow>[] = [
    { name: texts.age, wide: true, cell: ({ age }) => say(ageNames[age]) },
    { name: texts.count, align: 'right', cell: ({ count }) => <span className="number">{count}</span> },
    { name: texts.moreMinor, align: 'right', cell: (row) => <Money minor={row.moreMinor} /> },
    { name: texts.lessMinor, align: 'right', cell: (row) => <Money minor={row.lessMinor} /> },
  ];
  return (
    <Card title={texts.openDifferences} aside={<Link href="/finance/differences">{say(texts.more)}</Link>}>
      <Listing
        label={texts.openDifferences}
        columns={columns}
        rows={data?.ages.filter(({ count }) => count > 0)}
        rowKey={({ age }) => age}
        error={error}
        again={() => void refetch()}
        empty={<Empty title={texts.noDifferences} />}
        expectedRows={2}
      />
    </Card>
  );
}
