/** The gift that paid, on the pages after payment: from whom, their words, and how to reach them. */
import { giftTexts } from '../../../../look/gift-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { Money } from '../parts/money.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function GiftCard() {
  const { say } = useScreen();
  const { gift } = useView();
  if (gift?.accepted === undefined) return null;
  const { from, words, contact, paidMinor } = gift.accepted;
  return (
    <section className="gift-card">
      <p className="gift-card-head">
        <Icon name="gift" />
        <strong>
          {from === undefined ? say(giftTexts.fromGiftHidden) : say(giftTexts.fromGift, { from })}
        </strong>
        <Money minor={paidMinor} size="amount" />
      </p>
      {words !== undefined && <blockquote dir="auto">{words}</blockquote>}
      {contact !== undefined && <p className="gift-contact">{say(giftTexts.contact, { contact })}</p>}
    </section>
  );
}
