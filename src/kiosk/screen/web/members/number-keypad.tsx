/** Types digits. What is typed stays in the browser until it is handed over. */
import { Icon } from '../../../../look/icon.tsx';
import { memberTexts } from '../../../../look/member-texts.ts';
import { useScreen } from '../screen-context.ts';

const rows = ['123', '456', '789'];

interface NumberKeypadProps {
  readonly typed: string;
  readonly lengthMax: number;
  readonly onType: (typed: string) => void;
}

export function NumberKeypad({ typed, lengthMax, onType }: NumberKeypadProps) {
  const { say } = useScreen();
  const full = typed.length >= lengthMax;
  const digit = (char: string) => (
    <button
      type="button"
      className="key key-digit"
      key={char}
      disabled={full}
      onClick={() => onType(typed + char)}
    >
      {char}
    </button>
  );
  return (
    <fieldset className="keypad keypad-number">
      <legend className="unseen">{say(memberTexts.keys)}</legend>
      {rows.map((row) => (
        <div className="keypad-row" key={row}>
          {[...row].map(digit)}
        </div>
      ))}
      <div className="keypad-row">
        <span className="key-digit" />
        {digit('0')}
        <button
          type="button"
          className="key key-digit"
          aria-label={say(memberTexts.delete)}
          disabled={typed === ''}
          onClick={() => onType(typed.slice(0, -1))}
        >
          <Icon name="backspace" />
        </button>
      </div>
    </fieldset>
  );
}
