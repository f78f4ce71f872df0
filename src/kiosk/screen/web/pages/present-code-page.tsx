/** Show the payment code: where to hold the phone, and which codes are taken. */
import { payTexts } from '../../../../look/screen-texts.ts';
import { platformName } from '../../../../look/shared-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Due } from '../parts/due.tsx';
import { PresentCodeScene } from '../scenes/present-code-scene.tsx';
import { useScreen } from '../screen-context.ts';

export function PresentCodePage({ page }: { readonly page: Extract<ViewPage, { page: 'presentCode' }> }) {
  const { say, send } = useScreen();
  return (
    <Page
      layout="calm"
      art={<PresentCodeScene />}
      title={say(payTexts.presentTitle)}
      note={say(payTexts.presentNote)}
      summary={<Due />}
      actions={
        <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
          {say(payTexts.otherWay)}
        </Button>
      }
    >
      <p className="platforms-title">{say(payTexts.accepted)}</p>
      <ul className="platforms">
        {page.platforms.map((platform) => (
          <li key={platform}>{say(platformName(platform))}</li>
        ))}
      </ul>
    </Page>
  );
}
