/** Where our books and the channels differ in a period, by channel and kind. */
import { channelName, differenceName, differenceTexts, groupNames } from '../../../look/form-texts.ts';
import type { DifferenceRow } from '../../../wire/rest-forms.ts';
import { useLanguage } from '../language/language.tsx';
import { Empty } from '../parts/empty.tsx';
import { type Column, Listing } from '../parts/listing.tsx';
import { Money } from '../parts/money.tsx';
import { useRest } from '../rest/use-rest.ts';
import { overviewTexts } from './finance-texts.ts';
import type { FormAddress } from './form-address.ts';

export function DifferenceForm({ address }: { address: FormAddress }) {
  const { say } = useLanguage();
  const { channel } = address.filters;
  const { data, error, refetch } = useRest('readDifferenceForm', {
    query: { ...address.period, channel },
    keepPrevious: true,
  });
  const columns: Column<DifferenceRow>[] = [
    { name: groupNames.channel, cell: (row) => say(channelName(row.channel)) },
    { name: differenceTexts.category, wide: true, cell: (row) => say(differenceName(row.category)) },
    {
      name: differenceTexts.open,
      align: 'right',
      cell: ({ open }) => <span className="number">{open}</span>,
    },
    {
      name: differenceTexts.openDelta,
      align: 'right',
      cell: (row) => <Money minor={row.openDeltaMinor} />,
    },
    {
      name: differenceTexts.closed,
      align: 'right',
      cell: ({ closed }) => <span className="number">{closed}</span>,
    },
    {
      name: differenceTexts.closedDelta,
      align: 'right',
      cell: (row) => <Money minor={row.closedDeltaMinor} />,
    },
  ];
  return (
    <div className="card flush">
      <Listing
        label={overviewTexts.openDifferences}
        columns={columns}
        rows={data?.rows}
        rowKey={({ channel: of, category }) => `${of} ${category}`}
        error={error}
        again={() => void refetch()}
        empty={<Empty title={overviewTexts.noDifferences} />}
      />
    </div>
  );
}
