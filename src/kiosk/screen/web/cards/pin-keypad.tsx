/**
 * Ten digits in random places, by touch, by arrows and select, or typed on a keyboard. What is entered stays
 * in the browser until it is handed over, and is shown as dots only.
 */
import { useEffect, useState } from 'react';
import { pinDigits } from '../../../../domain/card-secret.ts';
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { useScreen } from '../screen-context.ts';
import { shuffledDigits } from './shuffled-digits.ts';

interface PinKeypadProps {
  readonly typed: string;
  readonly disabled: boolean;
  readonly onType: (typed: string) => void;
}

export function PinKeypad({ typed, disabled, onType }: PinKeypadProps) {
  const { say } = useScreen();
  const [digits] = useState(shuffledDigits);
  useEffect(() => {
    const press = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent) => {
      if (disabled || ctrlKey || altKey || metaKey) return;
      if (/^\d$/.test(key)) onType((typed + key).slice(0, pinDigits));
      if (key === 'Backspace') onType(typed.slice(0, -1));
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [typed, disabled, onType]);
  return (
    <fieldset className="pin-keys">
      <legend className="unseen">{say(cardTexts.pinKeys)}</legend>
      {digits.map((digit, place) => (
        <button
          type="button"
          className={place === digits.length - 1 ? 'key pin-key pin-key-last' : 'key pin-key'}
          key={digit}
          disabled={disabled || typed.length >= pinDigits}
          onClick={() => onType(typed + digit)}
        >
          {digit}
        </button>
      ))}
      <button
        type="button"
        className="key pin-key"
        aria-label={say(cardTexts.pinDelete)}
        disabled={disabled || typed === ''}
        onClick={() => onType(typed.slice(0, -1))}
      >
        <Icon name="backspace" />
      </button>
    </fieldset>
  );
}

const places = Array.from({ length: pinDigits }, (_, place) => place);

/** How much is entered, as dots; the count is said, the digits are not. */
export function PinDots({ count }: { readonly count: number }) {
  const { say } = useScreen();
  return (
    <div className="pin-dots" role="status" aria-label={say(cardTexts.pinTyped, { count })}>
      {places.map((place) => (
        <span key={place} className={place < count ? 'pin-dot pin-dot-full' : 'pin-dot'} aria-hidden="true" />
      ))}
    </div>
  );
}
