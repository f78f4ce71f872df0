/** An amount to give: one of the usual ones, or any other within the limits. */
import { type FormEvent, useState } from 'react';
import { currencyDecimals, parseDecimal } from '../../../../domain/money.ts';
import { amountMinorMax } from '../gift-limits.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { Field } from '../parts/field.tsx';
import { whatTexts as texts } from '../texts/giving-texts.ts';

/** In whole units of the currency. */
const usualAmounts = [10, 20, 50, 100];
const decimalPattern = /^\d{1,7}(\.\d{1,2})?$/;

export function AmountForm({ choose }: { readonly choose: (amountMinor: number) => void }) {
  const { say, money } = useGifts();
  const { currency } = useShop();
  const [typed, setTyped] = useState('');
  const [odd, setOdd] = useState(false);
  const unitMinor = 10 ** currencyDecimals[currency];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const bare = typed.trim();
    const whole = currencyDecimals[currency] === 0;
    const reads = decimalPattern.test(bare) && !(whole && bare.includes('.'));
    const amountMinor = reads ? parseDecimal(bare, currency) : 0;
    const fits = amountMinor >= unitMinor && amountMinor <= amountMinorMax;
    setOdd(!fits);
    if (fits) choose(amountMinor);
  };
  const limits = { min: money(unitMinor), max: money(amountMinorMax) };
  return (
    <form className="card" onSubmit={submit} noValidate>
      <p className="quiet">{say(texts.valueNote)}</p>
      <div className="pair">
        {usualAmounts
          .map((units) => units * unitMinor)
          .filter((minor) => minor <= amountMinorMax)
          .map((minor) => (
            <button key={minor} type="button" className="figures" onClick={() => choose(minor)}>
              {money(minor)}
            </button>
          ))}
      </div>
      <Field
        label={say(texts.otherAmount)}
        wrong={odd ? say(texts.valueOdd, limits) : undefined}
        inputMode="decimal"
        autoComplete="off"
        maxLength={10}
        value={typed}
        change={setTyped}
      />
      <button type="submit" className="primary">
        {say(texts.useAmount)}
      </button>
    </form>
  );
}
