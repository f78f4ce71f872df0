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
  const { say } = useScreen();
  const { priceMinor, nowMinor = priceMinor, soldOut, slot } = selection;
  return (
    <li>
      <button type="button" className="card" disabled={soldOut} onClick={() => onChoose(selection)}>
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
