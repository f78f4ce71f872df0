/**
 * Rows of keys, and behind the last one the key that takes back. What is typed stays in the browser until it is
 * handed over. Each face gives `keypad`, `keypad-row` and `key` their sizes.
 */
import { Icon } from './icon.tsx';
import type { SayText } from './say.ts';
import { keypadTexts } from './screen-texts.ts';

interface KeypadProps {
  readonly say: SayText;
  readonly label: string;
  /** The characters of each row. */
  readonly rows: readonly string[];
  readonly typed: string;
  /** Whether this character may come next; the other keys are dimmed. */
  readonly fits: (char: string) => boolean;
  readonly onType: (typed: string) => void;
}

export function Keypad({ say, label, rows, typed, fits, onType }: KeypadProps) {
  return (
    <fieldset className="keypad">
      <legend className="unseen">{label}</legend>
      {rows.map((row, at) => (
        <div className="keypad-row" key={row}>
          {[...row].map((char) => (
            <button
              type="button"
              className="key"
              key={char}
              disabled={!fits(char)}
              onClick={() => onType(typed + char)}
            >
              {char}
            </button>
          ))}
          {at === rows.length - 1 && (
            <DeleteKey say={say} className="key-wide" typed={typed} onType={onType} />
          )}
        </div>
      ))}
    </fieldset>
  );
}

interface DeleteKeyProps {
  readonly say: SayText;
  readonly className: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** Takes the last character back. */
export function DeleteKey({ say, className, typed, onType }: DeleteKeyProps) {
  return (
    <button
      type="button"
      className={`key ${className}`}
      aria-label={say(keypadTexts.delete)}
      disabled={typed === ''}
      onClick={() => onType([...typed].slice(0, -1).join(''))}
    >
      <Icon name="backspace" />
    </button>
  );
}
