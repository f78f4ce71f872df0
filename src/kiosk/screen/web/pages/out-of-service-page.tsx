/** Nothing is sold now: why, and whom to call. */
import { faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import { Icon } from '../../../../look/icon.tsx';
import { frameTexts, handoverTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { MachineScene } from '../scenes/machine-scene.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function OutOfServicePage({ page }: { readonly page: Extract<ViewPage, { page: 'outOfService' }> }) {
  const { say } = useScreen();
  const { helpPhone } = useView();
  return (
    <Page
      layout="calm"
      art={<MachineScene />}
      title={say(handoverTexts.outOfServiceTitle)}
      note={say(faultCatalogue[page.reason].shopper)}
    >
      <p className="sorry">{say(handoverTexts.outOfServiceNote)}</p>
      {helpPhone && (
        <p className="help-phone">
          <Icon name="phoneCall" />
          <span>
            <small>{say(frameTexts.helpCall)}</small>
            <strong>{helpPhone}</strong>
          </span>
        </p>
      )}
    </Page>
  );
}
