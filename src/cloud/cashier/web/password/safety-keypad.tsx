/**
 * The page's own keypad: what is typed on it passes through no keyboard of the device, which could remember it.
 * Digits stand in another order each time the keypad appears. It holds nothing; what is typed is its owner's.
 */
import { useMemo, useState } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import { useCashier } from '../cashier-context.ts';
import { passwordTexts as texts } from '../cashier-texts.ts';
import { shuffled } from './shuffled.ts';

export type KeyKind = 'digits' | 'letters' | 'signs';

const letterRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const signRows = ['!@#$%^&*()', '-_=+[]{};:', '\'",.<>/?\\|'];

interface SafetyKeypadProps {
  readonly kinds: readonly KeyKind[];
  readonly typed: string;
  readonly lengthMax: number;
  readonly disabled?: boolean;
  readonly onType: (typed: string) => void;
}

export function SafetyKeypad({ kinds, typed, lengthMax, disabled = false, onType }: SafetyKeypadProps) {
  const { say } = useCashier();
  const [kind, setKind] = useState<KeyKind>(kinds[0] ?? 'digits');
  const [capitals, setCapitals] = useState(false);
  const digits = useMemo(() => shuffled([...'0123456789']), []);
  const full = typed.length >= lengthMax;
  const press = (char: string) => {
    if (!full && !disabled) onType(typed + char);
  };
  const rows =
    kind === 'digits'
      ? digitRows(digits)
      : (kind === 'letters' ? letterRows : signRows).map((row) => [...row]);
  const shown = (char: string) => (kind === 'letters' && capitals ? char.toUpperCase() : char);
  return (
    <fieldset className={`keypad keypad-${kind}`} disabled={disabled}>
      <legend className="unseen">{say(texts.keys)}</legend>
      {rows.map((row, at) => (
        <div className="keypad-row" key={row.join('')}>
          {row.map((char) => (
            <button type="button" key={char} disabled={full} onClick={() => press(shown(char))}>
              {shown(char)}
            </button>
          ))}
          {at === rows.length - 1 ? (
            <button
              type="button"
              className="key-soft"
              aria-label={say(texts.delete)}
              disabled={typed === ''}
              onClick={() => onType(typed.slice(0, -1))}
            >
              <Icon name="backspace" />
            </button>
          ) : null}
        </div>
      ))}
      {kinds.length > 1 ? (
        <div className="keypad-row">
          {kinds.map((one) => (
            <button
              type="button"
              className="key-soft"
              key={one}
              aria-pressed={one === kind}
              onClick={() => setKind(one)}
            >
              {say(texts[one])}
            </button>
          ))}
          <button
            type="button"
            className="key-soft"
            aria-pressed={capitals}
            disabled={kind !== 'letters'}
            onClick={() => setCapitals(!capitals)}
          >
            {say(texts.shift)}
          </button>
        </div>
      ) : null}
    </fieldset>
  );
}

/** Three by three, the last one alone, as on every keypad for digits. */
function digitRows(digits: readonly string[]): string[][] {
  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6, 9), digits.slice(9)].map((row) => [...row]);
}
