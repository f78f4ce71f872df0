/** Something that can be given, with its price and why it is recommended. */
import type { GiftTarget } from '../../../../domain/gift.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { targetPicture, targetWords } from '../stage-words.ts';
import { ProductPicture } from './product-picture.tsx';

interface TargetRowProps {
  readonly target: GiftTarget;
  readonly priceMinor: number;
  readonly note?: string;
  readonly choose: () => void;
}

export function TargetRow({ target, priceMinor, note, choose }: TargetRowProps) {
  const { say, money } = useGifts();
  return (
    <button type="button" className="row" onClick={choose}>
      <ProductPicture name={targetPicture(useShop(), target)} />
      <span className="row-words">
        <strong>{say(targetWords(target))}</strong>
        {note ? <span>{note}</span> : null}
      </span>
      <strong className="figures">{money(priceMinor)}</strong>
    </button>
  );
}
