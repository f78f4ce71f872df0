/** The face was verified: what will be paid, and the tap that pays it; the PIN's page is one tap away too. */
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { peopleTexts } from '../../../../look/people-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Due } from '../parts/due.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function CardFacePage({ page }: { readonly page: Extract<ViewPage, { page: 'cardFace' }> }) {
  const { say, send, money } = useScreen();
  const { split, totals } = useView();
  const amount = money(split?.remainingMinor ?? totals.dueMinor);
  return (
    <Page
      layout="calm"
      art={
        <span className="big-icon big-icon-done">
          <Icon name="check" />
        </span>
      }
      title={say(cardTexts.faceTitle)}
      note={say(cardTexts.faceNote, { card: page.cardMasked })}
      summary={<Due />}
      actions={
        <>
          <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
            {say(page.secret ? peopleTexts.usePassword : peopleTexts.usePin)}
          </Button>
          <Button kind="primary" icon="check" onPress={() => send({ tap: 'goOn' })}>
            {say(cardTexts.facePay, { amount })}
          </Button>
        </>
      }
    />
  );
}
