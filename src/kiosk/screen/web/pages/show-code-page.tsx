/** The code for the shopper's wallet to scan: large, on white, with whose it is and how long it is good. */
import { Icon } from '../../../../look/icon.tsx';
import { QrCode } from '../../../../look/qr-code.tsx';
import { payTexts } from '../../../../look/screen-texts.ts';
import { platformName } from '../../../../look/shared-texts.ts';
import { shownCodeTexts } from '../../../../look/shown-code-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Due } from '../parts/due.tsx';
import { useScreen } from '../screen-context.ts';

export function ShowCodePage({ page }: { readonly page: Extract<ViewPage, { page: 'showCode' }> }) {
  const { say, send } = useScreen();
  const platform = say(platformName(page.platform));
  return (
    <Page
      layout="calm"
      art={
        <div className="shown-code">
          <QrCode content={page.code} label={say(shownCodeTexts.label, { platform })} />
        </div>
      }
      title={say(shownCodeTexts.title, { platform })}
      note={say(shownCodeTexts.note, { platform })}
      summary={<Due />}
      actions={
        <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
          {say(payTexts.otherWay)}
        </Button>
      }
    >
      <p className="shown-code-waits">
        <Icon name="clock" />
        {say(shownCodeTexts.waits)}
      </p>
    </Page>
  );
}
