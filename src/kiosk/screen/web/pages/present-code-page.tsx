/** Show the payment code: where to hold the phone, and which codes are taken. */
import { storedValueFormat } from '../../../../domain/payment-code.ts';
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
  const card = page.platforms.every((platform) => platform === storedValueFormat.platform);
  return (
    <Page
      layout="calm"
      art={<PresentCodeScene />}
      title={say(card ? payTexts.presentCardTitle : payTexts.presentTitle)}
      note={say(card ? payTexts.presentCardNote : payTexts.presentNote)}
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
