/** Pays by the code on the payer's phone, typed or read by a scanner that types. */
import { type FormEvent, useId, useState } from 'react';
import { formatMoney } from '../../../../domain/money.ts';
import { bareCode } from '../../../../domain/payment-code.ts';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import { type OrderProps, useCashier } from '../cashier-context.ts';
import { cashierTexts as texts } from '../cashier-texts.ts';
import { RefusedNote } from '../refused-note.tsx';

/** What the cloud takes as a code at all; whose it is, the cloud knows. */
const codePattern = /^[0-9A-Za-z]{6,64}$/;

export function CodeWay({ order, back }: OrderProps & { readonly back: () => void }) {
  const { say, live } = useCashier();
  const [typed, setTyped] = useState('');
  const [odd, setOdd] = useState(false);
  const { asking, refused, ask } = useAsking();
  const [field, hint] = [useId(), useId()];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = bareCode(typed);
    setOdd(!codePattern.test(code));
    if (codePattern.test(code)) void ask(async () => void (await live.pay({ code })));
  };
  return (
    <section className="card">
      <h2>{say(texts.showCode)}</h2>
      <form onSubmit={submit}>
        <label htmlFor={field}>{say(texts.codeLabel)}</label>
        <input
          id={field}
          className="typed"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          value={typed}
          aria-describedby={hint}
          aria-invalid={odd}
          onChange={({ target }) => setTyped(target.value)}
        />
        <p id={hint} className={odd ? 'refused' : 'quiet small'}>
          {say(odd ? texts.codeOdd : texts.codeHint)}
        </p>
        <RefusedNote code={refused} />
        <div className="actions">
          <button type="button" onClick={back}>
            {say(texts.back)}
          </button>
          <button type="submit" className="primary" disabled={asking}>
            {say(texts.pay, { amount: formatMoney(order.amountMinor, order.currency) })}
          </button>
        </div>
      </form>
    </section>
  );
}
