/** The last step: the words, on which terms it is given, and how it is paid. */
import { type FormEvent, useId, useState } from 'react';
import type { Asking } from '../../../../look/phone/use-asking.ts';
import { platformName } from '../../../../look/shared-texts.ts';
import { wordsMax } from '../gift-limits.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Pills } from '../parts/pills.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { RefusedNote } from '../parts/refused-note.tsx';
import { targetPicture, targetWords } from '../stage-words.ts';
import { followingTexts } from '../texts/following-texts.ts';
import { givingTexts, wordsTexts as texts } from '../texts/giving-texts.ts';
import { stageTexts } from '../texts/stage-texts.ts';
import type { GiftPlan } from './gift-plan.ts';
import { TermsFields, termsProblem } from './terms-fields.tsx';

interface WordsStepProps {
  readonly plan: GiftPlan;
  readonly change: (plan: GiftPlan) => void;
  readonly back: () => void;
  /** Makes the gift and begins to pay with that platform, if there is one. */
  readonly pay: (platform: string | undefined) => void;
  readonly paying: Asking;
}

export function WordsStep({ plan, change, back, pay, paying }: WordsStepProps) {
  const { say, money } = useGifts();
  const { shown } = useShop();
  const [platform, setPlatform] = useState(shown[0]);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (termsProblem(plan) === undefined) pay(platform);
  };
  return (
    <>
      <PageHead title={say(texts.title)} goBack={back}>
        <p className="quiet small">{say(givingTexts.steps, { at: 3 })}</p>
      </PageHead>
      <Review plan={plan} />
      <form onSubmit={submit} noValidate>
        <WordsField words={plan.words} change={(words) => change({ ...plan, words })} />
        <TermsFields plan={plan} change={change} tried={tried} />
        {shown.length > 1 ? (
          <div className="field">
            <strong>{say(texts.platform)}</strong>
            <Pills
              label={say(texts.platform)}
              chosen={platform ?? ''}
              options={shown.map((one) => ({ value: one, name: say(platformName(one)) }))}
              choose={setPlatform}
            />
          </div>
        ) : null}
        <RefusedNote code={paying.refused} />
        <button type="submit" className="primary" disabled={paying.asking}>
          {say(texts.pay, { amount: money(plan.amountMinor) })}
        </button>
        <p className="quiet small">{say(texts.untilNote)}</p>
      </form>
    </>
  );
}

function Review({ plan }: { readonly plan: GiftPlan }) {
  const { say, money } = useGifts();
  const shop = useShop();
  if (!plan.target) return null;
  const whom = {
    pickupCode: say(stageTexts.holderOfCode),
    phone: plan.phone,
    memberCode: plan.memberCode,
    face: plan.tag,
  }[plan.whom];
  return (
    <section className="card review" aria-label={say(texts.review)}>
      <ProductPicture name={targetPicture(shop, plan.target)} />
      <span className="row-words">
        <strong>{say(targetWords(plan.target))}</strong>
        <span>
          {say(followingTexts.forWhom, { whom })}
          {plan.described.length > 0 ? ` · ${say(texts.described, { count: plan.described.length })}` : ''}
        </span>
      </span>
      <strong className="figures">{money(plan.amountMinor)}</strong>
    </section>
  );
}

function WordsField({ words, change }: { readonly words: string; readonly change: (words: string) => void }) {
  const { say } = useGifts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{say(texts.words)}</label>
      <textarea
        id={id}
        className="typed"
        maxLength={wordsMax}
        value={words}
        aria-describedby={`${id}-says`}
        onChange={({ target }) => change(target.value)}
      />
      <p id={`${id}-says`} className="quiet small">
        {say(texts.wordsHint, { left: wordsMax - words.length })}
      </p>
    </div>
  );
}
