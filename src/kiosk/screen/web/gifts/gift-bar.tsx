/** Over the list: somebody may have paid for whoever stands there; or that this is looked for at payment. */
import { giftTexts } from '../../../../look/gift-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function GiftBar() {
  const { say, send } = useScreen();
  const { gift } = useView();
  if (!gift?.claimable) return null;
  return (
    <div className={gift.noted ? 'member' : 'member member-nobody'} role="status">
      <Icon name="gift" />
      <span className="member-words">
        <span>{say(gift.noted ? giftTexts.noted : giftTexts.maybe)}</span>
      </span>
      {!gift.noted && (
        <button type="button" className="member-act" onClick={() => send({ tap: 'askGift' })}>
          {say(giftTexts.claim)}
        </button>
      )}
    </div>
  );
}
