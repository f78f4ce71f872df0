/** One gift in a list: what it is, about whom, and how it stands. */
import { Link } from 'wouter';
import type { GiftTarget } from '../../../../domain/gift.ts';
import type { Currency } from '../../../../domain/money.ts';
import type { GiftStage } from '../../../../wire/rest-gifts.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { ownStageWords, stageWords, targetPicture, targetWords } from '../stage-words.ts';
import { ProductPicture } from './product-picture.tsx';

interface GiftRowProps {
  readonly to: string;
  readonly target: GiftTarget;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly about: string;
  readonly stage: GiftStage;
  /** Told to its recipient rather than its giver. */
  readonly forMe?: boolean | undefined;
}

export function GiftRow({ to, target, amountMinor, currency, about, stage, forMe }: GiftRowProps) {
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
      <StageTag stage={stage} forMe={forMe} />
    </Link>
  );
}

export function StageTag({ stage, forMe }: Pick<GiftRowProps, 'stage' | 'forMe'>) {
  const { say } = useGifts();
  const { text, tone } = forMe ? ownStageWords(stage) : stageWords(stage);
  return <span className={`tag tag-${tone}`}>{say(text)}</span>;
}
