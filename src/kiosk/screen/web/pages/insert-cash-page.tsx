/** Cash: what is due, what is in, what is still to pay. */
import { cardTexts } from '../../../../look/card-texts.ts';
import { payTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Money } from '../parts/money.tsx';
import { CoinScene } from '../scenes/coin-scene.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function InsertCashPage({ page }: { readonly page: Extract<ViewPage, { page: 'insertCash' }> }) {
  const { say, send } = useScreen();
  const { totals, split } = useView();
  const { dueMinor } = totals;
  const { insertedMinor } = page;
  const remainingMinor = split?.remainingMinor ?? dueMinor;
  const share = dueMinor > 0 ? Math.min(1, 1 - remainingMinor / dueMinor) : 1;
  return (
    <Page
      layout="calm"
      art={<CoinScene />}
      title={say(payTexts.cashTitle)}
      note={say(payTexts.cashNote)}
      actions={
        <>
          {split && (
            <Button icon="cross" onPress={() => send({ tap: 'cancel' })}>
              {say(split.parts.length > 1 || insertedMinor === 0 ? cardTexts.giveUp : payTexts.cashCancel)}
            </Button>
          )}
          <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
            {say(split ? cardTexts.restOtherwise : payTexts.otherWay)}
          </Button>
        </>
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
