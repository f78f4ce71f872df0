/** The cloud is asked for a gift; shown for a few seconds at most. */
import { giftTexts } from '../../../../look/gift-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { Page } from '../frame/page.tsx';
import { Due } from '../parts/due.tsx';
import { useScreen } from '../screen-context.ts';

export function GiftSeekPage() {
  const { say } = useScreen();
  return (
    <Page
      layout="calm"
      art={
        <span className="big-icon">
          <Icon name="gift" />
        </span>
      }
      title={say(giftTexts.seekTitle)}
      note={say(giftTexts.seekNote)}
      summary={<Due />}
    />
  );
}
