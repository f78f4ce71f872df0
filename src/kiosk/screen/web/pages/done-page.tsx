/** Take your goods, your change and your receipt. */
import { faultCatalogue } from '../../../../domain/fault-catalogue.ts';
import { Icon } from '../../../../look/icon.tsx';
import { handoverTexts } from '../../../../look/screen-texts.ts';
import type { Page as ViewPage } from '../../view.ts';
import { PinOffers } from '../cards/pin-offers.tsx';
import { Page } from '../frame/page.tsx';
import { GiftCard } from '../gifts/gift-card.tsx';
import { ParkingCard } from '../parking/parking-card.tsx';
import { Button } from '../parts/button.tsx';
import { Deliveries } from '../parts/deliveries.tsx';
import { Money } from '../parts/money.tsx';
import { ReceiptCard } from '../parts/receipt-card.tsx';
import { useScreen } from '../screen-context.ts';

export function DonePage({ page }: { readonly page: Extract<ViewPage, { page: 'done' }> }) {
  const { say, send } = useScreen();
  const fromMachine = page.deliveries.filter((d) => d.how !== 'none');
  return (
    <Page
      layout="calm"
      art={
        <span className="big-icon big-icon-done">
          <Icon name="check" />
        </span>
      }
      title={say(handoverTexts.doneTitle)}
      note={fromMachine.some((d) => d.how !== 'door') && say(handoverTexts.takeFrom)}
      extra={<ReceiptCard receipt={page.receipt} />}
      actions={
        <Button kind="primary" icon="check" onPress={() => send({ tap: 'finish' })}>
          {say(handoverTexts.finish)}
        </Button>
      }
    >
      {page.changeMinor > 0 && (
        <p className="payback">
          <Icon name="coins" />
          <span>
            <strong>{say(handoverTexts.change)}</strong>
            <span>{say(handoverTexts.changeNote)}</span>
          </span>
          <Money minor={page.changeMinor} size="amount" />
        </p>
      )}
      {page.changeOwedMinor > 0 && (
        <p className="payback payback-owed">
          <Icon name="warning" />
          <span>
            <strong>{say(handoverTexts.changeOwed)}</strong>
            <span>{say(faultCatalogue.CASH_PAYOUT_SHORT.shopper)}</span>
          </span>
          <Money minor={page.changeOwedMinor} size="amount" />
        </p>
      )}
      <GiftCard />
      <ParkingCard />
      {fromMachine.length > 0 && <Deliveries deliveries={fromMachine} />}
      <PinOffers page={page} />
    </Page>
  );
}
