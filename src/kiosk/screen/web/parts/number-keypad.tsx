/** Types digits. What is typed stays in the browser until it is handed over. */
import { DeleteKey } from '../../../../look/keypad.tsx';
import { keypadTexts } from '../../../../look/screen-texts.ts';
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
      <legend className="unseen">{say(keypadTexts.numberKeys)}</legend>
      {rows.map((row) => (
        <div className="keypad-row" key={row}>
          {[...row].map(digit)}
        </div>
      ))}
      <div className="keypad-row">
        <span className="key-digit" />
        {digit('0')}
        <DeleteKey say={say} className="key-digit" typed={typed} onType={onType} />
      </div>
    </fieldset>
  );
}
