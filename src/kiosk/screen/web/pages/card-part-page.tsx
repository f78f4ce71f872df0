/** The card has less on it than is to be paid: pay that part with it, and the rest another way? */
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { Page as ViewPage } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { Button } from '../parts/button.tsx';
import { Due } from '../parts/due.tsx';
import { Money } from '../parts/money.tsx';
import { useScreen, useView } from '../screen-context.ts';

export function CardPartPage({ page }: { readonly page: Extract<ViewPage, { page: 'cardPart' }> }) {
  const { say, money, send } = useScreen();
  const { totals, split } = useView();
  const remaining = split?.remainingMinor ?? totals.dueMinor;
  const { spendableMinor, cardMasked } = page;
  return (
    <Page
      layout="calm"
      art={
        <span className="big-icon">
          <Icon name="wallet" />
        </span>
      }
      title={say(cardTexts.partTitle)}
      note={say(cardTexts.partNote)}
      summary={<Due />}
      actions={
        <>
          <Button icon="arrowLeft" wayBack onPress={() => send({ tap: 'back' })}>
            {say(cardTexts.otherWay)}
          </Button>
          <Button kind="primary" icon="check" onPress={() => send({ tap: 'goOn' })}>
            {say(cardTexts.partYes, { amount: money(spendableMinor) })}
          </Button>
        </>
      }
    >
      <dl className="parts">
        <div>
          <dt>
            {say(cardTexts.partCard)} <small>{cardMasked}</small>
          </dt>
          <dd>
            <Money minor={spendableMinor} size="amount" />
          </dd>
        </div>
        <div>
          <dt>{say(cardTexts.partRest)}</dt>
          <dd>
            <Money minor={Math.max(0, remaining - spendableMinor)} size="amount" />
          </dd>
        </div>
      </dl>
    </Page>
  );
}
