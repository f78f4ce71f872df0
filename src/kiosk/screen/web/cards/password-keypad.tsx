/**
 * Letters, digits and signs for a password, by touch, by arrows and select, or typed on a keyboard. The digits
 * change places every time. What is entered stays in the browser until it is handed over.
 */
import { useEffect, useState } from 'react';
import { passwordChars } from '../../../../domain/card-secret.ts';
import type { Text } from '../../../../domain/text.ts';
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { useScreen } from '../screen-context.ts';
import { shuffledDigits } from './shuffled-digits.ts';

interface PasswordKeypadProps {
  readonly typed: string;
  readonly disabled: boolean;
  readonly onType: (typed: string) => void;
}

type Layer = 'digits' | 'small' | 'capital' | 'signs';

const layers: Readonly<Record<Exclude<Layer, 'digits'>, readonly string[]>> = {
  small: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  capital: ['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'],
  signs: ['!@#$%^&*', '()-_=+[]', '{};:\'",.', '<>/?\\|`~'],
};
const layerNames: Readonly<Record<Layer, Text>> = {
  digits: cardTexts.digits,
  small: cardTexts.smallLetters,
  capital: cardTexts.capitals,
  signs: cardTexts.signs,
};

export function PasswordKeypad({ typed, disabled, onType }: PasswordKeypadProps) {
  const { say } = useScreen();
  const [digits] = useState(shuffledDigits);
  const [layer, setLayer] = useState<Layer>('small');
  const full = typed.length >= passwordChars.max;
  useEffect(() => {
    const press = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent) => {
      if (disabled || ctrlKey || altKey || metaKey) return;
      if (/^[\x21-\x7e]$/.test(key)) onType((typed + key).slice(0, passwordChars.max));
      if (key === 'Backspace') onType(typed.slice(0, -1));
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [typed, disabled, onType]);
  const rows = layer === 'digits' ? [digits.slice(0, 5).join(''), digits.slice(5).join('')] : layers[layer];
  return (
    <fieldset className="password-keys">
      <legend className="unseen">{say(cardTexts.passwordKeys)}</legend>
      {rows.map((row) => (
        <div className="password-row" key={row}>
          {[...row].map((char) => (
            <button
              type="button"
              className="key password-key"
              key={char}
              disabled={disabled || full}
              onClick={() => onType(typed + char)}
            >
              {char}
            </button>
          ))}
        </div>
      ))}
      <div className="password-row password-layers">
        {(Object.keys(layerNames) as Layer[]).map((one) => (
          <button
            type="button"
            className="key password-key password-wide"
            key={one}
            aria-pressed={one === layer}
            onClick={() => setLayer(one)}
          >
            {say(layerNames[one])}
          </button>
        ))}
        <button
          type="button"
          className="key password-key password-wide"
          aria-label={say(cardTexts.pinDelete)}
          disabled={disabled || typed === ''}
          onClick={() => onType(typed.slice(0, -1))}
        >
          <Icon name="backspace" />
        </button>
      </div>
    </fieldset>
  );
}

/** How much is entered; the count is said, the characters are not. */
export function PasswordDots({ count }: { readonly count: number }) {
  const { say } = useScreen();
  return (
    <p className="password-dots" role="status" aria-label={say(cardTexts.passwordTyped, { count })}>
      {'•'.repeat(count)}
    </p>
  );
}
