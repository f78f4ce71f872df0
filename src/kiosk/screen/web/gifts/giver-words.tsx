/** What the giver wrote, as they wrote it. */
import { giftTexts } from '../../../../look/gift-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { useScreen } from '../screen-context.ts';

export function GiverWords({ words }: { readonly words: string }) {
  const { say } = useScreen();
  return (
    <figure className="gift-words">
      <figcaption>
        <Icon name="chat" />
        {say(giftTexts.wordsOf)}
      </figcaption>
      <blockquote dir="auto">{words}</blockquote>
    </figure>
  );
}
