/** Whom to call, and the numbers that staff will ask for. */
import { Icon } from '../../../../look/icon.tsx';
import { frameTexts, goodsTexts } from '../../../../look/screen-texts.ts';
import { guidanceFor } from '../../guidance.ts';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const { say, money } = useScreen();
  const view = useView();
  return (
    <Sheet label={say(frameTexts.helpTitle)} onClose={onClose}>
      <div className="help">
        <h2>{say(frameTexts.helpTitle)}</h2>
        <p className="help-now">
          {view.page.page === 'list' ? say(goodsTexts.keepScanning) : guidanceFor(view, { say, money })}
        </p>
        {view.helpPhone && (
          <p className="help-phone">
            <Icon name="phoneCall" />
            <span>
              <small>{say(frameTexts.helpCall)}</small>
              <strong>{view.helpPhone}</strong>
            </span>
          </p>
        )}
        <dl className="help-numbers">
          <div>
            <dt>{say(frameTexts.machine)}</dt>
            <dd>{view.kioskId}</dd>
          </div>
          {view.orderId && (
            <div>
              <dt>{say(frameTexts.order)}</dt>
              <dd>{view.orderId}</dd>
            </div>
          )}
        </dl>
        <p className="safe">
          <Icon name="shield" />
          <span>{say(frameTexts.helpSafe)}</span>
        </p>
      </div>
      <div className="actions">
        <Button kind="primary" onPress={onClose}>
          {say(frameTexts.close)}
        </Button>
      </div>
    </Sheet>
  );
}
