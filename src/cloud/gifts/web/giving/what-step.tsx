/** What is given: what is recommended for this person, a thing, a kind of things, or an amount. */
import { useState } from 'react';
import type { GiftTarget } from '../../../../domain/gift.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pills } from '../parts/pills.tsx';
import { TargetRow } from '../parts/target-row.tsx';
import { givingTexts, whatTexts as texts } from '../texts/giving-texts.ts';
import { useRead } from '../use-read.ts';
import { AmountForm } from './amount-form.tsx';
import { featuresOf, type GiftPlan } from './gift-plan.ts';
import type { StepProps } from './whom-step.tsx';

const ways = ['suggested', 'product', 'class', 'value'] as const;
type Way = (typeof ways)[number];

interface WhatStepProps extends StepProps {
  readonly back: () => void;
}

type Choose = (target: GiftTarget, amountMinor: number) => void;

export function WhatStep({ plan, change, next, back }: WhatStepProps) {
  const { say } = useGifts();
  const [way, setWay] = useState<Way>('suggested');
  const choose: Choose = (target, amountMinor) => {
    change({ ...plan, target, amountMinor });
    next();
  };
  return (
    <>
      <PageHead title={say(texts.title)} note={say(texts.note)} goBack={back}>
        <p className="quiet small">{say(givingTexts.steps, { at: 2 })}</p>
      </PageHead>
      <Pills
        label={say(texts.note)}
        chosen={way}
        options={ways.map((one) => ({ value: one, name: say(texts[one]) }))}
        choose={setWay}
      />
      {way === 'suggested' ? <Suggested plan={plan} choose={choose} /> : null}
      {way === 'product' ? <Products plan={plan} choose={choose} /> : null}
      {way === 'class' ? <Classes plan={plan} choose={choose} /> : null}
      {way === 'value' ? <AmountForm choose={(minor) => choose({ kind: 'value' }, minor)} /> : null}
    </>
  );
}

interface ChoiceProps {
  readonly plan: GiftPlan;
  readonly choose: Choose;
}

function Suggested({ plan, choose }: ChoiceProps) {
  const { say, cloud } = useGifts();
  const features = featuresOf(plan);
  const read = useRead(JSON.stringify(features), () => cloud.call('recommend', { body: { features } }));
  return (
    <Loaded read={read}>
      {({ items }) => (
        <ul className="rows">
          {items.map(({ target, priceMinor, why }) => (
            <li key={JSON.stringify(target)}>
              <TargetRow
                target={target}
                priceMinor={priceMinor}
                note={say(why)}
                choose={() => choose(target, priceMinor)}
              />
            </li>
          ))}
          {items.length === 0 ? <li className="quiet">{say(texts.noSuggestions)}</li> : null}
        </ul>
      )}
    </Loaded>
  );
}

const foundMax = 40;

function Products({ choose }: ChoiceProps) {
  const { say } = useGifts();
  const { products } = useShop();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = products
    .filter(
      ({ name, priceMinor }) => priceMinor > 0 && `${name.zh} ${name.en}`.toLowerCase().includes(wanted),
    )
    .slice(0, foundMax);
  return (
    <>
      <input
        className="typed"
        type="search"
        aria-label={say(texts.search)}
        placeholder={say(texts.search)}
        maxLength={40}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <ul className="rows">
        {found.map(({ productId, name, priceMinor }) => (
          <li key={productId}>
            <TargetRow
              target={{ kind: 'product', productId, name }}
              priceMinor={priceMinor}
              choose={() => choose({ kind: 'product', productId, name }, priceMinor)}
            />
          </li>
        ))}
        {found.length === 0 ? <li className="quiet">{say(texts.noneFound)}</li> : null}
      </ul>
    </>
  );
}

function Classes({ choose }: ChoiceProps) {
  const { say, money } = useGifts();
  const { categories } = useShop();
  return (
    <ul className="rows">
      {categories
        .filter(({ toMinor }) => toMinor > 0)
        .map(({ category, toMinor }) => (
          <li key={category}>
            <TargetRow
              target={{ kind: 'class', category }}
              priceMinor={toMinor}
              note={say(texts.fromToLimit, { amount: money(toMinor) })}
              choose={() => choose({ kind: 'class', category }, toMinor)}
            />
          </li>
        ))}
    </ul>
  );
}
