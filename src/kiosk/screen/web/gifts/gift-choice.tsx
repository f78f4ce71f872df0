/** Beside the ways to pay, as large as they are: somebody may have paid already. */
import { giftTexts } from '../../../../look/gift-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function GiftChoice() {
  const { say, send } = useScreen();
  const { online } = useView();
  return (
    <button type="button" className="tender" onClick={() => send({ tap: 'askGift' })}>
      <span className="tender-icon">
        <Icon name="gift" />
      </span>
      <span className="tender-words">
        <strong>{say(giftTexts.maybe)}</strong>
        <span>{say(online ? giftTexts.maybeNote : giftTexts.maybeOffline)}</span>
      </span>
      <Icon name="chevronRight" />
    </button>
  );
}
