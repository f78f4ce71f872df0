/** A password of several kinds of characters on the safety keypad; dots only, gone when it was handed over. */
import { useState } from 'react';
import { passwordChars } from '../../../../domain/card-secret.ts';
import { useCashier, useShown } from '../cashier-context.ts';
import { cashierTexts, passwordTexts as texts } from '../cashier-texts.ts';
import { RefusedNote } from '../refused-note.tsx';
import { SafetyKeypad } from './safety-keypad.tsx';
import { type SecretProps, SecretWrong, useCountdown } from './secret-wrong.tsx';

export function MixedPassword({ told, asking, refused, done, back }: SecretProps) {
  const { say } = useCashier();
  useShown('enterPin');
  const [typed, setTyped] = useState('');
  const waitS = useCountdown(told);
  const handOver = () => {
    done(typed);
    setTyped('');
  };
  return (
    <section className="card outcome">
      <h2>{say(texts.passwordTitle)}</h2>
      <p className="quiet">{say(texts.passwordNote)}</p>
      <output className="typed" aria-label={say(texts.typedChars, { typed: typed.length })}>
        {typed === '' ? '\u00a0' : '•'.repeat(typed.length)}
      </output>
      <SecretWrong told={told} waitS={waitS} />
      <RefusedNote code={refused} />
      <SafetyKeypad
        key={told.triesLeft ?? 'first'}
        kinds={['letters', 'digits', 'signs']}
        typed={typed}
        lengthMax={passwordChars.max}
        disabled={asking || waitS > 0}
        onType={setTyped}
      />
      <div className="actions">
        <button type="button" onClick={back}>
          {say(cashierTexts.back)}
        </button>
        <button
          type="button"
          className="primary"
          disabled={typed.length < passwordChars.min || asking || waitS > 0}
          onClick={handOver}
        >
          {say(cashierTexts.next)}
        </button>
      </div>
    </section>
  );
}
