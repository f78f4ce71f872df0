/** Types a coupon's code: `KC` stands there already, the letters that no code has are not offered. */
import { useState } from 'react';
import { benefitTexts } from '../../../../look/benefit-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useScreen } from '../screen-context.ts';

const rows = ['0123456789', 'ABCDEFGH', 'JKMNPQRS', 'TVWXYZ'];
const length = 12;

export function CouponSheet({ onClose }: { readonly onClose: () => void }) {
  const { say, send } = useScreen();
  const [typed, setTyped] = useState('');
  const full = typed.length === length;
  const done = () => {
    send({ tap: 'nameCoupon', code: `KC${typed}` });
    onClose();
  };
  return (
    <Sheet label={say(benefitTexts.title)} onClose={onClose}>
      <div className="question">
        <h2>{say(benefitTexts.title)}</h2>
        <output className="typed-number">
          {typed === '' ? <span>{say(benefitTexts.codeEmpty)}</span> : grouped(typed)}
        </output>
      </div>
      <fieldset className="keypad">
        <legend className="unseen">{say(benefitTexts.keys)}</legend>
        {rows.map((row, at) => (
          <div className="keypad-row" key={row}>
            {[...row].map((char) => (
              <button
                type="button"
                className="key"
                key={char}
                disabled={full}
                onClick={() => setTyped(typed + char)}
              >
                {char}
              </button>
            ))}
            {at === rows.length - 1 && (
              <button
                type="button"
                className="key key-wide"
                aria-label={say(benefitTexts.delete)}
                disabled={typed === ''}
                onClick={() => setTyped(typed.slice(0, -1))}
              >
                <Icon name="backspace" />
              </button>
            )}
          </div>
        ))}
      </fieldset>
      <div className="actions">
        <Button wayBack onPress={onClose}>
          {say(benefitTexts.back)}
        </Button>
        <Button kind="primary" icon="check" disabled={!full} onPress={done}>
          {say(benefitTexts.done)}
        </Button>
      </div>
    </Sheet>
  );
}

function grouped(typed: string): string {
  return ['KC', typed.slice(0, 4), typed.slice(4, 8), typed.slice(8)].filter(Boolean).join('-');
}
