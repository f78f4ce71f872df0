/**
 * Rows of keys, and behind the last one the key that takes back. What is typed stays in the browser until it is
 * handed over.
 */
import { Icon } from '../../../../look/icon.tsx';
import { keypadTexts } from '../../../../look/screen-texts.ts';
import { useScreen } from '../screen-context.ts';

interface KeypadProps {
  readonly label: string;
  /** The characters of each row. */
  readonly rows: readonly string[];
  readonly typed: string;
  /** Whether this character may come next; the other keys are dimmed. */
  readonly fits: (char: string) => boolean;
  readonly onType: (typed: string) => void;
}

export function Keypad({ label, rows, typed, fits, onType }: KeypadProps) {
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
          {at === rows.length - 1 && <DeleteKey className="key-wide" typed={typed} onType={onType} />}
        </div>
      ))}
    </fieldset>
  );
}

interface DeleteKeyProps {
  readonly className: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** Takes the last character back. */
export function DeleteKey({ className, typed, onType }: DeleteKeyProps) {
  const { say } = useScreen();
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
