/** Cash: what is due, what is in, what is still to pay. */
import { payTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Money } from '../parts/money.tsx';
import { CoinScene } from '../scenes/coin-scene.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function InsertCashPage({ page }: { readonly page: Extract<ViewPage, { page: 'insertCash' }> }) {
  const { say, send } = useScreen();
  const { dueMinor } = useView().totals;
  const { insertedMinor } = page;
  const remainingMinor = Math.max(0, dueMinor - insertedMinor);
  const share = dueMinor > 0 ? Math.min(1, insertedMinor / dueMinor) : 1;
  return (
    <Page
      layout="calm"
      art={<CoinScene />}
      title={say(payTexts.cashTitle)}
      note={say(payTexts.cashNote)}
      actions={
        <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'cancel' })}>
          {say(insertedMinor > 0 ? payTexts.cashCancel : payTexts.otherWay)}
        </Button>
      }
    >
      <div className="cash" aria-live="polite">
        <p className="cash-remaining">
          <span>{say(payTexts.cashRemaining)}</span>
          <Money minor={remainingMinor} size="large" />
        </p>
        <span className="cash-bar" aria-hidden="true">
          <span style={{ transform: `scaleX(${share})` }} />
        </span>
        <dl className="cash-sums">
          <div>
            <dt>{say(payTexts.cashInserted)}</dt>
            <dd>
              <Money minor={insertedMinor} size="amount" />
            </dd>
          </div>
          <div>
            <dt>{say(payTexts.cashDue)}</dt>
            <dd>
              <Money minor={dueMinor} size="amount" />
            </dd>
          </div>
        </dl>
      </div>
    </Page>
  );
}
