/** Not paid: what happened, whether the money is safe, and what to do now. */
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { paymentWords } from '../../../../look/payment-words.ts';
import { goodsTexts, payTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { CancelVend, vendShown } from '../parts/vend.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function PaymentFailedPage({ page }: { readonly page: Extract<ViewPage, { page: 'paymentFailed' }> }) {
  const { say, money, send } = useScreen();
  const view = useView();
  const { totals } = view;
  const vend = vendShown(view);
  const words = paymentWords('paymentFailed', page.reason);
  const pieces = say(totals.pieces === 1 ? goodsTexts.onePiece : goodsTexts.pieces, {
    pieces: totals.pieces,
  });
  return (
    <Page
      layout="calm"
      art={
        <span className="big-icon big-icon-warning">
          <Icon name="warning" />
        </span>
      }
      title={say(words.title)}
      note={say(words.note)}
      actions={
        <>
          {view.split ? (
            <Button icon="cross" onPress={() => send({ tap: 'cancel' })}>
              {say(cardTexts.giveUp)}
            </Button>
          ) : vend ? (
            <CancelVend />
          ) : (
            <>
              <Button icon="cross" onPress={() => send({ tap: 'cancel' })}>
                {say(goodsTexts.startOver)}
              </Button>
              <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
                {say(payTexts.backToList)}
              </Button>
            </>
          )}
          <Button kind="primary" icon="refresh" onPress={() => send({ tap: 'retry' })}>
            {say(payTexts.tryAgain)}
          </Button>
        </>
      }
    >
      <ul className="facts">
        <li>
          <span className="fact-icon">
            <Icon name="shield" />
          </span>
          <span>
            <strong>{say(payTexts.failedMoney)}</strong>
            <span>{say(view.split ? cardTexts.partsSafe : payTexts.failedMoneySafe)}</span>
          </span>
        </li>
        <li>
          <span className="fact-icon">
            <Icon name="basket" />
          </span>
          <span>
            <strong>{say(vend ? payTexts.vendKept : payTexts.failedList)}</strong>
            <span>{say(payTexts.failedListNote, { pieces, due: money(totals.dueMinor) })}</span>
          </span>
        </li>
      </ul>
    </Page>
  );
}
