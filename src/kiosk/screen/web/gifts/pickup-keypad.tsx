/** Types a pickup code: `GP` stands there already, the letters that no code has are not offered. */
import { giftTexts } from '../../../../look/gift-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { useScreen } from '../screen-context.ts';

const rows = ['0123456789', 'ABCDEFGH', 'JKMNPQRS', 'TVWXYZ'];
const length = 11;

interface PickupKeypadProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

export function PickupKeypad({ typed, onType }: PickupKeypadProps) {
  const { say } = useScreen();
  const full = typed.length === length;
  return (
    <>
      <output className="typed-number" aria-label={say(giftTexts.typed)}>
        {typed === '' ? <span>{say(giftTexts.pickupEmpty)}</span> : grouped(typed)}
      </output>
      <fieldset className="keypad">
        <legend className="unseen">{say(giftTexts.keys)}</legend>
        {rows.map((row, at) => (
          <div className="keypad-row" key={row}>
            {[...row].map((char) => (
              <button
                type="button"
                className="key"
                key={char}
                disabled={full}
                onClick={() => onType(typed + char)}
              >
                {char}
              </button>
            ))}
            {at === rows.length - 1 && (
              <button
                type="button"
                className="key key-wide"
                aria-label={say(giftTexts.delete)}
                disabled={typed === ''}
                onClick={() => onType(typed.slice(0, -1))}
              >
                <Icon name="backspace" />
              </button>
            )}
          </div>
        ))}
      </fieldset>
    </>
  );
}

function grouped(typed: string): string {
  return ['GP', typed.slice(0, 4), typed.slice(4, 8), typed.slice(8)].filter(Boolean).join('-');
}
