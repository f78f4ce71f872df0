/** Types a coupon's code; it is named when it is whole. */
import { useState } from 'react';
import { benefitTexts } from '../../../../look/benefit-texts.ts';
import { Button } from '../parts/button.tsx';
import { CodeKeypad, TypedCode } from '../parts/code-keypad.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useScreen } from '../screen-context.ts';

const prefix = 'KC';
const length = 12;

export function CouponSheet({ onClose }: { readonly onClose: () => void }) {
  const { say, send } = useScreen();
  const [typed, setTyped] = useState('');
  const done = () => {
    send({ tap: 'nameCoupon', code: `${prefix}${typed}` });
    onClose();
  };
  return (
    <Sheet label={say(benefitTexts.title)} onClose={onClose}>
      <div className="question">
        <h2>{say(benefitTexts.title)}</h2>
        <TypedCode prefix={prefix} typed={typed} empty={say(benefitTexts.codeEmpty)} />
      </div>
      <CodeKeypad typed={typed} length={length} onType={setTyped} />
      <div className="actions">
        <Button wayBack onPress={onClose}>
          {say(benefitTexts.back)}
        </Button>
        <Button kind="primary" icon="check" disabled={typed.length < length} onPress={done}>
          {say(benefitTexts.done)}
        </Button>
      </div>
    </Sheet>
  );
}
