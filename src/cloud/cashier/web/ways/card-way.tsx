/** Pays from a stored-value card: its number on the safety keypad, then its PIN where it has one. */
import { useState } from 'react';
import { storedValueCode } from '../../../../domain/payment-code.ts';
import { Refused } from '../../../../look/phone/refused.ts';
import { useAsking } from '../../../../look/phone/use-asking.ts';
import type { CardTold } from '../../../../wire/cashier-schemas.ts';
import { type OrderProps, useCashier } from '../cashier-context.ts';
import { passwordTexts, cashierTexts as texts } from '../cashier-texts.ts';
import { MixedPassword } from '../password/mixed-password.tsx';
import { SafetyKeypad } from '../password/safety-keypad.tsx';
import { canSeal, sealPin } from '../password/seal-pin.ts';
import { SixDigits } from '../password/six-digits.tsx';
import { RefusedNote } from '../refused-note.tsx';

const cardDigitsMax = 24;

export function CardWay({ order, back }: OrderProps & { readonly back: () => void }) {
  const { say, live } = useCashier();
  const [code, setCode] = useState('');
  const [told, setTold] = useState<CardTold>();
  const { asking, refused, ask } = useAsking();
  const goOn = () =>
    void ask(async () => {
      const answer = await live.askCard(code);
      if (answer.state === 'granted') await live.pay({ code });
      else if (answer.reason && answer.state !== 'pinNeeded') throw new Refused(answer.reason);
      else setTold(answer);
    });
  const payBy = (pin: string) =>
    void ask(async () => {
      if (!told) return;
      const { chargeId } = told;
      const box = await sealPin(told.sealKey, { ...told, orderId: order.orderId, code }, pin);
      const still = await live.pay({ code, chargeId, pin: box });
      if (still && (still.state === 'locked' || still.state === 'refused')) {
        setTold(undefined);
        throw new Refused(still.reason ?? 'PAY_DECLINED');
      }
      if (still) setTold({ ...still, secret: told.secret });
    });
  if (told && !canSeal()) return <p className="refused">{say(passwordTexts.noSeal)}</p>;
  if (told) {
    const Secret = told.secret === 'mixed' ? MixedPassword : SixDigits;
    return <Secret told={told} asking={asking} refused={refused} done={payBy} back={back} />;
  }
  const whole = storedValueCode.test(code);
  return (
    <section className="card">
      <h2>{say(texts.card)}</h2>
      <output className="typed" aria-label={say(texts.cardLabel)}>
        {code === '' ? ' ' : code.replace(/(.{4})(?=.)/g, '$1 ')}
      </output>
      <p className="quiet small">{say(texts.cardHint)}</p>
      <SafetyKeypad kinds={['digits']} typed={code} lengthMax={cardDigitsMax} onType={setCode} />
      <RefusedNote code={refused} />
      <div className="actions">
        <button type="button" onClick={back}>
          {say(texts.back)}
        </button>
        <button type="button" className="primary" disabled={!whole || asking} onClick={goOn}>
          {say(texts.next)}
        </button>
      </div>
    </section>
  );
}
