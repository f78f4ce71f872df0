/** Enrolling a finger: how many touches of how many. */
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { useScreen } from '../screen-context.ts';

export function FingerEnrolPage({ page }: { readonly page: Extract<ViewPage, { page: 'fingerEnrol' }> }) {
  const { say, send } = useScreen();
  const { touch, of } = page;
  return (
    <Page
      layout="calm"
      art={
        <span className="big-icon">
          <Icon name="hand" />
        </span>
      }
      title={say(cardTexts.enrolTitle)}
      note={say(cardTexts.enrolNote)}
      actions={
        <Button icon="cross" wayBack onPress={() => send({ tap: 'back' })}>
          {say(cardTexts.enrolStop)}
        </Button>
      }
    >
      {of !== undefined && (
        <p className="pin-finger" role="status">
          {say(cardTexts.enrolCount, { touch, of })}
        </p>
      )}
    </Page>
  );
}
