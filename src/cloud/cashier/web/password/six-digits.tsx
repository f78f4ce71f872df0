/** Six digits on keys that change places; each shows as a dot, and they are gone when they were handed over. */
import { useState } from 'react';
import { pinDigits } from '../../../../domain/card-secret.ts';
import { useCashier, useShown } from '../cashier-context.ts';
import { cashierTexts, passwordTexts as texts } from '../cashier-texts.ts';
import { RefusedNote } from '../refused-note.tsx';
import { SafetyKeypad } from './safety-keypad.tsx';
import { type SecretProps, SecretWrong, useCountdown } from './secret-wrong.tsx';

const places = Array.from({ length: pinDigits }, (_, place) => place);

export function SixDigits({ told, asking, refused, done, back }: SecretProps) {
  const { say } = useCashier();
  useShown('enterPin');
  const [typed, setTyped] = useState('');
  const waitS = useCountdown(told);
  const type = (pin: string) => {
    setTyped(pin.length < pinDigits ? pin : '');
    if (pin.length === pinDigits) done(pin);
  };
  return (
    <section className="card outcome">
      <h2>{say(texts.pinTitle)}</h2>
      <p className="quiet">{say(texts.pinNote)}</p>
      <div
        className="pin"
        role="status"
        aria-label={say(texts.typed, { typed: typed.length, of: pinDigits })}
      >
        {places.map((place) => (
          <span key={place} className={place < typed.length ? 'pin-place pin-full' : 'pin-place'} />
        ))}
      </div>
      <SecretWrong told={told} waitS={waitS} />
      <RefusedNote code={refused} />
      <SafetyKeypad
        key={told.triesLeft ?? 'first'}
        kinds={['digits']}
        typed={typed}
        lengthMax={pinDigits}
        disabled={asking || waitS > 0}
        onType={type}
      />
      <button type="button" onClick={back}>
        {say(cashierTexts.back)}
      </button>
    </section>
  );
}
