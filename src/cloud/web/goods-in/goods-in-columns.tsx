/** The columns of the table of goods taken in, and what became of each entry. */
import { Button } from '@mantine/core';
import type { Text } from '../../../domain/text.ts';
import type { GoodsInEntryView } from '../../../wire/rest.ts';
import type { StateWords } from '../language/state-texts.ts';
import type { Column } from '../parts/listing.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { SiteTime } from '../time/site-time.tsx';
import { goodsInTexts as texts } from './goods-in-texts.ts';

type Say = (text: Text) => string;

interface ColumnWishes {
  /** `YYYY-MM-DD` where the merchant is. */
  readonly todayIso: string;
  readonly promotionName: (promotionId: string) => Text;
  /** Absent for those who may not. */
  readonly correct: ((entry: GoodsInEntryView) => void) | undefined;
}

const dash = <span className="quiet">—</span>;

export function goodsInColumns(
  say: Say,
  { todayIso, promotionName, correct }: ColumnWishes,
): Column<GoodsInEntryView>[] {
  const columns: Column<GoodsInEntryView>[] = [
    {
      name: texts.product,
      wide: true,
      cell: ({ productName, productId, note }) => (
        <span className="stacked">
          <span className="strong">{productName ? say(productName) : productId}</span>
          {note ? <small className="quiet">{note}</small> : null}
        </span>
      ),
    },
    { name: texts.goods, cell: (entry) => <WhichGoods entry={entry} say={say} /> },
    { name: texts.dates, cell: (entry) => <Until entry={entry} todayIso={todayIso} say={say} /> },
    {
      name: texts.rules,
      wide: true,
      deskOnly: true,
      cell: ({ patternId, promotionId }) =>
        patternId === undefined && promotionId === undefined ? (
          dash
        ) : (
          <span className="stacked">
            {promotionId === undefined ? null : <span>{say(promotionName(promotionId))}</span>}
            {patternId === undefined ? null : <small className="id">{patternId}</small>}
          </span>
        ),
    },
    { name: texts.quantity, align: 'right', cell: ({ quantity }) => quantity ?? dash },
    {
      name: texts.takenIn,
      deskOnly: true,
      cell: ({ takenInAtMs, actor }) => (
        <span className="stacked">
          <SiteTime atMs={takenInAtMs} />
          <small className="quiet">{actor}</small>
        </span>
      ),
    },
    { name: texts.state, cell: (entry) => <StateBadge words={stateOf(entry)} /> },
  ];
  if (correct) columns.push(correctColumn(say, correct));
  return columns;
}

function stateOf({ inForce, withdrawn, correctedBy }: GoodsInEntryView): StateWords {
  if (inForce) return { ...texts.stateInForce, tone: 'good' };
  if (withdrawn) return { ...texts.stateWithdrawn, tone: 'quiet' };
  return { ...(correctedBy === null ? texts.stateOlder : texts.stateCorrected), tone: 'quiet' };
}

function WhichGoods({ entry: { lot, serial }, say }: { entry: GoodsInEntryView; say: Say }) {
  if (lot === undefined && serial === undefined)
    return <span className="quiet">{say(texts.wholeArticle)}</span>;
  return (
    <span className="stacked">
      {lot === undefined ? null : <span className="id">{lot}</span>}
      {serial === undefined ? null : <small className="id">{serial}</small>}
    </span>
  );
}

function Until({ entry, todayIso, say }: { entry: GoodsInEntryView; todayIso: string; say: Say }) {
  const { expiresOn, producedOn, shelfLifeDays } = entry;
  const made = [producedOn, shelfLifeDays === undefined ? undefined : `+${shelfLifeDays}`].filter(Boolean);
  if (expiresOn === undefined && made.length === 0) return dash;
  const past = expiresOn !== undefined && expiresOn < todayIso;
  return (
    <span className="stacked">
      <span className="number">{expiresOn ?? made.join(' ')}</span>
      {past ? <small className="tone-bad">{say(texts.expired)}</small> : null}
      {expiresOn !== undefined && made.length > 0 ? <small className="quiet">{made.join(' ')}</small> : null}
    </span>
  );
}

function correctColumn(say: Say, correct: (entry: GoodsInEntryView) => void): Column<GoodsInEntryView> {
  return {
    name: texts.correct,
    nameHidden: true,
    align: 'right',
    // What was corrected already is corrected through the entry that took its place.
    cell: (entry) =>
      entry.correctedBy !== null || entry.withdrawn ? null : (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${say(texts.correct)}: ${entry.productName ? say(entry.productName) : entry.productId}`}
          onClick={() => correct(entry)}
        >
          {say(texts.correct)}
        </Button>
      ),
  };
}
