/**
 * Fewer, how many, more. Quick touches add up on the screen before the machine has answered: the wished
 * quantity is shown until the list says the same, or for a moment when the machine refuses it.
 */
import { useEffect, useState } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import { goodsTexts } from '../../../../look/screen-texts.ts';
import { useScreen } from '../screen-context.ts';

const wishLastsMs = 1500;

interface QuantityStepperProps {
  readonly lineId: string;
  readonly name: string;
  readonly quantity: number;
  /** Goods sold by weight are one piece; they can only be taken off. */
  readonly weighed: boolean;
}

export function QuantityStepper({ lineId, name, quantity, weighed }: QuantityStepperProps) {
  const { say, send } = useScreen();
  const [wished, setWished] = useState<number>();
  useEffect(() => {
    if (wished === undefined) return;
    if (wished === quantity) {
      setWished(undefined);
      return;
    }
    const timer = setTimeout(() => setWished(undefined), wishLastsMs);
    return () => clearTimeout(timer);
  }, [wished, quantity]);
  const shown = wished ?? quantity;
  const set = (next: number) => {
    setWished(next);
    send({ tap: 'setQuantity', lineId, quantity: next });
  };
  const last = weighed || shown <= 1;
  return (
    <div className={weighed ? 'stepper stepper-weighed' : 'stepper'}>
      <button
        type="button"
        aria-label={say(last ? goodsTexts.remove : goodsTexts.fewer, { name })}
        disabled={shown === 0}
        onClick={() => set(weighed ? 0 : shown - 1)}
      >
        <Icon name={last ? 'trash' : 'minus'} />
      </button>
      <output aria-label={say(goodsTexts.quantity, { name })}>{shown}</output>
      {!weighed && (
        <button type="button" aria-label={say(goodsTexts.more, { name })} onClick={() => set(shown + 1)}>
          <Icon name="plus" />
        </button>
      )}
    </div>
  );
}
