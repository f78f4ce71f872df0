/** What did not come out, and what happens to the money. */
import { faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import type { Text } from '../../../../domain/text.ts';
import { cardTexts } from '../../../../look/card-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { handoverTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage, ViewPart } from '../../view.ts';
import { Page } from '../frame/page.tsx';
import { ParkingCard } from '../parking/parking-card.tsx';
import { Button } from '../parts/button.tsx';
import { Deliveries } from '../parts/deliveries.tsx';
import { Money } from '../parts/money.tsx';
import { ReceiptCard } from '../parts/receipt-card.tsx';
import { useWayName } from '../parts/split-sums.tsx';
import { useScreen } from '../screen-context.ts';

type Refunded = Extract<ViewPage, { page: 'refunded' }>;

const words: Readonly<Record<Refunded['refund'], Readonly<Record<Refunded['by'], readonly [Text, Text]>>>> = {
  inExecution: {
    code: [handoverTexts.refundInExecution, handoverTexts.refundInExecutionCode],
    cash: [handoverTexts.refundInExecution, handoverTexts.refundInExecutionCash],
  },
  refunded: {
    code: [handoverTexts.refundDone, handoverTexts.refundDoneCode],
    cash: [handoverTexts.refundDone, handoverTexts.refundDoneCash],
  },
  failed: {
    code: [handoverTexts.refundFailed, handoverTexts.refundFailedNote],
    cash: [handoverTexts.refundFailed, faultCatalogue.CASH_PAYOUT_SHORT.shopper],
  },
};

export function RefundedPage({ page }: { readonly page: Refunded }) {
  const { say, send } = useScreen();
  const missing = page.deliveries.some((d) => d.state === 'notDelivered');
  const [state, note] = words[page.refund][page.by];
  const waysListed = page.parts !== undefined && page.refund !== 'failed';
  return (
    <Page
      layout="calm"
      art={
        <span className={`big-icon ${page.refund === 'refunded' ? 'big-icon-done' : 'big-icon-warning'}`}>
          <Icon name={page.refund === 'refunded' ? 'shield' : 'refresh'} />
        </span>
      }
      title={say(missing ? handoverTexts.refundTitle : handoverTexts.refundCashTitle)}
      note={say(faultCatalogue[page.reason].shopper)}
      extra={<ReceiptCard receipt={page.receipt} />}
      actions={
        <Button kind="primary" icon="check" onPress={() => send({ tap: 'finish' })}>
          {say(handoverTexts.finish)}
        </Button>
      }
    >
      <p className={`payback payback-${page.refund}`}>
        <Icon name={page.by === 'cash' ? 'coins' : 'phone'} />
        <span>
          <strong>{say(state)}</strong>
          {waysListed ? null : <span>{say(note)}</span>}
        </span>
        <Money minor={page.refundMinor} size="amount" />
      </p>
      {page.parts && <ReturnedParts parts={page.parts} />}
      <ParkingCard />
      {page.deliveries.length > 0 && <Deliveries deliveries={page.deliveries} />}
    </Page>
  );
}

/** What goes back by which way, where it is more than one. */
function ReturnedParts({ parts }: { readonly parts: readonly ViewPart[] }) {
  const { say } = useScreen();
  const wayName = useWayName();
  return (
    <dl className="parts">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are only ever added
        <div key={at}>
          <dt>{say(cardTexts.backTo, { by: wayName(part) })}</dt>
          <dd>
            <Money minor={part.amountMinor} size="amount" />
          </dd>
        </div>
      ))}
    </dl>
  );
}
