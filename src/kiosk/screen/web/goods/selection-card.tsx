/** One product to choose by touch. */
import { memo } from 'react';
import { goodsTexts } from '../../../../look/screen-texts.ts';
import type { ViewSelection } from '../../view.ts';
import { WasNow } from '../parts/money.tsx';
import { Picture } from '../parts/picture.tsx';
import { useScreen } from '../screen-context.ts';

interface SelectionCardProps {
  readonly selection: ViewSelection;
  readonly onChoose: (selection: ViewSelection) => void;
}

export const SelectionCard = memo(function SelectionCard({ selection, onChoose }: SelectionCardProps) {
  const { say, money } = useScreen();
  const { priceMinor, nowMinor = priceMinor, soldOut, slot } = selection;
  const price =
    nowMinor < priceMinor
      ? say(goodsTexts.wasNow, { was: money(priceMinor), now: money(nowMinor) })
      : money(priceMinor);
  return (
    <li>
      <button
        type="button"
        className="card"
        disabled={soldOut}
        aria-label={`${say(selection.name)}, ${soldOut ? say(goodsTexts.soldOut) : price}`}
        onClick={() => onChoose(selection)}
      >
        <span className="card-picture">
          <Picture name={selection.picture} size="card" />
          {slot && <span className="card-slot">{slot}</span>}
          {soldOut && <span className="card-sold-out">{say(goodsTexts.soldOut)}</span>}
        </span>
        <span className="card-name">{say(selection.name)}</span>
        <WasNow wasMinor={priceMinor} nowMinor={nowMinor} />
      </button>
    </li>
  );
});
