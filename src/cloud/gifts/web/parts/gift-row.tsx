/** One gift in a list: what it is, about whom, and how it stands. */
import { Link } from 'wouter';
import type { GiftTarget } from '../../../../domain/gift.ts';
import type { Currency } from '../../../../domain/money.ts';
import type { GiftStage } from '../../../../wire/rest-gifts.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { stageWords, targetPicture, targetWords } from '../stage-words.ts';
import { ProductPicture } from './product-picture.tsx';

interface GiftRowProps {
  readonly to: string;
  readonly target: GiftTarget;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly about: string;
  readonly stage: GiftStage;
}

export function GiftRow({ to, target, amountMinor, currency, about, stage }: GiftRowProps) {
  const { say, money } = useGifts();
  return (
    <Link href={to} className="row">
      <ProductPicture name={targetPicture(useShop(), target)} />
      <span className="row-words">
        <strong>
          {say(targetWords(target))} <span className="figures">{money(amountMinor, currency)}</span>
        </strong>
        <span>{about}</span>
      </span>
      <StageTag stage={stage} />
    </Link>
  );
}

export function StageTag({ stage }: { readonly stage: GiftStage }) {
  const { say } = useGifts();
  const { text, tone } = stageWords(stage);
  return <span className={`tag tag-${tone}`}>{say(text)}</span>;
}
