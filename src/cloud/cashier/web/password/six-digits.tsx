/** Six digits on keys that change places; each shows as a dot, and they are gone when they were handed over. */
import { useEffect, useState } from 'react';
import { pinDigits } from '../../../../domain/card-pin.ts';
import type { FaultCode } from '../../../../domain/fault-catalogue.ts';
import type { CardTold } from '../../../../wire/cashier-schemas.ts';
import { useCashier, useShown } from '../cashier-context.ts';
import { cashierTexts, passwordTexts as texts } from '../cashier-texts.ts';
import { RefusedNote } from '../refused-note.tsx';
import { SafetyKeypad } from './safety-keypad.tsx';

interface SixDigitsProps {
  readonly told: CardTold;
  readonly asking: boolean;
  readonly refused: FaultCode | undefined;
  readonly done: (pin: string) => void;
  readonly back: () => void;
}

const places = Array.from({ length: pinDigits }, (_, place) => place);

export function SixDigits({ told, asking, refused, done, back }: SixDigitsProps) {
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
      {told.state === 'pinWrong' ? (
        <p className="refused" role="alert">
          {say(texts.wrong, { tries: told.triesLeft ?? 0 })}
          {waitS > 0 ? ` ${say(texts.wait, { seconds: waitS })}` : ''}
        </p>
      ) : null}
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

/** Seconds until the next try is taken. */
function useCountdown(told: CardTold): number {
  const [leftS, setLeftS] = useState(0);
  useEffect(() => {
    const untilMs = Date.now() + (told.waitMs ?? 0);
    const tick = () => setLeftS(Math.max(0, Math.ceil((untilMs - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [told]);
  return leftS;
}
